//! A program for people to read.

use core::fmt;

use crate::action::Action;
use crate::filter::Filter;
use crate::instruction::{SockFilter, opcode::*};

/// The listing: index, mnemonic, what is loaded, compared or answered, and where comparisons go, true first.
///
/// ```
/// use evalbox_seccomp::{opcode, Filter, SockFilter};
///
/// static PROGRAM: [SockFilter; 4] = [
///     SockFilter::statement(opcode::LD_ABS, 0),
///     SockFilter::jump(opcode::JGE_K, 512, 0, 1),
///     SockFilter::statement(opcode::RET_K, 0x0005_0026),
///     SockFilter::statement(opcode::RET_K, 0x7fff_0000),
/// ];
/// let listing = Filter::new(&PROGRAM)?.to_string();
/// let lines: Vec<_> = listing.lines().collect();
/// assert_eq!(lines, ["   0  ld   nr", "   1  jge  0x200, 2, 3", "   2  ret  errno(38)", "   3  ret  allow"]);
/// # Ok::<(), evalbox_seccomp::VerifyError>(())
/// ```
impl fmt::Display for Filter {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (pc, instruction) in self.program().iter().enumerate() {
            let SockFilter { code, jt, jf, k } = *instruction;
            let next = pc + 1;
            let (jt, jf) = (next + usize::from(jt), next + usize::from(jf));
            write!(f, "{pc:4}  {:<5}", mnemonic(code))?;
            match code {
                LD_ABS => write!(f, "{}", Word(k))?,
                RET_K => write!(f, "{}", Answer(k))?,
                JA => write!(f, "{}", next.saturating_add(k as usize))?,
                JEQ_K | JGT_K | JGE_K | JSET_K => write!(f, "{k:#x}, {jt}, {jf}")?,
                JEQ_X | JGT_X | JGE_X | JSET_X => write!(f, "x, {jt}, {jf}")?,
                ADD_X | SUB_X | MUL_X | DIV_X | AND_X | OR_X | XOR_X | LSH_X | RSH_X => {
                    f.write_str("x")?;
                }
                LD_MEM | LDX_MEM | ST | STX => write!(f, "M[{k}]")?,
                LD_LEN | LDX_LEN => f.write_str("len")?,
                RET_A => f.write_str("a")?,
                TAX | TXA | NEG => {}
                _ => write!(f, "{k:#x}")?,
            }
            f.write_str("\n")?;
        }
        Ok(())
    }
}

/// What a return answers, with the number where it has bits that mean nothing.
struct Answer(u32);

impl fmt::Display for Answer {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let action = Action::from_raw(self.0);
        if action.to_raw() == self.0 {
            write!(f, "{action}")
        } else {
            write!(f, "{action} ({:#x})", self.0)
        }
    }
}

/// The names of `bpf_asm`, the kernel's own assembler.
#[inline]
const fn mnemonic(code: u16) -> &'static str {
    match code {
        LD_ABS | LD_LEN | LD_IMM | LD_MEM => "ld",
        LDX_LEN | LDX_IMM | LDX_MEM => "ldx",
        ST => "st",
        STX => "stx",
        TAX => "tax",
        TXA => "txa",
        ADD_K | ADD_X => "add",
        SUB_K | SUB_X => "sub",
        MUL_K | MUL_X => "mul",
        DIV_K | DIV_X => "div",
        AND_K | AND_X => "and",
        OR_K | OR_X => "or",
        XOR_K | XOR_X => "xor",
        LSH_K | LSH_X => "lsh",
        RSH_K | RSH_X => "rsh",
        NEG => "neg",
        JA => "ja",
        JEQ_K | JEQ_X => "jeq",
        JGT_K | JGT_X => "jgt",
        JGE_K | JGE_X => "jge",
        JSET_K | JSET_X => "jset",
        RET_K | RET_A => "ret",
        _ => "?",
    }
}

/// The name of the word at an offset of `struct seccomp_data`.
struct Word(u32);

impl fmt::Display for Word {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.0 % 8 == 4;
        let half = if second == cfg!(target_endian = "little") {
            "high"
        } else {
            "low"
        };
        match self.0 {
            0 => f.write_str("nr"),
            4 => f.write_str("arch"),
            8 | 12 => write!(f, "ip.{half}"),
            offset => write!(f, "arg{}.{half}", offset.saturating_sub(16) / 8),
        }
    }
}
