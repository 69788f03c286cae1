//! That the random policies of tests/support/policies.rs have all of the language in them, and few mistakes.

#[path = "support/machine.rs"]
mod machine;
#[path = "support/policies.rs"]
mod policies;
#[path = "support/strategy.rs"]
mod strategy;
#[path = "support/words.rs"]
mod words;

use std::collections::{BTreeMap, BTreeSet};

use evalbox_compiler::constant::Step;
use evalbox_compiler::error::Errors;
use evalbox_compiler::parse::parse_text;
use evalbox_compiler::syntax::Call;
use evalbox_compiler::syntax::{
    Action, ActionKind, Condition, Constant, ItemKind, ListConstant, Operator, StatementKind,
};
use evalbox_compiler::target::Target;
use machine::{Inline, Machine};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// What there is to find, by the names of `syntax`.
#[derive(Default)]
struct Found(BTreeMap<String, usize>);

impl Found {
    fn add(&mut self, what: impl Into<String>) {
        *self.0.entry(what.into()).or_default() += 1;
    }

    fn action(&mut self, of: &str, action: &Action) {
        self.add(format!("{of} {:?}", action.kind));
        if let Some(data) = &action.data {
            self.constant(data);
        }
    }

    fn constant(&mut self, constant: &Constant) {
        for step in &constant.expr.0 {
            self.add(match step {
                Step::Literal(_) => "literal".to_owned(),
                Step::Libc(_) => "word".to_owned(),
                Step::Path(_) => "path".to_owned(),
                Step::Not => "!".to_owned(),
                Step::Negate => "-".to_owned(),
                Step::Binary(operator) => format!("{operator:?}"),
                Step::Cast(_) => "as".to_owned(),
            });
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Not(inner) => {
                self.add("Not");
                self.condition(inner);
            }
            Condition::All(parts) | Condition::Any(parts) => {
                self.add(if matches!(condition, Condition::All(_)) {
                    "&&"
                } else {
                    "||"
                });
                parts.iter().for_each(|part| self.condition(part));
            }
            Condition::Compare(comparison) => {
                let place = comparison.argument.text.starts_with("arg");
                self.add(if place {
                    "argument by place"
                } else {
                    "argument by name"
                });
                let (name, constants): (_, Vec<&Constant>) = match &comparison.operator {
                    Operator::Equal(a) => ("==", vec![a]),
                    Operator::NotEqual(a) => ("!=", vec![a]),
                    Operator::Less(a) => ("<", vec![a]),
                    Operator::LessEqual(a) => ("<=", vec![a]),
                    Operator::Greater(a) => (">", vec![a]),
                    Operator::GreaterEqual(a) => (">=", vec![a]),
                    Operator::OneOf(list) if list.len() > 20 => {
                        ("in [] of more than 20", list.iter().collect())
                    }
                    Operator::OneOf(list) => ("in []", list.iter().collect()),
                    Operator::Between(a, b) => ("..=", vec![a, b]),
                    Operator::MaskEqual(a, b) => ("& ==", vec![a, b]),
                    Operator::MaskNotEqual(a, b) => ("& !=", vec![a, b]),
                    Operator::Has(a) => ("has", vec![a]),
                    Operator::AnyOf(a) => ("any", vec![a]),
                    Operator::Only(a) => ("only", vec![a]),
                };
                self.add(name);
                constants
                    .into_iter()
                    .for_each(|constant| self.constant(constant));
            }
        }
    }

    fn statement(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::Default(action) => self.action("default", action),
            StatementKind::Foreign(action) => self.action("foreign", action),
            StatementKind::Unknown(action) => self.action("unknown", action),
            StatementKind::List { action, items } => {
                self.action("list", action);
                self.add(if items.len() > 100 {
                    "list of more than 100"
                } else {
                    "list"
                });
                for item in items {
                    self.add(match item.kind {
                        ItemKind::Syscall(Call::Named(_)) => "NAME",
                        ItemKind::Syscall(Call::Number { .. }) => "nr(N)",
                        ItemKind::Group(_) => "@group",
                        ItemKind::Without(_) => "-NAME",
                    });
                }
            }
            StatementKind::Constants {
                action, constants, ..
            } => {
                self.action("constants", action);
                for constant in constants {
                    match constant {
                        ListConstant::Constant(constant) => self.constant(constant),
                        ListConstant::Glob(_) => self.add("glob"),
                    }
                }
            }
            StatementKind::If {
                action, condition, ..
            } => {
                self.action("if", action);
                self.condition(condition);
            }
            StatementKind::Block {
                arms, otherwise, ..
            } => {
                self.add(if otherwise.is_some() {
                    "block with _"
                } else {
                    "block without _"
                });
                otherwise
                    .iter()
                    .for_each(|action| self.action("block", action));
                for arm in arms {
                    self.action("block", &arm.action);
                    self.condition(&arm.condition);
                }
            }
            StatementKind::Expect(_) => self.add("expect"),
            StatementKind::Hot(_) => self.add("hot"),
            StatementKind::Profile { .. } => self.add("profile"),
            StatementKind::Abi(_) => self.add("abi"),
            StatementKind::Oci(_) => self.add("oci"),
        }
    }
}

