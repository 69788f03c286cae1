//! A compiled policy and a machine that runs its program: `seccomp_data` in the target's byte order, constants as this
//! host's libc has them.
#![allow(dead_code, reason = "each test file uses its part")]

use std::fmt::{self, Display, Formatter};

use evalbox_compiler::compile::{Compiled, compile_written};
use evalbox_compiler::concrete::{answer, operands};
use evalbox_compiler::constant::ConstId;
use evalbox_compiler::error::Errors;
use evalbox_compiler::evaluate::evaluate;
use evalbox_compiler::fold::fold;
use evalbox_compiler::parse::parse_text;
use evalbox_compiler::program::opcode;
use evalbox_compiler::source::Sources;
use evalbox_compiler::target::{Endian, Target};

/// `args` begins after `nr`, `arch` and `instruction_pointer`.
const ARGS: u32 = 16;

/// Why a policy has no program.
#[derive(Debug)]
pub(crate) struct Refused {
    /// The messages, with their places and the lines that they show.
    pub(crate) errors: String,
    /// Whether one of them is the compiler's fault.
    pub(crate) fault: bool,
}

impl Display for Refused {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.errors)
    }
}

/// Whether a message is of the compiler's fault and not the user's. That a proof is too long is neither: the policy is
/// refused as too involved (docs/trust.md, "Limits of the proof").
pub(crate) fn is_a_fault(message: &str) -> bool {
    // At its beginning: one that quotes the user may have the words too.
    message.starts_with("internal error: ")
}

/// Files whose path is what is in them: `include "allow [read];";`.
pub(crate) struct Inline;

impl Sources for Inline {
    fn read(&self, path: &str) -> Result<(String, String), String> {
        Ok((format!("/{path}"), path.to_owned()))
    }
}

/// A policy's program with its constants computed.
pub(crate) struct Machine {
    pub(crate) compiled: Compiled,
    pub(crate) values: Vec<u64>,
    /// `code`, `jt`, `jf`, `k`
    pub(crate) program: Vec<(u16, u8, u8, u32)>,
    target: Target,
}

impl Machine {
    /// Compiles a text; the mistakes where there are any.
    pub(crate) fn new(
        text: &str,
        target: Target,
        word: &dyn Fn(&str) -> Option<i128>,
    ) -> Result<Machine, Refused> {
        let mut errors = Errors::new();
        let written = parse_text("policy", text, target, &Inline, &mut errors);
        let compiled = compile_written(&written, target, errors).map_err(|errors| {
            let list: Vec<String> = errors.iter().map(ToString::to_string).collect();
            Refused {
                errors: list.join("\n"),
                fault: errors.iter().any(|error| is_a_fault(&error.message)),
            }
        })?;
        let constants = compiled.policy.constants.iter();
        let values: Option<Vec<u64>> = constants
            .map(|(_, constant)| fold(&constant.expr, constant.fit, word))
            .collect();
        let values = values.ok_or_else(|| Refused {
            errors: "a constant has no value".to_owned(),
            fault: false,
        })?;
        let value = |id: ConstId| values[id.0 as usize];
        let operands = operands(&compiled.program, &value);
        let instructions = compiled.program.instructions.iter();
        let program = instructions
            .zip(operands)
            .map(|(instruction, k)| (instruction.code, instruction.jt, instruction.jf, k))
            .collect();
        Ok(Machine {
            compiled,
            values,
            program,
            target,
        })
    }

    /// What the program returns.
    pub(crate) fn run(&self, arch: u32, nr: u32, args: &[u64; 6]) -> u32 {
        run(&self.program, self.target.endian, arch, nr, args)
    }

    /// What the program returns, and after how many instructions.
    pub(crate) fn count(&self, arch: u32, nr: u32, args: &[u64; 6]) -> (u32, usize) {
        count(&self.program, self.target.endian, arch, nr, args)
    }

    /// What the policy says, read plainly.
    pub(crate) fn plain(&self, arch: u32, nr: u32, args: &[u64; 6]) -> u32 {
        let value = |id: ConstId| self.value(id);
        let action = evaluate(&self.compiled.policy, &value, arch, nr, *args);
        answer(action, &value)
    }

    /// What a constant of the policy is worth.
    pub(crate) fn value(&self, id: ConstId) -> u64 {
        self.values[id.0 as usize]
    }
}

/// Runs a program of the instructions that this compiler makes.
pub(crate) fn run(
    program: &[(u16, u8, u8, u32)],
    endian: Endian,
    arch: u32,
    nr: u32,
    args: &[u64; 6],
) -> u32 {
    count(program, endian, arch, nr, args).0
}

/// What a program returns, and after how many instructions.
fn count(
    program: &[(u16, u8, u8, u32)],
    endian: Endian,
    arch: u32,
    nr: u32,
    args: &[u64; 6],
) -> (u32, usize) {
    let mut accumulator = 0;
    let mut pc = 0;
    let mut steps = 0;
    loop {
        let (code, jt, jf, k) = program[pc];
        pc += 1;
        steps += 1;
        let taken = match code {
            opcode::LD => {
                accumulator = load(k, endian, arch, nr, args);
                continue;
            }
            opcode::AND => {
                accumulator &= k;
                continue;
            }
            opcode::XOR => {
                accumulator ^= k;
                continue;
            }
            opcode::JA => {
                pc += k as usize;
                continue;
            }
            opcode::RET => return (k, steps),
            opcode::JEQ => accumulator == k,
            opcode::JGT => accumulator > k,
            opcode::JGE => accumulator >= k,
            opcode::JSET => accumulator & k != 0,
            other => panic!("opcode {other:#x}"),
        };
        pc += usize::from(if taken { jt } else { jf });
    }
}

fn load(offset: u32, endian: Endian, arch: u32, nr: u32, args: &[u64; 6]) -> u32 {
    match offset {
        0 => nr,
        4 => arch,
        _ => {
            let word = (offset - ARGS) as usize / 4;
            let first_is_high = matches!(endian, Endian::Big);
            let high = (word.is_multiple_of(2)) == first_is_high;
            let shift = if high { 32 } else { 0 };
            u32::try_from(args[word / 2] >> shift & 0xffff_ffff).expect("32 bits")
        }
    }
}
