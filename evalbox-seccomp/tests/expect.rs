//! `expect` against every completion of the open bits, on random programs.
#![allow(
    clippy::cast_possible_truncation,
    reason = "numbers of the generator, drawn below a bound"
)]

use std::panic::catch_unwind;

use evalbox_seccomp::__private::expect;
use evalbox_seccomp::{AUDIT_ARCH, Filter, SeccompData, SockFilter, opcode};

/// xorshift64*: the same programs in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

/// The offset of the low or high word of an argument.
fn offset(argument: u32, high: bool) -> u32 {
    16 + 8 * argument + 4 * u32::from(high == cfg!(target_endian = "little"))
}

const ANSWERS: [u32; 2] = [0x7fff_0000, 0x0005_0001];

/// A program about the words of the first two arguments, with operands that the open bits matter to.
fn random_program(random: &mut Random) -> Vec<SockFilter> {
    let length = random.below(14) as usize + 3;
    let mut program = vec![SockFilter::statement(opcode::LD_ABS, offset(0, false))];
    while program.len() < length {
        let left = (length - program.len()) as u64;
        let operand = random.below(16) as u32 | if random.below(4) == 0 { 0x8000_0000 } else { 0 };
        let code =
            [opcode::JEQ_K, opcode::JGT_K, opcode::JGE_K, opcode::JSET_K][random.below(4) as usize];
        program.push(match random.below(10) {
            0 => SockFilter::statement(
                opcode::LD_ABS,
                offset(random.below(2) as u32, random.below(4) == 0),
            ),
            1 => SockFilter::statement(opcode::AND_K, operand | 0x8000_0005),
            2 => SockFilter::statement(opcode::XOR_K, operand),
            3 => SockFilter::statement(opcode::RET_K, ANSWERS[random.below(2) as usize]),
            _ => SockFilter::jump(
                code,
                operand,
                random.below(left) as u8,
                random.below(left) as u8,
            ),
        });
    }
    program.push(SockFilter::statement(
        opcode::RET_K,
        ANSWERS[random.below(2) as usize],
    ));
    program.push(SockFilter::statement(
        opcode::RET_K,
        ANSWERS[random.below(2) as usize],
    ));
    program
}

/// The answer and the arguments of "differs: it answers errno(1) where arg0 is 0x5, arg1 is 0x7."
fn shown(text: &str) -> (String, [u64; 6]) {
    let text = text.strip_prefix("differs: it answers ").expect("so");
    let text = text.strip_suffix('.').expect("so");
    let (answer, args) = text.split_once(" where ").unwrap_or((text, ""));
    let mut values = [0; 6];
    for arg in args.split(", ").filter(|arg| !arg.is_empty()) {
        let (name, value) = arg.split_once(" is 0x").expect("so");
        let index: usize = name.strip_prefix("arg").expect("so").parse().expect("so");
        values[index] = u64::from_str_radix(value, 16).expect("so");
    }
    (answer.to_owned(), values)
}

