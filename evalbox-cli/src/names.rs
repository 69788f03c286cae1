//! Values of arguments as the constants that a policy would write for them.

use evalbox_compiler::table::families::{any_constant, families, through};
use evalbox_compiler::table::{Argument, Family, How, KnownConstant, SyscallId, syscalls};
use evalbox_compiler::target::Abi;

use crate::constants;

/// An argument's value taken apart: every bit of it is in a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The value as a whole, a name or a number.
    pub(crate) value: Option<String>,
    /// Fields by their mask; `None` for one whose content has no name.
    pub(crate) fields: Vec<(u64, Option<&'static str>)>,
    /// Flags that an allow list has to have.
    pub(crate) flags: Vec<&'static str>,
    /// Flags that it lets through without.
    pub(crate) through: Vec<&'static str>,
}

/// Of names that share a value, those that people write.
const USUAL: [&str; 5] = [
    "AF_UNIX",
    "AF_NETLINK",
    "IPPROTO_IP",
    "O_SYNC",
    "O_NONBLOCK",
];

/// What ioctl's requests begin with: the table lists none, as any constant belongs to it.
const REQUESTS: [&str; 8] = ["TC", "TIO", "FIO", "FS_IOC", "SIOC", "BLK", "TUN", "RND"];

/// A request has its type in the second byte (`_IOC_TYPE`); what is below are flags of like names, as `TIOCM_CTS` and `TCP_INFO`.
const FIRST_REQUEST: u64 = 0x1000;

/// Takes a value apart; `None` where the call has no constants for the argument, or where they do not make up the value.
pub(crate) fn parts(id: SyscallId, argument: &Argument, abi: Abi, value: u64) -> Option<Parts> {
    let own = || {
        families(id)
            .iter()
            .filter(|family| argument.names.contains(&family.argument))
    };
    let mut result = Parts::default();
    if own().any(|family| family.how == How::Value) || own().next().is_none() {
        let listed = own().find_map(|family| name_of(family, value));
        let name = listed.map(str::to_owned);
        result.value = Some(name.or_else(|| free(id, argument, value))?);
        return Some(result);
    }
    let mut rest = value;
    for family in own() {
        if let How::Field(mask) = family.how {
            let name = name_of(family, value & mask);
            result.fields.push((mask, name));
            rest &= !mask;
        }
    }
    // Wider flags first: O_SYNC has the bit of O_DSYNC.
    let mut flags: Vec<(u64, &'static str)> = own()
        .filter(|family| family.how == How::Flag)
        .flat_map(names)
        .filter_map(|name| Some((bits(name)?, name)))
        .filter(|&(bits, _)| bits != 0)
        .collect();
    flags.sort_by_key(|&(bits, name)| {
        let usual = !USUAL.contains(&name);
        (std::cmp::Reverse(bits.count_ones()), usual, name)
    });
    let let_through = through(id, argument.names.first().copied().unwrap_or(""), abi);
    for (bits, name) in flags {
        if rest & bits == bits {
            rest &= !bits;
            if bits & !let_through == 0 {
                result.through.push(name);
            } else {
                result.flags.push(name);
            }
        }
    }
    (rest & !let_through == 0).then_some(result)
}

/// A value in the policy's syntax: `SOCK_STREAM | SOCK_CLOEXEC`.
pub(crate) fn spell(id: SyscallId, argument: &Argument, abi: Abi, value: u64) -> Option<String> {
    let parts = parts(id, argument, abi, value)?;
    if parts.value.is_some() {
        return parts.value;
    }
    let mut words = Vec::new();
    for (mask, name) in parts.fields {
        match name {
            Some(name) => words.push(name.to_owned()),
            None if value & mask == 0 => {}
            None => words.push(format!("{:#x}", value & mask)),
        }
    }
    words.extend(
        parts
            .flags
            .iter()
            .chain(&parts.through)
            .map(|&flag| flag.to_owned()),
    );
    Some(if words.is_empty() {
        "0".to_owned()
    } else {
        words.join(" | ")
    })
}

/// A value of an argument that takes any constant.
fn free(id: SyscallId, argument: &Argument, value: u64) -> Option<String> {
    if !argument.names.contains(&any_constant(id)?) {
        return None;
    }
    let is_request = syscalls::name(id) == "ioctl" && value >= FIRST_REQUEST;
    let name = REQUESTS
        .iter()
        .filter(|_| is_request)
        .find_map(|prefix| constants::named(prefix, i128::from(value)));
    Some(name.map_or_else(|| format!("{value:#x}"), str::to_owned))
}

fn names(family: &'static Family) -> impl Iterator<Item = &'static str> {
    let listed = family.all();
    listed.map(|constant: &KnownConstant| constant.name)
}

/// The family's name of a value.
fn name_of(family: &'static Family, value: u64) -> Option<&'static str> {
    let same = || names(family).filter(|name| bits(name) == Some(value));
    same()
        .find(|name| USUAL.contains(name))
        .or_else(|| same().next())
}

/// The value in 32 bits where it fits them, as arguments of these families have.
fn bits(name: &str) -> Option<u64> {
    let value = constants::value(name)?;
    u64::try_from(value)
        .or_else(|_| i32::try_from(value).map(|value| u64::from(value.cast_unsigned())))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target;

    fn spelt(call: &str, slot: usize, value: i64) -> Option<String> {
        let id = syscalls::find(call).expect("known");
        let abi = target::native().expect("a target").abi;
        let arguments = syscalls::arguments(id, abi).expect("a signature");
        spell(id, &arguments[slot], abi, value.cast_unsigned())
    }

    #[test]
    fn values_fields_and_flags() {
        assert_eq!(spelt("socket", 0, 1).as_deref(), Some("AF_UNIX"));
        assert_eq!(
            spelt("socket", 1, i64::from(libc::SOCK_RAW | libc::SOCK_CLOEXEC)).as_deref(),
            Some("SOCK_RAW | SOCK_CLOEXEC")
        );
        assert_eq!(
            spelt("openat", 2, i64::from(libc::O_WRONLY | libc::O_CREAT)).as_deref(),
            Some("O_WRONLY | O_CREAT")
        );
        assert_eq!(spelt("openat", 0, 0xffff_ff9c).as_deref(), Some("AT_FDCWD"));
        assert_eq!(spelt("ioctl", 1, 0x5412).as_deref(), Some("TIOCSTI"));
        assert_eq!(spelt("read", 0, 0), None);
        // TCP_COOKIE_TRANSACTIONS and TIOCM_CTS are 15 and 32, and no request and no clock.
        assert_eq!(spelt("clock_getres", 0, 15).as_deref(), Some("0xf"));
        assert_eq!(spelt("ioctl", 1, 32).as_deref(), Some("0x20"));
    }
}
