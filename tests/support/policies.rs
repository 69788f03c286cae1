//! Random policies, as users write them: every statement, action, operator and form of a constant that the language has,
//! on every system call and argument of the table.
//!
//! They are drawn from bytes, a chunk for each statement, so that proptest shrinks them by leaving chunks out and a fuzzer
//! can change one statement alone. Bytes that run out draw the simplest there is. A few policies are a user's mistake.

#[path = "policies/conditions.rs"]
mod conditions;
#[path = "policies/lists.rs"]
mod lists;
#[path = "policies/own.rs"]
mod own;
#[path = "policies/values.rs"]
mod values;

use std::collections::BTreeSet;

use arbitrary::{Result, Unstructured};
use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::{Abi, Target};

const LINTS: &str = "#![allow(clone3_bypass, io_uring_bypass, sibling_bypass, unshare_bypass, \
    multiplexer_bypass, variant_bypass, unreachable_arm, constant_condition, no_exit)]";

/// The policy that the chunks are: the first its settings, each other one a statement.
pub(crate) fn policy<C: AsRef<[u8]>>(chunks: &[C], target: Target) -> String {
    let (settings, statements) = chunks.split_at(1.min(chunks.len()));
    let settings = settings.first().map_or(&[][..], AsRef::as_ref);
    let mut writer = Writer::new(&mut Unstructured::new(settings), target)
        .unwrap_or_else(|_| Writer::plain(target));
    for chunk in statements {
        let mut from = Unstructured::new(chunk.as_ref());
        // An error is a chunk that a draw could not be made from: there is no such statement.
        if let Ok(Some(statement)) = writer.statement(&mut from) {
            writer.statements.push(statement);
        }
    }
    format!("{LINTS}\n{}\n", writer.statements.join("\n"))
}

/// A policy in the making.
struct Writer {
    target: Target,
    /// Whose arguments the conditions must have.
    abis: Vec<Abi>,
    statements: Vec<String>,
    /// Names in lists and calls with statements of their own: a second time would be a mistake.
    listed: BTreeSet<String>,
    owned: BTreeSet<String>,
    /// The groups' lists: two with different actions would share names.
    has_groups: bool,
    default: &'static str,
}

impl Writer {
    fn plain(target: Target) -> Writer {
        Writer {
            target,
            abis: vec![target.abi],
            statements: vec!["allow [exit_group];".to_owned()],
            listed: BTreeSet::from(["exit_group".to_owned()]),
            owned: BTreeSet::new(),
            has_groups: false,
            default: "",
        }
    }

    fn new(from: &mut Unstructured<'_>, target: Target) -> Result<Writer> {
        let mut writer = Writer::plain(target);
        if chance(from, 2)? {
            writer.default = from.choose(&[
                "allow",
                "log",
                "kill_thread",
                "kill_process",
                "trap",
                "trap(0xffff)",
                "errno(EACCES)",
                "errno(crate::V_fff)",
                "trace(3)",
            ])?;
            writer
                .statements
                .push(format!("default {};", writer.default));
        }
        for what in ["foreign", "unknown"] {
            if chance(from, 2)? {
                let statement = format!("{what} {};", writer.action(from)?);
                let wrapped = writer.wrapped(from, statement)?;
                writer.statements.push(wrapped);
            }
        }
        if chance(from, 3)? {
            let mut listed: Vec<&str> = Vec::new();
            for abi in Abi::ALL {
                if target.compat().contains(&abi) && chance(from, 2)? {
                    writer.abis.push(abi);
                    listed.push(abi.name());
                } else if !target.compat().contains(&abi) && chance(from, 12)? {
                    // Passed over: the target lacks it.
                    listed.push(abi.name());
                }
            }
            let split = if listed.is_empty() {
                0
            } else {
                from.choose_index(listed.len())?
            };
            for part in [&listed[..split], &listed[split..]] {
                if !part.is_empty() {
                    writer
                        .statements
                        .push(format!("abi [{}];", part.join(", ")));
                }
            }
        }
        Ok(writer)
    }

