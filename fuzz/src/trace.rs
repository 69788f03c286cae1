//! Traces into `evalbox record --from`: never a panic, and the policy allows what the trace has and nothing else.
//!
//! Half of the inputs are a text as it is. The other half are calls, of which the trace is written here, so that what the
//! policy must say of them is known without reading it: each is allowed, other numbers are refused, and where every value
//! of an argument is made of constants, so is a value with a bit that none of them has.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use arbitrary::{Result, Unstructured};
use evalbox_cli::{constant, policy_of_trace};
use evalbox_compiler::table::families::{families, field_bits, through};
use evalbox_compiler::table::{Argument, How, SyscallId, Type, syscalls};
use evalbox_compiler::target::{Abi, Target};

use crate::machine::Machine;

const ALLOW: u32 = 0x7fff_0000;

/// What a recording allows whatever it has seen.
const ALWAYS: [&str; 6] = [
    "exit",
    "exit_group",
    "restart_syscall",
    "rt_sigreturn",
    "sched_yield",
    "sigreturn",
];

/// Calls of which a recording has more than it saw, or something else: their arguments are not looked at.
const WIDENED: [&str; 4] = ["futex", "madvise", "clone", "clone3"];

/// A call, and what the trace shows of its registers.
#[derive(Clone)]
struct Call {
    abi: Abi,
    id: SyscallId,
    registers: [Option<u64>; 6],
}

/// An even first byte and a text, or an odd one and calls.
pub fn run(data: &[u8]) {
    let (first, rest) = data.split_first().unwrap_or((&0, &[]));
    if first % 2 == 0 {
        text(rest);
    } else {
        calls(rest);
    }
}

/// This machine, whose traces the command reads.
fn native() -> Target {
    let endian = if cfg!(target_endian = "little") {
        "little"
    } else {
        "big"
    };
    Target::from_cfg(std::env::consts::ARCH, endian).expect("a target of the table")
}

fn machine(policy: &str) -> Machine {
    Machine::new(policy, native(), &constant)
        .unwrap_or_else(|errors| panic!("a recording compiles: {errors}\n{policy}"))
}

/// A text that comes to a policy has the name of every call in it, or numbers.
fn text(bytes: &[u8]) {
    let Ok(policy) = policy_of_trace(bytes) else {
        return;
    };
    let machine = machine(&policy);
    let text = String::from_utf8_lossy(bytes);
    if text.contains("syscall=") {
        return;
    }
    for (abi, number, id) in numbers(&machine) {
        let name = syscalls::name(id);
        let instead = ["clone", "socketcall", "ipc"].contains(&name);
        let may = text.contains(name) || ALWAYS.contains(&name) || instead;
        assert!(
            may || machine.run(native().audit_arch(abi), number, &[0; 6]) != ALLOW,
            "{name} is nowhere in {text}\n{policy}"
        );
    }
}

/// Every number of the ABIs that a policy speaks of.
fn numbers(machine: &Machine) -> impl Iterator<Item = (Abi, u32, SyscallId)> {
    let abis = machine.compiled.policy.abis.iter().map(|abi| abi.abi);
    let all = |abi| {
        let numbers = syscalls::all().filter_map(move |id| Some((syscalls::number(id, abi)?, id)));
        numbers.map(move |(number, id)| (abi, number, id))
    };
    abis.flat_map(all)
}

fn calls(bytes: &[u8]) {
    let mut from = Unstructured::new(bytes);
    let (mut trace, mut made) = (String::new(), Vec::new());
    while !from.is_empty() && made.len() < 40 {
        let Ok(call) = draw(&mut from, &mut trace) else {
            break;
        };
        made.extend(call);
    }
    if made.is_empty() {
        return;
    }
    let policy = policy_of_trace(trace.as_bytes())
        .unwrap_or_else(|error| panic!("a trace of calls is read: {error}\n{trace}"));
    let machine = machine(&policy);
    let native = native();
    let allows = |abi: Abi, id: SyscallId, args: &[u64; 6]| {
        let number = syscalls::number(id, abi).expect("a call of the ABI");
        machine.run(native.audit_arch(abi), number, args) == ALLOW
    };
    for call in made
        .iter()
        .filter(|call| syscalls::name(call.id) != "clone3")
    {
        for unseen in [0, u64::MAX, 0x5a5a_a5a5] {
            let args = call.registers.map(|register| register.unwrap_or(unseen));
            let name = syscalls::name(call.id);
            assert!(
                allows(call.abi, call.id, &args),
                "{name} {args:x?} was made\n{trace}\n{policy}"
            );
        }
    }
    let seen: BTreeSet<SyscallId> = made.iter().map(|call| call.id).collect();
    for (abi, number, id) in numbers(&machine) {
        let name = syscalls::name(id);
        if name == "clone3" || !seen.contains(&id) && !ALWAYS.contains(&name) {
            for args in [[0; 6], [1; 6], [u64::MAX; 6]] {
                let answer = machine.run(native.audit_arch(abi), number, &args);
                assert_ne!(answer, ALLOW, "{name} was not made\n{trace}\n{policy}");
            }
        }
    }
    for &id in &seen {
        let name = syscalls::name(id);
        let of: Vec<&Call> = made.iter().filter(|call| call.id == id).collect();
        if WIDENED.contains(&name) || !policy.contains(&format!("\n{name} allow ")) {
            continue;
        }
        for call in &of {
            for argument in syscalls::arguments(id, call.abi).unwrap_or_default() {
                strangers(&of, call, &argument, &|args| {
                    assert!(
                        !allows(call.abi, id, args),
                        "{name} {args:x?}: {} was never so\n{trace}\n{policy}",
                        argument.names[0]
                    );
                });
            }
        }
    }
}

