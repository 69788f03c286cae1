//! Calls on which two programs could decide differently, derived from the programs themselves: every number, and around
//! every constant that a word of an argument is compared with. This is a search; it proves nothing.

use std::collections::{BTreeMap, BTreeSet};

use evalbox_seccomp::{Filter, SeccompData, SockFilter, opcode};

/// Architectures that no program is for: i386, another machine's, none at all.
const FOREIGN: [u32; 3] = [0x4000_0003, 0x8000_0016, 0];
pub(crate) const X32_BIT: u32 = 0x4000_0000;
/// Numbers beyond any table.
const NUMBERS: u32 = 1024;
/// Where the arguments begin in `seccomp_data`, two words each.
const ARGS: u32 = 16;

/// The calls.
pub(crate) fn inputs(filters: &[Filter]) -> Vec<SeccompData> {
    let plain = (0..NUMBERS).chain((0..NUMBERS).map(|number| number | X32_BIT));
    let edges = [u32::MAX, u32::MAX - 1, i32::MAX.cast_unsigned(), 1 << 31];
    let mut inputs = Vec::new();
    for number in plain.chain(edges) {
        let native = SeccompData::new(number.cast_signed(), [0; 6]);
        inputs.push(native);
        inputs.extend(FOREIGN.map(|arch| SeccompData { arch, ..native }));
    }
    let values = values(filters);
    for number in 0..NUMBERS {
        let native = SeccompData::new(number.cast_signed(), [0; 6]);
        let reads = |filter: &Filter| reads_arguments(filter.program(), &native);
        if !filters.iter().any(reads) {
            continue;
        }
        let mut calls = vec![native];
        for (&argument, values) in &values {
            let with = |call: &SeccompData| {
                let mut call = *call;
                values.iter().map(move |&value| {
                    call.args[argument] = value;
                    call
                })
            };
            calls = calls.iter().flat_map(with).collect();
        }
        inputs.extend(calls);
    }
    inputs
}

/// Whether the way of that call leads to a load of an argument.
fn reads_arguments(program: &[SockFilter], data: &SeccompData) -> bool {
    let mut a = 0;
    let mut pc = 0;
    while let Some(&SockFilter { code, jt, jf, k }) = program.get(pc) {
        pc += 1;
        let holds = match code {
            opcode::LD_ABS => {
                a = match k {
                    0 => data.nr.cast_unsigned(),
                    4 => data.arch,
                    _ => return true,
                };
                continue;
            }
            opcode::JA => {
                pc += k as usize;
                continue;
            }
            opcode::JEQ_K => a == k,
            opcode::JGT_K => a > k,
            opcode::JGE_K => a >= k,
            opcode::JSET_K => a & k != 0,
            opcode::RET_K => return false,
            // Arithmetic on the number: looked at closely.
            _ => return true,
        };
        pc += usize::from(if holds { jt } else { jf });
    }
    false
}

/// A comparison of a word of an argument: what was left of the word by a mask, and what it was compared with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Comparison {
    mask: u32,
    value: u32,
}

/// Values of the arguments that any program looks at.
fn values(filters: &[Filter]) -> BTreeMap<usize, BTreeSet<u64>> {
    let mut words: BTreeMap<(usize, bool), BTreeSet<Comparison>> = BTreeMap::new();
    for filter in filters {
        collect(filter.program(), &mut words);
    }
    let mut values: BTreeMap<usize, BTreeSet<u64>> = BTreeMap::new();
    for ((argument, high), comparisons) in words {
        let of = values.entry(argument).or_default();
        for value in around(&comparisons).into_iter().map(u64::from) {
            of.extend(if high {
                [value << 32, value << 32 | 1]
            } else {
                [value, value | 1 << 32]
            });
        }
    }
    values
}

/// Values that could be taken for one another: neighbours, and what differs in the lowest bit that a mask hides, or in all.
fn around(comparisons: &BTreeSet<Comparison>) -> BTreeSet<u32> {
    let mut around = BTreeSet::from([0, u32::MAX]);
    for &Comparison { mask, value } in comparisons {
        let lowest = !mask & mask.wrapping_add(1);
        around.extend([value, value.wrapping_sub(1), value.wrapping_add(1)]);
        around.extend([value | lowest, value | !mask]);
    }
    around
}

/// Which word of an argument lies at that offset, and whether it is the high one.
fn argument(offset: u32) -> Option<(usize, bool)> {
    let place = offset.checked_sub(ARGS)?;
    let argument = usize::try_from(place / 8).ok()?;
    let second = !place.is_multiple_of(8);
    Some((argument, second == cfg!(target_endian = "little")))
}

/// What the accumulator may hold: the word at an offset, under a mask.
type Held = BTreeSet<(u32, u32)>;

/// Follows what may be in the accumulator, and notes what it is compared with. Jumps go forward, so that an instruction
/// comes after all from which it is reached.
fn collect(program: &[SockFilter], words: &mut BTreeMap<(usize, bool), BTreeSet<Comparison>>) {
    let mut held: Vec<Held> = vec![Held::new(); program.len() + 1];
    for (pc, &SockFilter { code, jt, jf, k }) in program.iter().enumerate() {
        let here = std::mem::take(&mut held[pc]);
        for &(offset, mask) in &here {
            let Some(word) = argument(offset) else {
                continue;
            };
            let compared = words.entry(word).or_default();
            match code {
                opcode::JEQ_K | opcode::JGT_K | opcode::JGE_K => {
                    compared.insert(Comparison { mask, value: k });
                }
                opcode::JSET_K => {
                    let bits = (0..u32::BITS).map(|bit| k & 1 << bit);
                    compared.extend(bits.map(|value| Comparison { mask, value }));
                }
                _ => {}
            }
        }
        let mut flow = |skipped: usize, what: &Held| {
            if let Some(next) = held.get_mut(pc + 1 + skipped) {
                next.extend(what);
            }
        };
        match code {
            opcode::RET_K | opcode::RET_A => {}
            opcode::JA => flow(k as usize, &here),
            opcode::LD_ABS => flow(0, &Held::from([(k, u32::MAX)])),
            opcode::AND_K => flow(0, &here.iter().map(|&(at, mask)| (at, mask & k)).collect()),
            _ if code & 7 == 5 => {
                flow(usize::from(jt), &here);
                flow(usize::from(jf), &here);
            }
            _ => flow(0, &here),
        }
    }
}
