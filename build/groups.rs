//! data/groups.txt: sets of system calls. The file's header says how it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A member as written, with its line.
type Members<'a> = Vec<(usize, &'a str)>;

/// The Rust source of the table, or what is wrong with the text.
pub(crate) fn generate(
    text: &str,
    syscalls: &BTreeMap<String, Vec<Vec<String>>>,
) -> Result<String, Vec<String>> {
    let mut errors = Vec::new();
    let groups = parse(text, &mut errors);

    let ids: BTreeMap<&str, usize> = syscalls.keys().map(String::as_str).zip(0..).collect();
    let mut tables = String::new();
    for &name in groups.keys() {
        let mut members = BTreeSet::new();
        for call in resolve(name, &groups, &mut errors) {
            match ids.get(call.1) {
                Some(&id) => _ = members.insert(id),
                None => errors.push(format!(
                    "line {}: no architecture has a system call `{}`",
                    call.0, call.1
                )),
            }
        }
        if members.is_empty() {
            errors.push(format!("group {name} has no members"));
        }
        let members: Vec<String> = members
            .iter()
            .map(|id| format!("SyscallId({id})"))
            .collect();
        // Writing to a String cannot fail.
        let _ = writeln!(tables, "    ({name:?}, &[{}]),", members.join(", "));
    }
    if !errors.is_empty() {
        errors.sort();
        errors.dedup();
        return Err(errors);
    }
    Ok(format!(
        "/// Every group by name, both sorted.\nstatic GROUPS: &[(&str, &[SyscallId])] = &[\n{tables}];\n"
    ))
}

/// The groups as written.
fn parse<'a>(text: &'a str, errors: &mut Vec<String>) -> BTreeMap<&'a str, Members<'a>> {
    let mut groups = BTreeMap::<&str, Members>::new();
    let mut open: Option<&str> = None;
    for (line, content) in (1..).zip(text.lines()) {
        let content = content.split('#').next().unwrap_or_default();
        if content.trim().is_empty() {
            continue;
        }
        let words = if let Some((name, members)) = content
            .strip_prefix("group ")
            .and_then(|rest| rest.split_once(':'))
        {
            if groups.insert(name.trim(), Vec::new()).is_some() {
                errors.push(format!("line {line}: group {name} is there twice"));
            }
            open = Some(name.trim());
            members
        } else if content.starts_with(' ') {
            content
        } else {
            errors.push(format!(
                "line {line}: expected `group NAME:` or indented members"
            ));
            continue;
        };
        let Some(members) = open.and_then(|name| groups.get_mut(name)) else {
            errors.push(format!(
                "line {line}: members before the first `group NAME:`"
            ));
            continue;
        };
        for word in words.split_whitespace() {
            if members.iter().any(|&(_, member)| member == word) {
                errors.push(format!("line {line}: `{word}` is there twice"));
            }
            members.push((line, word));
        }
    }
    groups
}

/// The system calls of a group and of the groups it takes in. A list of work, so that a circle of groups costs no stack and ends.
fn resolve<'a>(
    group: &'a str,
    groups: &BTreeMap<&'a str, Members<'a>>,
    errors: &mut Vec<String>,
) -> Members<'a> {
    let mut calls = Vec::new();
    let mut seen = BTreeSet::from([group]);
    let mut work = vec![group];
    while let Some(name) = work.pop() {
        for &(line, member) in groups.get(name).into_iter().flatten() {
            match member.strip_prefix('@') {
                None => calls.push((line, member)),
                Some(other) if !groups.contains_key(other) => {
                    errors.push(format!("line {line}: there is no group `{member}`"));
                }
                Some(other) => {
                    if seen.insert(other) {
                        work.push(other);
                    }
                }
            }
        }
    }
    calls
}
