//! `--from FILE`: calls from the output of `strace -f` and from audit lines, of auditd (`type=SECCOMP`, `type=SYSCALL`)
//! or the kernel's log (`type=1326`, `type=1300`).
//!
//! A trace has words where a filter has registers. What they come to is looked up; an argument whose words are not
//! understood (a path, a struct) has no value, and leaves no condition.

use evalbox_compiler::table::{Argument, SyscallId, groups, syscalls};
use evalbox_compiler::target::Abi;

use super::model::Model;
use super::modes::Modes;
use crate::call::identify;
use crate::{constants, target};

/// Records that have a call, by name and by number: `AUDIT_SECCOMP` and `AUDIT_SYSCALL` of uapi/linux/audit.h.
const AUDIT: [&str; 4] = ["type=SECCOMP ", "type=SYSCALL ", "type=1326 ", "type=1300 "];

/// Adds every call of a file, which messages call `shown`.
pub(crate) fn read(shown: &str, bytes: &[u8], model: &mut Model) -> Result<(), String> {
    // Paths in a trace need not be UTF-8.
    let text = String::from_utf8_lossy(bytes);
    let mut modes = Modes::new(target::native()?);
    for (index, line) in text.lines().enumerate() {
        let read = if AUDIT.iter().any(|kind| line.contains(kind)) {
            audit(line, model);
            Ok(())
        } else {
            strace(line, &mut modes, model)
        };
        read.map_err(|error| format!("{shown}:{}: {error}", index + 1))?;
    }
    if model.total == 0 {
        return Err(format!(
            "{shown}: no call found\nhint: `strace -f --quiet=exit -o FILE COMMAND` writes such a file, `ausearch -m SECCOMP` prints audit lines"
        ));
    }
    Ok(())
}

/// `type=SECCOMP .. arch=c000003e syscall=41 ..`; `type=SYSCALL` has `a0` to `a3` as well.
fn audit(line: &str, model: &mut Model) {
    let field = |name: &str| {
        line.split_whitespace()
            .find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    };
    let arch = field("arch").and_then(|arch| u32::from_str_radix(arch, 16).ok());
    let number = field("syscall").and_then(|number| number.parse().ok());
    let (Some(arch), Some(number)) = (arch, number) else {
        return;
    };
    let register = |name| field(name).and_then(|value| u64::from_str_radix(value, 16).ok());
    let registers = [
        register("a0"),
        register("a1"),
        register("a2"),
        register("a3"),
        None,
        None,
    ];
    match identify(arch, number) {
        Some((id, abi)) => model.observe(id, abi, registers, 1),
        None => model.observe_unknown(arch, number),
    }
}

/// `[pid 12] socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3`. Lines that are no call (signals, exits, the second half
/// of an interrupted call) have no name before a parenthesis.
fn strace(line: &str, modes: &mut Modes, model: &mut Model) -> Result<(), String> {
    if modes.line(line)? {
        return Ok(());
    }
    let Some((before, after)) = line.split_once('(') else {
        return Ok(());
    };
    let name = before
        .rsplit(|c: char| c.is_whitespace() || c == ']')
        .next();
    let Some(id) = name.and_then(syscalls::find) else {
        return Ok(());
    };
    let abi = modes.of(before);
    if syscalls::name(id) == "clone3" {
        clone3(after, abi, model);
        return Ok(());
    }
    if syscalls::number(id, abi).is_none() {
        return multiplexed(id, abi, model);
    }
    let arguments = syscalls::arguments(id, abi).unwrap_or_default();
    let mut registers = [None; 6];
    for (index, word) in top_level(after).into_iter().enumerate() {
        let (argument, word) = place(id, &arguments, index, word);
        let Some(argument) = argument else { continue };
        if let Some(register) = registers.get_mut(usize::from(argument.slot)) {
            *register = value(word);
        }
    }
    model.observe(id, abi, registers, 1);
    Ok(())
}

