//! Whether a filter needs a listener: never no where some call is answered with notify.
#![allow(unsafe_code, reason = "shares its helpers with the tests that fork")]

mod common;

use common::{OPCODES, Random, statement};
use evalbox_seccomp::{Action, Filter, SeccompData, SockFilter, opcode, verify};

const NOTIFY: u32 = 0x7fc0_0000;
const ALLOW: u32 = 0x7fff_0000;

fn needs_listener(program: &[SockFilter]) -> bool {
    Filter::new(program.to_vec().leak())
        .expect("a good program")
        .needs_listener()
}

#[test]
fn constants() {
    let ret = |k| statement(opcode::RET_K, k);
    assert!(needs_listener(&[ret(NOTIFY)]));
    // The kernel looks at the action only.
    assert!(needs_listener(&[ret(NOTIFY | 0xffff)]));
    assert!(!needs_listener(&[ret(ALLOW)]));
    // What no path reaches answers nothing.
    assert!(!needs_listener(&[ret(ALLOW), ret(NOTIFY)]));
    assert!(!needs_listener(&[
        statement(opcode::JA, 1),
        ret(NOTIFY),
        ret(ALLOW)
    ]));
    assert!(needs_listener(&[
        SockFilter::jump(opcode::JSET_X, 0, 0, 1),
        ret(NOTIFY),
        ret(ALLOW)
    ]));
    // Works in const evaluation.
    static ASK: [SockFilter; 1] = [SockFilter::statement(opcode::RET_K, NOTIFY)];
    const NEEDS: bool = match Filter::new(&ASK) {
        Ok(filter) => filter.needs_listener(),
        Err(_) => false,
    };
    const { assert!(NEEDS) };
}

#[test]
fn computed_answers() {
    let ret = statement(opcode::RET_A, 0);
    let imm = |k| statement(opcode::LD_IMM, k);
    assert!(needs_listener(&[imm(NOTIFY), ret]));
    assert!(!needs_listener(&[imm(ALLOW), ret]));
    // A starts as 0.
    assert!(!needs_listener(&[ret]));
    // Whatever a register holds.
    let argument = statement(opcode::LD_ABS, 16);
    assert!(needs_listener(&[argument, ret]));
    let low = statement(opcode::AND_K, 0xfff);
    assert!(!needs_listener(&[argument, low, ret]));
    let errno = statement(opcode::OR_K, Action::Errno(0).to_raw());
    assert!(!needs_listener(&[argument, low, errno, ret]));
    assert!(needs_listener(&[
        argument,
        statement(opcode::OR_K, NOTIFY),
        ret
    ]));
    let shifted = [imm(0x7fc0), statement(opcode::LSH_K, 16), ret];
    assert!(needs_listener(&shifted));
    let xored = [imm(ALLOW), statement(opcode::XOR_K, ALLOW ^ NOTIFY), ret];
    assert!(needs_listener(&xored));
    let right = [argument, statement(opcode::RSH_K, 16), ret];
    assert!(!needs_listener(&right));
    // Where paths meet, either may have come.
    let meet = [SockFilter::jump(opcode::JEQ_K, 3, 0, 1), imm(NOTIFY), ret];
    assert!(needs_listener(&meet));
    let equal = [
        argument,
        SockFilter::jump(opcode::JEQ_K, NOTIFY, 0, 1),
        ret,
        imm(0),
        ret,
    ];
    assert!(needs_listener(&equal));
    // By way of X or a cell nothing is known.
    let x = [
        statement(opcode::LDX_IMM, ALLOW),
        statement(opcode::TXA, 0),
        ret,
    ];
    assert!(needs_listener(&x));
}

/// Random programs on random calls: where one answers notify, the filter needs a listener.
#[test]
fn agrees_with_evaluation() {
    let mut random = Random(5);
    let (mut notified, mut refused) = (0, 0);
    for _ in 0..40_000 {
        let length = 1 + random.below(8);
        let mut program: Vec<SockFilter> = (0..length)
            .map(|at| {
                let code = random.pick(&OPCODES);
                let k = match code {
                    opcode::LD_ABS => 4 * (random.word() % 16),
                    opcode::LSH_K | opcode::RSH_K => random.pick(&[0, 1, 8, 16, 31]),
                    opcode::LD_MEM | opcode::LDX_MEM | opcode::ST | opcode::STX => 0,
                    opcode::JA => u32::try_from(random.below(length - at)).expect("small"),
                    _ => random.pick(&[NOTIFY, ALLOW, 0x7fc0, 0xffff_0000, 0x003f_0000, 0]),
                };
                let mut distance = || u8::try_from(random.below(length - at)).expect("short");
                SockFilter {
                    code,
                    jt: distance(),
                    jf: distance(),
                    k,
                }
            })
            .collect();
        program.push(statement(opcode::RET_A, 0));
        if verify(&program).is_err() {
            continue;
        }
        let filter = Filter::new(program.leak()).expect("verified above");
        for _ in 0..8 {
            let mut word =
                || random.pick(&[0, u64::from(NOTIFY), 0x7fc0, u64::MAX, 0x7fc0_0000 << 32]);
            let call = SeccompData::new(3, [word(), word(), word(), word(), word(), word()]);
            if filter.evaluate(&call) == Action::Notify {
                notified += 1;
                assert!(filter.needs_listener(), "{call:x?}\n{filter}");
            }
        }
        refused += u32::from(filter.needs_listener());
    }
    assert!(notified > 1000 && refused > 1000, "{notified} {refused}");
}
