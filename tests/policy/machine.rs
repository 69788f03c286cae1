//! A policy compiled for a target, and a machine of that target's byte order that runs the program.
//!
//! Little-endian programs are also run by `Filter::evaluate`, which reads `seccomp_data` in this host's order.

use std::collections::BTreeMap;

use evalbox_compiler::action::Data;
use evalbox_compiler::compile::{Compiled, compile_written};
use evalbox_compiler::constant::ConstId;
use evalbox_compiler::error::Errors;
use evalbox_compiler::fold::fold;
use evalbox_compiler::parse::parse_text;
use evalbox_compiler::program::{Value, opcode};
use evalbox_compiler::source::Sources;
use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::{Abi, Endian, Target};
use evalbox_seccomp::{Filter, SeccompData, SockFilter};

use super::constants::word;

/// The targets whose answers the rules are tested on: both widths, both byte orders, both orders of clone.
pub(crate) const TARGETS: [&str; 7] = [
    "x86_64",
    "x86",
    "aarch64",
    "arm",
    "riscv64",
    "s390x",
    "powerpc64",
];

/// The target of that name; those with two byte orders are meant with the usual one, powerpc64 with the big one.
pub(crate) fn target(name: &str) -> Target {
    let endian = match name {
        "s390x" | "powerpc64" | "powerpc" | "mips" | "mips64" => "big",
        _ => "little",
    };
    Target::from_cfg(name, endian).unwrap_or_else(|| panic!("no target {name}"))
}

/// Files by name, for `include`, `profile` and `oci`.
pub(crate) struct Files<'a>(pub(crate) &'a [(&'a str, &'a str)]);

impl Sources for Files<'_> {
    fn read(&self, path: &str) -> Result<(String, String), String> {
        let found = self.0.iter().find(|(name, _)| *name == path);
        found
            .map(|(name, text)| (format!("/{name}"), (*text).to_owned()))
            .ok_or_else(|| "no such file".to_owned())
    }
}

fn compile(name: &str, policy: &str, files: &Files<'_>) -> Result<Compiled, Errors> {
    let mut errors = Errors::new();
    // Most policies here are about one rule and leave out how a program ends.
    let policy = if policy.starts_with("#![") {
        policy.to_owned()
    } else {
        format!("#![allow(no_exit, clone3_bypass, io_uring_bypass, sibling_bypass)] {policy}")
    };
    let written = parse_text("policy", &policy, target(name), files, &mut errors);
    compile_written(&written, target(name), errors)
}

/// A policy's program with the host's values of constants.
pub(crate) struct Machine {
    pub(crate) compiled: Compiled,
    program: Vec<SockFilter>,
    values: BTreeMap<ConstId, u64>,
    target: Target,
}

impl Machine {
    pub(crate) fn new(name: &str, policy: &str) -> Machine {
        Machine::with_files(name, policy, &[])
    }

    pub(crate) fn with_files(name: &str, policy: &str, files: &[(&str, &str)]) -> Machine {
        let found = errors_with(name, policy, files);
        assert!(found.is_empty(), "{name}: {policy}\n{found}");
        let compiled = compile(name, policy, &Files(files)).expect("no errors");
        let constants = compiled.policy.constants.iter();
        let values = constants
            .map(|(id, constant)| {
                let value = fold(&constant.expr, constant.fit, &word);
                (id, value.unwrap_or_else(|| panic!("{}", constant.message)))
            })
            .collect();
        let mut machine = Machine {
            compiled,
            program: Vec::new(),
            values,
            target: target(name),
        };
        let instructions = &machine.compiled.program.instructions;
        machine.program = instructions
            .iter()
            .map(|instruction| SockFilter {
                code: instruction.code,
                jt: instruction.jt,
                jf: instruction.jf,
                k: machine.operand(&instruction.k),
            })
            .collect();
        machine
    }

