//! Whether a program may answer notify, decided when its filter is made.

use libc::{SECCOMP_RET_ACTION_FULL, SECCOMP_RET_USER_NOTIF};

use crate::assumption::Bits;
use crate::instruction::{MAX_INSTRUCTIONS, SockFilter, opcode::*};

/// `sizeof(struct seccomp_data)`, what the kernel turns `BPF_LEN` into.
const DATA_SIZE: u32 = 64;

/// What holds before an instruction, whichever way leads there.
#[derive(Clone, Copy)]
struct Before {
    reached: bool,
    /// What is known of A.
    accumulator: Bits,
}

impl Before {
    const NEVER: Before = Before {
        reached: false,
        accumulator: Bits::OPEN,
    };

    /// One more way leads there.
    #[inline]
    const fn or(self, accumulator: Bits) -> Before {
        Before {
            reached: true,
            accumulator: if self.reached {
                self.accumulator.either(accumulator)
            } else {
                accumulator
            },
        }
    }
}

/// Whether a return that some path reaches answers notify, or can as far as is known.
///
/// The program is verified. Jumps go forward only, so every way to an instruction is known before it is looked at. Of A the
/// bits are followed that AND, OR, XOR, shifts and constants make; X and the scratch cells are not.
#[inline]
pub(crate) const fn may_notify(program: &[SockFilter]) -> bool {
    let mut before = [Before::NEVER; MAX_INSTRUCTIONS];
    before[0] = Before::NEVER.or(Bits::constant(0));
    let mut pc = 0;
    while pc < program.len() {
        let SockFilter { code, jt, jf, k } = program[pc];
        let Before {
            reached,
            accumulator,
        } = before[pc];
        let next = pc + 1;
        if reached {
            match code {
                RET_K if k & SECCOMP_RET_ACTION_FULL == SECCOMP_RET_USER_NOTIF => return true,
                RET_A if can_be_notify(accumulator) => return true,
                RET_K | RET_A => {}
                JA => lead(&mut before, next + k as usize, accumulator),
                JEQ_K => {
                    lead(&mut before, next + jt as usize, Bits::constant(k));
                    lead(&mut before, next + jf as usize, accumulator);
                }
                JEQ_X | JGT_K | JGT_X | JGE_K | JGE_X | JSET_K | JSET_X => {
                    lead(&mut before, next + jt as usize, accumulator);
                    lead(&mut before, next + jf as usize, accumulator);
                }
                _ => lead(&mut before, next, after(code, k, accumulator)),
            }
        }
        pc = next;
    }
    false
}

#[inline]
const fn lead(before: &mut [Before; MAX_INSTRUCTIONS], target: usize, accumulator: Bits) {
    before[target] = before[target].or(accumulator);
}

#[inline]
const fn can_be_notify(accumulator: Bits) -> bool {
    let known = accumulator.fixed & SECCOMP_RET_ACTION_FULL;
    accumulator.value & known == SECCOMP_RET_USER_NOTIF & known
}

/// What is known of A after an instruction that goes on to the next.
#[inline]
const fn after(code: u16, k: u32, accumulator: Bits) -> Bits {
    let Bits { fixed, value } = accumulator;
    match code {
        LD_IMM => Bits::constant(k),
        LD_LEN => Bits::constant(DATA_SIZE),
        AND_K => Bits {
            fixed: fixed | !k,
            value: value & k,
        },
        OR_K => Bits {
            fixed: fixed | k,
            value: value | k,
        },
        XOR_K => Bits {
            fixed,
            value: value ^ (k & fixed),
        },
        // A verified shift is below 32.
        LSH_K => Bits {
            fixed: (fixed << k) | !(u32::MAX << k),
            value: value << k,
        },
        RSH_K => Bits {
            fixed: (fixed >> k) | !(u32::MAX >> k),
            value: value >> k,
        },
        ST | STX | TAX | LDX_IMM | LDX_LEN | LDX_MEM => accumulator,
        _ => Bits::OPEN,
    }
}
