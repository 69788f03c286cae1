//! Tests and sets of calls in words.

use std::collections::BTreeMap;

use evalbox_compiler::program::offset;
use evalbox_compiler::table::{Argument, SyscallId, syscalls};
use evalbox_compiler::target::{Abi, Target};

use super::calls::Kind;
use super::graph::Test;
use crate::explain::subject::Subject;
use crate::explain::words::{relation, word};
use crate::paths::Content;
use crate::solve::Word;
use crate::{names, target};

/// A value's constants are shown in its place where they are no longer than this.
const MOST_SPELT: usize = 44;

/// Names things as the filter's machine does.
pub(super) struct Namer<'a> {
    target: Target,
    subject: &'a Subject,
}

/// The one call of a set, where there is one.
pub(super) fn only(kinds: &[Kind]) -> Option<Kind> {
    match kinds {
        &[kind @ Kind::Known(..)] => Some(kind),
        _ => None,
    }
}

/// Whether a test is about the number or the architecture.
pub(super) fn is_about_numbers(test: &Test) -> bool {
    matches!(
        test.left,
        Content::Part(Word(offset::NR | offset::ARCH), ..)
    )
}

impl<'a> Namer<'a> {
    pub(super) fn new(subject: &'a Subject) -> Namer<'a> {
        Namer {
            target: subject.target,
            subject,
        }
    }

    /// A set of calls: the native ABI's by their names, the others' as a whole where they are all there.
    pub(super) fn list(&self, kinds: &[Kind]) -> String {
        let mut by_abi: BTreeMap<Abi, (Vec<&'static str>, bool)> = BTreeMap::new();
        let mut words = Vec::new();
        let mut foreign = None;
        for &kind in kinds {
            match kind {
                Kind::Known(abi, id) => by_abi.entry(abi).or_default().0.push(syscalls::name(id)),
                Kind::Other(abi) => by_abi.entry(abi).or_default().1 = true,
                Kind::Foreign => foreign = Some("other architectures".to_owned()),
            }
        }
        for (abi, (mut names, others)) in by_abi {
            let prefix = if abi == self.target.abi {
                String::new()
            } else {
                format!("{abi}: ")
            };
            names.sort_unstable();
            if others && names.len() == syscalls::numbers(abi).len() {
                words.push(format!("every call of {abi}"));
                continue;
            }
            let others = others.then_some("other numbers");
            let names: Vec<&str> = names.into_iter().chain(others).collect();
            words.push(format!("{prefix}{}", names.join(", ")));
        }
        words.extend(foreign);
        words.join("; ")
    }

    /// The whole test: `nr >= 56 (clone)`, `type & 0xf == SOCK_RAW`.
    pub(super) fn test(&self, test: &Test, only: Option<Kind>) -> String {
        let sign = relation(test.relation);
        let text = format!(
            "{} {sign} {}",
            self.left(test, only),
            self.value(test, only)
        );
        match sign {
            "&" => format!("{text} != 0"),
            _ => text,
        }
    }

    /// What is compared: a word by the argument's name, with its mask.
    pub(super) fn left(&self, test: &Test, only: Option<Kind>) -> String {
        let Content::Part(of, mask, flip) = test.left else {
            return content(test.left);
        };
        let mut text = match (of.0, self.argument(of, only)) {
            (offset::NR, _) => "call".to_owned(),
            (offset::ARCH, _) => "architecture".to_owned(),
            (_, Some((argument, high))) => {
                let name = argument.names.first().copied().unwrap_or_default();
                let half = if high { ".high" } else { "" };
                format!("{name}{half}")
            }
            _ => word(of, self.target.endian),
        };
        if mask != u32::MAX {
            text = format!("{text} & {mask:#x}");
        }
        if flip != 0 {
            text = format!("({text}) ^ {flip:#x}");
        }
        text
    }

    /// What it is compared with.
    pub(super) fn value(&self, test: &Test, only: Option<Kind>) -> String {
        let (Content::Part(of, _, flip), Content::Known(number)) = (test.left, test.right) else {
            return content(test.right);
        };
        let plain = match number {
            0..10 => number.to_string(),
            10..0x1_0000 if of.0 == offset::NR => number.to_string(),
            _ => format!("{number:#x}"),
        };
        match of.0 {
            offset::NR => {
                let known = syscalls::by_number(self.target.abi, number);
                known.map_or(plain, |id| syscalls::name(id).to_owned())
            }
            offset::ARCH => {
                let abis = [self.target.abi].into_iter();
                let mut abis = abis.chain(self.target.compat().iter().copied());
                let own = abis.find(|&abi| self.target.audit_arch(abi) == number);
                let mut all = Target::ALL.into_iter();
                own.map(|abi| abi.to_string())
                    .or_else(|| {
                        Some(
                            all.find(|one| one.audit_arch(one.abi) == number)?
                                .to_string(),
                        )
                    })
                    .unwrap_or(plain)
            }
            _ => {
                let spelt = self
                    .argument(of, only)
                    .filter(|&(_, high)| !high && flip == 0)
                    .and_then(|(argument, _)| self.constant(only, &argument, number));
                spelt
                    .filter(|spelt| spelt.len() <= MOST_SPELT)
                    .unwrap_or(plain)
            }
        }
    }

    /// The argument of a word, and whether the word is its upper half.
    fn argument(&self, of: Word, only: Option<Kind>) -> Option<(Argument, bool)> {
        let Some(Kind::Known(abi, id)) = only else {
            return None;
        };
        let slot = u8::try_from(of.0.checked_sub(16)? / 8).ok()?;
        let arguments = syscalls::arguments(id, abi)?;
        let argument = arguments
            .into_iter()
            .find(|argument| argument.slot == slot)?;
        let high = word(of, self.target.endian).ends_with("high");
        Some((argument, high))
    }

    /// Constants are known for this machine alone.
    fn constant(&self, only: Option<Kind>, argument: &Argument, number: u32) -> Option<String> {
        let Some(Kind::Known(abi, id)): Option<Kind> = only else {
            return None;
        };
        if target::native().ok()? != self.subject.target || number == 0 {
            return None;
        }
        let id: SyscallId = id;
        names::spell(id, argument, abi, u64::from(number))
    }
}

fn content(content: Content) -> String {
    match content {
        Content::Known(number) => format!("{number:#x}"),
        _ => "a computed value".to_owned(),
    }
}
