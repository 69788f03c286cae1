//! Policies compiled from text and files, and what their programs answer.

use std::collections::BTreeMap;

use evalbox_compiler::compile::{Compiled, compile_written};
use evalbox_compiler::error::Errors;
use evalbox_compiler::evaluate::fold;
use evalbox_compiler::parse::parse_text;
use evalbox_compiler::policy::Policy;
use evalbox_compiler::program::{Program, Value};
use evalbox_compiler::source::Sources;
use evalbox_compiler::target::{Abi, Endian, Target};
use evalbox_seccomp::{Filter, SeccompData, SockFilter};

pub(crate) const AARCH64: Target = little(Abi::Aarch64);
pub(crate) const X86: Target = little(Abi::X86);
pub(crate) const ARM: Target = little(Abi::Arm);
pub(crate) const RISCV64: Target = little(Abi::Riscv64);
pub(crate) const POWERPC64LE: Target = little(Abi::Powerpc64);
pub(crate) const MIPS64EL: Target = little(Abi::Mips64);
pub(crate) const S390X: Target = Target {
    abi: Abi::S390x,
    endian: Endian::Big,
};

const fn little(abi: Abi) -> Target {
    Target {
        abi,
        endian: Endian::Little,
    }
}

/// Files by name.
pub(crate) struct Files<'a>(pub(crate) BTreeMap<&'a str, &'a str>);

impl Sources for Files<'_> {
    fn read(&self, path: &str) -> Result<(String, String), String> {
        let text = self.0.get(path).ok_or("there is no such file")?;
        Ok((format!("/{path}"), (*text).to_owned()))
    }
}

/// A policy that may say `oci "profile.json"`.
pub(crate) fn compile(text: &str, profile: &str, target: Target) -> Result<Compiled, Vec<String>> {
    let mut errors = Errors::new();
    let files = Files([("profile.json", profile)].into());
    let written = parse_text("policy", text, target, &files, &mut errors);
    compile_written(&written, target, errors)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

/// The values that these policies' constants have.
pub(crate) fn word(name: &str, target: Target) -> Option<i128> {
    let mips = matches!(target.abi, Abi::Mips | Abi::Mips64);
    Some(match name {
        "EPERM" => 1,
        "EINVAL" => 22,
        "ENOSYS" if mips => 89,
        "ENOSYS" => 38,
        _ => return None,
    })
}

struct Values<'a> {
    policy: &'a Policy,
    program: &'a Program,
}

impl Values<'_> {
    fn of(&self, value: &Value) -> u32 {
        let constant = |id| {
            let constant = self.policy.constants.get(id);
            let target = self.policy.target;
            fold(&constant.expr, constant.fit, &|name| word(name, target)).expect("a known value")
        };
        let low = |value: u64| u32::try_from(value & 0xffff_ffff).unwrap();
        match value {
            Value::Known(number) => *number,
            Value::Low(id) => low(constant(*id)),
            Value::High(id) => low(constant(*id) >> 32),
            Value::Or(parts) => parts.iter().fold(0, |bits, part| bits | self.of(part)),
            Value::Not(inner) => !self.of(inner),
            Value::Flip(inner) => self.of(inner) ^ 0x8000_0000,
            Value::Data(base, id) => base | low(constant(*id) & 0xffff),
            Value::Sorted(set, index) => {
                let members = &self.program.sets[usize::from(set.0)];
                let mut values: Vec<u32> = members.iter().map(|member| self.of(member)).collect();
                values.sort_unstable();
                values[usize::from(*index)]
            }
        }
    }
}

/// The program with its constants computed.
pub(crate) fn filter(compiled: &Compiled) -> Filter {
    let Compiled {
        policy, program, ..
    } = compiled;
    let values = Values { policy, program };
    let instructions = program.instructions.iter();
    let resolved: Vec<SockFilter> = instructions
        .map(|i| SockFilter {
            code: i.code,
            jt: i.jt,
            jf: i.jf,
            k: values.of(&i.k),
        })
        .collect();
    Filter::new(resolved.leak()).expect("a program that the kernel takes")
}

/// A call: `seccomp_data` without the instruction pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Call {
    pub(crate) arch: u32,
    pub(crate) nr: u32,
    pub(crate) args: [u64; 6],
}

/// What a filter for the target returns; on the other byte order the halves of an argument are the other way round.
pub(crate) fn answer(filter: &Filter, target: Target, call: &Call) -> u32 {
    let host = if cfg!(target_endian = "big") {
        Endian::Big
    } else {
        Endian::Little
    };
    let turn = if target.endian == host { 0 } else { 32 };
    let data = SeccompData {
        nr: call.nr.cast_signed(),
        arch: call.arch,
        instruction_pointer: 0,
        args: call.args.map(|arg| arg.rotate_left(turn)),
    };
    filter.evaluate(&data).to_raw()
}
