//! What makes no table wrong by itself: statements of data/families.txt that say nothing, and values that belie what is said of their
//! names. Users have no build time to spend on these.

use std::collections::{BTreeMap, BTreeSet};

use crate::errors::Errors;
use crate::families::facts::Facts;
use crate::numbers::ABIS;
use crate::text::{Statement, statements};

/// A text that build.rs takes.
struct File<'a, 's> {
    facts: Facts<'a, 's>,
    families: Vec<Family<'a>>,
    empty: BTreeSet<&'a str>,
    /// The sets that lists name.
    used: BTreeSet<&'a str>,
}

/// A `family` statement.
struct Family<'a> {
    is_flag: bool,
    prefixes: Vec<&'a str>,
    places: Vec<&'a str>,
    names: Vec<&'a str>,
}

impl<'a> Family<'a> {
    /// `family HOW PREFIX .. of CALL.ARGUMENT .. has NAME ..`
    fn of(statement: &Statement<'a>, facts: &Facts<'a, '_>) -> Option<Self> {
        let mut parts = statement.words.split(|&word| word == "of" || word == "has");
        let ["family", how, prefixes @ ..] = parts.next()? else {
            return None;
        };
        Some(Family {
            is_flag: *how == "flag",
            prefixes: prefixes.to_vec(),
            places: parts.next()?.to_vec(),
            names: facts.expand(parts.next()?).expect("sets that are there"),
        })
    }
}

fn mistakes(text: &str) -> Vec<String> {
    let statements = statements(text);
    let mut facts = Facts::of(&statements);
    for place in 0..statements.len() {
        facts.read(place).expect("build.rs takes it");
    }
    let all_words = statements.iter().flat_map(|statement| &statement.words);
    let empty = statements
        .iter()
        .filter(|statement| statement.words[0] == "empty");
    let file = File {
        families: statements
            .iter()
            .filter_map(|statement| Family::of(statement, &facts))
            .collect(),
        facts,
        empty: empty
            .flat_map(|statement| statement.words[1..].to_vec())
            .collect(),
        used: all_words
            .filter_map(|word| word.strip_prefix('@'))
            .collect(),
    };
    let mut errors = Errors::of("data/families.txt");
    for statement in &statements {
        for message in file.mistakes_of(&statement.words) {
            errors.at(statement.line, &message);
        }
    }
    errors.or(()).err().unwrap_or_default()
}

