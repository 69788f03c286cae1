//! A system call in words: its name, its arguments by the constants that they are made of.

use std::fmt;
use std::fs::File;
use std::os::unix::fs::FileExt;

use evalbox_compiler::table::{Argument, SyscallId, Type, syscalls};
use evalbox_compiler::target::{Abi, Target};
use evalbox_seccomp::SeccompData;

use crate::sys::wait::Pid;
use crate::{names, target};

/// Arguments that are strings, by the first of their names.
const STRINGS: [&str; 18] = [
    "pathname",
    "path",
    "name",
    "filename",
    "target",
    "oldpath",
    "newpath",
    "linkpath",
    "from_pathname",
    "to_pathname",
    "special",
    "source",
    "put_old",
    "new_root",
    "library",
    "fsname",
    "filesystemtype",
    "description",
];

/// As much of a string is shown.
const MOST_SHOWN: usize = 120;

/// A call and the ABI that it came through, as far as the table knows them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    data: SeccompData,
    target: Option<Target>,
    known: Option<(SyscallId, Abi)>,
    addresses: bool,
    /// The thread that makes the call and stands still, for the strings that it points to.
    thread: Option<Pid>,
}

impl Call {
    /// On this machine.
    pub(crate) fn of(data: &SeccompData) -> Call {
        Call::new(target::native().ok(), data)
    }

    /// On that machine.
    pub(crate) fn on(target: Target, data: &SeccompData) -> Call {
        Call::new(Some(target), data)
    }

    fn new(target: Option<Target>, data: &SeccompData) -> Call {
        let number = data.nr.cast_unsigned();
        Call {
            data: *data,
            target,
            known: target.and_then(|target| identify_on(target, data.arch, number)),
            addresses: true,
            thread: None,
        }
    }

    /// The same call with the strings that it points to, for a report: the thread can change them before the kernel reads.
    pub(crate) fn of_thread(mut self, thread: Pid) -> Call {
        self.thread = Some(thread);
        self
    }

    /// The string that an argument points to.
    fn string(&self, argument: &Argument, address: u64) -> Option<String> {
        let name = argument.names.first()?;
        let memory = File::open(format!("/proc/{}/mem", self.thread?)).ok()?;
        if address == 0 || !STRINGS.contains(name) {
            return None;
        }
        let mut bytes = Vec::new();
        // One at a time: the byte behind the end may be on a page that is not there.
        while bytes.len() < MOST_SHOWN {
            let at = address.checked_add(u64::try_from(bytes.len()).ok()?)?;
            let mut byte = [0];
            memory.read_exact_at(&mut byte, at).ok()?;
            if byte == [0] {
                return Some(format!("{:?}", String::from_utf8_lossy(&bytes)));
            }
            bytes.extend(byte);
        }
        Some(format!("{:?}..", String::from_utf8_lossy(&bytes)))
    }

    /// The same call with `_` for pointers and other values that differ from run to run.
    pub(crate) fn without_addresses(mut self) -> Call {
        self.addresses = false;
        self
    }
}

/// Which call a number is through the ABI of that `AUDIT_ARCH_*`.
pub(crate) fn identify(arch: u32, number: u32) -> Option<(SyscallId, Abi)> {
    identify_on(target::native().ok()?, arch, number)
}

fn identify_on(target: Target, arch: u32, number: u32) -> Option<(SyscallId, Abi)> {
    let abis = [target.abi]
        .into_iter()
        .chain(target.compat().iter().copied());
    abis.filter(|&abi| target.audit_arch(abi) == arch)
        .find_map(|abi| Some((syscalls::by_number(abi, number)?, abi)))
}

/// The part of a register that is the argument.
pub(crate) fn low(argument: &Argument, register: u64) -> u64 {
    match argument.ty {
        Type::Number { bits, .. } | Type::Pointer { bits } if bits < 64 => {
            register & ((1 << bits) - 1)
        }
        _ => register,
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((id, abi)) = self.known else {
            let (number, arch) = (self.data.nr, self.data.arch);
            return write!(f, "system call number {number} of arch {arch:#x}");
        };
        let arguments = syscalls::arguments(id, abi).unwrap_or_default();
        // Constants are this machine's.
        let names = target::native().ok() == self.target;
        let shown: Vec<String> = arguments
            .iter()
            .map(|argument| {
                let register = self.data.args.get(usize::from(argument.slot));
                let value = low(argument, register.copied().unwrap_or(0));
                let words = names
                    .then(|| names::spell(id, argument, abi, value))
                    .flatten()
                    .or_else(|| self.string(argument, value));
                match (words, argument.ty) {
                    (Some(words), _) => words,
                    (None, Type::Pointer { .. }) if !self.addresses && value != 0 => "_".to_owned(),
                    (None, _) if !self.addresses && value > 0xffff_ffff => "_".to_owned(),
                    (None, _) => format!("{value:#x}"),
                }
            })
            .collect();
        write!(
            f,
            "system call {}({})",
            syscalls::name(id),
            shown.join(", ")
        )?;
        if self.target.is_some_and(|target| target.abi != abi) {
            write!(f, " through the {abi} ABI")?;
        }
        Ok(())
    }
}
