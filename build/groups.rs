//! data/groups.txt: sets of system calls. The file's header says how it is written.

use std::fmt::Write as _;

use crate::map::Map;
use crate::signatures::Arguments;

/// A member as written, with its line.
type Members<'a> = Vec<(usize, &'a str)>;

/// The Rust source of the table, or what is wrong with the text.
pub(crate) fn generate(text: &str, syscalls: &Arguments<'_>) -> Result<String, Vec<String>> {
    let mut errors = Vec::new();
    let groups = parse(text, &mut errors);

    let mut tables = String::new();
    for &name in groups.keys() {
        let mut members = Vec::new();
        for call in resolve(name, &groups, &mut errors) {
            match syscalls.id(call.1) {
                Some(id) => members.push(id),
                None => errors.push(format!(
                    "line {}: no architecture has a system call `{}`",
                    call.0, call.1
                )),
            }
        }
        if members.is_empty() {
            errors.push(format!("group {name} has no members"));
        }
        members.sort_unstable();
        members.dedup();
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
fn parse<'a>(text: &'a str, errors: &mut Vec<String>) -> Map<&'a str, Members<'a>> {
    let mut groups = Map::<&str, Members>::default();
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
        let Some(members) = open.map(|name| groups.of(name)) else {
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
    groups: &Map<&'a str, Members<'a>>,
    errors: &mut Vec<String>,
) -> Members<'a> {
    let mut calls = Vec::new();
    let mut seen = vec![group];
    let mut work = vec![group];
    while let Some(name) = work.pop() {
        for &(line, member) in groups.get(&name).into_iter().flatten() {
            match member.strip_prefix('@') {
                None => calls.push((line, member)),
                Some(other) if !groups.contains(&other) => {
                    errors.push(format!("line {line}: there is no group `{member}`"));
                }
                Some(other) => {
                    if !seen.contains(&other) {
                        seen.push(other);
                        work.push(other);
                    }
                }
            }
        }
    }
    calls
}
