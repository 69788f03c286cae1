//! Programs as other tools write them: `struct sock_filter`s in this machine's byte order, or their numbers as text.

use evalbox_seccomp::SockFilter;

/// `sizeof(struct sock_filter)`.
const SIZE: usize = 8;

/// The instructions of a file. An opcode's upper byte is zero, so that a program is never text.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<SockFilter>, String> {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => numbers(text),
        _ => structs(bytes),
    }
}

fn structs(bytes: &[u8]) -> Result<Vec<SockFilter>, String> {
    let length = bytes.len();
    let (instructions, rest) = bytes.as_chunks::<SIZE>();
    if !rest.is_empty() {
        return Err(format!(
            "{length} bytes, and a `struct sock_filter` has {SIZE}"
        ));
    }
    Ok(instructions
        .iter()
        .map(|&[code0, code1, jt, jf, k0, k1, k2, k3]| SockFilter {
            code: u16::from_ne_bytes([code0, code1]),
            jt,
            jf,
            k: u32::from_ne_bytes([k0, k1, k2, k3]),
        })
        .collect())
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
        let mut bytes = Vec::new();
        for SockFilter { code, jt, jf, k } in program {
            bytes.extend(code.to_ne_bytes());
            bytes.extend([jt, jf]);
            bytes.extend(k.to_ne_bytes());
        }
        let forms: [&[u8]; 4] = [
            &bytes,
            b"# a comment\n32 0 0 4\n21 0 1 3221225534\n",
            b"2,32 0 0 4,21 0 1 3221225534,",
            b"{ 0x20,  0,  0, 0x00000004 },\n{ 0x15,  0,  1, 0xc000003e },\n",
        ];
        for form in forms {
            assert_eq!(read(form).as_deref(), Ok(&program[..]));
        }
    }

    #[test]
    fn mistakes_are_told() {
        assert!(read(&[0; 9]).is_err_and(|message| message.starts_with("9 bytes")));
        assert!(read(b"32 0 0").is_err_and(|message| message.starts_with("3 numbers")));
        assert!(
            read(b"32 0 0 4\nld nr")
                .is_err_and(|message| message == "line 2: `ld` is no 32-bit number")
        );
        assert!(read(b"21 256 0 4").is_err_and(|message| message.contains("256")));
    }
}
