//! What a test says about the bits of one word.
//!
//! On every path of a compiled program the accumulator is `(word & mask) ^ flip` for some word of the call, because AND and
//! XOR with constants keep that form. So a test is about one word, and what it says can be worked out bit by bit.

use crate::instruction::opcode::*;

/// What is known of a word: the bits of `fixed` have the value of `value`, which is 0 elsewhere.
#[derive(Clone, Copy)]
pub(crate) struct Bits {
    pub(crate) fixed: u32,
    pub(crate) value: u32,
}

impl Bits {
    /// Nothing is known.
    pub(crate) const OPEN: Bits = Bits { fixed: 0, value: 0 };

    /// All bits are known.
    #[inline]
    pub(crate) const fn constant(value: u32) -> Bits {
        Bits {
            fixed: u32::MAX,
            value,
        }
    }

    /// What is known where the word has one of two origins.
    #[inline]
    pub(crate) const fn either(self, other: Bits) -> Bits {
        let fixed = self.fixed & other.fixed & !(self.value ^ other.value);
        Bits {
            fixed,
            value: self.value & fixed,
        }
    }

    /// With the bits of `mask` as in `value`; `None` where others are known.
    #[inline]
    const fn with(self, mask: u32, value: u32) -> Option<Bits> {
        if (self.value ^ value) & self.fixed & mask != 0 {
            return None;
        }
        Some(Bits {
            fixed: self.fixed | mask,
            value: self.value | (value & mask),
        })
    }

    /// With a bit of `set` that is not as in `value`; `None` where all are.
    #[inline]
    const fn with_difference(self, set: u32, value: u32) -> Option<Bits> {
        let free = set & !self.fixed;
        if (self.value ^ value) & set & self.fixed != 0 || free.count_ones() > 1 {
            Some(self)
        } else if free == 0 {
            None
        } else {
            self.with(free, !value)
        }
    }
}

/// `(word & mask) ^ flip`, compared with `k`.
#[derive(Clone, Copy)]
pub(crate) struct Test {
    /// The index of the word in `struct seccomp_data`.
    pub(crate) word: usize,
    mask: u32,
    flip: u32,
    /// One of JEQ, JGT, JGE, JSET with K.
    code: u16,
    k: u32,
}

impl Test {
    /// A value that no word is part of.
    #[inline]
    pub(crate) const fn constant(value: u32) -> Test {
        Test {
            word: 0,
            mask: 0,
            flip: value,
            code: JEQ_K,
            k: 0,
        }
    }

    /// The word of that index, up to 15.
    #[inline]
    pub(crate) const fn word(index: u32) -> Test {
        Test {
            word: (index % 16) as usize,
            mask: u32::MAX,
            flip: 0,
            code: JEQ_K,
            k: 0,
        }
    }

    #[inline]
    pub(crate) const fn and(self, k: u32) -> Test {
        Test {
            mask: self.mask & k,
            flip: self.flip & k,
            ..self
        }
    }

    #[inline]
    pub(crate) const fn xor(self, k: u32) -> Test {
        Test {
            flip: self.flip ^ k,
            ..self
        }
    }

    #[inline]
    pub(crate) const fn compare(self, code: u16, k: u32) -> Test {
        Test { code, k, ..self }
    }

    /// The smallest value that the accumulator may have.
    #[inline]
    const fn lowest(self, bits: Bits) -> u32 {
        ((bits.value & self.mask) ^ self.flip) & !self.free(bits)
    }

    /// The bits of the word that are not known and count.
    #[inline]
    const fn free(self, bits: Bits) -> u32 {
        self.mask & !bits.fixed
    }

    /// Whether the test holds, where that is known.
    #[inline]
    pub(crate) const fn decide(self, bits: Bits) -> Option<bool> {
        let lowest = self.lowest(bits);
        let free = self.free(bits);
        let (always, never) = match self.code {
            JEQ_K => (
                free == 0 && lowest == self.k,
                (lowest ^ self.k) & !free != 0,
            ),
            JGT_K => (lowest > self.k, (lowest | free) <= self.k),
            JGE_K => (lowest >= self.k, (lowest | free) < self.k),
            _ => (lowest & self.k != 0, (lowest | free) & self.k == 0),
        };
        if always {
            Some(true)
        } else if never {
            Some(false)
        } else {
            None
        }
    }

    /// What is known of the word where the test goes that way; `None` where it cannot.
    #[inline]
    pub(crate) const fn narrow(self, holds: bool, bits: Bits) -> Option<Bits> {
        match self.decide(bits) {
            Some(decided) if decided == holds => return Some(bits),
            Some(_) => return None,
            None => {}
        }
        match (self.code, holds) {
            (JEQ_K, true) => bits.with(self.mask, self.k ^ self.flip),
            (JEQ_K, false) => bits.with_difference(self.mask, self.k ^ self.flip),
            (JGT_K | JGE_K, _) => self.narrow_bound(holds, bits),
            (_, true) => bits.with_difference(self.mask & self.k, self.flip),
            (_, false) => bits.with(self.mask & self.k, self.flip),
        }
    }

    /// Fixes the highest open bits, as long as the other value of the bit would decide the comparison the wrong way.
    #[inline]
    const fn narrow_bound(self, holds: bool, mut bits: Bits) -> Option<Bits> {
        while self.decide(bits).is_none() {
            let (right, wrong) = self.split(holds, bits);
            match self.decide(wrong) {
                Some(decided) if decided != holds => bits = right,
                _ => return Some(bits),
            }
        }
        match self.decide(bits) {
            Some(decided) if decided != holds => None,
            _ => Some(bits),
        }
    }

    /// Both values of the highest open bit that counts; first the one that makes it likelier that the test goes that way.
    #[inline]
    pub(crate) const fn split(self, holds: bool, bits: Bits) -> (Bits, Bits) {
        let free = self.free(bits)
            & if self.code == JSET_K {
                self.k
            } else {
                u32::MAX
            };
        let bit = 1 << (31 - (free | 1).leading_zeros());
        // The bit as the accumulator should have it.
        let likelier = match self.code {
            JEQ_K if holds => self.k,
            JEQ_K => !self.k,
            _ if holds => u32::MAX,
            _ => 0,
        };
        let value = (likelier ^ self.flip) & bit;
        let fixed = bits.fixed | bit;
        (
            Bits {
                fixed,
                value: bits.value | value,
            },
            Bits {
                fixed,
                value: bits.value | (value ^ bit),
            },
        )
    }
}
