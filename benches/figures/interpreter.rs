//! Runs programs and counts. Other compilers' programs use more of classic BPF than this one's, so all of it is here.

use evalbox_seccomp::{SeccompData, SockFilter};

use crate::Answer;

/// Who runs the program.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A system call, with its arguments.
    Call,
    /// The kernel at attach time: it gives up at the first instruction beyond a handful.
    Emulator,
}

/// How a run ended.
pub(crate) struct Run {
    /// `None` where the emulator gave up.
    pub(crate) answer: Option<u32>,
    /// Executed instructions, the last one included.
    pub(crate) steps: u64,
}

/// Runs a program.
///
/// # Errors
/// Where the program runs off its end, or has an instruction that seccomp(2) does not take.
pub(crate) fn run(program: &[SockFilter], data: &SeccompData, reader: Reader) -> Answer<Run> {
    let (mut a, mut x, mut memory) = (0_u32, 0_u32, [0_u32; 16]);
    let (mut pc, mut steps) = (0, 0);
    loop {
        let SockFilter { code, jt, jf, k } =
            *program.get(pc).ok_or("the program runs off its end")?;
        pc += 1;
        steps += 1;
        if reader == Reader::Emulator && !emulated(code, k) {
            return Ok(Run {
                answer: None,
                steps,
            });
        }
        let returned = |answer| {
            Ok(Run {
                answer: Some(answer),
                steps,
            })
        };
        let slot = |k: u32| memory.get(k as usize).copied().ok_or("no such memory word");
        let operand = if code & 0x08 == 0 { k } else { x };
        let jump = |holds| usize::from(if holds { jt } else { jf });
        match code {
            0x20 => a = word(data, k),
            0x06 => return returned(k),
            0x16 => return returned(a),
            0x05 => pc += k as usize,
            0x15 | 0x1d => pc += jump(a == operand),
            0x25 | 0x2d => pc += jump(a > operand),
            0x35 | 0x3d => pc += jump(a >= operand),
            0x45 | 0x4d => pc += jump(a & operand != 0),
            0x54 | 0x5c => a &= operand,
            0x44 | 0x4c => a |= operand,
            0xa4 | 0xac => a ^= operand,
            0x04 | 0x0c => a = a.wrapping_add(operand),
            0x14 | 0x1c => a = a.wrapping_sub(operand),
            0x64 | 0x6c => a = a.checked_shl(operand).unwrap_or(0),
            0x74 | 0x7c => a = a.checked_shr(operand).unwrap_or(0),
            0x00 => a = k,
            0x01 => x = k,
            0x60 => a = slot(k)?,
            0x61 => x = slot(k)?,
            0x02 | 0x03 => {
                *memory.get_mut(k as usize).ok_or("no such memory word")? =
                    if code == 0x02 { a } else { x }
            }
            0x07 => x = a,
            0x87 => a = x,
            _ => return Err(format!("opcode {code:#x}").into()),
        }
    }
}

/// What `seccomp_is_const_allow` follows: loads of the number and the arch, jumps on constants, AND, RET.
fn emulated(code: u16, k: u32) -> bool {
    match code {
        0x20 => k == 0 || k == 4,
        0x05 | 0x06 | 0x15 | 0x25 | 0x35 | 0x45 | 0x54 => true,
        _ => false,
    }
}

/// The 32-bit word of `seccomp_data` at that offset, little-endian as the recorded programs are.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a half is what is asked for"
)]
fn word(data: &SeccompData, offset: u32) -> u32 {
    let half = |value: u64| {
        if offset.is_multiple_of(8) {
            value as u32
        } else {
            (value >> 32) as u32
        }
    };
    match offset {
        0 => data.nr.cast_unsigned(),
        4 => data.arch,
        8 | 12 => half(data.instruction_pointer),
        _ => data
            .args
            .get((offset as usize - 16) / 8)
            .map_or(0, |&arg| half(arg)),
    }
}
