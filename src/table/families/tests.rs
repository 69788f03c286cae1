//! What data/families.txt says of constants, against the values that `libc` has for the host.
//! (tools/families.py does so for every target.)

use crate::ordered::{Map, Set};

use super::*;
use crate::table::syscalls;
use crate::target::Target;

macro_rules! values {
    ($($name:ident)*) => { [$((stringify!($name), i128::from(libc::$name))),*] };
}

/// The same of names that libc may lack for the host: each is `MISSING` here, and libc's shadows it where there is one.
macro_rules! possible_values {
    ($($name:ident)*) => {{
        $(#[allow(dead_code, non_upper_case_globals)] const $name: i128 = MISSING;)*
        {
            #[allow(unused_imports, reason = "none may be there")]
            use libc::*;
            [$((stringify!($name), i128::from($name))),*]
        }
    }};
}

const MISSING: i128 = i128::MAX;

/// The host's values; a negative one is a C int with bit 31.
#[allow(deprecated, reason = "SOCK_PACKET is a type to refuse all the same")]
fn host() -> Map<&'static str, u64> {
    let value = |value: i128| u64::try_from(if value < 0 { value + (1 << 32) } else { value });
    listed!(values)
        .into_iter()
        .map(|(name, number)| (name, value(number).expect("a C constant")))
        .collect()
}

fn every_family() -> impl Iterator<Item = (SyscallId, &'static Family)> {
    syscalls::all().flat_map(|id| families(id).iter().map(move |family| (id, family)))
}

#[test]
fn a_flag_called_a_single_bit_is_one() {
    let host = host();
    let mut single = 0;
    for (_, family) in every_family() {
        for constant in family
            .constants
            .iter()
            .filter(|constant| constant.single_bit)
        {
            assert_eq!(family.how, How::Flag, "{}", constant.name);
            assert!(
                host[constant.name].is_power_of_two(),
                "{} = {:#x}",
                constant.name,
                host[constant.name]
            );
            single += 1;
        }
    }
    assert!(single > 500, "{single}");
}

#[test]
fn a_flag_of_several_bits_is_not_called_a_single_one() {
    let openat = families(syscalls::find("openat").expect("openat"));
    let find = |name| {
        openat
            .iter()
            .find_map(|family| family.find(name))
            .expect("listed")
    };
    for name in ["O_SYNC", "O_TMPFILE", "O_LARGEFILE", "O_RDONLY"] {
        assert!(!find(name).single_bit, "{name}");
    }
    for name in ["O_CREAT", "O_DIRECTORY", "O_PATH"] {
        assert!(find(name).single_bit, "{name}");
    }
}

#[test]
fn two_names_of_a_family_are_aliases_or_differ() {
    let host = host();
    for (id, family) in every_family() {
        let mut owners = Map::<u64, &KnownConstant>::new();
        for constant in &family.constants {
            if let Some(other) = owners.insert(host[constant.name], constant) {
                assert!(
                    constant.aliases.contains(&other.name)
                        && other.aliases.contains(&constant.name),
                    "{} and {} of {}",
                    constant.name,
                    other.name,
                    syscalls::name(id)
                );
            }
        }
    }
}

#[test]
fn a_fields_constants_lie_within_its_mask() {
    let host = host();
    for (_, family) in every_family() {
        if let How::Field(mask) = family.how {
            for constant in &family.constants {
                assert_eq!(host[constant.name] & !mask, 0, "{}", constant.name);
            }
        }
    }
}

/// libc's `O_LARGEFILE` is 0 where its open sets the flag by itself.
#[test]
fn the_kernels_values_are_libcs_where_it_has_the_name() {
    let native = if cfg!(target_arch = "x86_64") {
        Target::X86_64.abi
    } else {
        return;
    };
    let mut compared = 0;
    for (name, libcs) in stated!(possible_values) {
        if libcs == MISSING || name == "O_LARGEFILE" {
            continue;
        }
        let kernels = kernel_value(name, native).map(i128::from);
        // A negative constant is a C int.
        let same = kernels.is_some_and(|value| value == libcs || value == libcs & 0xffff_ffff);
        assert!(same, "{name} is {libcs} in libc, {kernels:?} here");
        compared += 1;
    }
    assert!(compared > 80, "{compared}");
}

#[test]
fn every_flag_let_through_is_listed_for_its_argument() {
    let mut found = 0;
    for id in syscalls::all() {
        for (argument, flags) in lines(&data::THROUGH, id) {
            for flag in flags {
                let (family, constant) = family_of(id, flag).expect("a family");
                assert_eq!(
                    (family.argument, family.how),
                    (argument, How::Flag),
                    "{flag}"
                );
                assert!(constant.is_some(), "{flag}");
                found += 1;
            }
        }
    }
    assert!(found > 20, "{found}");
}

#[test]
fn every_line_of_the_tables_is_read() {
    let word = |name: &str| {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        !name.is_empty() && name.bytes().all(fits)
    };
    let mut used = Set::new();
    for id in syscalls::all() {
        let text = text_of(&data::PLACES, id);
        used.extend(text.lines().filter_map(|line| line.split(' ').nth(1)));
        let families = families(id);
        assert_eq!(families.len(), text.lines().count(), "{text}");
        for family in families {
            assert!(word(family.argument), "{text}");
            assert!(family.prefixes.iter().copied().all(word), "{text}");
            for constant in family.all() {
                let names = constant.aliases.iter().chain([&constant.name]);
                assert!(names.copied().all(word), "{constant:?}");
            }
        }
    }
    assert_eq!(used.len(), data::FAMILIES.len());
    for (name, values) in data::KERNEL {
        let known = Abi::ALL.map(|abi| kernel_value(name, abi));
        let lacking = known.iter().filter(|value| value.is_none()).count();
        assert!(lacking < known.len(), "{name}: {values}");
        assert_eq!(lacking > 0, values.contains('-'), "{name}: {values}");
    }
}
