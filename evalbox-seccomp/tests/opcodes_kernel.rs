//! Each opcode against the kernel, at the edges of its operands: all 32 bits of the result, or where a comparison goes.
#![allow(unsafe_code, reason = "forks")]

mod common;

use common::{End, as_ordinary_user, errno_of, fork, statement};
use evalbox_seccomp::{Action, Filter, SeccompData, SockFilter, opcode::*};

/// No kernel has it.
const PROBE: i32 = 3006;

const EDGES: [u32; 14] = [
    0,
    1,
    2,
    3,
    31,
    32,
    33,
    0xff,
    0x7fff,
    0xffff,
    0x7fff_ffff,
    0x8000_0000,
    0x8000_0001,
    u32::MAX,
];

#[test]
fn ordinary_user() {
    as_ordinary_user("ordinary_user");
}

/// The offset of an argument's lower half.
const fn low(argument: u32) -> u32 {
    16 + 8 * argument + if cfg!(target_endian = "little") { 0 } else { 4 }
}

/// X is argument 1, A is argument 0, `body` changes A; what is answered is the 12 bits of A from bit argument 2 on.
fn filter(body: &[SockFilter]) -> Filter {
    let mut program = vec![
        statement(LD_ABS, 0),
        SockFilter::jump(JEQ_K, PROBE.cast_unsigned(), 1, 0),
        statement(RET_K, Action::Allow.to_raw()),
        statement(LD_ABS, low(1)),
        statement(TAX, 0),
        statement(LD_ABS, low(0)),
    ];
    program.extend(body);
    program.extend([
        statement(ST, 15),
        statement(LD_ABS, low(2)),
        statement(TAX, 0),
        statement(LD_MEM, 15),
        statement(RSH_X, 0),
        statement(AND_K, 0xfff),
        statement(OR_K, Action::Errno(0).to_raw()),
        statement(RET_A, 0),
    ]);
    Filter::new(program.leak()).expect("a good program")
}

/// Makes every call of the edges, each for the three parts of the result.
fn agrees(filter: Filter) -> u32 {
    let mut calls = Vec::new();
    for a in EDGES {
        for x in EDGES {
            for part in [0, 12, 24] {
                let args = [a.into(), x.into(), part, 0, 0, 0];
                match filter.evaluate(&SeccompData::new(PROBE, args)) {
                    // The kernel answers more than it has errnos for with the last one.
                    Action::Errno(errno) => calls.push((args, i32::from(errno))),
                    // A division by zero, which kills; shifts_and_division has that.
                    Action::KillThread => {}
                    action => panic!("{action}\n{filter}"),
                }
            }
        }
    }
    let end = fork(|| {
        if filter.install().is_err() {
            return 2;
        }
        let wrong = calls
            .iter()
            .any(|(args, errno)| errno_of(PROBE.into(), *args) != *errno);
        i32::from(wrong)
    });
    assert_eq!(end, End::Exit(0), "{filter}");
    u32::try_from(calls.len()).expect("few")
}

#[test]
fn arithmetic_with_x() {
    for code in [
        ADD_X, SUB_X, MUL_X, DIV_X, AND_X, OR_X, XOR_X, LSH_X, RSH_X, NEG, TXA,
    ] {
        assert!(agrees(filter(&[statement(code, 0)])) > 500);
    }
}

#[test]
fn arithmetic_with_k() {
    for code in [
        ADD_K, SUB_K, MUL_K, DIV_K, AND_K, OR_K, XOR_K, LSH_K, RSH_K, LD_IMM,
    ] {
        for k in EDGES {
            let shifts = matches!(code, LSH_K | RSH_K);
            if shifts && k >= 32 || code == DIV_K && k == 0 {
                continue;
            }
            agrees(filter(&[statement(code, k)]));
        }
    }
}

/// Comparisons: 1 where they hold, 2 where they do not.
#[test]
fn comparisons() {
    let taken = |code, k| {
        [
            SockFilter::jump(code, k, 0, 2),
            statement(LD_IMM, 1),
            statement(JA, 1),
            statement(LD_IMM, 2),
        ]
    };
    for code in [JEQ_X, JGT_X, JGE_X, JSET_X] {
        agrees(filter(&taken(code, 0)));
    }
    for code in [JEQ_K, JGT_K, JGE_K, JSET_K] {
        for k in EDGES {
            agrees(filter(&taken(code, k)));
        }
    }
}

/// Loads and stores: every cell, every word but the instruction pointer's, and the length.
#[test]
fn memory() {
    for cell in 0..16 {
        agrees(filter(&[
            statement(ST, cell),
            statement(LD_IMM, 7),
            statement(LD_MEM, cell),
        ]));
        agrees(filter(&[
            statement(STX, cell),
            statement(LDX_IMM, 7),
            statement(LDX_MEM, cell),
            statement(TXA, 0),
        ]));
    }
    for offset in (0..64)
        .step_by(4)
        .filter(|offset| !(8..16).contains(offset))
    {
        agrees(filter(&[statement(LD_ABS, offset)]));
    }
    agrees(filter(&[statement(LD_LEN, 0)]));
    agrees(filter(&[statement(LDX_LEN, 0), statement(TXA, 0)]));
    agrees(filter(&[
        statement(LDX_IMM, 0x1234_5678),
        statement(TXA, 0),
    ]));
}

/// A and X start as 0, and what is left of one program is not in the next call's.
#[test]
fn registers_start_empty() {
    static PROGRAM: [SockFilter; 5] = [
        SockFilter::statement(ADD_X, 0),
        SockFilter::jump(JEQ_K, 0, 1, 0),
        SockFilter::statement(RET_K, 0),
        SockFilter::statement(LDX_IMM, 9),
        SockFilter::statement(RET_K, 0x7fff_0000),
    ];
    let filter = Filter::new(&PROGRAM).expect("a good program");
    assert_eq!(filter.evaluate(&SeccompData::new(0, [7; 6])), Action::Allow);
    let end = fork(|| {
        if filter.install().is_err() {
            return 1;
        }
        i32::from(errno_of(PROBE.into(), [7; 6]) != libc::ENOSYS)
    });
    assert_eq!(end, End::Exit(0));
}
