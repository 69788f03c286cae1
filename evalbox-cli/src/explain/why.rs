//! `explain --why`: the answer to a call, the instructions that led there, and the statement that says so.

use std::fmt;

use evalbox_compiler::program::offset;
use evalbox_compiler::target::{Endian, Target};
use evalbox_seccomp::{Action, SeccompData};
use serde_json::{Value, json};

use super::query::Query;
use super::subject::Subject;
use super::words;
use crate::call::Call;
use crate::paths::{State, explore};
use crate::reason::{self, Decided};
use crate::solve::{self, Word};

/// The ways that calls of a query take.
pub(crate) struct Why {
    subject: String,
    query: String,
    target: Target,
    ways: Vec<Way>,
}

struct Way {
    answer: Option<u32>,
    /// What the calls have in common beyond the query.
    conditions: Vec<String>,
    /// One of them.
    example: SeccompData,
    /// Instructions by their place, as listings show them.
    path: Vec<(usize, String)>,
    decided: Option<Decided>,
    exact: bool,
}

impl Why {
    pub(crate) fn of(subject: &Subject, query: &Query) -> Why {
        let listing = subject.listing();
        let lines: Vec<&str> = listing.lines().collect();
        let given = query.state.facts.len();
        let endian = subject.target.endian;
        let ways = explore(subject.filter.program(), &query.state);
        let ways = ways.into_iter().map(|end| {
            let example = example(&end.state, endian);
            let shown = |&pc: &usize| {
                let line = lines.get(pc).copied().unwrap_or_default();
                (pc, line.to_owned())
            };
            Way {
                answer: end.answer,
                conditions: words::telling(&end.state.facts, given)
                    .iter()
                    .map(|fact| words::fact(fact, endian))
                    .collect(),
                example,
                path: end.visited.iter().map(shown).collect(),
                decided: subject
                    .policy
                    .as_ref()
                    .map(|(policy, values)| reason::decided(policy, values, &example)),
                exact: end.exact,
            }
        });
        Why {
            subject: subject.name.clone(),
            query: query.text.clone(),
            target: subject.target,
            ways: ways.collect(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        let ways = self.ways.iter().map(|way| {
            let path: Vec<Value> = way
                .path
                .iter()
                .map(|(pc, line)| {
                    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
                    json!({ "pc": pc, "instruction": words.join(" ") })
                })
                .collect();
            json!({
                "answer": words::answer(way.answer),
                "conditions": way.conditions,
                "example": Call::on(self.target, &way.example).to_string(),
                "path": path,
                "decided": way.decided.as_ref().map(Decided::json),
                "exact": way.exact,
            })
        });
        json!({ "name": self.subject, "call": self.query, "ways": ways.collect::<Vec<_>>() })
    }
}

/// A call that meets the facts; zero in every bit that they leave open.
pub(crate) fn example(state: &State, endian: Endian) -> SeccompData {
    let word = |offset: u32| solve::witness(&state.facts, Word(offset)).unwrap_or(0);
    let register = |slot: u8| {
        let half = |high| u64::from(word(offset::arg(slot, high, endian)));
        half(true) << 32 | half(false)
    };
    SeccompData {
        nr: word(offset::NR).cast_signed(),
        arch: word(offset::ARCH),
        instruction_pointer: 0,
        args: [0, 1, 2, 3, 4, 5].map(register),
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.subject, self.query)?;
        for way in &self.ways {
            writeln!(f, "\n{}", words::answer(way.answer))?;
            if !way.conditions.is_empty() {
                writeln!(f, "where {}", way.conditions.join(", "))?;
                writeln!(f, "as {}", Call::on(self.target, &way.example))?;
            }
            if !way.exact {
                writeln!(
                    f,
                    "perhaps: the program computes with what the call does not say"
                )?;
            }
            if let Some(decided) = &way.decided {
                writeln!(f, "{decided}")?;
            }
            for (_, line) in &way.path {
                writeln!(f, "{line}")?;
            }
        }
        Ok(())
    }
}

/// Whether the kernel does the same about two answers.
pub(crate) fn same(a: Option<u32>, b: Option<u32>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Action::from_raw(a) == Action::from_raw(b),
        _ => false,
    }
}
