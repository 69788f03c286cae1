//! `WORD*` in a list of constants.

use super::belongs::{Belonging, takes};
use crate::constant::{Expr, Step};
use crate::syntax::{Constant, Name};
use crate::table::families::{families, kernel_value, short_prefix};
use crate::table::{Family, SyscallId, syscalls};
use crate::target::Abi;

/// What `WORD*` stands for: every constant that begins so and that the ABI's kernel has, the prefix written or left off.
pub(super) fn glob(id: SyscallId, word: &Name, abi: Abi) -> Result<Vec<Belonging>, String> {
    let start = word.text.as_str();
    let mut names = listed(id, start);
    if let (true, Some(prefix)) = (names.is_empty(), short_prefix(id)) {
        names = listed(id, &format!("{prefix}{start}"));
    }
    let call = syscalls::name(id);
    if names.is_empty() {
        let takes = takes(id);
        return Err(format!(
            "no constant of {call} that the table knows begins with `{start}`{takes}"
        ));
    }
    let mut found = Vec::new();
    for (family, name) in names {
        found.extend(member(family, name, word, abi));
    }
    if found.is_empty() {
        return Err(format!(
            "`{start}*` stands for nothing on {abi}, whose kernel has no such constant of {call}, or none with a bit\n\
             hint: part the statement with `#[cfg(target_arch = \"..\")]`"
        ));
    }
    Ok(found)
}

/// The listed constants that begin so.
fn listed(id: SyscallId, start: &str) -> Vec<(&'static Family, &'static str)> {
    let mut names = Vec::new();
    for family in families(id) {
        for constant in family.all() {
            if constant.name.starts_with(start) {
                names.push((family, constant.name));
            }
        }
    }
    names
}

/// One constant of a glob: the kernel's value where the table gives it, as `libc` lacks the name or has another value on some target;
/// otherwise `libc`'s.
fn member(family: &'static Family, name: &str, word: &Name, abi: Abi) -> Option<Belonging> {
    let member = Name {
        text: name.to_owned(),
        place: word.place.clone(),
    };
    let value = kernel_value(name, abi).map(i128::from);
    let step = match value {
        Some(value) => Step::Literal(value),
        None if family
            .constants
            .iter()
            .any(|constant| constant.name == name) =>
        {
            Step::Libc(member.word())
        }
        None => return None,
    };
    let constant = Constant {
        expr: Expr(vec![step]),
        value,
        word: Some(member),
        is_path: false,
        text: name.to_owned(),
        place: word.place.clone(),
    };
    Some(Belonging {
        argument: family.argument,
        how: family.how,
        constant,
        unnamed: false,
    })
}
