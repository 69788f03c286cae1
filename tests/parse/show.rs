//! Policies as text, without places and with every precedence visible.

use std::fmt::Write as _;

use evalbox_compiler::syntax::{
    Call, Condition, Constant, Item, ItemKind, ListConstant, Name, Operator, Policy, StatementKind,
};

pub(crate) fn policy(policy: &Policy) -> Vec<String> {
    let line =
        |abis: &Option<Vec<_>>, kind| format!("{abis:?} {}", statement(kind)).replace("None ", "");
    policy
        .statements
        .iter()
        .map(|statement| line(&statement.abis, &statement.kind))
        .collect()
}

fn list<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    format!(
        "[{}]",
        items.iter().map(show).collect::<Vec<_>>().join(", ")
    )
}

fn statement(kind: &StatementKind) -> String {
    match kind {
        StatementKind::Default(action) => format!("default {}", action.name.text),
        StatementKind::Foreign(action) => format!("foreign {}", action.name.text),
        StatementKind::Unknown(action) => format!("unknown {}", action.name.text),
        StatementKind::List { action, items } => format!("{:?} {}", action.kind, list(items, item)),
        StatementKind::Constants {
            call,
            action,
            constants,
        } => {
            format!(
                "{} {:?} {}",
                self::call(call),
                action.kind,
                list(constants, list_constant)
            )
        }
        StatementKind::If {
            call,
            action,
            condition,
        } => {
            format!(
                "{} {:?} if {}",
                self::call(call),
                action.kind,
                self::condition(condition)
            )
        }
        StatementKind::Block {
            call,
            arms,
            otherwise,
        } => {
            let mut text = format!("{} {{", self::call(call));
            for arm in arms {
                let _ = write!(
                    text,
                    " {} => {:?},",
                    condition(&arm.condition),
                    arm.action.kind
                );
            }
            if let Some(action) = otherwise {
                let _ = write!(text, " _ => {:?}", action.kind);
            }
            text
        }
        StatementKind::Expect(expect) => expect.text.clone(),
        StatementKind::Hot(items) => format!("hot {}", list(items, item)),
        StatementKind::Profile { counts } => {
            format!(
                "profile {}",
                list(counts, |(name, count, _)| format!("{count} {name}"))
            )
        }
        StatementKind::Abi(names) => format!("abi {}", list(names, name)),
        StatementKind::Oci(oci) => {
            format!("oci {} {} {}", oci.path, oci.text, list(&oci.caps, name))
        }
    }
}

fn name(name: &Name) -> String {
    name.text.clone()
}

fn item(item: &Item) -> String {
    match &item.kind {
        ItemKind::Syscall(call) => self::call(call),
        ItemKind::Group(name) => format!("@{name}"),
        ItemKind::Without(name) => format!("-{}", name.text),
    }
}

fn call(call: &Call) -> String {
    match call {
        Call::Named(name) => name.text.clone(),
        Call::Number { number, .. } => format!("nr({number})"),
    }
}

fn list_constant(constant: &ListConstant) -> String {
    match constant {
        ListConstant::Constant(constant) => constant.text.clone(),
        ListConstant::Glob(name) => format!("{}*", name.text),
    }
}

fn constant(constant: &Constant) -> String {
    constant.text.clone()
}

fn condition(whole: &Condition) -> String {
    let join = |parts: &[Condition], with: &str| {
        let parts: Vec<String> = parts.iter().map(condition).collect();
        format!("({})", parts.join(with))
    };
    let comparison = match whole {
        Condition::Not(inner) => return format!("!{}", condition(inner)),
        Condition::All(parts) => return join(parts, " && "),
        Condition::Any(parts) => return join(parts, " || "),
        Condition::Compare(comparison) => comparison,
    };
    let (operator, value) = match &comparison.operator {
        Operator::Equal(v) => ("==", constant(v)),
        Operator::NotEqual(v) => ("!=", constant(v)),
        Operator::Less(v) => ("<", constant(v)),
        Operator::LessEqual(v) => ("<=", constant(v)),
        Operator::Greater(v) => (">", constant(v)),
        Operator::GreaterEqual(v) => (">=", constant(v)),
        Operator::OneOf(set) => ("in", list(set, constant)),
        Operator::Between(low, high) => ("in", format!("<{}>..=<{}>", low.text, high.text)),
        Operator::MaskEqual(mask, v) => ("&", format!("<{}> == {}", mask.text, v.text)),
        Operator::MaskNotEqual(mask, v) => ("&", format!("<{}> != {}", mask.text, v.text)),
        Operator::Has(v) => ("has", constant(v)),
        Operator::AnyOf(v) => ("any", constant(v)),
        Operator::Only(v) => ("only", constant(v)),
    };
    format!("{} {operator} {value}", comparison.argument.text)
}
