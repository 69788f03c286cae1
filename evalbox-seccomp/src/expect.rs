//! Whether every call of a class gets an answer: the `expect` statement, in const evaluation.
//!
//! Some bits of the call are open. The search follows the program; at a test that the bits known so far do not decide it
//! takes both sides, one after the other, and remembers what was assumed. Where it reaches another answer than the
//! expected one, it asks whether any call meets all assumptions ([`crate::assumption`]): if so the build fails, otherwise
//! the path does not exist. Nothing is on the heap and nothing recurses: const evaluation has neither.

mod only;
mod search;

use search::{Search, Verdict};

use crate::data::SeccompData;
use crate::instruction::SockFilter;

/// Fails the build where a call gets another answer than `answer`, data included.
///
/// The call is `nr` through `arch`, with arguments that have the bits of `known` where `mask` is set and any others.
///
/// # Panics
/// With the message where some call gets another answer; with its own where the search is too large.
#[track_caller]
pub const fn expect(
    program: &[SockFilter],
    nr: u32,
    arch: u32,
    known: [u64; 6],
    mask: [u64; 6],
    answer: u32,
    message: &'static str,
) {
    let known = SeccompData {
        nr: nr.cast_signed(),
        arch,
        instruction_pointer: 0,
        args: known,
    };
    let mask = SeccompData {
        nr: -1,
        arch: u32::MAX,
        instruction_pointer: 0,
        args: mask,
    };
    match Search::new(&known, &mask).run(program, answer) {
        Verdict::Always => {}
        Verdict::Differs => panic!("{}", message),
        Verdict::TooLarge => panic!(
            "the call leaves too much open to be tested in const evaluation: give more arguments"
        ),
    }
}