#[test]
fn agrees_with_every_completion() {
    std::panic::set_hook(Box::new(|_| {}));
    let mut random = Random(7);
    let (mut holds, mut fails) = (0, 0);
    for _ in 0..4000 {
        let program: &'static [SockFilter] = random_program(&mut random).leak();
        let filter = Filter::new(program).expect("the generator makes good programs");
        // Open: four low bits and the top bit of a word of each argument.
        let open = [
            0x8000_000f_u64,
            if random.below(2) == 0 { 0 } else { 0x8000_000f },
        ];
        let known = [random.below(16), random.below(16) | 0x8000_0000];
        let mask = [!open[0], !open[1], u64::MAX, u64::MAX, u64::MAX, u64::MAX];
        let spread = |bits: u64| (bits & 15) | (bits & 16) << 27;
        let mut seen = [false; 2];
        for first in 0..32 {
            for second in 0..32 {
                let args = [
                    (known[0] & !open[0]) | (spread(first) & open[0]),
                    (known[1] & !open[1]) | (spread(second) & open[1]),
                    0,
                    0,
                    0,
                    0,
                ];
                let answer = filter.evaluate(&SeccompData::new(5, args)).to_raw();
                seen[usize::from(answer == ANSWERS[1])] = true;
            }
        }
        for (index, &answer) in ANSWERS.iter().enumerate() {
            let always = !seen[1 - index];
            let found = catch_unwind(|| {
                expect(
                    program,
                    5,
                    AUDIT_ARCH,
                    [known[0], known[1], 0, 0, 0, 0],
                    mask,
                    answer,
                    ["differs", "."],
                );
            });
            assert_eq!(
                found.is_ok(),
                always,
                "{program:?} {known:x?} {open:x?} {answer:#x}"
            );
            if let Err(panic) = found {
                // The call that the message shows is one of these, and gets that answer.
                let text = panic.downcast::<String>().expect("a text");
                let (answered, args) = shown(&text);
                for index in 0..2 {
                    assert_eq!((args[index] ^ known[index]) & mask[index], 0, "{text}");
                }
                let answers = filter.evaluate(&SeccompData::new(5, args));
                assert_eq!(answers.to_string(), answered, "{text}");
                assert_ne!(answers.to_raw(), answer, "{text}");
            }
            if always { holds += 1 } else { fails += 1 }
        }
    }
    assert!(holds > 500 && fails > 500, "{holds} {fails}");
}

/// A run of comparisons as long as they get, with the argument open, and the other answer at an end that no value reaches:
/// decided within rustc's own limit.
mod long {
    use super::*;

    const RUN: usize = 200;
    const PROGRAM: [SockFilter; RUN + 5] = {
        let mut program = [SockFilter::statement(opcode::RET_K, ANSWERS[0]); RUN + 5];
        program[0] = SockFilter::statement(
            opcode::LD_ABS,
            if cfg!(target_endian = "little") {
                16
            } else {
                20
            },
        );
        let (mut pc, mut value) = (1, 7);
        while pc <= RUN {
            program[pc] = SockFilter::jump(opcode::JEQ_K, value, (RUN - pc + 2) as u8, 0);
            pc += 1;
            value += 7;
        }
        // Equal to the first value after all: never.
        program[RUN + 1] = SockFilter::jump(opcode::JEQ_K, 7, 0, 1);
        program[RUN + 2] = SockFilter::statement(opcode::RET_K, ANSWERS[1]);
        program
    };
    const _: () = expect(
        &PROGRAM,
        5,
        AUDIT_ARCH,
        [0; 6],
        [0; 6],
        ANSWERS[0],
        ["differs", "."],
    );
}

/// Each bit tested on its own, the paths meeting again: more of them than can be followed.
#[test]
fn too_large_says_so() {
    const BITS: usize = 32;
    let mut program = vec![SockFilter::statement(opcode::LD_ABS, offset(0, false))];
    for bit in 0..BITS {
        program.push(SockFilter::jump(opcode::JSET_K, 1 << bit, 0, 1));
        program.push(SockFilter::jump(opcode::JEQ_K, 0, 0, 0));
    }
    program.push(SockFilter::jump(opcode::JEQ_K, 0xffff, 0, 1));
    program.push(SockFilter::statement(opcode::RET_K, ANSWERS[0]));
    program.push(SockFilter::jump(opcode::JEQ_K, 0xffff, 0, 1));
    program.push(SockFilter::statement(opcode::RET_K, ANSWERS[1]));
    program.push(SockFilter::statement(opcode::RET_K, ANSWERS[0]));
    let panic = catch_unwind(|| {
        expect(
            &program,
            5,
            AUDIT_ARCH,
            [0; 6],
            [0; 6],
            ANSWERS[0],
            ["differs", "."],
        );
    })
    .unwrap_err();
    let message = panic.downcast_ref::<&str>().expect("a literal message");
    assert!(message.contains("leaves too much open"), "{message}");
}