/// A call and its line.
fn draw(from: &mut Unstructured<'_>, trace: &mut String) -> Result<Option<Call>> {
    let native = native();
    let abis: Vec<Abi> = [native.abi]
        .into_iter()
        .chain(native.compat().iter().copied())
        .collect();
    let (&abi, form) = (from.choose(&abis)?, from.int_in_range(0..=2)?);
    let ids: Vec<SyscallId> = syscalls::all()
        .filter(|&id| syscalls::number(id, abi).is_some())
        .collect();
    let id = *from.choose(&ids)?;
    let (name, arguments) = (
        syscalls::name(id),
        syscalls::arguments(id, abi).unwrap_or_default(),
    );
    let mut registers = [None; 6];
    for argument in &arguments {
        let value = value(from, id, argument)?;
        if let Some(register) = registers.get_mut(usize::from(argument.slot)) {
            *register = Some(low(argument, value));
        }
    }
    let number = syscalls::number(id, abi).expect("chosen so");
    let arch = native.audit_arch(abi);
    let line = match form {
        0 => {
            registers = [None; 6];
            writeln!(
                trace,
                "type=SECCOMP msg=audit(1.2:3): pid=9 arch={arch:x} syscall={number} ip=0x7f"
            )
        }
        1 => {
            let [a0, a1, a2, a3, ..] = registers.map(|register| register.unwrap_or(0));
            registers = [Some(a0), Some(a1), Some(a2), Some(a3), None, None];
            writeln!(
                trace,
                "type=SYSCALL msg=audit(1.2:3): arch={arch:x} syscall={number} success=yes a0={a0:x} a1={a1:x} a2={a2:x} a3={a3:x}"
            )
        }
        // strace has clone's arguments by name.
        _ if name.starts_with("clone") => return Ok(None),
        _ => {
            let at = abis.iter().position(|&other| other == abi).unwrap_or(0);
            let words: Vec<String> = arguments
                .iter()
                .map(|argument| {
                    match (argument.ty, registers.get_mut(usize::from(argument.slot))) {
                        (Type::Number { .. } | Type::Unknown, Some(Some(value))) => {
                            format!("{value:#x}")
                        }
                        (Type::Pointer { .. }, Some(Some(0))) => "NULL".to_owned(),
                        (_, register) => {
                            register.map(Option::take);
                            "\"a, \\\"b)\"...".to_owned()
                        }
                    }
                })
                .collect();
            let mode = match abi {
                Abi::X32 => "x32".to_owned(),
                Abi::N32 => "n32".to_owned(),
                Abi::Mips64 => "n64".to_owned(),
                Abi::Mips => "o32".to_owned(),
                _ => format!("{} bit", abi.long_bits()),
            };
            let _ = writeln!(trace, "7{at} [ Process PID=7{at} runs in {mode} mode. ]");
            writeln!(trace, "7{at} {name}({}) = 0", words.join(", "))
        }
    };
    line.expect("a string takes all");
    Ok(Some(Call { abi, id, registers }))
}

/// A value of an argument: of its constants more often than not.
fn value(from: &mut Unstructured<'_>, id: SyscallId, argument: &Argument) -> Result<u64> {
    let names = named(id, argument);
    let count = if names.is_empty() {
        0
    } else {
        from.int_in_range(0..=4)?
    };
    if count == 0 {
        return if from.ratio(1, 2)? {
            from.arbitrary()
        } else {
            Ok(u64::from(from.arbitrary::<u8>()?))
        };
    }
    (1..count).try_fold(0, |bits, _| Ok(bits | from.choose(&names)?.1))
}

/// The constants of an argument, how they compare, and their values.
fn named(id: SyscallId, argument: &Argument) -> Vec<(How, u64)> {
    let own = families(id)
        .iter()
        .filter(|family| argument.names.contains(&family.argument));
    own.flat_map(|family| {
        family.all().filter_map(|known| {
            let value = constant(known.name)?;
            let value = u64::try_from(value)
                .or_else(|_| i32::try_from(value).map(|value| u64::from(value.cast_unsigned())));
            Some((family.how, value.ok()?))
        })
    })
    .collect()
}

