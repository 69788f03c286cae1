//! Programs as other tools write them: `struct sock_filter`s in either byte order, or their numbers as text.

use std::ffi::OsStr;
use std::path::Path;

use evalbox_compiler::target::Endian;
use evalbox_seccomp::{Filter, SockFilter};

/// `sizeof(struct sock_filter)`.
const SIZE: usize = 8;

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A program's bytes.
    Structs,
    /// A program's numbers as text.
    Numbers,
    /// A container's profile.
    Profile,
    /// A policy.
    Policy,
}

impl Form {
    /// An opcode's upper byte is zero, so that a program's bytes are never text. A policy begins with a word or an
    /// attribute, a profile with a brace and a quote, and numbers with a digit, perhaps behind a brace.
    pub(crate) fn of(bytes: &[u8]) -> Form {
        let Some(text) = text(bytes) else {
            return Form::Structs;
        };
        let first = text.lines().map(str::trim_start).find(|line| {
            let comment =
                line.starts_with('#') && !line.starts_with("#[") && !line.starts_with("#!");
            !line.is_empty() && !comment
        });
        let first = first.unwrap_or_default();
        if first.starts_with('{') {
            let inside = text
                .trim_start_matches(|c: char| c != '{')
                .trim_start_matches(|c: char| c == '{' || c.is_whitespace());
            return if inside.starts_with(|c: char| c.is_ascii_digit()) {
                Form::Numbers
            } else {
                Form::Profile
            };
        }
        if first.starts_with(|c: char| c.is_ascii_digit()) {
            Form::Numbers
        } else {
            Form::Policy
        }
    }

    /// The same of what is known to be a program.
    pub(crate) fn of_program(bytes: &[u8]) -> Form {
        text(bytes).map_or(Form::Structs, |_| Form::Numbers)
    }

    /// By the name's extension too: `.bpf` is a program, `.json` a profile, `.policy` a policy, whatever is in it.
    pub(crate) fn of_file(path: &Path, bytes: &[u8]) -> Form {
        match path.extension().and_then(OsStr::to_str) {
            Some("bpf") => Form::of_program(bytes),
            Some("json") => Form::Profile,
            Some("policy") => Form::Policy,
            _ => Form::of(bytes),
        }
    }

    pub(crate) fn is_program(self) -> bool {
        matches!(self, Form::Structs | Form::Numbers)
    }
}

/// The filter of a program that is to run here.
pub(crate) fn filter(name: &str, bytes: &[u8], form: Form) -> Result<Filter, String> {
    let (program, _) = read(bytes, form).map_err(|why| format!("{name}: {why}"))?;
    Filter::new(program.leak()).map_err(|error| format!("{name}: {error}"))
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'))
}

/// The instructions of a file, and the byte order that it is written in, where it has one.
pub(crate) fn read(bytes: &[u8], form: Form) -> Result<(Vec<SockFilter>, Option<Endian>), String> {
    match text(bytes).filter(|_| form == Form::Numbers) {
        Some(text) => Ok((numbers(text)?, None)),
        None => structs(bytes).map(|(program, endian)| (program, Some(endian))),
    }
}

/// Either byte order: every opcode is below 256, so that the wrong order shows.
fn structs(bytes: &[u8]) -> Result<(Vec<SockFilter>, Endian), String> {
    let length = bytes.len();
    let (instructions, rest) = bytes.as_chunks::<SIZE>();
    if !rest.is_empty() {
        return Err(format!(
            "no BPF program: {length} bytes, and a `struct sock_filter` has {SIZE}"
        ));
    }
    let endian = if instructions.iter().all(|&[_, high, ..]| high == 0) {
        Endian::Little
    } else if instructions.iter().all(|&[high, ..]| high == 0) {
        Endian::Big
    } else {
        return Err("no BPF program: opcodes beyond 255 in either byte order".to_owned());
    };
    let half = |bytes| match endian {
        Endian::Little => u16::from_le_bytes(bytes),
        Endian::Big => u16::from_be_bytes(bytes),
    };
    let word = |bytes| match endian {
        Endian::Little => u32::from_le_bytes(bytes),
        Endian::Big => u32::from_be_bytes(bytes),
    };
    let program = instructions
        .iter()
        .map(|&[code0, code1, jt, jf, k0, k1, k2, k3]| SockFilter {
            code: half([code0, code1]),
            jt,
            jf,
            k: word([k0, k1, k2, k3]),
        })
        .collect();
    Ok((program, endian))
}

