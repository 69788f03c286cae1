//! `evaluate` against the kernel: the same programs and calls, in forked children.
//!
//! A program computes a number from a call that no kernel has, and answers it as an errno; all other calls go through.
#![allow(unsafe_code, reason = "forks")]

mod common;

use common::{End, OPCODES, REGISTER, Random, errno_of, fork, statement};
use evalbox_seccomp::{Action, Filter, SeccompData, SockFilter, opcode, verify};

/// No kernel has it.
const PROBE: i32 = 3000;

/// Ends a program: answers the low 12 bits of A as an errno.
const ANSWER: [SockFilter; 3] = [
    SockFilter::statement(opcode::AND_K, 0xfff),
    SockFilter::statement(opcode::OR_K, Action::Errno(0).to_raw()),
    SockFilter::statement(opcode::RET_A, 0),
];

/// Random computations on the call's words: all instructions, registers and four scratch cells.
fn random_program(random: &mut Random) -> Filter {
    loop {
        let mut program = vec![
            statement(opcode::LD_ABS, 0),
            SockFilter::jump(opcode::JEQ_K, PROBE.cast_unsigned(), 1, 0),
            statement(opcode::RET_K, Action::Allow.to_raw()),
        ];
        for cell in 0..4 {
            program.push(statement(
                opcode::LD_ABS,
                16 + 4 * u32::try_from(random.below(12)).expect("small"),
            ));
            program.push(statement(random.pick(&[opcode::ST, opcode::STX]), cell));
            program.push(statement(opcode::TAX, 0));
        }
        let length = 4 + random.below(30);
        for at in 0..length {
            // The one return of A is at the end.
            let code = match random.pick(&OPCODES) {
                opcode::RET_A => opcode::TXA,
                code => code,
            };
            let left = length - at;
            // Comparisons and masks of few bits, so that both sides are taken.
            let small = u32::try_from(random.below(40)).expect("small");
            let k = match code {
                // The instruction pointer is not the test's to know.
                opcode::LD_ABS => {
                    random.pick(&[0, 4, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60])
                }
                opcode::LD_MEM | opcode::LDX_MEM | opcode::ST | opcode::STX => small % 4,
                opcode::LSH_K | opcode::RSH_K => small % 32,
                opcode::JA => u32::try_from(random.below(left.min(3))).expect("small"),
                opcode::RET_K => Action::Errno(u16::try_from(small).expect("small")).to_raw(),
                _ if random.below(2) == 0 => small,
                _ => random.word(),
            };
            let mut distance = || u8::try_from(random.below(left.min(4))).expect("short");
            program.push(SockFilter {
                code,
                jt: distance(),
                jf: distance(),
                k,
            });
        }
        program.extend(ANSWER);
        if verify(&program).is_ok() {
            return Filter::new(program.leak()).expect("verified above");
        }
    }
}

/// Asks the kernel about the calls; `None` where it agrees, the index of the first call where it does not.
fn disagreement(filter: Filter, calls: &[SeccompData]) -> Option<usize> {
    let mut expected: Vec<(usize, Action)> = calls
        .iter()
        .map(|call| filter.evaluate(call))
        .enumerate()
        .collect();
    // A division by zero returns 0, which kills: that call is made last.
    let kill = expected
        .iter()
        .copied()
        .find(|(_, action)| *action == Action::KillThread);
    expected.retain(|(_, action)| *action != Action::KillThread);
    let end = fork(|| {
        if filter.install().is_err() {
            return 255;
        }
        for (index, action) in &expected {
            let Action::Errno(errno) = *action else {
                return 254;
            };
            if errno_of(PROBE.into(), calls[*index].args) != errno.into() {
                return i32::try_from(*index).unwrap_or(253);
            }
        }
        if let Some((index, _)) = kill {
            errno_of(PROBE.into(), calls[index].args);
        }
        252
    });
    match end {
        End::Exit(252) if kill.is_none() => None,
        End::Signal(libc::SIGSYS) if kill.is_some() => None,
        End::Exit(index @ 0..250) => usize::try_from(index).ok(),
        end => panic!("{end:?}, {kill:?}\n{filter}"),
    }
}

#[test]
fn random_programs() {
    let mut random = Random(3);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..1500 {
        let filter = random_program(&mut random);
        let calls: Vec<SeccompData> = (0..24)
            .map(|_| {
                let mut argument = || match random.below(3) {
                    0 => u64::from(random.word()) & 0x1f,
                    1 => random.next() & 0x8000_0003_8000_0003,
                    _ => random.next(),
                };
                let args = [
                    argument(),
                    argument(),
                    argument(),
                    argument(),
                    argument(),
                    argument(),
                ];
                SeccompData::new(PROBE, args.map(|argument| argument & REGISTER))
            })
            .collect();
        seen.extend(calls.iter().map(|call| filter.evaluate(call).to_raw()));
        if let Some(index) = disagreement(filter, &calls) {
            panic!(
                "{:x?} is {}, says evaluate\n{filter}",
                calls[index],
                filter.evaluate(&calls[index])
            );
        }
    }
    assert!(
        seen.len() > 1000 && seen.contains(&0),
        "{} answers",
        seen.len()
    );
}

/// A shift by X takes five bits of it, and a division by an X of 0 returns 0.
#[test]
fn shifts_and_division() {
    for code in [opcode::LSH_X, opcode::RSH_X, opcode::DIV_X] {
        let program = vec![
            statement(opcode::LD_ABS, 0),
            SockFilter::jump(opcode::JEQ_K, PROBE.cast_unsigned(), 1, 0),
            statement(opcode::RET_K, Action::Allow.to_raw()),
            statement(
                opcode::LD_ABS,
                if cfg!(target_endian = "little") {
                    16
                } else {
                    20
                },
            ),
            statement(opcode::TAX, 0),
            statement(opcode::LD_IMM, 0x0012_3456),
            statement(code, 0),
            ANSWER[0],
            ANSWER[1],
            ANSWER[2],
        ];
        let filter = Filter::new(program.leak()).expect("a good program");
        let calls: Vec<_> = [1, 4, 31, 32, 33, 63, 64, 255, 0xffff_ffff, 0]
            .map(|x| SeccompData::new(PROBE, [x, 0, 0, 0, 0, 0]))
            .into();
        assert_eq!(disagreement(filter, &calls), None, "{filter}");
    }
}

/// Unknown action bits kill the process, and errnos end at 4095.
#[test]
fn actions() {
    for (raw, end) in [
        (Action::KillProcess.to_raw(), End::Signal(libc::SIGSYS)),
        (0x1234_0000, End::Signal(libc::SIGSYS)),
        (0x7fff_0000, End::Exit(libc::ENOSYS & 0xff)),
        (0x7fff_1234, End::Exit(libc::ENOSYS & 0xff)),
        (Action::Log.to_raw(), End::Exit(libc::ENOSYS & 0xff)),
        (Action::Trace(1).to_raw(), End::Exit(libc::ENOSYS & 0xff)),
        (Action::Trap(1).to_raw(), End::Signal(libc::SIGSYS)),
        (Action::Errno(7).to_raw(), End::Exit(7)),
        (Action::Errno(0xffff).to_raw(), End::Exit(4095 & 0xff)),
    ] {
        let filter = common::only(PROBE.into(), Action::from_raw(raw));
        assert_eq!(
            fork(|| if filter.install().is_ok() {
                errno_of(PROBE.into(), [0; 6]) & 0xff
            } else {
                250
            }),
            end,
            "{raw:#x}"
        );
    }
}
