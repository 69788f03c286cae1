//! `--merge FILE`: an earlier policy of `record` as a recording, to be widened by a new one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use evalbox_compiler::error::{Errors, Place};
use evalbox_compiler::syntax::{ActionKind, Call, Item, ItemKind, ListConstant, StatementKind};
use evalbox_compiler::table::families::{any_constant, family_of};
use evalbox_compiler::table::{How, SyscallId, groups, syscalls};

use super::model::{Model, Seen, Words, conditional};
use crate::mistakes::Failure;
use crate::source::Files;
use crate::{compile, target};

/// Adds what the file allows to the model: each side's calls, and for calls of both what either lets through.
pub(crate) fn merge(file: &Path, model: &mut Model) -> Result<(), Failure> {
    let shown = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|error| format!("{shown}: {error}"))?;
    let directory = file.parent().map(Path::to_path_buf).unwrap_or_default();
    let files = Files::below(directory);
    let (written, mut errors) = compile::parse(&shown, &text, target::native()?, &files);
    for statement in &written.statements {
        match &statement.kind {
            StatementKind::List { action, items } if action.kind == ActionKind::Allow => {
                items.iter().for_each(|item| list(item, model, &mut errors));
            }
            StatementKind::Constants {
                call: Call::Named(name),
                action,
                constants,
            } if action.kind == ActionKind::Allow => {
                let Some(id) = syscalls::find(&name.text) else {
                    errors.push(&name.place, "no system call has this name");
                    continue;
                };
                let arguments = rule(id, constants, &mut errors);
                add(model, id, arguments);
            }
            StatementKind::List { action, .. } if action.kind == ActionKind::Errno => {}
            StatementKind::Hot(_) | StatementKind::Profile { .. } | StatementKind::Default(_) => {}
            StatementKind::Abi(names) => {
                for name in names {
                    let abi = evalbox_compiler::target::Abi::from_name(&name.text);
                    model.abis.extend(abi.map(|abi| abi.name()));
                }
            }
            _ => refuse(&statement.place, &mut errors),
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors.into())
    }
}

fn refuse(place: &Place, errors: &mut Errors) {
    errors.push(
        place,
        "only what `record` writes can be widened: lists of names, and `SYSCALL allow CONST, ..;`",
    );
}

fn list(item: &Item, model: &mut Model, errors: &mut Errors) {
    match &item.kind {
        ItemKind::Syscall(Call::Named(name)) => match syscalls::find(&name.text) {
            Some(id) => add(model, id, BTreeMap::new()),
            None => errors.push(&name.place, "no system call has this name"),
        },
        ItemKind::Syscall(Call::Number { number, .. }) => {
            model.unknown.entry(*number).or_default();
        }
        ItemKind::Group(group) => {
            for id in groups::group(group).unwrap_or_default() {
                add(model, id, BTreeMap::new());
            }
        }
        ItemKind::Without(_) => refuse(&item.place, errors),
    }
}

/// What a rule says of each argument.
fn rule(
    id: SyscallId,
    constants: &[ListConstant],
    errors: &mut Errors,
) -> BTreeMap<&'static str, Words> {
    let mut arguments: BTreeMap<&'static str, Words> = BTreeMap::new();
    for constant in constants {
        let ListConstant::Constant(constant) = constant else {
            if let ListConstant::Glob(name) = constant {
                refuse(&name.place, errors);
            }
            continue;
        };
        let family = family_of(id, &constant.text).map(|(family, _)| family);
        let Some(argument) = family
            .map(|family| family.argument)
            .or_else(|| any_constant(id))
        else {
            refuse(&constant.place, errors);
            continue;
        };
        let words = arguments.entry(argument).or_insert_with(Words::none);
        let Words::Of {
            values,
            fields,
            flags,
        } = words
        else {
            continue;
        };
        let word = constant.text.clone();
        match family.map_or(How::Value, |family| family.how) {
            How::Value => drop(values.insert(word)),
            How::Flag => drop(flags.insert(word)),
            How::Field(mask) => {
                let field = fields.entry(mask).or_insert_with(|| Some(BTreeSet::new()));
                field.get_or_insert_default().insert(word);
            }
        }
    }
    arguments
}

/// Widens what the model has of a call; an argument that either side leaves out is free.
fn add(model: &mut Model, id: SyscallId, mut earlier: BTreeMap<&'static str, Words>) {
    let Some(seen) = model.calls.get_mut(&id) else {
        let seen = Seen {
            arguments: earlier,
            ..Seen::default()
        };
        model.calls.insert(id, seen);
        return;
    };
    let named = |name: &str, other: &str| {
        name == other
            || target::native().is_ok_and(|target| {
                conditional(id, target.abi).iter().any(|argument| {
                    argument.names.contains(&name) && argument.names.contains(&other)
                })
            })
    };
    for (name, words) in &mut seen.arguments {
        let key = earlier.keys().copied().find(|other| named(name, other));
        match key.and_then(|key| earlier.remove(key)) {
            Some(earlier) => words.union(earlier),
            None => *words = Words::Free,
        }
    }
}