/// `code jt jf k` in four numbers an instruction, decimal or hexadecimal: as `bpf_asm` prints them (its count comes
/// first), as `bpf_asm -c` does, with braces, or a line each. `#` begins a comment.
fn numbers(text: &str) -> Result<Vec<SockFilter>, String> {
    let mut numbers = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let text = text.split('#').next().unwrap_or_default();
        let words = text.split(|c: char| c.is_whitespace() || "{},".contains(c));
        for word in words.filter(|word| !word.is_empty()) {
            let number = match word.strip_prefix("0x") {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => word.parse(),
            };
            numbers.push(number.map_err(|_| format!("line {line}: `{word}` is no 32-bit number"))?);
        }
    }
    let count = numbers
        .first()
        .and_then(|&count| usize::try_from(count).ok());
    if numbers.len() % 4 == 1 && count == Some(numbers.len() / 4) {
        numbers.remove(0);
    }
    let (instructions, rest) = numbers.as_chunks::<4>();
    if !rest.is_empty() {
        return Err(format!(
            "{} numbers, and an instruction has four: code, jt, jf, k",
            numbers.len()
        ));
    }
    instructions
        .iter()
        .map(|&[code, jt, jf, k]| {
            let narrow = |number: u32| {
                u8::try_from(number).map_err(|_| format!("a jump over {number} instructions"))
            };
            Ok(SockFilter {
                code: u16::try_from(code).map_err(|_| format!("no opcode {code:#x}"))?,
                jt: narrow(jt)?,
                jf: narrow(jf)?,
                k,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_the_same_program() {
        let program = [
            SockFilter::statement(0x20, 4),
            SockFilter::jump(0x15, 0xc000_003e, 0, 1),
        ];
        let (mut bytes, mut turned) = (Vec::new(), Vec::new());
        for SockFilter { code, jt, jf, k } in program {
            bytes.extend(code.to_le_bytes());
            bytes.extend([jt, jf]);
            bytes.extend(k.to_le_bytes());
            turned.extend(code.to_be_bytes());
            turned.extend([jt, jf]);
            turned.extend(k.to_be_bytes());
        }
        let forms: [&[u8]; 5] = [
            &bytes,
            &turned,
            b"# a comment\n32 0 0 4\n21 0 1 3221225534\n",
            b"2,32 0 0 4,21 0 1 3221225534,",
            b"{ 0x20,  0,  0, 0x00000004 },\n{ 0x15,  0,  1, 0xc000003e },\n",
        ];
        for form in forms {
            let (found, _) = read(form, Form::of(form)).expect("a program");
            assert_eq!(found, program);
        }
        let order = |bytes: &[u8]| read(bytes, Form::Structs).map(|(_, endian)| endian);
        assert_eq!(order(&bytes), Ok(Some(Endian::Little)));
        assert_eq!(order(&turned), Ok(Some(Endian::Big)));
    }

    #[test]
    fn files_are_told_apart() {
        let forms: [(&[u8], Form); 8] = [
            (b"allow [read];", Form::Policy),
            (b"#![allow(no_exit)]\nallow [read];", Form::Policy),
            (b"// 12\nallow [read];", Form::Policy),
            (b"", Form::Policy),
            (b" {\n  \"defaultAction\": 1 }", Form::Profile),
            (b"# seccomp\n6 0 0 0", Form::Numbers),
            (b"{ 0x06, 0, 0, 0 },", Form::Numbers),
            (b"\x06\0\0\0\0\0\0\0", Form::Structs),
        ];
        for (bytes, form) in forms {
            assert_eq!(Form::of(bytes), form, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn mistakes_are_told() {
        let read = |bytes| read(bytes, Form::of_program(bytes));
        assert!(read(&[0; 9]).is_err_and(|message| message.contains("9 bytes")));
        assert!(read(&[1; 8]).is_err_and(|message| message.contains("is no 32-bit number")));
        assert!(read(&[0xff; 8]).is_err_and(|message| message.contains("opcodes beyond 255")));
        assert!(read(b"32 0 0").is_err_and(|message| message.starts_with("3 numbers")));
        assert!(
            read(b"32 0 0 4\nld nr")
                .is_err_and(|message| message == "line 2: `ld` is no 32-bit number")
        );
        assert!(read(b"21 256 0 4").is_err_and(|message| message.contains("256")));
    }
}
