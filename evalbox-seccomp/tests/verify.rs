//! What `verify` says is wrong, and where: one mistake each. That the kernel sees it alike is `verify_kernel`'s part.

use evalbox_seccomp::VerifyErrorKind::{self, *};
use evalbox_seccomp::{Filter, SockFilter, opcode::*, verify};

const ALLOW: SockFilter = SockFilter::statement(RET_K, 0x7fff_0000);

const fn statement(code: u16, k: u32) -> SockFilter {
    SockFilter::statement(code, k)
}

#[track_caller]
fn wrong(program: &[SockFilter], kind: VerifyErrorKind, pc: usize) {
    let error = verify(program).unwrap_err();
    assert_eq!((error.kind, error.pc), (kind, pc));
    assert_eq!(
        error.to_string(),
        format!("instruction {pc}: {}", kind.message())
    );
}

#[test]
fn lengths() {
    wrong(&[], Empty, 0);
    for length in [1, 2, 4095, 4096] {
        assert_eq!(verify(&vec![ALLOW; length]), Ok(()));
    }
    // 65537 is 1 in the 16 bits that the kernel takes.
    for length in [4097, 65535, 65536, 65537] {
        wrong(&vec![ALLOW; length], TooLong, 4096);
    }
}

#[test]
fn opcodes() {
    // MOD, a load of half a word, an indirect load, MSH, RET X, and nothing at all.
    for code in [0x94, 0x9c, 0x28, 0x40, 0xb1, 0x0e, 0x18, 0xffff] {
        wrong(&[ALLOW, statement(code, 0), ALLOW], UnknownOpcode, 1);
    }
    wrong(&[ALLOW, statement(0x0e, 0)], UnknownOpcode, 1);
}

#[test]
fn operands() {
    for offset in [
        1,
        2,
        3,
        61,
        62,
        63,
        64,
        68,
        u32::MAX,
        u32::MAX - 3,
        0xffff_f000,
    ] {
        wrong(&[statement(LD_ABS, offset), ALLOW], LoadOffset, 0);
    }
    wrong(&[statement(DIV_K, 0), ALLOW], DivisionByZero, 0);
    for shift in [32, 33, 64, u32::MAX] {
        wrong(&[statement(LSH_K, shift), ALLOW], ShiftTooLarge, 0);
        wrong(&[statement(RSH_K, shift), ALLOW], ShiftTooLarge, 0);
    }
    for cell in [16, 17, 32, u32::MAX] {
        for code in [LD_MEM, LDX_MEM, ST, STX] {
            wrong(&[statement(code, cell), ALLOW], ScratchIndex, 0);
        }
    }
    let fine = [
        statement(LD_ABS, 60),
        statement(DIV_K, 1),
        statement(LSH_K, 31),
        statement(RSH_K, 0),
        statement(ST, 15),
        statement(LDX_MEM, 15),
        ALLOW,
    ];
    assert_eq!(verify(&fine), Ok(()));
}

#[test]
fn jumps() {
    // The last instruction can be jumped to, what is behind it cannot.
    assert_eq!(verify(&[statement(JA, 1), ALLOW, ALLOW]), Ok(()));
    for far in [
        2,
        3,
        4095,
        0x7fff_ffff,
        u32::MAX - 2,
        u32::MAX - 1,
        u32::MAX,
    ] {
        wrong(&[statement(JA, far), ALLOW, ALLOW], JumpOutOfRange, 0);
    }
    for code in [JEQ_K, JEQ_X, JGT_K, JGT_X, JGE_K, JGE_X, JSET_K, JSET_X] {
        assert_eq!(
            verify(&[SockFilter::jump(code, 0, 1, 0), ALLOW, ALLOW]),
            Ok(())
        );
        for (jt, jf) in [(2, 0), (0, 2), (255, 0), (0, 255)] {
            wrong(
                &[SockFilter::jump(code, 0, jt, jf), ALLOW, ALLOW],
                JumpOutOfRange,
                0,
            );
        }
    }
    wrong(&[ALLOW, statement(JA, 0)], JumpOutOfRange, 1);
}

#[test]
fn ends() {
    for code in [LD_ABS, LD_IMM, TAX, NEG, ADD_K, ST] {
        wrong(&[ALLOW, statement(code, 0)], NoReturnAtEnd, 1);
    }
    assert_eq!(verify(&[statement(RET_A, 0)]), Ok(()));
}

/// A cell is written on every way to where it is read.
#[test]
fn scratch() {
    for load in [LD_MEM, LDX_MEM] {
        wrong(&[statement(load, 3), ALLOW], ScratchUninitialised, 0);
        wrong(
            &[statement(ST, 2), statement(load, 3), ALLOW],
            ScratchUninitialised,
            1,
        );
    }
    let load = statement(LD_MEM, 0);
    let store = statement(ST, 0);
    let branch = SockFilter::jump(JEQ_K, 0, 0, 1);
    // One way writes it: the ways meet behind.
    wrong(&[branch, store, load, ALLOW], ScratchUninitialised, 2);
    // Both do.
    let both = [
        SockFilter::jump(JEQ_K, 0, 0, 2),
        store,
        statement(JA, 1),
        statement(STX, 0),
        load,
        ALLOW,
    ];
    assert_eq!(verify(&both), Ok(()));
    // A jump over the store, among others that are not.
    wrong(
        &[statement(JA, 1), store, load, ALLOW],
        ScratchUninitialised,
        2,
    );
    // Written before the ways part.
    assert_eq!(verify(&[store, branch, ALLOW, load, ALLOW]), Ok(()));
    // What nothing jumps to, behind a jump, is taken to have every cell.
    assert_eq!(verify(&[statement(JA, 1), load, ALLOW]), Ok(()));
    // What follows a return is taken to be reached from it.
    wrong(&[ALLOW, load, ALLOW], ScratchUninitialised, 1);
}

/// In const evaluation, the longest program too.
#[test]
fn in_const_evaluation() {
    static LONG: [SockFilter; 4096] = [ALLOW; 4096];
    static FILTER: Filter = match Filter::new(&LONG) {
        Ok(filter) => filter,
        Err(error) => panic!("{}", error.kind.message()),
    };
    const SHORT: Result<(), evalbox_seccomp::VerifyError> = verify(&[statement(NEG, 0)]);
    assert_eq!(FILTER.program().len(), 4096);
    assert_eq!(SHORT.unwrap_err().kind, NoReturnAtEnd);
}
