//! Which ABI each process of a trace calls through: strace's `[ Process PID=7 runs in 32 bit mode. ]`.
//!
//! strace says so when a process is of another ABI than strace took it for, and takes a new one for what it handled last.

use std::collections::BTreeMap;

use evalbox_compiler::target::{Abi, Target};

pub(super) struct Modes {
    native: Target,
    processes: BTreeMap<u32, Abi>,
    /// Of the process of the last line.
    current: Abi,
}

impl Modes {
    pub(super) fn new(native: Target) -> Modes {
        Modes {
            native,
            processes: BTreeMap::new(),
            current: native.abi,
        }
    }

    /// Reads a line that says which mode a process is in, and whether it is one.
    ///
    /// # Errors
    /// A mode that no policy for this machine can name.
    pub(super) fn line(&mut self, line: &str) -> Result<bool, String> {
        let said = line
            .split_once("[ Process PID=")
            .and_then(|(_, said)| said.split_once(" runs in "))
            .and_then(|(pid, mode)| Some((pid.parse().ok()?, mode.strip_suffix(" mode. ]")?)));
        let Some((pid, mode)) = said else {
            return Ok(false);
        };
        self.current = self.abi(mode).ok_or_else(|| {
            let native = self.native.abi;
            format!("a process runs in {mode} mode, whose calls no policy for {native} names")
        })?;
        self.processes.insert(pid, self.current);
        Ok(true)
    }

    /// The ABI of the process that a call's line begins with: `7 `, `[pid 7] `; nothing where there is but one process.
    pub(super) fn of(&mut self, before: &str) -> Abi {
        let before = before.trim_start();
        let digits = before.strip_prefix("[pid").unwrap_or(before).trim_start();
        let end = digits.find(|character: char| !character.is_ascii_digit());
        let pid = digits.get(..end.unwrap_or(digits.len()));
        if let Some(pid) = pid.and_then(|pid| pid.parse().ok()) {
            self.current = *self.processes.entry(pid).or_insert(self.current);
        }
        self.current
    }

    /// strace's `personality_names`.
    fn abi(&self, mode: &str) -> Option<Abi> {
        let mut served = [self.native.abi]
            .into_iter()
            .chain(self.native.compat().iter().copied());
        served.find(|&abi| match abi {
            Abi::X32 => mode == "x32",
            Abi::N32 => mode == "n32",
            Abi::Mips64 => mode == "n64",
            Abi::Mips => mode == "o32",
            _ => mode == format!("{} bit", abi.long_bits()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processes_have_the_abi_that_strace_says() {
        let mut modes = Modes::new(Target::X86_64);
        let mode = |modes: &mut Modes, line: &str| modes.line(line);
        assert_eq!(modes.of("execve"), Abi::X86_64);
        assert_eq!(
            mode(&mut modes, "[ Process PID=7 runs in 32 bit mode. ]"),
            Ok(true)
        );
        assert_eq!(modes.of("brk"), Abi::X86);
        // A child is taken for what its parent is.
        assert_eq!(modes.of("[pid     8] brk"), Abi::X86);
        let line = "[pid     8] [ Process PID=8 runs in 64 bit mode. ]";
        assert_eq!(mode(&mut modes, line), Ok(true));
        assert_eq!(modes.of("[pid     8] brk"), Abi::X86_64);
        assert_eq!(modes.of("7     brk"), Abi::X86);
        assert_eq!(
            mode(&mut modes, "8 [ Process PID=8 runs in x32 mode. ]"),
            Ok(true)
        );
        assert_eq!(modes.of("8 brk"), Abi::X32);
        assert_eq!(mode(&mut modes, "8 brk(NULL) = 0"), Ok(false));
        assert!(mode(&mut modes, "8 [ Process PID=8 runs in 31 bit mode. ]").is_err());
    }
}
