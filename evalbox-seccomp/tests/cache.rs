//! What the kernel's emulator sees: `is_cached` on programs whose bits the kernel's source decides.
#![cfg(not(any(target_arch = "mips", target_arch = "mips64")))]
#![allow(unsafe_code, reason = "shares its helpers with the tests that fork")]

mod common;

use common::{Random, statement};
use evalbox_seccomp::{AUDIT_ARCH, Action, Filter, SeccompData, SockFilter, opcode};

fn filter(program: Vec<SockFilter>) -> Filter {
    Filter::new(program.leak()).expect("a good program")
}

#[test]
fn decided_by_number_and_architecture() {
    let filter = filter(vec![
        statement(opcode::LD_ABS, 4),
        SockFilter::jump(opcode::JEQ_K, AUDIT_ARCH, 1, 0),
        statement(opcode::RET_K, Action::KillProcess.to_raw()),
        statement(opcode::LD_ABS, 0),
        SockFilter::jump(opcode::JGE_K, 100, 2, 0),
        SockFilter::jump(opcode::JEQ_K, 7, 3, 0),
        statement(opcode::RET_K, Action::Allow.to_raw()),
        statement(opcode::LD_ABS, 16),
        SockFilter::jump(opcode::JEQ_K, 1, 0, 0),
        statement(opcode::RET_K, Action::Allow.to_raw()),
    ]);
    assert!(filter.is_cached(0) && filter.is_cached(99) && filter.is_cached(7));
    // Allowed whatever the argument, but the emulator gives up where one is loaded.
    assert!(!filter.is_cached(100));
    assert!(!filter.is_cached(0x4000_0000));
}

#[test]
fn gives_up_on_other_instructions() {
    for instruction in [
        statement(opcode::TAX, 0),
        statement(opcode::OR_K, 0),
        statement(opcode::LD_IMM, 0),
        statement(opcode::LD_ABS, 8),
        SockFilter::jump(opcode::JEQ_X, 0, 0, 0),
        statement(opcode::RET_A, 0),
        statement(opcode::RET_K, Action::Log.to_raw()),
        statement(opcode::RET_K, Action::Allow.to_raw() | 1),
    ] {
        let program = vec![
            instruction,
            statement(opcode::RET_K, Action::Allow.to_raw()),
        ];
        assert!(!filter(program).is_cached(0), "{instruction:?}");
    }
    let known = vec![
        statement(opcode::LD_ABS, 0),
        statement(opcode::AND_K, 0xff),
        statement(opcode::JA, 0),
        SockFilter::jump(opcode::JSET_K, 1, 0, 0),
        SockFilter::jump(opcode::JGT_K, 1, 0, 0),
        statement(opcode::RET_K, Action::Allow.to_raw()),
    ];
    assert!(filter(known).is_cached(0));
}

/// What is cached is allowed, whatever the arguments are.
#[test]
fn cached_is_allowed() {
    let mut random = Random(11);
    let mut cached = 0;
    for _ in 0..2000 {
        let length = 3 + random.below(12);
        let mut program = vec![statement(opcode::LD_ABS, 0)];
        for at in 1..length {
            let code = random.pick(&[
                opcode::LD_ABS,
                opcode::AND_K,
                opcode::JEQ_K,
                opcode::JGE_K,
                opcode::JGT_K,
                opcode::JSET_K,
                opcode::XOR_K,
                opcode::RET_K,
            ]);
            let k = match code {
                opcode::LD_ABS => random.pick(&[0, 4, 16]),
                opcode::RET_K => random.pick(&[Action::Allow.to_raw(), Action::Errno(1).to_raw()]),
                _ => random.word() & 15,
            };
            let mut distance = || u8::try_from(random.below(length - at)).expect("short");
            program.push(SockFilter {
                code,
                jt: distance(),
                jf: distance(),
                k,
            });
        }
        program.push(statement(opcode::RET_K, Action::Allow.to_raw()));
        let filter = filter(program);
        for nr in 0..16 {
            if filter.is_cached(nr) {
                cached += 1;
                let call = SeccompData::new(nr.cast_signed(), [random.next(); 6]);
                assert_eq!(filter.evaluate(&call), Action::Allow, "{nr}\n{filter}");
            }
        }
    }
    assert!(cached > 1000, "{cached}");
}