    fn operand(&self, value: &Value) -> u32 {
        let constant = |id: &ConstId| self.values[id];
        match value {
            Value::Known(bits) => *bits,
            Value::Low(id) => low(constant(id)),
            Value::High(id) => low(constant(id) >> 32),
            Value::Or(parts) => parts.iter().fold(0, |bits, part| bits | self.operand(part)),
            Value::Not(inner) => !self.operand(inner),
            Value::Flip(inner) => self.operand(inner) ^ 0x8000_0000,
            Value::Data(base, id) => base | low(constant(id) & 0xffff),
            Value::Sorted(set, index) => {
                let members = &self.compiled.program.sets[usize::from(set.0)];
                let mut values: Vec<u32> = members.iter().map(|part| self.operand(part)).collect();
                values.sort_unstable();
                values[usize::from(*index)]
            }
        }
    }

    /// The `expect` statements that do not hold, the bits that they leave open being all zeroes or all ones.
    pub(crate) fn broken_expectations(&self) -> Vec<String> {
        let mut broken = Vec::new();
        let arch = self.target.audit_arch(self.target.abi);
        for expect in &self.compiled.policy.expects {
            for open in [0, u64::MAX] {
                let args = expect.args.map(|arg| match arg {
                    None => open,
                    Some((_, 64..)) => self.values[&arg.expect("matched").0],
                    Some((id, bits)) => self.values[&id] | (open << bits),
                });
                let data = match expect.action.data {
                    Data::Known(data) => data.into(),
                    Data::Constant(id) => low(self.values[&id]),
                };
                let expected = action(expect.action.kind.ret() | data);
                if self.raw(arch, expect.number, &args) != expected {
                    broken.push(expect.text.clone());
                }
            }
        }
        broken
    }

    /// The answer to a system call of the target, by name.
    pub(crate) fn call(&self, name: &str, args: &[u64]) -> String {
        self.call_on(self.target.abi, name, args)
    }

    /// The answer to a system call through an ABI, by name.
    pub(crate) fn call_on(&self, abi: Abi, name: &str, args: &[u64]) -> String {
        let number = syscalls::find(name).and_then(|id| syscalls::number(id, abi));
        let number = number.unwrap_or_else(|| panic!("{abi} lacks {name}"));
        self.raw(self.target.audit_arch(abi), number, args)
    }

    /// The answer to a number of the target's own.
    pub(crate) fn number(&self, number: u32, args: &[u64]) -> String {
        self.raw(self.target.audit_arch(self.target.abi), number, args)
    }

    /// The answer to any call.
    pub(crate) fn raw(&self, arch: u32, number: u32, args: &[u64]) -> String {
        let mut six = [0; 6];
        six[..args.len()].copy_from_slice(args);
        let answer = run(&self.program, &data(self.target.endian, arch, number, six));
        if self.target.endian == Endian::Little && cfg!(target_endian = "little") {
            let filter = Filter::new(self.program.clone().leak()).expect("the kernel takes it");
            let data = SeccompData {
                nr: number.cast_signed(),
                arch,
                instruction_pointer: 0,
                args: six,
            };
            assert_eq!(filter.evaluate(&data).to_raw(), answer, "two machines");
        }
        action(answer)
    }
}

/// The messages about a policy that does not compile, those of constants' values included.
pub(crate) fn errors(name: &str, policy: &str) -> String {
    errors_with(name, policy, &[])
}

pub(crate) fn errors_with(name: &str, policy: &str, files: &[(&str, &str)]) -> String {
    let texts: Vec<String> = match compile(name, policy, &Files(files)) {
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
        Ok(compiled) => found_by_rustc(&compiled),
    };
    texts.join("\n")
}