impl File<'_, '_> {
    fn mistakes_of(&self, statement: &[&str]) -> Vec<String> {
        match *statement {
            ["set", name, ..] if !self.used.contains(name) => {
                vec![format!("set {name} is never used")]
            }
            ["same" | "wide" | "empty", ref names @ ..] => {
                let unlisted = names.iter().filter(|name| !self.is_listed(name));
                unlisted
                    .map(|name| format!("no family lists {name}"))
                    .collect()
            }
            ["through", ref words @ ..] => {
                let flags = words.iter().take_while(|word| **word != "of");
                let lacking = flags.filter(|flag| self.values(flag).len() < ABIS.len());
                lacking
                    .map(|flag| format!("no `kernel` statement has {flag} on every ABI"))
                    .collect()
            }
            ["other", ref words @ ..] => self.other(words),
            ["kernel" | "both", name, value, ..] if !name.contains('=') && !value.contains('=') => {
                self.kernel(name)
            }
            ["kernel", ref pairs @ ..] => {
                let names = pairs.iter().filter_map(|pair| pair.split('=').next());
                names.flat_map(|name| self.kernel(name)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// `NAME .. of CALL.ARGUMENT ..`
    fn other(&self, words: &[&str]) -> Vec<String> {
        let mut parts = words.split(|&word| word == "of");
        let (names, places) = (parts.next().expect("names"), parts.next().expect("places"));
        let mut mistakes = Vec::new();
        for place in places {
            let families = self.families.iter();
            let prefixes: Vec<&str> = families
                .filter(|family| family.places.contains(place))
                .flat_map(|family| family.prefixes.clone())
                .collect();
            for name in names {
                if !prefixes.iter().any(|prefix| name.starts_with(prefix)) {
                    mistakes.push(format!("{name} does not begin as those of {place} do"));
                }
            }
        }
        mistakes
    }

    /// What the kernel's values of a name belie.
    fn kernel(&self, name: &str) -> Vec<String> {
        let values = self.values(name);
        let families = self.families.iter();
        let is_flag = families
            .filter(|family| family.is_flag)
            .any(|family| family.names.contains(&name));
        let several = values.iter().any(|value| value.count_ones() > 1);
        let mut mistakes = Vec::new();
        if !self.is_listed(name) {
            mistakes.push(format!("no family lists {name}"));
        }
        if values.is_empty() {
            mistakes.push(format!("{name} is nowhere"));
        }
        if self.empty.contains(name) {
            mistakes.push(format!("{name} is `empty`: globs take no value of it"));
        } else if is_flag && values.contains(&0) {
            mistakes.push(format!("{name} has no bit: say `empty`"));
        }
        if is_flag && several && !self.facts.wide.contains(name) {
            mistakes.push(format!("{name} has several bits: say `wide`"));
        }
        mistakes
    }

    fn is_listed(&self, name: &str) -> bool {
        self.families
            .iter()
            .any(|family| family.names.contains(&name))
    }

    /// The kernel's values of a name, of the ABIs that have one.
    fn values(&self, name: &str) -> Vec<u64> {
        let Some(place) = self.facts.kernel.get(name) else {
            return Vec::new();
        };
        let mut words = self.facts.values[place].split(' ');
        let most = words.next().expect("a value");
        let others: BTreeMap<&str, &str> =
            words.filter_map(|other| other.split_once('=')).collect();
        (0..ABIS.len())
            .map(|column| others.get(&*column.to_string()).unwrap_or(&most))
            .filter_map(|value| value.parse().ok())
            .collect()
    }
}

#[test]
fn the_file_has_none() {
    let text = include_str!("../../data/families.txt");
    assert_eq!(mistakes(text), Vec::<String>::new());
}

#[test]
fn each_is_seen() {
    let right = "\
set S F_A F_B
family flag F_ of a.x has @S F_C
family value V_ of a.y has V_A
same F_A F_B
wide F_B
empty F_C
kernel F_A=1 F_B=3
both V_A - arm=0
through F_A of a.x
other F_X F_Y_* of a.x";
    assert_eq!(mistakes(right), Vec::<String>::new());
    for (more, messages) in [
        ("set T F_A", "set T is never used"),
        ("same F_D F_E", "no family lists F_D\nno family lists F_E"),
        ("wide F_D", "no family lists F_D"),
        ("empty F_D", "no family lists F_D"),
        ("kernel F_D=1", "no family lists F_D"),
        ("both F_D 1", "no family lists F_D"),
        ("kernel F_C 2", "F_C is `empty`: globs take no value of it"),
        ("other V_X of a.x", "V_X does not begin as those of a.x do"),
        ("other F_X of a.z", "F_X does not begin as those of a.z do"),
        (
            "through F_C of a.x",
            "no `kernel` statement has F_C on every ABI",
        ),
        (
            "through F_A V_A of a.y",
            "no `kernel` statement has V_A on every ABI",
        ),
        (
            "family flag G_ of a.x has G_A\nkernel G_A 1 mips=0",
            "G_A has no bit: say `empty`",
        ),
        (
            "family flag G_ of a.x has G_A\nkernel G_A=6",
            "G_A has several bits: say `wide`",
        ),
        (
            "family flag G_ of a.x has G_A\nboth G_A 1 arm=6",
            "G_A has several bits: say `wide`",
        ),
        (
            "family value G_ of a.z has G_A G_B\nkernel G_B=1 G_A=-",
            "G_A is nowhere",
        ),
    ] {
        let line = 10 + more.lines().count();
        let expected: Vec<String> = messages
            .lines()
            .map(|message| format!("data/families.txt:{line}: {message}"))
            .collect();
        assert_eq!(mistakes(&format!("{right}\n{more}")), expected, "{more}");
    }
}
