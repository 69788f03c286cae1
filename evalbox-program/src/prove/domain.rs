//! What is known of one term, and of the bits of one word.

use super::terms::{SIGN, Term, ValueId};

/// What is known of a term: both ends included, in unsigned and in sign-flipped order.
#[derive(Clone, Copy)]
pub(super) struct Domain {
    pub(super) plain: (u32, u32),
    pub(super) flipped: (u32, u32),
    pub(super) equal: Option<ValueId>,
}

/// Bits of a word that are known to be one, and to be zero.
#[derive(Clone, Copy)]
pub(super) struct Bits {
    pub(super) ones: u32,
    pub(super) zeros: u32,
}

impl Domain {
    /// What is known of a term that no fact speaks of.
    pub(super) fn of(term: &Term) -> Domain {
        let most = term.known;
        let flipped = if most & SIGN == 0 {
            (SIGN, SIGN | most)
        } else {
            (0, u32::MAX)
        };
        Domain {
            plain: (0, most),
            flipped,
            equal: None,
        }
    }
}

/// Whether everything in `(least, most)` is at least `number`, or nothing is.
pub(super) fn order((least, most): (u32, u32), number: u32) -> Option<bool> {
    if least >= number {
        Some(true)
    } else if most < number {
        Some(false)
    } else {
        None
    }
}
