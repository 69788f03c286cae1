//! data/groups.txt: sets of system calls. The file's header says how it is written.

use crate::errors::Errors;
use crate::names::Names;
use crate::numbers::Numbers;
use crate::table::table;
use crate::text::{Statement, push_word, statements};

/// The Rust source of the table, or what is wrong with the text.
pub(crate) fn generate(text: &str, numbers: &Numbers<'_>) -> Result<String, Vec<String>> {
    let mut errors = Errors::of("data/groups.txt");
    let statements = statements(text);
    let mut groups = Names::default();
    for (place, statement) in statements.iter().enumerate() {
        if let Err(error) = define(statement, place, &mut groups) {
            errors.at(statement.line, &error);
        }
    }
    let mut rows = Vec::new();
    for &(group, place) in groups.list() {
        let statement = &statements[place];
        let members = members(group, &statements, &groups, numbers);
        if let Err(error) = check(&statement.words[2..], &groups, numbers) {
            errors.at(statement.line, &error);
        } else if members.is_empty() {
            errors.at(statement.line, &format!("group {group} has no members"));
        }
        rows.push(format!("({group:?}, {members:?})"));
    }
    errors.or(table("GROUPS", "(&str, &str)", &rows))
}

/// `group NAME: MEMBER ..`
fn define<'a>(
    statement: &Statement<'a>,
    place: usize,
    groups: &mut Names<'a>,
) -> Result<(), String> {
    let ["group", name, _, ..] = *statement.words else {
        return Err("expected `group NAME:` and its members".to_owned());
    };
    let name = name.strip_suffix(':').ok_or("expected `group NAME:`")?;
    match groups.insert(name, place) {
        None => Ok(()),
        Some(_) => Err(format!("group {name} is there twice")),
    }
}

fn check(members: &[&str], groups: &Names<'_>, numbers: &Numbers<'_>) -> Result<(), String> {
    let mut before = Names::default();
    for member in members {
        if before.insert(member, 0).is_some() {
            return Err(format!("`{member}` is there twice"));
        }
        match member.strip_prefix('@') {
            Some(group) if groups.contains(group) => {}
            Some(_) => return Err(format!("there is no group `{member}`")),
            None => {
                numbers.id(member)?;
            }
        }
    }
    Ok(())
}

/// The `SyscallId`s of a group and of the groups that it takes in, ascending as their names are.
fn members(
    group: &str,
    statements: &[Statement<'_>],
    groups: &Names<'_>,
    numbers: &Numbers<'_>,
) -> String {
    let mut members = Names::default();
    // A list of work, so that a circle of groups costs no stack and ends.
    let mut work = vec![group];
    let mut done = 0;
    while let Some(group) = work.get(done) {
        done += 1;
        let Some(place) = groups.get(group) else {
            continue;
        };
        for member in &statements[place].words[2..] {
            match member.strip_prefix('@') {
                Some(other) if work.contains(&other) => {}
                Some(other) => work.push(other),
                None => {
                    if let Ok(id) = numbers.id(member) {
                        members.insert(member, id);
                    }
                }
            }
        }
    }
    let mut ids = String::new();
    for (_, id) in members.list() {
        push_word(&mut ids, &id.to_string());
    }
    ids
}