    /// One statement, or none where the draw would be a mistake.
    fn statement(&mut self, from: &mut Unstructured<'_>) -> Result<Option<String>> {
        let statement = match from.int_in_range(0..=15)? {
            0..=2 => self.list(from)?,
            3..=5 => self.constants(from)?,
            6..=8 => self.conditions(from)?,
            9..=12 => self.block(from)?,
            13 => self.weights(from)?,
            14 => self.expect(from)?,
            _ => self.by_abi(from)?,
        };
        statement
            .map(|statement| self.wrapped(from, statement))
            .transpose()
    }

    /// What may stand around any statement: `#[cfg]`, a file of its own.
    fn wrapped(&self, from: &mut Unstructured<'_>, statement: String) -> Result<String> {
        let statement = if chance(from, 12)? {
            format!("include {statement:?};")
        } else {
            statement
        };
        if !chance(from, 8)? {
            return Ok(statement);
        }
        let predicate = self.predicate(from, 2)?;
        Ok(format!("#[cfg({predicate})] {statement}"))
    }

    fn predicate(&self, from: &mut Unstructured<'_>, depth: u8) -> Result<String> {
        Ok(
            match from.int_in_range(0..=if depth == 0 { 3 } else { 6 })? {
                0 => format!(
                    "target_arch = \"{}\"",
                    from.choose(&["x86_64", "aarch64", "mips", self.target.arch_name()])?
                ),
                1 => format!("target_endian = \"{}\"", from.choose(&["little", "big"])?),
                2 => format!("target_pointer_width = \"{}\"", from.choose(&["64", "32"])?),
                3 => format!("abi = \"{}\"", from.choose(&self.abis)?.name()),
                4 => format!("not({})", self.predicate(from, depth - 1)?),
                form => {
                    let word = if form == 5 { "all" } else { "any" };
                    format!(
                        "{word}({}, {})",
                        self.predicate(from, depth - 1)?,
                        self.predicate(from, depth - 1)?
                    )
                }
            },
        )
    }

    fn action(&self, from: &mut Unstructured<'_>) -> Result<String> {
        let word = *from.choose(&[
            "allow",
            "deny",
            "kill_process",
            "kill_thread",
            "trap",
            "log",
            "notify",
            "errno(EPERM)",
            "errno(4095)",
            "errno(crate::V_7)",
            "errno(ENOSYS | 0)",
            "trap(7)",
            "trace(65535)",
            "trace(crate::V_9)",
        ])?;
        Ok(word.to_owned())
    }

    fn refusal(&self, from: &mut Unstructured<'_>) -> Result<String> {
        let action = self.action(from)?;
        Ok(if action == "allow" {
            "deny".to_owned()
        } else {
            action
        })
    }

    /// A call of the table that no statement of its own decides, by name.
    fn call(&self, from: &mut Unstructured<'_>) -> Result<Option<&'static str>> {
        const USUAL: [&str; 24] = [
            "read",
            "write",
            "lseek",
            "mprotect",
            "prctl",
            "kill",
            "fchmod",
            "socket",
            "ioctl",
            "ptrace",
            "clone",
            "setpriority",
            "madvise",
            "openat",
            "futex",
            "mmap",
            "socketpair",
            "fcntl",
            "unshare",
            "bpf",
            "pread64",
            "dup3",
            "clock_gettime",
            "rt_sigaction",
        ];
        let name = if chance(from, 3)? {
            let all = syscalls::numbers(self.target.abi);
            syscalls::name(all[from.choose_index(all.len())?].1)
        } else {
            from.choose(&USUAL)?
        };
        Ok(Some(name).filter(|&name| !self.owned.contains(name)))
    }
}

/// Once in `times`.
fn chance(from: &mut Unstructured<'_>, times: u8) -> Result<bool> {
    // The first draw is "no", so that bytes that run out end what they began.
    Ok(from.int_in_range(1..=times)? == times && times > 1)
}
