//! Whether every call of a class gets an answer: the `expect` statement, in const evaluation.
//!
//! Some bits of the call are open. The search follows the program; at a test that the bits known so far do not decide it
//! takes both sides, one after the other, and remembers what was assumed. Where it reaches another answer than the
//! expected one, it asks whether any call meets all assumptions ([`crate::assumption`]): if so the build fails, otherwise
//! the path does not exist. Nothing is on the heap and nothing recurses: const evaluation has neither.

mod only;
mod search;
mod straight;

use crate::assumption::Bits;
use crate::data::SeccompData;
use crate::evaluate::evaluate;
use crate::instruction::SockFilter;
use crate::text::Text;
use search::{Search, Verdict, WORDS, words};
use straight::straight;

/// Fails the build where a call gets another answer than `answer`, data included.
///
/// The call is `nr` through `arch`, with arguments that have the bits of `known` where `mask` is set and any others.
///
/// # Panics
/// Where some call gets another answer, with that answer and the arguments that it takes between the two parts of the
/// message; where the search is too large, with its own.
#[track_caller]
#[inline]
pub const fn expect(
    program: &[SockFilter],
    nr: u32,
    arch: u32,
    known: [u64; 6],
    mask: [u64; 6],
    answer: u32,
    message: [&'static str; 2],
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
    let words = words(&known, &mask);
    if let Some(found) = straight(program, &words)
        && found == answer
    {
        return;
    }
    match Search::new(words).run(program, answer) {
        Verdict::Always => {}
        Verdict::Differs(words) => {
            let text = counterexample(program, &words, message);
            panic!("{}", text.as_str())
        }
        Verdict::TooLarge => panic!(
            "the call leaves too much open to be tested in const evaluation: give more arguments"
        ),
    }
}

/// The message with what the program answers to a call, and to which.
#[inline]
const fn counterexample(
    program: &[SockFilter],
    words: &[Bits; WORDS],
    [before, after]: [&str; 2],
) -> Text {
    let mut text = Text::new();
    text.push(before);
    text.push(": it answers ");
    // The first words are the number, the ABI and the instruction pointer.
    let mut args = [0; 6];
    let mut index = 0;
    while index < args.len() {
        let (first, second) = (
            words[2 * index + 4].value as u64,
            words[2 * index + 5].value as u64,
        );
        args[index] = if cfg!(target_endian = "little") {
            second << 32 | first
        } else {
            first << 32 | second
        };
        index += 1;
    }
    let call = SeccompData {
        nr: words[0].value.cast_signed(),
        arch: words[1].value,
        instruction_pointer: 0,
        args,
    };
    text.push_answer(evaluate(program, &call));
    let mut joint = " where arg";
    let mut index = 0;
    while index < args.len() {
        if words[2 * index + 4].fixed | words[2 * index + 5].fixed != 0 {
            text.push(joint);
            text.push_number(index as u64, 10);
            text.push(" is ");
            text.push_number(args[index], 16);
            joint = ", arg";
        }
        index += 1;
    }
    text.push(after);
    text
}