/// A call that the ABI has no number for: strace names what socketcall(2) and ipc(2) are asked to do.
fn multiplexed(id: SyscallId, abi: Abi, model: &mut Model) -> Result<(), String> {
    let name = syscalls::name(id);
    let ipc = ["sem", "msg", "shm"].iter().any(|of| name.starts_with(of));
    let socket = groups::group("network-io").is_some_and(|calls| calls.contains(&id));
    let through = match (ipc, socket) {
        (true, _) => syscalls::find("ipc"),
        (_, true) => syscalls::find("socketcall"),
        _ => None,
    };
    match through.filter(|&id| syscalls::number(id, abi).is_some()) {
        Some(through) => model.observe(through, abi, [None; 6], 1),
        None => {
            return Err(format!(
                "`{name}` is no call of {abi}\nhint: `strace -f --quiet=exit -o FILE COMMAND` notes which processes are of another ABI"
            ));
        }
    }
    Ok(())
}

/// The recorder's own policies refuse clone3 for what glibc falls back to: clone with the same flags and signal.
fn clone3(arguments: &str, abi: Abi, model: &mut Model) {
    let field = |name: &str| {
        let (_, rest) = arguments.split_once(name)?;
        value(rest.split([',', '}']).next()?)
    };
    let flags = field("flags=").zip(field("exit_signal="));
    if let Some(id) = syscalls::find("clone") {
        let flags = flags.map(|(flags, signal)| flags | signal);
        let mut registers = [None; 6];
        let arguments = syscalls::arguments(id, abi).unwrap_or_default();
        for argument in arguments
            .iter()
            .filter(|argument| argument.names.contains(&"flags"))
        {
            if let Some(register) = registers.get_mut(usize::from(argument.slot)) {
                *register = flags;
            }
        }
        model.observe(id, abi, registers, 1);
    }
}

/// Whose argument a word is: strace names clone's (`flags=CLONE_VM`), and otherwise keeps the man page's order.
fn place<'a, 'w>(
    id: SyscallId,
    arguments: &'a [Argument],
    index: usize,
    word: &'w str,
) -> (Option<&'a Argument>, &'w str) {
    if let Some((name, word)) = word.split_once('=')
        && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    {
        let named = arguments
            .iter()
            .find(|argument| argument.names.contains(&name));
        return (named, word);
    }
    if syscalls::name(id) == "clone" {
        return (None, word);
    }
    (arguments.get(index), word)
}

/// The arguments of a call, up to its closing parenthesis; commas in strings, structs and lists part nothing.
fn top_level(text: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut escaped, mut start) = (0u32, false, false, 0);
    let mut words = Vec::new();
    for (index, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => {
                words.push(text.get(start..index).unwrap_or_default().trim());
                return words;
            }
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                words.push(text.get(start..index).unwrap_or_default().trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    let rest = text.get(start..).unwrap_or_default();
    let rest = rest.split(" <unfinished").next().unwrap_or_default();
    words.push(rest.trim());
    words
}

/// What `NAME|NAME`, a number or `NULL` comes to.
fn value(words: &str) -> Option<u64> {
    words.split('|').try_fold(0, |bits, word| {
        let word = word.trim();
        // strace shows what a descriptor or a number stands for: `3</dev/tty>`, `0x5 /* CODE_??? */`.
        let word = word.split(['<', ' ']).next().unwrap_or_default();
        let number = if let Some(digits) = word.strip_prefix("0x") {
            u64::from_str_radix(digits, 16).ok()
        } else if word == "NULL" {
            Some(0)
        } else if word.len() > 1 && word.starts_with('0') {
            u64::from_str_radix(word, 8).ok()
        } else if let Ok(number) = word.parse::<i64>() {
            Some(number.cast_unsigned())
        } else {
            let value = constants::value(word)?;
            u64::try_from(value)
                .ok()
                .or_else(|| i64::try_from(value).ok().map(i64::cast_unsigned))
        };
        Some(bits | number?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_apart() {
        let arguments = top_level(r#"3, "a, \"b)", {x=[1, 2], y=f(3)}, O_RDONLY|O_CLOEXEC) = 3"#);
        assert_eq!(
            arguments,
            [
                "3",
                r#""a, \"b)""#,
                "{x=[1, 2], y=f(3)}",
                "O_RDONLY|O_CLOEXEC"
            ]
        );
        assert_eq!(top_level("0x1, 2 <unfinished ...>"), ["0x1", "2"]);
        assert_eq!(value("AF_UNIX"), Some(1));
        assert_eq!(value("SOCK_STREAM|SOCK_CLOEXEC"), Some(0x80001));
        assert_eq!(value("0644"), Some(0o644));
        assert_eq!(value("3<socket:[1]>"), Some(3));
        assert_eq!(value("\"text\""), None);
    }
}
