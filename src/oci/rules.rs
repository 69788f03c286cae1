//! A rule of `syscalls`: names, action and comparisons.

use super::json::{Document, Value};
use super::select::Machine;
use super::{Action, Compare, Data, Rule, Test};
use crate::action::Kind;
use crate::suggest;

/// `MAX_ERRNO` of linux/err.h.
const MAX_ERRNO: u16 = 4095;
/// What `SCMP_ACT_ERRNO` and `SCMP_ACT_TRACE` return where the profile does not say; it is 1 on every architecture.
const EPERM: u16 = 1;
/// `seccomp_data.args` has six.
const LAST_ARGUMENT: u64 = 5;

const RULE_KEYS: [&str; 9] = [
    "names", "name", "action", "errnoRet", "errno", "args", "comment", "includes", "excludes",
];
const ARG_KEYS: [&str; 4] = ["index", "value", "valueTwo", "op"];

const ACTIONS: [(&str, Kind); 9] = [
    ("SCMP_ACT_KILL", Kind::KillThread),
    ("SCMP_ACT_KILL_THREAD", Kind::KillThread),
    ("SCMP_ACT_KILL_PROCESS", Kind::KillProcess),
    ("SCMP_ACT_TRAP", Kind::Trap),
    ("SCMP_ACT_ERRNO", Kind::Errno),
    ("SCMP_ACT_TRACE", Kind::Trace),
    ("SCMP_ACT_ALLOW", Kind::Allow),
    ("SCMP_ACT_LOG", Kind::Log),
    ("SCMP_ACT_NOTIFY", Kind::Notify),
];

/// The members of an object.
pub(super) struct Keys<'t>(Vec<(String, Value<'t>)>);

impl<'t> Keys<'t> {
    pub(super) fn read(document: &mut Document<'t>, value: &Value<'t>) -> Option<Keys<'t>> {
        document.object(value).map(Keys)
    }

    pub(super) fn get(&self, key: &str) -> Option<&Value<'t>> {
        let found = self.0.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value)
    }

    /// The member, which `owner` must have.
    pub(super) fn required(
        &self,
        document: &mut Document<'t>,
        owner: &Value<'t>,
        key: &str,
    ) -> Option<Value<'t>> {
        let found = self.get(key).cloned();
        if found.is_none() {
            document.refuse(owner, format!("`{key}` is missing"));
        }
        found
    }

    /// The values of an array; none where there is no such key.
    pub(super) fn array(&self, document: &mut Document<'t>, key: &str) -> Vec<Value<'t>> {
        match self.get(key) {
            None => Vec::new(),
            Some(list) => document.array(list),
        }
    }

    /// Reports keys other than these.
    pub(super) fn known(&self, document: &mut Document<'t>, known: &[&str], of: &str) {
        for (key, value) in &self.0 {
            if !known.contains(&key.as_str()) {
                let hint = suggest::hint(key, known);
                document.refuse(value, format!("no key of {of}{hint}"));
            }
        }
    }
}

/// The rules that one of the profile's makes: none where it is not for this machine.
pub(super) fn rule<'t>(
    document: &mut Document<'t>,
    machine: &mut Machine,
    value: &Value<'t>,
) -> Option<Vec<Rule>> {
    let keys = Keys::read(document, value)?;
    keys.known(document, &RULE_KEYS, "a rule");
    let selected = machine.selects(document, keys.get("includes"), keys.get("excludes"));
    let names = names(document, value, &keys);
    let action = action(document, value, &keys, ["action", "errnoRet", "errno"]);
    let mut tests = Vec::new();
    for arg in keys.array(document, "args") {
        tests.extend(test(document, &arg));
    }
    let (names, action) = (names?, action?);
    let made = |tests: Vec<Test>| Rule {
        names: names.clone(),
        action: action.clone(),
        tests,
        place: document.place(value),
    };
    let twice = (1..tests.len()).any(|at| {
        let (before, rest) = tests.split_at(at);
        rest.first()
            .is_some_and(|test| before.iter().any(|earlier| earlier.index == test.index))
    });
    let rules = if twice {
        tests.iter().map(|&test| made(vec![test])).collect()
    } else {
        vec![made(tests)]
    };
    Some(if selected { rules } else { Vec::new() })
}

fn names<'t>(
    document: &mut Document<'t>,
    value: &Value<'t>,
    keys: &Keys<'t>,
) -> Option<Vec<String>> {
    let values = match (keys.get("names"), keys.get("name")) {
        (Some(_), Some(name)) => {
            document.refuse(name, "`names` says it already: a rule has one of the two");
            return None;
        }
        (None, Some(name)) => vec![name.clone()],
        _ => {
            let list = keys.required(document, value, "names")?;
            let values = document.array(&list);
            if values.is_empty() {
                document.refuse(&list, "a rule without names");
            }
            values
        }
    };
    let names = values.iter().map(|name| document.string(name));
    names.collect()
}

