//! `explain --diff`: every call that two programs answer otherwise.
//!
//! The ways of one are followed through the other. Calls that take the same way in both are answered alike by each, so
//! that one of them speaks for all: nothing is sampled.

use std::fmt;

use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::{Endian, Target};
use evalbox_seccomp::{Filter, SeccompData};
use serde_json::{Value, json};

use super::column::{Column, columns};
use super::subject::Subject;
use super::why::{example, same};
use super::words;
use crate::call::Call;
use crate::paths::{End, explore};

/// What sets two filters apart.
pub(crate) struct Diff {
    a: String,
    b: String,
    target: Target,
    differences: Vec<Difference>,
}

/// Calls that take one way in each.
struct Difference {
    abi: &'static str,
    /// `None` for numbers that the table does not know.
    call: Option<(u32, &'static str)>,
    /// As text, in the first and in the second.
    answers: (String, String),
    /// What the calls have in common.
    conditions: Vec<String>,
    example: SeccompData,
    /// False where a program computes, so that the calls may be answered alike after all.
    exact: bool,
}

impl Diff {
    pub(crate) fn of(a: &Subject, b: &Subject) -> Result<Diff, String> {
        let mut differences = Vec::new();
        if a.target != b.target {
            return Err(format!(
                "{} is for {}, and {} for {}: no call reaches both",
                a.name, a.target, b.name, b.target
            ));
        }
        for column in columns(a.target) {
            compare(&column, &a.filter, &b.filter, &mut differences);
        }
        Ok(Diff {
            a: a.name.clone(),
            b: b.name.clone(),
            target: a.target,
            differences,
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    pub(crate) fn json(&self) -> Value {
        let differences = self.differences.iter().map(|difference| {
            json!({
                "abi": difference.abi,
                "number": difference.call.map(|(number, _)| number),
                "name": difference.call.map(|(_, name)| name),
                "a": difference.answers.0,
                "b": difference.answers.1,
                "conditions": difference.conditions,
                "example": Call::on(self.target, &difference.example).to_string(),
                "exact": difference.exact,
            })
        });
        json!({ "a": self.a, "b": self.b, "differences": differences.collect::<Vec<_>>() })
    }
}

fn compare(column: &Column, a: &Filter, b: &Filter, differences: &mut Vec<Difference>) {
    for &(number, id) in column.numbers {
        let ways = explore(a.program(), &column.number(number));
        let call = Some((number, syscalls::name(id)));
        // The architecture and the number are said by the line's beginning.
        differ(&ways, b, (8, column.endian()), |_, difference| {
            differences.push(Difference {
                abi: column.name(),
                call,
                ..difference
            });
        });
    }
    differ(
        &column.ways(a),
        b,
        (0, column.endian()),
        |end, difference| {
            if column.leaves_table(&end.state) {
                differences.push(Difference {
                    abi: column.name(),
                    ..difference
                });
            }
        },
    );
}

/// Follows ways of the first program through the second; conditions on words from `shown` on are for the reader.
fn differ(
    ways: &[End],
    b: &Filter,
    (shown, endian): (u32, Endian),
    mut found: impl FnMut(&End, Difference),
) {
    for way in ways {
        for end in explore(b.program(), &way.state) {
            if same(way.answer, end.answer) {
                continue;
            }
            let facts = words::telling(&end.state.facts, 0);
            let facts = facts.iter().filter(|fact| fact.word.0 >= shown);
            let conditions = facts.map(|fact| words::fact(fact, endian)).collect();
            let difference = Difference {
                abi: "",
                call: None,
                answers: (words::answer(way.answer), words::answer(end.answer)),
                conditions,
                example: example(&end.state, endian),
                exact: way.exact && end.exact && way.answer.is_some() && end.answer.is_some(),
            };
            found(&end, difference);
        }
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.differences.is_empty() {
            return writeln!(f, "{} and {} answer every call alike", self.a, self.b);
        }
        writeln!(f, "--- {}\n+++ {}", self.a, self.b)?;
        for difference in &self.differences {
            let (a, b) = &difference.answers;
            let abi = difference.abi;
            match difference.call {
                Some((number, name)) => write!(f, "{abi} {number} {name}: {a} -> {b}")?,
                None => write!(f, "{abi}, other numbers: {a} -> {b}")?,
            }
            if !difference.exact {
                f.write_str(" perhaps")?;
            }
            if !difference.conditions.is_empty() {
                write!(f, ", where {}", difference.conditions.join(", "))?;
            }
            f.write_str("\n")?;
        }
        Ok(())
    }
}