fn low(argument: &Argument, register: u64) -> u64 {
    match argument.ty {
        Type::Number { bits, .. } | Type::Pointer { bits } if bits < 64 => {
            register & ((1 << bits) - 1)
        }
        _ => register,
    }
}

/// Calls `check` with a call's arguments where one of them is as it was in no call, and could not be composed of what was.
fn strangers(of: &[&Call], call: &Call, argument: &Argument, check: &dyn Fn(&[u64; 6])) {
    let (id, abi) = (call.id, call.abi);
    let names = named(id, argument);
    let name = argument.names.first().copied().unwrap_or_default();
    let mut own = families(id)
        .iter()
        .filter(|family| argument.names.contains(&family.argument));
    if own.all(|family| family.closed && family.how == How::Value) {
        // `AT_FDCWD` alone says nothing of a descriptor.
        return;
    }
    let (fields, free) = (field_bits(id, name), through(id, name, abi));
    let mut values = BTreeSet::new();
    for other in of {
        // The same argument by another ABI's slot; one whose value nobody saw may be anything.
        let arguments = syscalls::arguments(id, other.abi).unwrap_or_default();
        let same = arguments
            .iter()
            .find(|other| other.names.first() == Some(&name));
        let Some(value) = same.and_then(|same| other.registers[usize::from(same.slot)]) else {
            return;
        };
        values.insert(value);
    }
    let whole: BTreeSet<u64> = names
        .iter()
        .filter(|(how, _)| *how == How::Value)
        .map(|&(_, value)| value)
        .collect();
    let flags: BTreeMap<u64, ()> = names
        .iter()
        .filter(|(how, _)| *how == How::Flag)
        .map(|&(_, bits)| (bits, ()))
        .collect();
    let composed = |&value: &u64| {
        if !whole.is_empty() {
            return whole.contains(&value);
        }
        let rest = value & !fields & !free;
        let covered = flags
            .keys()
            .filter(|&&bits| value & bits == bits)
            .fold(0, |all, bits| all | bits);
        rest & !covered == 0
    };
    let seen = values.iter().fold(0, |all, value| all | value) & !free;
    // Without a word the argument is free, and with very many.
    if names.is_empty()
        || !values.iter().all(composed)
        || values.len() > 8
        || whole.is_empty() && seen & !fields == 0
    {
        return;
    }
    let slot = usize::from(argument.slot);
    let mut args = call.registers.map(|register| register.unwrap_or(0));
    let Some(value) = call.registers[slot] else {
        return;
    };
    for bit in 0..32 {
        let turned = value ^ 1 << bit;
        let stranger = if whole.is_empty() {
            (fields | free | seen) >> bit & 1 == 0
        } else {
            !values.contains(&turned)
        };
        if stranger && low(argument, turned) != low(argument, value) {
            args[slot] = turned;
            check(&args);
        }
    }
}

/// Lines of each kind, and bytes to draw calls from.
pub fn seeds() -> Vec<Vec<u8>> {
    let texts = [
        "7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 3\n[pid  7] read(0,  <unfinished ...>\n7 <... read resumed>\"a\", 1) = 1\n",
        "clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7f) = 8\nclone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD, stack=0x7f}, 88) = 9\n",
        "execve(\"./a\", [\"a\"], 0x7f /* 3 vars */) = 0\n[ Process PID=7 runs in 32 bit mode. ]\nmmap2(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0xf7\naccept(3, NULL, NULL) = 4\ngetuid32() = 0\n",
        "type=SECCOMP msg=audit(1.2:3): auid=0 pid=9 comm=\"x\" sig=31 arch=c000003e syscall=41 compat=0 ip=0x7f code=0x80000000\n",
        "[  12.3] audit: type=1326 audit(1.2:3): pid=9 arch=40000003 syscall=20 compat=1 ip=0x7f\ntype=SYSCALL msg=audit(1.2:3): arch=c000003e syscall=257 a0=ffffff9c a1=7f a2=80000 a3=0\n",
        "9 ioctl(1, TCGETS, {c_iflag=ICRNL, ...}) = 0\n9 openat(AT_FDCWD, \"/etc/\\\"x\", O_WRONLY|O_CREAT|0x1, 0644) = 3</x>\n9 kill(0, SIGTERM) = 0\n",
    ];
    let texts = texts.iter().map(|text| [b"\0", text.as_bytes()].concat());
    let drawn = (0..24_u8).map(|seed| {
        let mut byte = seed;
        let bytes = (0..240).map(|_| {
            byte = byte.wrapping_mul(141).wrapping_add(seed | 1);
            byte
        });
        [1].into_iter().chain(bytes).collect()
    });
    texts.chain(drawn).collect()
}
