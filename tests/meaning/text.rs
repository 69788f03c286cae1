//! A policy as a user writes it.

use std::fmt::{self, Display};

use crate::facts::{CALLS, Call};
use crate::model::{Compare, Cond, DENY, Own, Policy, Says};

impl Cond {
    fn write(&self, call: &Call, text: &mut String) {
        match self {
            Cond::Not(inner) => {
                text.push_str("!(");
                inner.write(call, text);
                text.push(')');
            }
            Cond::All(parts) | Cond::Any(parts) => {
                let word = if matches!(self, Cond::All(_)) {
                    " && "
                } else {
                    " || "
                };
                for (index, part) in parts.iter().enumerate() {
                    text.push_str(if index == 0 { "" } else { word });
                    // `&&` binds tighter than `||`: only the other way round needs parentheses.
                    let inside = matches!((self, part), (Cond::All(_), Cond::Any(_)));
                    text.push_str(if inside { "(" } else { "" });
                    part.write(call, text);
                    text.push_str(if inside { ")" } else { "" });
                }
            }
            Cond::Test(arg, compare) => {
                let arg = call.args[*arg].name;
                *text += &match compare {
                    Compare::Order(sign, value) => format!("{arg} {sign} {}", value.0),
                    Compare::In(values) => {
                        let values: Vec<_> = values.iter().map(|value| value.0.as_str()).collect();
                        format!("{arg} in [{}]", values.join(", "))
                    }
                    Compare::Range(low, high) => format!("{arg} in {}..={}", low.0, high.0),
                    Compare::Mask(mask, sign, value) => {
                        format!("{arg} & ({}) {sign} {}", mask.0, value.0)
                    }
                    Compare::Has(flags) => format!("{arg} has {}", flags.0),
                    Compare::Any(flags) => format!("{arg} any {}", flags.0),
                    Compare::Only(flags) => format!("{arg} only {}", flags.0),
                };
            }
        }
    }
}

impl Display for Policy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "#![allow(clone3_bypass, io_uring_bypass, sibling_bypass, unshare_bypass, multiplexer_bypass, \
             variant_bypass, unreachable_arm, constant_condition, no_exit)]"
        )?;
        let settings = [
            ("default", self.default),
            ("foreign", self.foreign),
            ("unknown", self.unknown),
        ];
        for (word, act) in settings {
            if let Some(act) = act {
                writeln!(out, "{word} {};", act.0)?;
            }
        }
        for (act, names) in &self.lists {
            writeln!(out, "{} [{}];", act.unwrap_or(DENY).0, names.join(", "))?;
        }
        for (call, own) in &self.own {
            let call = &CALLS[*call];
            let cond = |cond: &Cond| {
                let mut text = String::new();
                cond.write(call, &mut text);
                text
            };
            match own {
                Own::Statements(all) => {
                    for (act, says) in all {
                        let what = match says {
                            Says::If(when) => format!("if {}", cond(when)),
                            Says::Constants(list) => {
                                let names: Vec<_> = list.iter().map(|it| it.2.as_str()).collect();
                                names.join(", ")
                            }
                        };
                        writeln!(out, "{} {} {what};", call.name, act.0)?;
                    }
                }
                Own::Block(arms, rest) => {
                    write!(out, "{} {{ ", call.name)?;
                    for (when, act) in arms {
                        write!(out, "{} => {}, ", cond(when), act.0)?;
                    }
                    if let Some(act) = rest {
                        write!(out, "_ => {}", act.0)?;
                    }
                    writeln!(out, " }}")?;
                }
            }
        }
        Ok(())
    }
}
