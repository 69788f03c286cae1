//! A call as a person writes it: `socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, _)`.

use evalbox_compiler::table::{Argument, Type, syscalls};
use evalbox_compiler::target::{Abi, Target};

use crate::paths::State;
use crate::{constants, target};

/// The calls that are asked about.
pub(crate) struct Query {
    /// As it was written.
    pub(crate) text: String,
    pub(crate) state: State,
}

/// Reads a call: a name or a number and, in parentheses, its first arguments. What is left out is any value.
pub(crate) fn parse(text: &str, target: Target) -> Result<Query, String> {
    let names = target::native()? == target;
    let (name, list) = match text.trim().split_once('(') {
        None => (text.trim(), ""),
        Some((name, rest)) => {
            let list = rest.trim_end().strip_suffix(')');
            let list = list.ok_or_else(|| format!("`{text}`: the closing `)` is missing"))?;
            (name.trim(), list)
        }
    };
    let abi = target.abi;
    let number = match name.parse::<u32>() {
        Ok(number) => number,
        Err(_) => syscalls::find(name)
            .and_then(|id| syscalls::number(id, abi))
            .ok_or_else(|| unknown(name, abi))?,
    };
    let id = syscalls::by_number(abi, number);
    let signature = id.and_then(|id| syscalls::arguments(id, abi));
    let mut args = [None; 6];
    if !list.trim().is_empty() {
        for (position, written) in list.split(',').enumerate() {
            let argument = signature.as_ref().map(|list| list.get(position));
            if argument == Some(None) {
                let most = signature.as_ref().map_or(6, Vec::len);
                return Err(format!("`{name}` has {most} arguments"));
            }
            let argument = argument.flatten();
            let slot = argument.map_or(position, |argument| usize::from(argument.slot));
            let bits = argument.map_or(64, width);
            let place = args
                .get_mut(slot)
                .ok_or("a call has at most six arguments")?;
            *place = value(written.trim(), bits, names)?.map(|value| (value, bits));
        }
    }
    Ok(Query {
        text: text.trim().to_owned(),
        state: State::call(target.endian, target.audit_arch(abi), number, args),
    })
}

fn unknown(name: &str, abi: Abi) -> String {
    let near = syscalls::suggestions(name);
    let hint = near
        .first()
        .map(|&near| format!("\nhint: `{near}` is spelt like it"))
        .unwrap_or_default();
    format!("no system call `{name}` on {abi}{hint}")
}

fn width(argument: &Argument) -> u8 {
    match argument.ty {
        Type::Number { bits, .. } | Type::Pointer { bits } => bits,
        Type::Split | Type::Unknown => 64,
    }
}

/// Constants and numbers joined by `|`, in the low bits; `None` for `_`.
fn value(text: &str, bits: u8, names: bool) -> Result<Option<u64>, String> {
    if text == "_" {
        return Ok(None);
    }
    let mut all = 0;
    for part in text.split('|').map(str::trim) {
        let number = match part.strip_prefix("0x") {
            Some(digits) => i128::from_str_radix(digits, 16).ok(),
            None => part.parse().ok(),
        };
        if number.is_none() && !names {
            return Err(format!(
                "`{part}`: the filter is another machine's, whose constants are not known here\nhint: write the number"
            ));
        }
        let number = number.or_else(|| constants::value(part));
        all |= number.ok_or_else(|| {
            let hint = constants::nearest(part)
                .map(|near| format!("\nhint: `{near}` is spelt like it"))
                .unwrap_or_default();
            format!("no constant `{part}`{hint}")
        })?;
    }
    let below = 1_i128 << bits;
    if all >= below || all < -(below / 2) {
        return Err(format!("`{text}` does not fit {bits} bits"));
    }
    u64::try_from(all & (below - 1))
        .map(Some)
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_cut_to_the_argument() {
        assert_eq!(value("SOCK_RAW | 0x80000", 32, true), Ok(Some(0x80003)));
        assert_eq!(value("-100", 32, true), Ok(Some(0xffff_ff9c)));
        assert_eq!(value("_", 32, true), Ok(None));
        assert!(value("0x100000000", 32, true).is_err());
        assert!(value("SOCK_RWA", 32, true).is_err_and(|message| message.contains("`SOCK_RAW`")));
    }

    #[test]
    fn calls_are_checked_against_the_table() {
        let native = target::native().expect("a target");
        assert!(parse("socket(AF_INET, SOCK_STREAM)", native).is_ok());
        assert!(parse("getpid", native).is_ok());
        assert!(parse("5000(1)", native).is_ok());
        assert!(parse("getpid(1)", native).is_err());
        assert!(parse("sockt", native).is_err_and(|message| message.contains("`socket`")));
        assert!(parse("socket(AF_INET", native).is_err());
    }
}
