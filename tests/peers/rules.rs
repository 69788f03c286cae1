//! Rules that all three compilers can say: comparisons of arguments joined by "and", rules of a call by "or", one action.

use evalbox_compiler::policy::Is;
use evalbox_compiler::table::{Type, syscalls};
use evalbox_compiler::target::{Endian, Target};
use evalbox_seccomp::{Filter, SeccompData, SockFilter};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::inputs::{Draw, arguments};
use crate::machine::Machine;
use crate::words;

/// Calls that every libseccomp and every architecture has, by one number each, with numbers for arguments.
const CALLS: [&str; 16] = [
    "read",
    "write",
    "mprotect",
    "prctl",
    "kill",
    "fchmod",
    "ioctl",
    "ptrace",
    "setpriority",
    "madvise",
    "openat",
    "fcntl",
    "dup3",
    "getpriority",
    "sched_setscheduler",
    "close",
];

/// Ours, libseccomp's number for it (`enum scmp_compare`).
pub(crate) const OPERATORS: [(&str, u8); 7] = [
    ("!=", 1),
    ("<", 2),
    ("<=", 3),
    ("==", 4),
    (">=", 5),
    (">", 6),
    ("&", 7),
];

/// A comparison of an argument, by its place among the call's.
#[derive(Clone, Debug)]
pub(crate) struct Compare {
    pub(crate) argument: Index,
    pub(crate) operator: usize,
    value: u64,
    mask: u64,
}

/// A comparison on one target.
#[derive(Clone, Copy, Debug)]
pub(crate) struct On {
    pub(crate) slot: u8,
    pub(crate) bits: u8,
    pub(crate) operator: usize,
    pub(crate) value: u64,
    pub(crate) mask: u64,
}

/// A rule.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) call: &'static str,
    compares: Vec<Compare>,
}

/// Rules, what they answer and what the rest gets.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub(crate) list: Vec<Rule>,
    pub(crate) action: (&'static str, u32),
    pub(crate) default: (&'static str, u32),
}

pub(crate) fn rules() -> impl Strategy<Value = Rules> {
    let value = prop_oneof![
        0..40u64,
        select(vec![
            0x5412,
            0x7fff_ffff,
            0x8000_0000,
            0xffff_ffff,
            0xffff_fffe,
            0x8000,
            0xffff,
            1 << 32,
            u64::MAX,
            1 << 63
        ]),
        any::<u64>(),
    ];
    let compare = (any::<Index>(), 0..OPERATORS.len(), value.clone(), value).prop_map(
        |(argument, operator, value, mask)| Compare {
            argument,
            operator,
            value,
            mask,
        },
    );
    let rule = (
        select(CALLS.as_slice()),
        prop::collection::vec(compare, 0..4),
    )
        .prop_map(|(call, compares)| Rule { call, compares });
    let actions = select(vec![
        (("errno(7)", 0x0005_0007), ("allow", 0x7fff_0000)),
        (("allow", 0x7fff_0000), ("trap", 0x0003_0000)),
        (("allow", 0x7fff_0000), ("errno(1)", 0x0005_0001)),
        (("log", 0x7ffc_0000), ("errno(38)", 0x0005_0026)),
        (("kill_thread", 0), ("allow", 0x7fff_0000)),
    ]);
    (prop::collection::vec(rule, 1..9), actions).prop_map(|(list, (action, default))| Rules {
        list,
        action,
        default,
    })
}

impl Rule {
    /// The comparisons as the target's call has its arguments: each argument once, values that it can have, and of a signed
    /// one those that compare alike as unsigned numbers.
    pub(crate) fn on(&self, target: Target) -> Vec<On> {
        let id = syscalls::find(self.call).expect("a call of the table");
        let all = syscalls::arguments(id, target.abi).unwrap_or_default();
        let numbers: Vec<(u8, u8, bool)> = all
            .iter()
            .filter_map(|argument| match argument.ty {
                Type::Number { bits, signed } => Some((argument.slot, bits, signed)),
                _ => None,
            })
            .collect();
        let mut list: Vec<On> = Vec::new();
        for compare in &self.compares {
            let (slot, bits, signed) = *compare.argument.get(&numbers);
            if list.iter().any(|other| other.slot == slot) {
                continue;
            }
            let ordered = matches!(OPERATORS[compare.operator].0, "<" | "<=" | ">" | ">=");
            let width = if ordered && signed { bits - 1 } else { bits };
            let low = |value: u64| {
                if width == 64 {
                    value
                } else {
                    value & ((1 << width) - 1)
                }
            };
            let mask = low(compare.mask);
            let value = low(compare.value);
            let value = if OPERATORS[compare.operator].0 == "&" {
                value & mask
            } else {
                value
            };
            list.push(On {
                slot,
                bits,
                operator: compare.operator,
                value,
                mask,
            });
        }
        list
    }
}

impl Rules {
    /// In our language. A call's rules are arms of one block.
    pub(crate) fn policy(&self, target: Target) -> String {
        let mut text = format!(
            "#![allow(unreachable_arm, constant_condition, sibling_bypass, variant_bypass, io_uring_bypass, no_exit)] default {}; foreign kill_thread;",
            self.default.0
        );
        let mut calls: Vec<&str> = self.list.iter().map(|rule| rule.call).collect();
        calls.sort_unstable();
        calls.dedup();
        for call in calls {
            let own: Vec<Vec<On>> = self
                .list
                .iter()
                .filter(|rule| rule.call == call)
                .map(|rule| rule.on(target))
                .collect();
            let action = self.action.0;
            if own.iter().any(Vec::is_empty) {
                text.push_str(&format!("\n{call} {{ _ => {action} }}"));
                continue;
            }
            let arms = own.iter().map(|tests| {
                let tests = tests.iter().map(
                    |On {
                         slot,
                         operator,
                         value,
                         mask,
                         ..
                     }| match OPERATORS[*operator].0 {
                        "&" => format!("arg{slot} & {mask:#x} == {value:#x}"),
                        operator => format!("arg{slot} {operator} {value:#x}"),
                    },
                );
                format!("{} => {action}", tests.collect::<Vec<_>>().join(" && "))
            });
            text.push_str(&format!(
                "\n{call} {{ {} }}",
                arms.collect::<Vec<_>>().join(", ")
            ));
        }
        text
    }

    pub(crate) fn compile(&self, target: Target) -> Machine {
        let text = self.policy(target);
        Machine::new(&text, target, &words::word)
            .unwrap_or_else(|errors| panic!("{target}: {errors}\n{text}"))
    }
}

/// What stands between a call and the same answer from all three compilers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Nothing.
    Alike,
    /// Bits of a register beyond the argument, which libseccomp compares.
    Wide,
    /// A negative number that is to be ordered, which only we can.
    Negative,
}

