//! A profile's top level: its defaults, its architectures, and the rules that hold for the target and the capabilities.

use super::json::{Document, Value};
use super::rules::{self, Keys};
use super::select::Machine;
use super::{Action, Profile, arches, caps};
use crate::action::Kind;
use crate::error::Place;
use crate::suggest;
use crate::syntax::Oci;
use crate::target::{Abi, Target};

const PROFILE_KEYS: [&str; 9] = [
    "defaultAction",
    "defaultErrnoRet",
    "defaultErrno",
    "architectures",
    "archMap",
    "flags",
    "listenerPath",
    "listenerMetadata",
    "syscalls",
];

pub(super) fn profile(oci: &Oci, target: Target) -> Result<Profile, Vec<(Place, String)>> {
    let mut document = Document::new(&oci.text, &oci.path, &oci.place);
    let held = oci.caps.iter().map(|name| name.text.clone()).collect();
    let mut machine = Machine::new(target, held);
    let read = whole(&mut document, &mut machine);
    let mut mistakes = document.mistakes;
    // A capability newer than the table is known by the profile that asks for it.
    for name in &oci.caps {
        let word = &name.text;
        if !machine.asked.contains(word)
            && let Some(message) = caps::refusal(word)
        {
            mistakes.push((name.place.clone(), message));
        }
    }
    match read {
        Some(profile) if mistakes.is_empty() => Ok(profile),
        _ => Err(mistakes),
    }
}

fn whole(document: &mut Document<'_>, machine: &mut Machine) -> Option<Profile> {
    let root = document.root()?;
    let (value, keys) = seccomp(document, root)?;
    keys.known(document, &PROFILE_KEYS, "a seccomp profile");
    let default = action(document, &value, &keys);
    let abis = abis(document, &keys, machine.target);
    let mut rules = Vec::new();
    if let Some(list) = keys.get("syscalls") {
        for rule in document.array(list) {
            rules.extend(rules::rule(document, machine, &rule).unwrap_or_default());
        }
    }
    Some(Profile {
        default: default?,
        abis,
        rules,
    })
}

/// The profile: the document itself, or `linux.seccomp` of a container's `config.json`.
fn seccomp<'t>(document: &mut Document<'t>, mut value: Value<'t>) -> Option<(Value<'t>, Keys<'t>)> {
    let mut keys = Keys::read(document, &value)?;
    if keys.get("ociVersion").is_some() {
        for key in ["linux", "seccomp"] {
            let Some(inner) = keys.get(key).cloned() else {
                document.refuse(&value, format!("no `{key}` in it, so no seccomp profile"));
                return None;
            };
            value = inner;
            keys = Keys::read(document, &value)?;
        }
    }
    Some((value, keys))
}

fn action<'t>(document: &mut Document<'t>, value: &Value<'t>, keys: &Keys<'t>) -> Option<Action> {
    let names = ["defaultAction", "defaultErrnoRet", "defaultErrno"];
    let action = rules::action(document, value, keys, names)?;
    if action.kind == Kind::Notify {
        let at = keys.get("defaultAction").unwrap_or(value);
        document.refuse(
            at,
            "`SCMP_ACT_NOTIFY` cannot be the default: the supervisor's own calls would wait for it",
        );
        return None;
    }
    Some(action)
}

/// The ABIs beside the native one: those of `architectures`, or the native architecture's of `archMap`.
fn abis<'t>(document: &mut Document<'t>, keys: &Keys<'t>, target: Target) -> Vec<Abi> {
    let mut listed = Vec::new();
    match (keys.get("architectures"), keys.get("archMap")) {
        (Some(list), None) => {
            for name in document.array(list) {
                listed.extend(architecture(document, &name));
            }
        }
        (None, Some(map)) => {
            for entry in document.array(map) {
                let Some(entry_keys) = Keys::read(document, &entry) else {
                    continue;
                };
                let known = ["architecture", "subArchitectures"];
                entry_keys.known(document, &known, "an entry of `archMap`");
                let Some(name) = entry_keys.required(document, &entry, "architecture") else {
                    continue;
                };
                let main = architecture(document, &name);
                let others = match entry_keys.get("subArchitectures") {
                    None => Vec::new(),
                    Some(list) => document.array(list),
                };
                for other in others {
                    let other = architecture(document, &other);
                    if main.is_some_and(|main| arches::is_native(main, target)) {
                        listed.extend(other);
                    }
                }
            }
        }
        (Some(_), Some(map)) => {
            document.refuse(
                map,
                "`architectures` says it already: a profile has one of the two",
            );
        }
        (None, None) => {}
    }
    let compat = listed
        .into_iter()
        .filter_map(|architecture| arches::compat(architecture, target));
    compat.collect()
}

fn architecture<'t>(
    document: &mut Document<'t>,
    value: &Value<'t>,
) -> Option<arches::Architecture> {
    let name = document.string(value)?;
    let found = arches::constant(&name);
    if found.is_none() {
        let hint = suggest::hint(&name, &arches::constants());
        document.refuse(value, format!("no architecture `{name}`{hint}"));
    }
    found
}
