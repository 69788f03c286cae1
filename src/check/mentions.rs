//! The words that stand for items of evalbox-seccomp, so that an editor can show what they are.

use crate::policy::Mention;
use crate::syntax::{Action, Call, Item, ItemKind, Name, Policy, StatementKind};
use crate::table::syscalls;

/// Every action's word and every syscall's name of the policy, in its order.
pub(super) fn mentions(policy: &Policy) -> Vec<Mention> {
    let mut found = Mentions(Vec::new());
    for statement in &policy.statements {
        match &statement.kind {
            StatementKind::Default(action)
            | StatementKind::Foreign(action)
            | StatementKind::Unknown(action) => found.action(action),
            StatementKind::List { action, items } => {
                found.action(action);
                found.items(items);
            }
            StatementKind::Constants { call, action, .. }
            | StatementKind::If { call, action, .. } => {
                found.call(call);
                found.action(action);
            }
            StatementKind::Block {
                call,
                arms,
                otherwise,
            } => {
                found.call(call);
                for arm in arms {
                    found.action(&arm.action);
                }
                if let Some(action) = otherwise {
                    found.action(action);
                }
            }
            StatementKind::Expect(expect) => {
                found.call(&expect.call);
                found.action(&expect.action);
            }
            StatementKind::Hot(items) => found.items(items),
            StatementKind::Profile { .. } | StatementKind::Abi(_) | StatementKind::Oci(_) => {}
        }
    }
    found.0
}

struct Mentions(Vec<Mention>);

impl Mentions {
    fn action(&mut self, action: &Action) {
        let name = &action.name;
        // A word of an included file has no token here to hover over.
        if name.place.line.is_none() {
            self.0.push(Mention::Action(name.word()));
        }
    }

    fn call(&mut self, call: &Call) {
        if let Call::Named(name) = call {
            self.syscall(name);
        }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match &item.kind {
                ItemKind::Syscall(call) => self.call(call),
                ItemKind::Without(name) => self.syscall(name),
                ItemKind::Group(_) => {}
            }
        }
    }

    fn syscall(&mut self, name: &Name) {
        if name.place.line.is_none() && syscalls::find(&name.text).is_some() {
            self.0.push(Mention::Syscall(name.word()));
        }
    }
}
