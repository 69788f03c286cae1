//! Policies from text, their answers and their mistakes.

use evalbox_compiler::check::check;
use evalbox_compiler::error::Errors;
use evalbox_compiler::evaluate::{evaluate, fold};
use evalbox_compiler::parse::parse_text;
use evalbox_compiler::policy::Policy;
use evalbox_compiler::source::Sources;
use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::{Abi, Endian, Target};

pub(crate) const X86_64: Target = Target::X86_64;
pub(crate) const X86: Target = Target {
    abi: Abi::X86,
    endian: Endian::Little,
};
pub(crate) const AARCH64: Target = Target {
    abi: Abi::Aarch64,
    endian: Endian::Little,
};
pub(crate) const S390X: Target = Target {
    abi: Abi::S390x,
    endian: Endian::Big,
};

/// The profiles of these tests.
struct Files;

impl Sources for Files {
    fn read(&self, path: &str) -> Result<(String, String), String> {
        let text = match path {
            "calls" => "6 read\n3 write\n0 close\n1 arch_prctl\n",
            "misspelt" => "1 reed\n",
            _ => return Err("there is no such file".to_owned()),
        };
        Ok((format!("/{path}"), text.to_owned()))
    }
}

fn read(text: &str, target: Target) -> (Option<Policy>, Errors) {
    let mut errors = Errors::new();
    let policy = parse_text("policy", text, target, &Files, &mut errors);
    assert!(
        errors.is_empty(),
        "{text} does not parse: {:?}",
        errors.iter().collect::<Vec<_>>()
    );
    (check(&policy, target, &mut errors), errors)
}

/// The checked policy.
pub(crate) fn policy(text: &str, target: Target) -> Policy {
    let (checked, errors) = read(text, target);
    let mistakes: Vec<String> = errors.iter().map(ToString::to_string).collect();
    checked.unwrap_or_else(|| panic!("{text}: {mistakes:#?}"))
}

/// The messages of a wrong policy: `COLUMN: message`, and `| COLUMN: message` of the second place.
pub(crate) fn mistakes_on(text: &str, target: Target) -> Vec<String> {
    let (checked, errors) = read(text, target);
    assert!(checked.is_none(), "{text} is accepted on {target}");
    let column =
        |place: &evalbox_compiler::error::Place| place.line.as_ref().map_or(0, |line| line.column);
    errors
        .iter()
        .map(|mistake| {
            let first = format!("{}: {}", column(&mistake.place), mistake.message);
            match &mistake.other {
                None => first,
                Some((place, there)) => format!("{first} | {}: {there}", column(place)),
            }
        })
        .collect()
}

pub(crate) fn mistakes(text: &str) -> Vec<String> {
    mistakes_on(text, X86_64)
}

/// The values of Linux on `x86_64`, as far as these tests use them.
fn word(name: &str) -> Option<i128> {
    Some(match name {
        "AF_UNIX" => 1,
        "AF_INET" => 2,
        "AF_NETLINK" => 16,
        "SOCK_STREAM" => 1,
        "SOCK_DGRAM" => 2,
        "SOCK_RAW" => 3,
        "SOCK_CLOEXEC" => 0o2_000_000,
        "CLONE_NEWNS" => 0x2_0000,
        "CLONE_NEWCGROUP" => 0x200_0000,
        "CLONE_NEWUTS" => 0x400_0000,
        "CLONE_NEWIPC" => 0x800_0000,
        "CLONE_NEWUSER" => 0x1000_0000,
        "CLONE_NEWPID" => 0x2000_0000,
        "CLONE_NEWNET" => 0x4000_0000,
        "SIGCHLD" => 17,
        "TIOCSTI" => 0x5412,
        "TIOCSETD" => 0x5423,
        "TIOCLINUX" => 0x541c,
        "PR_SET_NAME" => 15,
        "crate::MY_OPTION" => 99,
        "O_RDONLY" => 0,
        "O_WRONLY" => 1,
        "O_CREAT" => 0o100,
        "O_EXCL" => 0o200,
        "PROT_NONE" => 0,
        "PROT_READ" => 1,
        "PROT_WRITE" => 2,
        "PROT_EXEC" => 4,
        "MAP_PRIVATE" => 2,
        "MAP_ANONYMOUS" => 0x20,
        "FUTEX_WAIT" => 0,
        "FUTEX_WAKE" => 1,
        "ENOSYS" => 38,
        _ => return None,
    })
}

/// What the policy answers, with errnos by number.
pub(crate) fn answer_raw(policy: &Policy, arch: u32, nr: u32, args: &[u64]) -> String {
    let mut registers = [0; 6];
    registers[..args.len()].copy_from_slice(args);
    let values = |id| {
        let constant = policy.constants.get(id);
        fold(&constant.expr, constant.fit, &word).unwrap_or_else(|| panic!("{}", constant.text))
    };
    evaluate(policy, &values, arch, nr, registers).to_string()
}

pub(crate) fn answer_on(policy: &Policy, abi: Abi, call: &str, args: &[u64]) -> String {
    let id = syscalls::find(call).expect("a known call");
    let nr = syscalls::number(id, abi).expect("a call of the ABI");
    answer_raw(policy, policy.target.audit_arch(abi), nr, args)
}

pub(crate) fn answer(policy: &Policy, call: &str, args: &[u64]) -> String {
    answer_on(policy, policy.target.abi, call, args)
}
