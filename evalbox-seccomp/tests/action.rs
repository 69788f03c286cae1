//! Answers as numbers and as words, and the listing that shows them.

use evalbox_seccomp::{Action, Filter, SockFilter, opcode::*};

const EVERY: [(Action, u32, &str); 8] = [
    (Action::KillProcess, 0x8000_0000, "kill_process"),
    (Action::KillThread, 0x0000_0000, "kill_thread"),
    (Action::Trap(3), 0x0003_0003, "trap(3)"),
    (Action::Errno(4095), 0x0005_0fff, "errno(4095)"),
    (Action::Notify, 0x7fc0_0000, "notify"),
    (Action::Trace(0xffff), 0x7ff0_ffff, "trace(65535)"),
    (Action::Log, 0x7ffc_0000, "log"),
    (Action::Allow, 0x7fff_0000, "allow"),
];

#[test]
fn numbers_and_words() {
    for (action, raw, text) in EVERY {
        assert_eq!(action.to_raw(), raw);
        assert_eq!(Action::from_raw(raw), action);
        assert_eq!(action.to_string(), text);
    }
    const RAW: u32 = Action::Trap(7).to_raw();
    const READ: Action = Action::from_raw(RAW);
    assert_eq!(READ, Action::Trap(7));
}

/// All 65536 values of the action's half: eight are known, any other kills the process.
#[test]
fn every_action_bit() {
    let known = EVERY.map(|(_, raw, _)| raw >> 16);
    for upper in 0..=0xffff_u32 {
        for data in [0_u16, 1, 4095, 4096, 0xffff] {
            let expected = match upper {
                0x0000 => Action::KillThread,
                0x0003 => Action::Trap(data),
                // MAX_ERRNO
                0x0005 => Action::Errno(data.min(4095)),
                0x7fc0 => Action::Notify,
                0x7ff0 => Action::Trace(data),
                0x7ffc => Action::Log,
                0x7fff => Action::Allow,
                _ => Action::KillProcess,
            };
            assert_eq!(Action::from_raw(upper << 16 | u32::from(data)), expected);
        }
        if !known.contains(&upper) {
            assert_eq!(Action::from_raw(upper << 16), Action::KillProcess);
        }
    }
}

/// One line an instruction: index, mnemonic, operand, where it goes or what it decides.
#[test]
fn listing() {
    let statement = SockFilter::statement;
    let low = if cfg!(target_endian = "little") { 0 } else { 4 };
    let program = [
        (statement(LD_ABS, 0), "ld   nr"),
        (statement(LD_ABS, 4), "ld   arch"),
        (statement(LD_ABS, 8 + low), "ld   ip.low"),
        (statement(LD_ABS, 60 - low), "ld   arg5.high"),
        (statement(LD_ABS, 16 + low), "ld   arg0.low"),
        (statement(LD_LEN, 0), "ld   len"),
        (statement(LD_IMM, 10), "ld   0xa"),
        (statement(LDX_IMM, 1), "ldx  0x1"),
        (statement(LDX_LEN, 0), "ldx  len"),
        (statement(ST, 0), "st   M[0]"),
        (statement(STX, 15), "stx  M[15]"),
        (statement(LD_MEM, 15), "ld   M[15]"),
        (statement(LDX_MEM, 0), "ldx  M[0]"),
        (statement(TAX, 0), "tax"),
        (statement(TXA, 0), "txa"),
        (statement(ADD_K, 2), "add  0x2"),
        (statement(SUB_X, 0), "sub  x"),
        (statement(MUL_K, 3), "mul  0x3"),
        (statement(DIV_X, 0), "div  x"),
        (statement(AND_K, 0xff), "and  0xff"),
        (statement(OR_X, 0), "or   x"),
        (statement(XOR_K, 4), "xor  0x4"),
        (statement(LSH_K, 5), "lsh  0x5"),
        (statement(RSH_X, 0), "rsh  x"),
        (statement(NEG, 0), "neg"),
        (statement(JA, 1), "ja   27"),
        (statement(RET_K, 0x7fff_0000), "ret  allow"),
        (SockFilter::jump(JEQ_K, 39, 0, 1), "jeq  0x27, 28, 29"),
        (SockFilter::jump(JGT_X, 0, 1, 0), "jgt  x, 30, 29"),
        (SockFilter::jump(JGE_K, 1, 0, 0), "jge  0x1, 30, 30"),
        (SockFilter::jump(JSET_X, 0, 0, 1), "jset x, 31, 32"),
        (statement(RET_A, 0), "ret  a"),
        (statement(RET_K, 0x0005_0026), "ret  errno(38)"),
        // What means nothing is shown, so that it does not hide.
        (statement(RET_K, 0x7fff_0001), "ret  allow (0x7fff0001)"),
        (
            statement(RET_K, 0x1234_0000),
            "ret  kill_process (0x12340000)",
        ),
        (statement(RET_K, 0x0005_ffff), "ret  errno(4095) (0x5ffff)"),
    ];
    let instructions: Vec<SockFilter> = program
        .iter()
        .map(|(instruction, _)| *instruction)
        .collect();
    let filter = Filter::new(instructions.leak()).expect("a good program");
    let listing = filter.to_string();
    assert_eq!(listing.lines().count(), program.len());
    for ((pc, line), (_, expected)) in listing.lines().enumerate().zip(program) {
        assert_eq!(line.trim_end(), format!("{pc:4}  {expected}"));
    }
}
