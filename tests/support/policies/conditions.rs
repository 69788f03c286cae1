//! Conditions on the arguments that a call has on every ABI of the policy.

use arbitrary::{Result, Unstructured};
use evalbox_compiler::table::{Argument, Type, syscalls};

use super::values::{number, value};
use super::{Writer, chance};

/// An argument that conditions can ask about.
#[derive(Clone, Copy)]
struct Asked {
    name: &'static str,
    /// 0 of a pointer.
    bits: u8,
    signed: bool,
}

const PLACES: [&str; 6] = ["arg0", "arg1", "arg2", "arg3", "arg4", "arg5"];

impl Writer {
    /// A condition; none where no argument of the call can be asked about.
    pub(super) fn condition(
        &self,
        from: &mut Unstructured<'_>,
        name: &str,
    ) -> Result<Option<String>> {
        let asked = self.arguments(from, name)?;
        if asked.is_empty() {
            return Ok(None);
        }
        nested(from, &asked, 3).map(Some)
    }

    fn arguments(&self, from: &mut Unstructured<'_>, name: &str) -> Result<Vec<Asked>> {
        let mut asked = Vec::new();
        let Some(id) = syscalls::find(name) else {
            let bits = self.target.abi.long_bits();
            return Ok(PLACES
                .map(|name| Asked {
                    name,
                    bits,
                    signed: false,
                })
                .to_vec());
        };
        let of = |abi| syscalls::arguments(id, abi).filter(|_| syscalls::number(id, abi).is_some());
        for (index, argument) in of(self.target.abi).unwrap_or_default().iter().enumerate() {
            // On each ABI that has the call: the narrowest counts, so that constants fit everywhere.
            let everywhere: Option<Vec<Asked>> = self
                .abis
                .iter()
                .filter_map(|&abi| of(abi))
                .map(|others| of_type(others.get(index)?))
                .collect();
            let narrowest = everywhere.and_then(|list| list.into_iter().min_by_key(|one| one.bits));
            if let Some(mut one) = narrowest {
                let place = PLACES.get(usize::from(argument.slot)).copied();
                one.name = match place {
                    Some(place) if chance(from, 6)? => place,
                    _ => argument.names[from.choose_index(argument.names.len())?],
                };
                asked.push(one);
            }
        }
        Ok(asked)
    }
}

fn of_type(argument: &Argument) -> Option<Asked> {
    let name = argument.names.first()?;
    match argument.ty {
        Type::Number { bits, signed } => Some(Asked { name, bits, signed }),
        Type::Pointer { .. } => Some(Asked {
            name,
            bits: 0,
            signed: false,
        }),
        Type::Split | Type::Unknown => None,
    }
}

fn nested(from: &mut Unstructured<'_>, asked: &[Asked], depth: u8) -> Result<String> {
    let form = if depth == 0 {
        0
    } else {
        from.int_in_range(0..=7u8)?
    };
    Ok(match form {
        0..=3 => {
            let one = asked[from.choose_index(asked.len())?];
            comparison(from, one)?
        }
        4 => format!("!({})", nested(from, asked, depth - 1)?),
        // With Rust's precedence, with parentheses or without.
        5 => format!(
            "{} && {} || {}",
            nested(from, asked, 0)?,
            nested(from, asked, 0)?,
            nested(from, asked, 0)?
        ),
        form => {
            let operator = if form == 6 { " && " } else { " || " };
            let mut parts = Vec::new();
            for _ in 0..from.int_in_range(2..=4)? {
                parts.push(nested(from, asked, depth - 1)?);
            }
            let parts: Vec<String> = parts.iter().map(|part| format!("({part})")).collect();
            format!("({})", parts.join(operator))
        }
    })
}

fn comparison(from: &mut Unstructured<'_>, Asked { name, bits, signed }: Asked) -> Result<String> {
    if bits == 0 {
        return Ok(format!("{name} {} 0", from.choose(&["==", "!="])?));
    }
    Ok(match from.int_in_range(0..=9u8)? {
        0 => format!("{name} == {}", value(from, bits, signed, false)?),
        1 => format!("{name} != {}", value(from, bits, signed, false)?),
        2 => format!(
            "{name} {} {}",
            from.choose(&["<", "<=", ">", ">="])?,
            value(from, bits, signed, true)?
        ),
        3 | 4 => {
            let mut list = Vec::new();
            let most = if chance(from, 8)? { 40 } else { 8 };
            for _ in 0..from.int_in_range(1..=most)? {
                list.push(value(from, bits, signed, false)?);
            }
            format!("{name} in [{}]", list.join(", "))
        }
        5 => {
            // The ends in order, or no value would be between them.
            let (a, b) = (
                number(from, bits, signed, true)?,
                number(from, bits, signed, true)?,
            );
            format!("{name} in {}..={}", a.min(b), a.max(b))
        }
        6 => {
            let mask = value(from, bits, signed, false)?;
            let operator = from.choose(&["==", "!="])?;
            if chance(from, 2)? {
                format!(
                    "({name} & ({mask})) {operator} {}",
                    value(from, bits, signed, false)?
                )
            } else {
                // Values inside of the mask, or most of them could never be.
                format!(
                    "{name} & ({mask}) {operator} ({mask}) & ({})",
                    value(from, bits, signed, false)?
                )
            }
        }
        7 => format!("{name} has {}", value(from, bits, signed, false)?),
        8 => format!("{name} any {}", value(from, bits, signed, false)?),
        _ => format!("{name} only {}", value(from, bits, signed, false)?),
    })
}