/// An action by the keys of its word, its number and its errno's name.
pub(super) fn action<'t>(
    document: &mut Document<'t>,
    value: &Value<'t>,
    keys: &Keys<'t>,
    [word, number, name]: [&str; 3],
) -> Option<Action> {
    let at = keys.required(document, value, word)?;
    let written = document.string(&at)?;
    let Some(&(_, kind)) = ACTIONS.iter().find(|(known, _)| *known == written) else {
        let hint = suggest::hint(&written, &ACTIONS.map(|(known, _)| known));
        document.refuse(&at, format!("no action `{written}`{hint}"));
        return None;
    };
    let max = match kind {
        Kind::Errno => MAX_ERRNO,
        Kind::Trace => u16::MAX,
        _ => {
            for key in [number, name] {
                let given = keys.get(key).filter(|value| !value.is_empty_string());
                if let Some(given) = given {
                    document.refuse(given, format!("`{written}` returns no errno"));
                }
            }
            let data = Data::Number(0);
            return Some(Action { kind, data });
        }
    };
    // Podman writes both, and goes by the name.
    let named = keys.get(name).filter(|value| !value.is_empty_string());
    let data = match (named, keys.get(number)) {
        (Some(name), number) => {
            if let Some(number) = number {
                document.number(number, max.into())?;
            }
            errno(document, name, max)?
        }
        (None, Some(number)) => {
            let number = document.number(number, max.into())?;
            Data::Number(u16::try_from(number).ok()?)
        }
        (None, None) => Data::Number(EPERM),
    };
    Some(Action { kind, data })
}

/// An errno by name, or by a number in quotes.
fn errno<'t>(document: &mut Document<'t>, value: &Value<'t>, max: u16) -> Option<Data> {
    let name = document.string(value)?;
    if let Some(number) = name.parse().ok().filter(|&number: &u16| number <= max) {
        return Some(Data::Number(number));
    }
    let is_word = |character: char| character.is_ascii_uppercase() || character.is_ascii_digit();
    if !name.starts_with('E') || !name.chars().all(is_word) {
        document.refuse(value, format!("`{name}` is no errno, as `EPERM` is"));
        return None;
    }
    Some(if name == "EPERM" {
        Data::Number(EPERM)
    } else {
        Data::Errno(name)
    })
}

fn test<'t>(document: &mut Document<'t>, value: &Value<'t>) -> Option<Test> {
    let keys = Keys::read(document, value)?;
    keys.known(document, &ARG_KEYS, "an argument's comparison");
    let index = keys.required(document, value, "index");
    let index = index.and_then(|index| document.number(&index, LAST_ARGUMENT));
    let operand = keys.required(document, value, "value");
    let operand = operand.and_then(|operand| document.number(&operand, u64::MAX));
    let second = match keys.get("valueTwo") {
        None => Some(0),
        Some(second) => document.number(second, u64::MAX),
    };
    let op = keys.required(document, value, "op")?;
    let operator = document.string(&op)?;
    let (Some(index), Some(operand), Some(second)) = (index, operand, second) else {
        return None;
    };
    let is = match operator.as_str() {
        "SCMP_CMP_NE" => Compare::NotEqual(operand),
        "SCMP_CMP_LT" => Compare::Less(operand),
        "SCMP_CMP_LE" => Compare::LessEqual(operand),
        "SCMP_CMP_EQ" => Compare::Equal(operand),
        "SCMP_CMP_GE" => Compare::GreaterEqual(operand),
        "SCMP_CMP_GT" => Compare::Greater(operand),
        "SCMP_CMP_MASKED_EQ" => Compare::Masked {
            mask: operand,
            // libseccomp clears what the mask does not have.
            value: second & operand,
        },
        other => {
            let known = [
                "SCMP_CMP_NE",
                "SCMP_CMP_LT",
                "SCMP_CMP_LE",
                "SCMP_CMP_EQ",
                "SCMP_CMP_GE",
                "SCMP_CMP_GT",
                "SCMP_CMP_MASKED_EQ",
            ];
            let hint = suggest::hint(other, &known);
            document.refuse(&op, format!("no operator `{other}`{hint}"));
            return None;
        }
    };
    Some(Test {
        index: u8::try_from(index).ok()?,
        is,
    })
}
