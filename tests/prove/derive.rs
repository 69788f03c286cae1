//! Inputs worth trying, and mutants of a program.

use evalbox_compiler::policy::Policy;
use evalbox_compiler::program::{Instruction, Program, Value, opcode};

use crate::naive::{Env, Input};

/// A small generator of numbers, the same every time.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Inputs at the edges of everything that the policy names, and `count` mixtures of them for each number.
pub(crate) fn inputs(policy: &Policy, env: &Env, count: usize, random: &mut Random) -> Vec<Input> {
    let mut words = vec![0, 1, u64::MAX, 1 << 63, 1 << 31, 1 << 32];
    for &value in env {
        let upper = random.next() << 32;
        words.extend([
            value,
            value.wrapping_add(1),
            value.wrapping_sub(1),
            !value,
            value ^ (1 << 31),
            value ^ (1 << 63),
            value ^ (1 << 32),
            (value & 0xffff_ffff) | upper,
            (value & 0xffff) | (upper >> 16),
            value << 32,
            value | 1 << random.below(64),
            value & random.next(),
        ]);
        words.extend(
            env.iter()
                .flat_map(|other| [value | other, value & other, value & !other]),
        );
    }
    let mut numbers = vec![
        0,
        1,
        0x3fff_ffff,
        0x4000_0000,
        0x7fff_ffff,
        0x8000_0000,
        0xbfff_ffff,
        u32::MAX - 1,
        u32::MAX,
    ];
    let mut arches = vec![0, u32::MAX];
    for abi in &policy.abis {
        let arch = policy.target.audit_arch(abi.abi);
        arches.extend([
            arch,
            arch,
            arch,
            arch,
            arch.wrapping_add(1),
            arch.wrapping_sub(1),
        ]);
        for &number in abi.rules.keys() {
            numbers.extend([
                number,
                number.wrapping_add(1),
                number.wrapping_sub(1),
                number ^ 0x4000_0000,
            ]);
        }
    }
    let mut all = Vec::new();
    for &nr in &numbers {
        for &arch in &arches {
            all.push(Input {
                nr,
                arch,
                args: [0; 6],
            });
        }
    }
    let arch = policy.target.audit_arch(policy.target.abi);
    for abi in &policy.abis {
        for &nr in abi.rules.keys() {
            // Each word alone, in every register, then mixtures.
            all.extend(words.iter().map(|&word| Input {
                nr,
                arch,
                args: [word; 6],
            }));
            for _ in 0..count {
                all.push(Input {
                    nr,
                    arch,
                    args: [(); 6].map(|()| *random.pick(&words)),
                });
            }
        }
    }
    all
}

/// Where a jump would lead if the questions that come next were not asked: the first one answered yes, or up to three no.
fn unasked(program: &Program, pc: usize, skip: u8) -> Vec<u8> {
    let jumps = [opcode::JEQ, opcode::JGT, opcode::JGE, opcode::JSET];
    let next = |from: usize| {
        let rest = program.instructions.iter().enumerate().skip(from);
        let (at, question) = rest
            .take_while(|(_, at)| at.code != opcode::RET)
            .find(|(_, at)| jumps.contains(&at.code))?;
        Some([question.jt, question.jf].map(|skip| at + 1 + usize::from(skip)))
    };
    let first = pc + 1 + usize::from(skip);
    let yes = next(first).map(|[yes, _]| yes);
    let no = |&from: &usize| next(from).map(|[_, no]| no);
    let noes = std::iter::successors(Some(first), no).skip(1).take(3);
    yes.into_iter()
        .chain(noes)
        .filter_map(|to| u8::try_from(to - pc - 1).ok())
        .collect()
}

/// The program with one thing wrong, every way that a compiler might get it wrong.
pub(crate) fn mutants(program: &Program) -> Vec<(String, Program)> {
    let mut list = Vec::new();
    let mut operands: Vec<Value> = program.instructions.iter().map(|i| i.k.clone()).collect();
    operands.sort();
    operands.dedup();
    for (pc, instruction) in program.instructions.iter().enumerate() {
        let mut plant = |what: &str, changed: Instruction| {
            if changed != *instruction {
                let mut mutant = program.clone();
                mutant.instructions[pc] = changed;
                list.push((format!("{what} at {pc}"), mutant));
            }
        };
        let own = || instruction.clone();
        match instruction.code {
            opcode::JEQ | opcode::JGT | opcode::JGE | opcode::JSET => {
                for code in [opcode::JEQ, opcode::JGT, opcode::JGE, opcode::JSET] {
                    plant("opcode", Instruction { code, ..own() });
                }
                let (jt, jf) = (instruction.jt, instruction.jf);
                plant(
                    "jumps swapped",
                    Instruction {
                        jt: jf,
                        jf: jt,
                        ..own()
                    },
                );
                for by in [1, 255] {
                    plant(
                        "jt",
                        Instruction {
                            jt: jt.wrapping_add(by),
                            ..own()
                        },
                    );
                    plant(
                        "jf",
                        Instruction {
                            jf: jf.wrapping_add(by),
                            ..own()
                        },
                    );
                }
                for skip in unasked(program, pc, jt) {
                    plant("jt past a question", Instruction { jt: skip, ..own() });
                }
                for skip in unasked(program, pc, jf) {
                    plant("jf past a question", Instruction { jf: skip, ..own() });
                }
            }
            opcode::AND => plant(
                "and dropped",
                Instruction {
                    k: Value::Known(u32::MAX),
                    ..own()
                },
            ),
            opcode::XOR => plant(
                "xor dropped",
                Instruction {
                    k: Value::Known(0),
                    ..own()
                },
            ),
            opcode::LD => {
                if let Value::Known(k) = instruction.k {
                    plant(
                        "other half",
                        Instruction {
                            k: Value::Known(k ^ 4),
                            ..own()
                        },
                    );
                    plant(
                        "other word",
                        Instruction {
                            k: Value::Known(k + 8),
                            ..own()
                        },
                    );
                }
            }
            _ => {}
        }
        let plausible = |k: &&Value| {
            instruction.code != opcode::LD || matches!(k, Value::Known(k) if k % 4 == 0)
        };
        for k in operands.iter().filter(plausible) {
            plant(
                "operand",
                Instruction {
                    k: k.clone(),
                    ..own()
                },
            );
        }
        if let Value::Known(k) = instruction.k {
            for k in [k.wrapping_add(1), k.wrapping_sub(1), k ^ 0x8000_0000] {
                plant(
                    "number",
                    Instruction {
                        k: Value::Known(k),
                        ..own()
                    },
                );
            }
        }
        let mut dropped = program.clone();
        dropped.instructions.remove(pc);
        list.push((format!("no instruction {pc}"), dropped));
    }
    for pc in 1..program.instructions.len() {
        let mut swapped = program.clone();
        swapped.instructions.swap(pc - 1, pc);
        list.push((format!("{pc} before {}", pc - 1), swapped));
    }
    list
}