/// Calls worth asking about: number and arguments.
pub(crate) fn calls(machine: &Machine, target: Target) -> Vec<(u32, [u64; 6], Holds)> {
    let mut draw = Draw(1);
    let mut list = Vec::new();
    let native = &machine.compiled.policy.abis[0];
    let register = target.abi.register_bits();
    for (&number, rule) in &native.rules {
        let (mut bits, mut ordered) = ([64u8; 6], [64u8; 6]);
        for test in rule.arms.iter().flat_map(|arm| arm.when.tests()) {
            let slot = usize::from(test.arg.slot);
            bits[slot] = test.arg.bits;
            let signed = test.arg.signed && matches!(test.is, Is::Less(_) | Is::AtMost(_));
            ordered[slot] = ordered[slot].min(test.arg.bits - u8::from(signed));
        }
        let cut = |args: [u64; 6], bits: [u8; 6]| -> [u64; 6] {
            std::array::from_fn(|slot| match bits[slot] {
                64 => args[slot],
                bits => args[slot] & ((1 << bits) - 1),
            })
        };
        for args in arguments(machine, rule, 30, &mut draw) {
            let args = cut(args, [register; 6]);
            let read = cut(args, bits);
            list.push((number, cut(args, ordered), Holds::Alike));
            let negative = cut(args, ordered) != read;
            if read != args && !negative {
                list.push((number, args, Holds::Wide));
            }
            if negative {
                list.push((number, read, Holds::Negative));
            }
        }
        for near in [number.wrapping_sub(1), number + 1] {
            if native
                .rules
                .get(&near)
                .is_some_and(|rule| !rule.arms.is_empty())
            {
                continue;
            }
            list.push((near, [0; 6], Holds::Alike));
        }
    }
    list
}

/// What a filter for the target returns; where its byte order is not the host's, the halves are the other way round.
pub(crate) fn answer(filter: &Filter, target: Target, arch: u32, nr: u32, args: &[u64; 6]) -> u32 {
    let host = if cfg!(target_endian = "big") {
        Endian::Big
    } else {
        Endian::Little
    };
    let turn = if target.endian == host { 0 } else { 32 };
    let data = SeccompData {
        nr: nr.cast_signed(),
        arch,
        instruction_pointer: 0,
        args: args.map(|arg| arg.rotate_left(turn)),
    };
    filter.evaluate(&data).to_raw()
}

/// The machine's program as a filter.
pub(crate) fn filter(machine: &Machine) -> Filter {
    let instructions = machine.program.iter();
    let program: Vec<SockFilter> = instructions
        .map(|&(code, jt, jf, k)| SockFilter { code, jt, jf, k })
        .collect();
    Filter::new(program.leak()).expect("the compiler's programs pass the kernel's checks")
}
