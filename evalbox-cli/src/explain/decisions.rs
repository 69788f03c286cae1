//! The table of `evalbox explain`: what is answered to each call, and which arguments decide it.

use std::collections::BTreeSet;
use std::fmt;

use evalbox_compiler::table::{SyscallId, syscalls};
use evalbox_compiler::target::{Abi, Target};
use evalbox_seccomp::Filter;
use serde_json::{Value, json};

use super::column::{Column, columns};
use super::words;
use crate::paths::{End, explore};

/// The decisions by ABI.
pub(crate) struct Abis(Vec<Decisions>);

/// One ABI's.
struct Decisions {
    name: &'static str,
    /// By number; empty where every call is answered alike.
    calls: Vec<(u32, &'static str, Decision)>,
    /// Every other number.
    rest: Decision,
}

/// What may be answered to calls of a number.
#[derive(Clone, Debug, Default)]
struct Decision {
    answers: BTreeSet<Option<u32>>,
    /// The arguments that the program looks at; none where there is one answer.
    depends: BTreeSet<String>,
}

impl Abis {
    /// Reads them off a program.
    pub(crate) fn of(filter: &Filter, target: Target) -> Abis {
        let columns = columns(target);
        let decisions = columns.iter().map(|column| decide(column, filter));
        Abis(decisions.collect())
    }

    pub(crate) fn json(&self) -> Value {
        let abis = self.0.iter().map(|abi| {
            let calls: Vec<Value> = abi
                .calls
                .iter()
                .map(|(number, name, decision)| {
                    let mut value = decision.json();
                    value["number"] = json!(number);
                    value["name"] = json!(name);
                    value
                })
                .collect();
            json!({ "abi": abi.name, "calls": calls, "other": abi.rest.json() })
        });
        Value::Array(abis.collect())
    }
}

fn decide(column: &Column, filter: &Filter) -> Decisions {
    let ways = column.ways(filter);
    let abi = column.abi.unwrap_or(Abi::X86_64);
    let whole = Decision::of(&ways, None, abi);
    if whole.answers.len() == 1 {
        return Decisions {
            name: column.name(),
            calls: Vec::new(),
            rest: whole,
        };
    }
    let calls = column.numbers.iter().map(|&(number, id)| {
        let ways = explore(filter.program(), &column.number(number));
        (
            number,
            syscalls::name(id),
            Decision::of(&ways, Some(id), abi),
        )
    });
    let rest: Vec<End> = ways
        .into_iter()
        .filter(|way| column.leaves_table(&way.state))
        .collect();
    Decisions {
        name: column.name(),
        calls: calls.collect(),
        rest: Decision::of(&rest, None, abi),
    }
}

impl Decision {
    fn of(ways: &[End], id: Option<SyscallId>, abi: Abi) -> Decision {
        let mut decision = Decision::default();
        for way in ways {
            decision.answers.insert(way.answer);
        }
        if decision.answers.len() > 1 {
            let facts = ways.iter().flat_map(|way| &way.state.facts);
            let words: BTreeSet<u32> = facts.map(|fact| fact.word.0).collect();
            let arguments = words
                .into_iter()
                .filter_map(|word| words::argument(word, id, abi));
            decision.depends = arguments.collect();
        }
        decision
    }

    fn answers(&self) -> Vec<String> {
        self.answers
            .iter()
            .rev()
            .map(|&answer| words::answer(answer))
            .collect()
    }

    fn json(&self) -> Value {
        json!({ "answers": self.answers(), "depends": self.depends })
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answers = self.answers().join(" or ");
        if self.depends.is_empty() {
            return f.write_str(&answers);
        }
        let depends: Vec<&str> = self.depends.iter().map(String::as_str).collect();
        write!(f, "{answers}, by {}", depends.join(", "))
    }
}

impl fmt::Display for Abis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for abi in &self.0 {
            if abi.calls.is_empty() {
                writeln!(f, "{}: {}", abi.name, abi.rest)?;
                continue;
            }
            writeln!(f, "{}:", abi.name)?;
            for (number, name, decision) in &abi.calls {
                writeln!(f, "{number:>6}  {name:<24} {decision}")?;
            }
            writeln!(f, "{:>6}  {:<24} {}", "", "every other number", abi.rest)?;
        }
        Ok(())
    }
}
