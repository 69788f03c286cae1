//! `verify` against the kernel's own verdict, on generated programs, good and bad.
//!
//! A thread may have one listener only. With one in place the kernel checks a second program that asks for a listener, and
//! then refuses it: with `EINVAL` where the program is bad, with `EBUSY` where it is good. Nothing piles up.
#![allow(
    unsafe_code,
    reason = "asks the kernel with programs that the crate would not"
)]

mod common;

use std::io;

use common::{OPCODES, Random, allow};
use evalbox_seccomp::{Options, SockFilter, VerifyErrorKind, opcode, verify};

/// Whether the kernel takes the program; the calling thread has a listener.
fn kernel_takes(program: &[SockFilter]) -> bool {
    let fprog = libc::sock_fprog {
        len: u16::try_from(program.len()).expect("the kernel counts in 16 bits"),
        filter: program.as_ptr().cast_mut().cast(),
    };
    let flags = libc::SECCOMP_FILTER_FLAG_NEW_LISTENER;
    // SAFETY: the kernel reads the sock_fprog and its instructions.
    let returned = unsafe {
        libc::syscall(
            libc::SYS_seccomp,
            libc::SECCOMP_SET_MODE_FILTER,
            flags,
            &raw const fprog,
        )
    };
    assert_eq!(returned, -1, "no second listener");
    match io::Error::last_os_error().raw_os_error() {
        Some(libc::EINVAL) => false,
        Some(libc::EBUSY) => true,
        other => panic!("{other:?}"),
    }
}

/// Compares the verdicts on every program of `programs`, and returns how many were good and bad.
fn compare(programs: impl Iterator<Item = Vec<SockFilter>> + Send) -> (u32, u32) {
    std::thread::scope(|scope| {
        let compared = scope.spawn(|| {
            let _listener = allow()
                .install_listener(Options::new())
                .expect("listeners since Linux 5.0");
            let (mut good, mut bad) = (0, 0);
            for program in programs {
                let verdict = verify(&program);
                assert_eq!(
                    verdict.is_ok(),
                    kernel_takes(&program),
                    "{verdict:?} {program:?}"
                );
                if verdict.is_ok() { good += 1 } else { bad += 1 }
            }
            (good, bad)
        });
        compared.join().expect("the verdicts agree")
    })
}

const ALLOW: SockFilter = SockFilter::statement(opcode::RET_K, 0x7fff_0000);

#[test]
fn every_opcode() {
    let (good, bad) = compare((0..=u16::MAX).map(|code| {
        vec![
            SockFilter::statement(code, 4),
            ALLOW,
            ALLOW,
            ALLOW,
            ALLOW,
            ALLOW,
        ]
    }));
    // All 41 but the loads of a scratch cell.
    assert_eq!((good, bad), (39, 65536 - 39));
}

#[test]
fn every_opcode_last() {
    let (good, bad) =
        compare((0..=u16::MAX).map(|code| vec![ALLOW, SockFilter::statement(code, 0)]));
    assert_eq!((good, bad), (2, 65534));
}

#[test]
fn lengths() {
    let long = |length| vec![ALLOW; length];
    let (good, bad) = compare([0, 1, 2, 4095, 4096, 4097, 65535].into_iter().map(long));
    assert_eq!((good, bad), (4, 3));
    // Cut to 16 bits this would be one instruction.
    assert_eq!(
        verify(&long(65537)).unwrap_err().kind,
        VerifyErrorKind::TooLong
    );
}

/// Operands around every bound: offsets, shifts, cells, divisors, distances.
#[test]
fn bounds() {
    let operands: Vec<u32> = (0..70)
        .chain([
            0x7fff_ffff,
            0x8000_0000,
            0xffff_f000,
            u32::MAX - 1,
            u32::MAX,
        ])
        .collect();
    let programs = OPCODES.iter().flat_map(|&code| {
        operands.iter().flat_map(move |&k| {
            [(0, 0), (0, 1), (1, 0), (2, 2), (3, 0), (0, 3), (255, 255)].map(|(jt, jf)| {
                let instruction = SockFilter { code, jt, jf, k };
                let store = SockFilter::statement(opcode::ST, 3);
                vec![store, instruction, ALLOW, ALLOW, ALLOW]
            })
        })
    });
    let (good, bad) = compare(programs.collect::<Vec<_>>().into_iter());
    assert!(good > 1000 && bad > 1000, "{good} {bad}");
}

/// Programs with a mistake or two: jumps over stores, cells that only some paths write, odd opcodes.
#[test]
fn random_programs() {
    let mut random = Random(1);
    let mut programs = Vec::new();
    for _ in 0..20_000 {
        let length = 2 + random.below(24);
        let mut program: Vec<SockFilter> = (1..length)
            .map(|at| {
                let code = match random.below(60) {
                    0 => random.pick(&[0x94, 0x9c, 0x28, 0x30, 0x40, 0x0e, 0x02b, 0xb1, 0x1000]),
                    1..25 => random.pick(&[
                        opcode::ST,
                        opcode::STX,
                        opcode::LD_MEM,
                        opcode::LDX_MEM,
                        opcode::JEQ_K,
                        opcode::JA,
                    ]),
                    _ => random.pick(&OPCODES),
                };
                let left = length - at;
                let mut distance =
                    || u8::try_from(random.below(left + usize::from(left > 20))).expect("short");
                let (jt, jf) = (distance(), distance());
                let k = match code {
                    opcode::JA => jt.into(),
                    opcode::LD_ABS => 4 * u32::from(jt % 16),
                    _ => u32::try_from(random.below(3)).expect("small"),
                };
                SockFilter { code, jt, jf, k }
            })
            .collect();
        program.push(ALLOW);
        programs.push(program);
    }
    let (good, bad) = compare(programs.into_iter());
    assert!(good > 2000 && bad > 2000, "{good} {bad}");
}
