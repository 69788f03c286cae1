//! The registers and memory of classic BPF, as far as a program's text says what is in them.

use evalbox_seccomp::opcode::*;

use crate::solve::{Relation, Word};

/// A register's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Content {
    Known(u32),
    /// `word & mask ^ flip`
    Part(Word, u32, u32),
    Unknown,
}

/// All that instructions can write.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Registers {
    pub(crate) a: Content,
    pub(crate) x: Content,
    cells: [Content; 16],
}

/// As a program begins: all zero.
impl Default for Registers {
    fn default() -> Registers {
        Registers {
            a: Content::Known(0),
            x: Content::Known(0),
            cells: [Content::Known(0); 16],
        }
    }
}

impl Registers {
    /// Executes a load, a store, a move or arithmetic.
    pub(crate) fn execute(&mut self, code: u16, k: u32) {
        let cell = usize::try_from(k).unwrap_or(usize::MAX);
        let stored = self.cells.get(cell).copied().unwrap_or(Content::Unknown);
        match code {
            LD_ABS => self.a = Content::Part(Word(k), u32::MAX, 0),
            LD_IMM => self.a = Content::Known(k),
            LD_LEN => self.a = Content::Known(64),
            LDX_IMM => self.x = Content::Known(k),
            LDX_LEN => self.x = Content::Known(64),
            LD_MEM => self.a = stored,
            LDX_MEM => self.x = stored,
            ST | STX => {
                let content = if code == ST { self.a } else { self.x };
                if let Some(place) = self.cells.get_mut(cell) {
                    *place = content;
                }
            }
            TAX => self.x = self.a,
            TXA => self.a = self.x,
            _ => self.a = arithmetic(code & !X_SOURCE, self.a, self.operand(code, k)),
        }
    }

    /// What a conditional jump compares.
    pub(crate) fn test(&self, code: u16, k: u32) -> (Content, Relation, Content) {
        let relation = match code & !X_SOURCE {
            JEQ_K => Relation::Equal,
            JGT_K => Relation::Above,
            JGE_K => Relation::AtLeast,
            _ => Relation::Bits,
        };
        (self.a, relation, self.operand(code, k))
    }

    fn operand(&self, code: u16, k: u32) -> Content {
        if code & X_SOURCE == 0 {
            Content::Known(k)
        } else {
            self.x
        }
    }
}

/// `BPF_X`: the second operand is the index register.
const X_SOURCE: u16 = 0x08;

fn arithmetic(code: u16, left: Content, right: Content) -> Content {
    match (left, right) {
        (Content::Known(left), Content::Known(right)) => Content::Known(match code {
            ADD_K => left.wrapping_add(right),
            SUB_K => left.wrapping_sub(right),
            MUL_K => left.wrapping_mul(right),
            DIV_K => left.checked_div(right).unwrap_or(0),
            AND_K => left & right,
            OR_K => left | right,
            XOR_K => left ^ right,
            LSH_K => left.wrapping_shl(right),
            RSH_K => left.wrapping_shr(right),
            NEG => left.wrapping_neg(),
            _ => return Content::Unknown,
        }),
        (Content::Part(word, mask, flip), Content::Known(k)) => match code {
            AND_K => Content::Part(word, mask & k, flip & k),
            XOR_K => Content::Part(word, mask, flip ^ k),
            OR_K => Content::Part(word, mask & !k, flip & !k | k),
            _ => Content::Unknown,
        },
        _ => Content::Unknown,
    }
}
