//! Constants that fit an argument, in every form that they can be written in.

use arbitrary::{Result, Unstructured};

use super::chance;

/// Words of libc's that are worth little, so that they fit any argument, and one that is all of 32 bits.
const WORDS: [&str; 20] = [
    "AF_NETLINK",
    "SOCK_RAW",
    "PROT_EXEC",
    "SEEK_END",
    "O_CREAT",
    "SIGKILL",
    "AF_UNIX",
    "SOCK_STREAM",
    "O_APPEND",
    "MADV_FREE",
    "PTRACE_CONT",
    "F_SETFL",
    "CLONE_VM",
    "FUTEX_WAKE",
    "PR_SET_NAME",
    "EPERM",
    "O_EXCL",
    "PROT_NONE",
    "MAP_FIXED",
    "TIOCSTI",
];

/// A number that fits: as the argument's own type where it is to be ordered, otherwise as either sign.
pub(super) fn number(
    from: &mut Unstructured<'_>,
    bits: u8,
    signed: bool,
    ordered: bool,
) -> Result<i128> {
    let whole = 1i128 << bits;
    let (low, high) = match (ordered, signed) {
        (true, true) => (-(whole / 2), whole / 2 - 1),
        (true, false) => (0, whole - 1),
        (false, _) => (-(whole / 2), whole - 1),
    };
    let value = match from.int_in_range(0..=9u8)? {
        0..=3 => i128::from(from.int_in_range(0..=40u8)?),
        4 => -i128::from(from.int_in_range(1..=3u8)?),
        5 => whole - 1 - i128::from(from.int_in_range(0..=2u8)?),
        6 => whole / 2 - 1 + i128::from(from.int_in_range(0..=2u8)?),
        7 => 1i128 << from.int_in_range(0..=bits - 1)?,
        // The edge of the halves of a register.
        8 => (1i128 << bits.min(32)) - 1 + i128::from(from.int_in_range(0..=2u8)?),
        _ => i128::from(from.arbitrary::<u64>()?) & (whole - 1),
    };
    Ok(value.clamp(low, high))
}

/// An expression, which stands for one operand wherever parentheses may be.
pub(super) fn value(
    from: &mut Unstructured<'_>,
    bits: u8,
    signed: bool,
    ordered: bool,
) -> Result<String> {
    let mut one = |ordered| -> Result<String> {
        let value = number(from, bits, signed, ordered)?;
        spelt(from, value)
    };
    let first = one(ordered)?;
    let form = from.int_in_range(0..=15u8)?;
    let small = from.int_in_range(0..=9u8)?;
    Ok(match form {
        8 => {
            // Of these the low 16 bits are used, and so they fit.
            let word = from.choose(&WORDS)?;
            if chance(from, 3)? {
                format!("{word} as u8")
            } else {
                (*word).to_owned()
            }
        }
        9 if !ordered => format!("!{small}"),
        10 if !ordered && !first.starts_with('-') => {
            format!("({first} | {})", from.choose(&["1", "O_EXCL", "0x70"])?)
        }
        11 => format!("({small} << {})", from.int_in_range(0..=bits.min(32) - 6)?),
        12 => format!("(SEEK_END + {small} * 3 - 2)"),
        13 => format!("(0x7f & O_EXCL ^ {small})"),
        14 => format!("((0x1_0000 >> {small}) as u16)"),
        15 => format!("b'\\x0{small}'"),
        _ => first,
    })
}

/// A literal, or a constant of the caller's of that value.
fn spelt(from: &mut Unstructured<'_>, value: i128) -> Result<String> {
    let (sign, size) = if value < 0 {
        ("-", -value)
    } else {
        ("", value)
    };
    Ok(match from.int_in_range(0..=9u8)? {
        0..=2 => format!("{value}"),
        3 => format!("{sign}0x{size:x}"),
        4 => format!("{sign}0b{size:b}"),
        5 => format!("{sign}0o{size:o}"),
        6 if value >= 0 => format!("{size}u64"),
        6 => format!("{value}i64"),
        7 if value >= 0 => format!("0x_{size:04x}"),
        _ if value < 0 => format!("crate::N_{size:x}"),
        _ => format!("crate::V_{size:x}"),
    })
}