/// What const evaluation finds: constants that do not fit and, where all do, conditions that they make constant.
fn found_by_rustc(compiled: &Compiled) -> Vec<String> {
    let constants = compiled.policy.constants.iter();
    let values: Vec<(Option<u64>, &str)> = constants
        .map(|(_, constant)| {
            let value = fold(&constant.expr, constant.fit, &word);
            (value, constant.message.as_str())
        })
        .collect();
    let unfit = values.iter().filter(|(value, _)| value.is_none());
    let unfit: Vec<String> = unfit.map(|(_, message)| (*message).to_owned()).collect();
    if !unfit.is_empty() {
        return unfit;
    }
    let value = |id: ConstId| values[id.0 as usize].0.expect("it fits");
    let open = compiled.open.iter().filter_map(|open| open.wrong(&value));
    open.map(str::to_owned).collect()
}

/// Holds answers to what is written beside them.
#[track_caller]
pub(crate) fn answers(name: &str, policy: &str, calls: &[(&str, &[u64], &str)]) {
    let machine = Machine::new(name, policy);
    for (call, args, expected) in calls {
        assert_eq!(
            machine.call(call, args),
            *expected,
            "{name}: {call}({args:x?}) under {policy}"
        );
    }
}

/// The same answers on every target of [`TARGETS`] that has the calls.
#[track_caller]
pub(crate) fn answers_everywhere(policy: &str, calls: &[(&str, &[u64], &str)]) {
    for name in TARGETS {
        let has = |call: &str| {
            let id = syscalls::find(call).unwrap_or_else(|| panic!("{call}"));
            syscalls::number(id, target(name).abi).is_some()
        };
        let calls: Vec<_> = calls.iter().copied().filter(|call| has(call.0)).collect();
        answers(name, policy, &calls);
    }
}

/// Holds that a policy is refused with that text in the message.
#[track_caller]
pub(crate) fn refused(name: &str, policy: &str, text: &str) {
    let found = errors(name, policy);
    assert!(
        found.contains(text),
        "{name}: {policy}\nexpected: {text}\nfound: {found}"
    );
}

fn low(value: u64) -> u32 {
    u32::try_from(value & 0xffff_ffff).expect("32 bits")
}

/// `struct seccomp_data` as the words that the target's kernel sees: the half that an argument begins with is its order's.
fn data(endian: Endian, arch: u32, number: u32, args: [u64; 6]) -> Vec<u32> {
    let halves = |value: u64| match endian {
        Endian::Little => [low(value), low(value >> 32)],
        Endian::Big => [low(value >> 32), low(value)],
    };
    let mut words = vec![number, arch, 0, 0];
    words.extend(args.into_iter().flat_map(halves));
    words
}

fn run(program: &[SockFilter], data: &[u32]) -> u32 {
    let (mut a, mut pc) = (0, 0);
    loop {
        let SockFilter { code, jt, jf, k } = program[pc];
        pc += 1;
        let jump = |holds: bool| usize::from(if holds { jt } else { jf });
        let index = usize::try_from(k).expect("an offset");
        match code {
            opcode::LD => a = data[index / 4],
            opcode::JA => pc += index,
            opcode::JEQ => pc += jump(a == k),
            opcode::JGT => pc += jump(a > k),
            opcode::JGE => pc += jump(a >= k),
            opcode::JSET => pc += jump(a & k != 0),
            opcode::AND => a &= k,
            opcode::XOR => a ^= k,
            opcode::RET => return k,
            other => panic!("opcode {other:#x}"),
        }
    }
}

/// `SECCOMP_RET_*` of uapi/linux/seccomp.h in the language's words.
fn action(answer: u32) -> String {
    let data = answer & 0xffff;
    match answer & 0xffff_0000 {
        0x8000_0000 => "kill_process".to_owned(),
        0 => "kill_thread".to_owned(),
        0x0003_0000 => format!("trap({data})"),
        0x0005_0000 => format!("errno({data})"),
        0x7fc0_0000 => "notify".to_owned(),
        0x7ff0_0000 => format!("trace({data})"),
        0x7ffc_0000 => "log".to_owned(),
        0x7fff_0000 => "allow".to_owned(),
        _ => format!("{answer:#x}"),
    }
}
