//! Classic BPF as the kernel has it, from net/core/filter.c and kernel/seccomp.c, by class, mode and source bit as
//! `struct sock_filter` is made up. Nothing of evalbox-seccomp is used but its types.

use evalbox_seccomp::{SeccompData, SockFilter};

/// `chk_code_allowed` after what `seccomp_check_filter` lets through: class, and what it may be joined with.
fn known(code: u16) -> bool {
    if code > 0xff {
        return false;
    }
    let (class, rest) = (code & 7, code & 0xf8);
    match class {
        // LD: W|ABS of seccomp_data, W|LEN, IMM, MEM.
        0 => matches!(rest, 0x20 | 0x80 | 0x00 | 0x60),
        // LDX: W|LEN, IMM, MEM.
        1 => matches!(rest, 0x80 | 0x00 | 0x60),
        2 | 3 => rest == 0,
        // ALU: ADD SUB MUL DIV OR AND LSH RSH XOR by K and X, NEG alone; no MOD.
        4 => matches!(rest & 0xf0, 0x00..=0x70 | 0xa0) || rest == 0x80,
        // JMP: JA alone, JEQ JGT JGE JSET by K and X.
        5 => rest == 0 || matches!(rest & 0xf0, 0x10..=0x40),
        // RET: K and A, no X.
        6 => matches!(rest, 0x00 | 0x10),
        // MISC: TAX, TXA.
        _ => matches!(rest, 0x00 | 0x80),
    }
}

/// Whether the kernel takes the program.
pub(crate) fn takes(program: &[SockFilter]) -> bool {
    let length = program.len();
    if length == 0 || length > 4096 {
        return false;
    }
    for (pc, instruction) in program.iter().enumerate() {
        let SockFilter { code, jt, jf, k } = *instruction;
        if !known(code) {
            return false;
        }
        let fits = |distance: u64| (pc as u64) + 1 + distance < length as u64;
        let fine = match (code & 7, code & 0xf0) {
            (0, 0x20) => k < 64 && k % 4 == 0,
            (0 | 1, 0x60) | (2 | 3, _) => k < 16,
            (4, 0x30) if code & 8 == 0 => k != 0,
            (4, 0x60 | 0x70) if code & 8 == 0 => k < 32,
            (5, 0) => fits(k.into()),
            (5, _) => fits(jt.into()) && fits(jf.into()),
            _ => true,
        };
        if !fine {
            return false;
        }
    }
    program.last().is_some_and(|last| last.code & 7 == 6) && cells_are_written(program)
}

/// `check_load_and_stores`: for every way that leads to an instruction, which cells are written. What follows a jump is
/// reached by jumps alone; what follows a return is taken to be reached from it.
fn cells_are_written(program: &[SockFilter]) -> bool {
    let all: [bool; 16] = [true; 16];
    let mut on_entry = vec![all; program.len() + 1];
    on_entry[0] = [false; 16];
    let mut flows = vec![false; program.len() + 1];
    flows[0] = true;
    let mut before = [false; 16];
    for (pc, instruction) in program.iter().enumerate() {
        let mut cells = if flows[pc] { before } else { all };
        if pc > 0 {
            cells = std::array::from_fn(|cell| cells[cell] && on_entry[pc][cell]);
        }
        let cell = instruction.k as usize % 16;
        let mut join = |to: usize, cells: [bool; 16]| {
            let entry = on_entry[to];
            on_entry[to] = std::array::from_fn(|cell| entry[cell] && cells[cell]);
        };
        match (instruction.code & 7, instruction.code & 0xf0) {
            (2 | 3, _) => cells[cell] = true,
            (0 | 1, 0x60) if !cells[cell] => return false,
            (5, 0) => join(pc + 1 + instruction.k as usize, cells),
            (5, _) => {
                join(pc + 1 + usize::from(instruction.jt), cells);
                join(pc + 1 + usize::from(instruction.jf), cells);
            }
            _ => {}
        }
        flows[pc + 1] = instruction.code & 7 != 5;
        before = cells;
    }
    true
}

/// What a program that the kernel takes returns: `bpf_convert_filter`'s eBPF, on 32 bits.
pub(crate) fn answers(program: &[SockFilter], data: &SeccompData) -> u32 {
    let mut bytes = Vec::with_capacity(64);
    bytes.extend(data.nr.to_ne_bytes());
    bytes.extend(data.arch.to_ne_bytes());
    bytes.extend(data.instruction_pointer.to_ne_bytes());
    data.args
        .iter()
        .for_each(|arg| bytes.extend(arg.to_ne_bytes()));
    let (mut a, mut x, mut cells) = (0u64, 0u64, [0u64; 16]);
    let mut rest = program;
    while let Some((&SockFilter { code, jt, jf, k }, after)) = rest.split_first() {
        rest = after;
        let source = if code & 8 != 0 { x } else { u64::from(k) };
        let at = k as usize;
        let loaded = || match code & 0xf0 {
            0x20 => u64::from(u32::from_ne_bytes([
                bytes[at],
                bytes[at + 1],
                bytes[at + 2],
                bytes[at + 3],
            ])),
            0x80 => 64,
            0x60 => cells[at],
            _ => u64::from(k),
        };
        match code & 7 {
            0 => a = loaded(),
            1 => x = loaded(),
            2 => cells[at] = a,
            3 => cells[at] = x,
            4 => {
                let result = match code & 0xf0 {
                    0x00 => a + source,
                    0x10 => a + (1 << 32) - source,
                    0x20 => a * source,
                    0x30 if source == 0 => return 0,
                    0x30 => a / source,
                    0x40 => a | source,
                    0x50 => a & source,
                    0x60 => a << (source % 32),
                    0x70 => a >> (source % 32),
                    0x80 => (1 << 32) - a,
                    _ => a ^ source,
                };
                a = result & 0xffff_ffff;
            }
            5 => {
                let skip = match code & 0xf0 {
                    0x00 => at,
                    test => {
                        let holds = match test {
                            0x10 => a == source,
                            0x20 => a > source,
                            0x30 => a >= source,
                            _ => a & source != 0,
                        };
                        usize::from(if holds { jt } else { jf })
                    }
                };
                rest = &rest[skip..];
            }
            6 => {
                return if code & 0x18 == 0x10 {
                    u32::try_from(a).unwrap_or(0)
                } else {
                    k
                };
            }
            _ if code & 0x80 == 0 => x = a,
            _ => a = x,
        }
    }
    unreachable!("the last instruction is a return")
}
