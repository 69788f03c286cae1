//! What a recording knows: calls, how often they were made, and what their arguments were made of.

use std::collections::{BTreeMap, BTreeSet};

use evalbox_compiler::table::families::{any_constant, families};
use evalbox_compiler::table::{Argument, How, SyscallId, syscalls};
use evalbox_compiler::target::Abi;

use crate::call::low;
use crate::names::{self, Parts};
use crate::target;

/// More words than this for one argument are no pattern: the argument is left free.
const MOST_WORDS: usize = 24;

/// Samples of a call that are kept to try the finished policy on.
const MOST_SAMPLES: usize = 4096;

/// `__X32_SYSCALL_BIT` of asm/unistd.h.
const X32_BIT: u32 = 0x4000_0000;

/// Everything seen.
#[derive(Default)]
pub(crate) struct Model {
    pub(crate) calls: BTreeMap<SyscallId, Seen>,
    /// Numbers that the table does not have, of the native ABI.
    pub(crate) unknown: BTreeMap<u32, u64>,
    /// Those of other ABIs, by `AUDIT_ARCH_*` and number: no policy can name them.
    pub(crate) foreign: BTreeMap<(u32, u32), u64>,
    /// Other ABIs that calls came through.
    pub(crate) abis: BTreeSet<&'static str>,
    pub(crate) total: u64,
}

/// One system call.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) count: u64,
    /// By the argument's name: what it may be. Arguments that are not here are free.
    pub(crate) arguments: BTreeMap<&'static str, Words>,
    /// Registers of arguments with constants, the others 0.
    pub(crate) samples: BTreeSet<(Abi, [u64; 6])>,
}

/// What one argument is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    Free,
    Of {
        values: BTreeSet<String>,
        /// By mask; `None` where some content has no name, which leaves the field free.
        fields: BTreeMap<u64, Option<BTreeSet<String>>>,
        flags: BTreeSet<String>,
    },
}

impl Words {
    pub(crate) fn none() -> Words {
        Words::Of {
            values: BTreeSet::new(),
            fields: BTreeMap::new(),
            flags: BTreeSet::new(),
        }
    }

    fn of(parts: Parts) -> Words {
        let own = |name: &str| name.to_owned();
        let fields = parts.fields.into_iter();
        Words::Of {
            values: parts.value.into_iter().collect(),
            fields: fields
                .map(|(mask, name)| (mask, name.map(|name| BTreeSet::from([own(name)]))))
                .collect(),
            flags: parts.flags.into_iter().map(own).collect(),
        }
    }

    /// What is in either. A field that one of them leaves free is free.
    pub(crate) fn union(&mut self, other: Words) {
        let (
            Words::Of {
                values,
                fields,
                flags,
            },
            Words::Of {
                values: more_values,
                fields: mut more_fields,
                flags: more_flags,
            },
        ) = (&mut *self, other)
        else {
            *self = Words::Free;
            return;
        };
        values.extend(more_values);
        flags.extend(more_flags);
        let masks: BTreeSet<u64> = fields.keys().chain(more_fields.keys()).copied().collect();
        for mask in masks {
            let mine = fields.remove(&mask).flatten();
            let theirs = more_fields.remove(&mask).flatten();
            let both = mine.zip(theirs).map(|(mut mine, theirs)| {
                mine.extend(theirs);
                mine
            });
            fields.insert(mask, both);
        }
        if self.list().len() > MOST_WORDS {
            *self = Words::Free;
        }
    }

    /// The words as an allow list has them; none where the argument is free.
    pub(crate) fn list(&self) -> Vec<&str> {
        let Words::Of {
            values,
            fields,
            flags,
        } = self
        else {
            return Vec::new();
        };
        let fields = fields.values().flatten().flatten();
        let words = values.iter().chain(fields).chain(flags);
        words.map(String::as_str).collect()
    }
}

impl Model {
    /// Adds a call; a register that is not known (a trace shows it in words) leaves its argument free.
    pub(crate) fn observe(
        &mut self,
        id: SyscallId,
        abi: Abi,
        registers: [Option<u64>; 6],
        count: u64,
    ) {
        self.total += count;
        if target::native().is_ok_and(|target| target.abi != abi) {
            self.abis.insert(abi.name());
        }
        let seen = self.calls.entry(id).or_default();
        seen.count += count;
        let arguments = conditional(id, abi);
        let mut sample = [0; 6];
        let mut whole = true;
        for argument in &arguments {
            let slot = usize::from(argument.slot);
            match (registers.get(slot).copied().flatten(), sample.get_mut(slot)) {
                (Some(register), Some(place)) => *place = low(argument, register),
                _ => whole = false,
            }
        }
        if whole && (seen.samples.len() >= MOST_SAMPLES || !seen.samples.insert((abi, sample))) {
            return;
        }
        let first = seen.arguments.is_empty();
        for argument in arguments {
            let register = registers.get(usize::from(argument.slot)).copied().flatten();
            let words = register
                .and_then(|register| names::parts(id, &argument, abi, low(&argument, register)))
                .map_or(Words::Free, Words::of);
            let name = argument.names.first().copied().unwrap_or_default();
            if first {
                seen.arguments.insert(name, words);
            } else if let Some(known) = seen.arguments.get_mut(name) {
                known.union(words);
            }
        }
    }

    /// Adds a number that has no name.
    pub(crate) fn observe_unknown(&mut self, arch: u32, number: u32) {
        self.total += 1;
        let native = target::native().is_ok_and(|target| {
            arch == target.audit_arch(target.abi)
                && (target.abi != Abi::X86_64 || number & X32_BIT == 0)
        });
        let count = if native {
            self.unknown.entry(number).or_default()
        } else {
            self.foreign.entry((arch, number)).or_default()
        };
        *count += 1;
    }

    /// How many calls of how many kinds.
    pub(crate) fn summary(&self) -> (u64, usize) {
        let kinds = self.calls.len() + self.unknown.len() + self.foreign.len();
        (self.total, kinds)
    }

    /// Makes the call free of conditions.
    pub(crate) fn free(&mut self, id: SyscallId) {
        if let Some(seen) = self.calls.get_mut(&id) {
            seen.arguments
                .values_mut()
                .for_each(|words| *words = Words::Free);
        }
    }
}

/// The arguments of a call that constants belong to as a whole: `AT_FDCWD` alone says nothing of a descriptor.
pub(crate) fn conditional(id: SyscallId, abi: Abi) -> Vec<Argument> {
    let arguments = syscalls::arguments(id, abi).unwrap_or_default();
    let has = |argument: &Argument| {
        let mut own = families(id)
            .iter()
            .filter(|family| argument.names.contains(&family.argument));
        own.any(|family| !(family.closed && family.how == How::Value))
            || any_constant(id).is_some_and(|any| argument.names.contains(&any))
    };
    arguments.into_iter().filter(has).collect()
}