/// Everything that must be found.
fn all() -> BTreeSet<String> {
    use ActionKind::{Allow, Deny, Errno, KillProcess, KillThread, Log, Notify, Trace, Trap};
    let actions = [
        Allow,
        Deny,
        KillProcess,
        KillThread,
        Trap,
        Errno,
        Trace,
        Log,
        Notify,
    ];
    let mut all = BTreeSet::new();
    for of in ["foreign", "unknown", "list", "constants", "if", "block"] {
        all.extend(actions.map(|action| format!("{of} {action:?}")));
    }
    // `deny` and `notify` are no defaults.
    let defaults = actions
        .into_iter()
        .filter(|action| !matches!(action, Deny | Notify));
    all.extend(defaults.map(|action| format!("default {action:?}")));
    let words = "literal word path ! - Or And Xor Add Sub Mul Shl Shr as Not && || == != < <= > >= ..= has any only NAME nr(N) @group
        -NAME glob expect hot profile abi list";
    all.extend(words.split_whitespace().map(str::to_owned));
    all.extend(
        [
            "in []",
            "in [] of more than 20",
            "& ==",
            "& !=",
            "list of more than 100",
            "block with _",
            "block without _",
            "argument by place",
            "argument by name",
            "several ABIs",
            "several statements of a call",
            "#[cfg]",
            "include",
        ]
        .map(str::to_owned),
    );
    all
}

#[test]
fn random_policies_have_the_whole_language() {
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[1; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let mut found = Found::default();
    let (mut right, mut mistakes, mut too_long, mut longest) =
        (0, BTreeMap::<String, usize>::new(), 0, 0);
    let many = 640;
    for at in 0..many {
        let target = Target::ALL[at % Target::ALL.len()];
        let tree = strategy::policies(target).new_tree(&mut runner);
        let text = tree.expect("the strategy filters nothing").current();
        let machine = match Machine::new(&text, target, &words::word) {
            Ok(machine) => machine,
            Err(refused) => {
                assert!(!refused.fault, "{target}: {refused}\n{text}");
                too_long += usize::from(refused.errors.contains("too involved to be proved"));
                let first = refused.errors.lines().next().unwrap_or_default();
                // Without place and names: the sort of mistake.
                let message = first
                    .rsplit_once(": ")
                    .map_or(first, |(_, message)| message);
                let sort = message.split('`').step_by(2).collect::<Vec<_>>().join("_");
                *mistakes.entry(sort).or_default() += 1;
                continue;
            }
        };
        right += 1;
        longest = longest.max(machine.program.len());
        let written = parse_text("policy", &text, target, &Inline, &mut Errors::new());
        let mut calls = BTreeMap::<String, usize>::new();
        for statement in &written.statements {
            found.statement(&statement.kind);
            if let StatementKind::If { call, .. } | StatementKind::Constants { call, .. } =
                &statement.kind
                && statement.abis.is_none()
                && let Call::Named(name) = call
            {
                *calls.entry(name.text.clone()).or_default() += 1;
            }
        }
        for (what, is) in [
            ("several ABIs", machine.compiled.policy.abis.len() > 1),
            (
                "several statements of a call",
                calls.values().any(|&count| count > 1),
            ),
            ("#[cfg]", text.contains("#[cfg(")),
            ("include", text.contains("include \"")),
        ] {
            if is {
                found.add(what);
            }
        }
    }
    println!(
        "{right} of {many} policies are right, the longest program has {longest} instructions"
    );
    println!("found: {:?}", found.0);
    println!("mistakes: {mistakes:?}");
    let missing: Vec<String> = all()
        .into_iter()
        .filter(|what| !found.0.contains_key(what))
        .collect();
    assert!(missing.is_empty(), "never drawn: {missing:?}");
    assert!(10 * right > 9 * many, "{mistakes:?}");
    assert!(100 * too_long < many, "{too_long} proofs were too long");
    // Conditional jumps reach 255 instructions far.
    assert!(longest > 255, "{longest}");
}
