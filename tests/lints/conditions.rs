//! Conditions that always or never hold, and arms that never decide.

use crate::support::{messages, trips};

#[test]
fn messages_say_what_is_constant() {
    let switch_off = "; where it is meant, `#![allow(constant_condition)]` in front of the policy";
    assert_eq!(
        messages("socket deny if type & 0xf == 0x10;"),
        [format!(
            "`type & 0xf == 0x10` never holds: the kernel reads that argument of `socket` as 32 bits, signed\n\
             hint: take it out, or say what it should ask{switch_off}"
        )]
    );
    assert_eq!(
        messages("socket { domain == 1 && domain == 2 => allow }"),
        [format!(
            "this condition never holds: its parts exclude each other\n\
             hint: take it out, or say what it should ask{switch_off}"
        )]
    );
    assert_eq!(
        messages("socket { domain == 1 => allow, domain == 1 => errno(1) }"),
        [
            "this can never decide: what comes before it has decided every such call of `socket`\nhint: take it out, or put \
          it first; where it is meant, `#![allow(unreachable_arm)]` in front of the policy"
        ]
    );
}

#[test]
fn constant() {
    for condition in [
        "fd >= 0",
        "fd < 0",
        "fd != 0 && count >= 0",
        "fd in 5..=2",
        "!(fd in 5..=2)",
        "fd == 1 && fd == 2",
        "fd < 10 || fd >= 10",
        "fd <= 0xffffffff",
        "fd & 0xf == 0x10",
        "fd & 0xf != 0x10",
        "fd & 0 == 0",
        "fd has 0",
        "fd any 0",
        "fd only 0xffffffff",
        "fd > 5 && fd & !7 == 0 && fd != 6 && fd != 7",
        "fd & 3 == 1 && fd & 1 == 0",
        "fd & 1 == 0 || fd & 1 == 1",
        "fd == crate::A && fd != crate::A",
        "count > 0x100000000 && count <= 0x100000000",
        "fd has 6 && fd only 3",
        "buf == 0 && buf != 0",
    ] {
        trips(
            &format!("read deny if {condition};"),
            &["constant_condition"],
        );
        trips(
            &format!("read {{ {condition} => allow, _ => errno(1) }}"),
            &["constant_condition"],
        );
    }
    trips(
        "socket deny if domain == AF_UNIX && domain == AF_INET;",
        &["constant_condition"],
    );
    trips(
        "clone deny if flags has CLONE_FS && flags & CLONE_FS == 0;",
        &["constant_condition"],
    );
    trips(
        "read deny if fd >= 0 && count >= 0;",
        &["constant_condition", "constant_condition"],
    );
}

#[test]
fn not_constant() {
    for condition in [
        "fd > 0",
        "fd in 5..=5",
        "fd & 0xf == 0xf",
        "fd == 1 || fd == 2",
        "fd < 10 || fd > 10",
        "fd == crate::A && fd == crate::B",
        "fd == crate::A && fd == 3",
        "fd & crate::A == crate::B",
        "fd has crate::A && !(fd any crate::A)",
        "fd only crate::A",
        "fd == 1 && count == 2",
        "fd > 5 && fd & !7 == 0 && fd != 6",
        "count > 0x100000000 && count < 0x100000002",
    ] {
        trips(&format!("read deny if {condition};"), &[]);
    }
    // An int can be negative, and two names may have one value.
    trips("close deny if fd >= 0x80000000;", &[]);
    trips("socket deny if domain >= 0;", &[]);
    trips(
        "socket deny if domain == AF_UNIX && domain == AF_LOCAL;",
        &[],
    );
    trips("socket deny if domain in [AF_UNIX, AF_LOCAL];", &[]);
}

#[test]
fn unreachable() {
    let trip = &["unreachable_arm"];
    for arms in [
        "fd in [1, 2] => allow, fd == 2 => errno(1)",
        "fd in 1..=9 => allow, fd in 3..=4 => errno(1)",
        "fd < 5 => allow, fd >= 5 => errno(1), _ => errno(2)",
        "fd < 5 => allow, fd >= 5 => errno(1), fd == 7 => errno(2)",
        "fd == 1 => allow, fd == 1 && count == 2 => errno(1)",
        "fd & 1 == 1 => allow, fd in [1, 3, 5] => errno(1)",
        "fd in [crate::A, crate::B] => allow, fd == crate::B => errno(1)",
        "fd has crate::A => allow, fd == 7 && fd has crate::A => errno(1)",
    ] {
        trips(&format!("read {{ {arms} }}"), trip);
    }
    trips(
        "socket deny AF_NETLINK; socket errno(1) if domain == AF_NETLINK && type == 3;",
        trip,
    );
    trips("socket allow AF_UNIX, AF_INET; socket allow AF_INET;", trip);
    trips(
        "socket { domain == AF_UNIX || domain == AF_INET => allow, domain == AF_INET => errno(1) }",
        trip,
    );
}

#[test]
fn reachable() {
    for arms in [
        "fd == 1 && count == 2 => allow, fd == 1 => errno(1)",
        "fd < 5 => allow, fd > 5 => errno(1), _ => errno(2)",
        "fd < 5 => allow, fd >= 5 => errno(1)",
        "fd == crate::A => allow, fd == crate::B => errno(1)",
        "fd == crate::A => allow, fd == 1 => errno(1)",
        "fd & 1 == 1 => allow, fd in [1, 2] => errno(1)",
        "_ => errno(1)",
    ] {
        trips(&format!("read {{ {arms} }}"), &[]);
    }
    trips(
        "socket allow AF_UNIX; socket allow AF_INET, SOCK_STREAM;",
        &[],
    );
    trips(
        "socket { domain == AF_UNIX => allow, domain == AF_LOCAL => errno(1) }",
        &[],
    );
}

/// Constants by the hundred are looked through as well.
#[test]
fn many_constants() {
    let constants: Vec<String> = (0..300).map(|n| format!("crate::C{n}")).collect();
    trips(&format!("ioctl allow {};", constants.join(", ")), &[]);
    let arms: Vec<String> = (0..200)
        .map(|n| format!("request == crate::C{n} => errno({n})"))
        .collect();
    let arms = arms.join(", ");
    trips(&format!("ioctl {{ {arms} }}"), &[]);
    let again = format!("ioctl {{ {arms}, request == crate::C7 => allow }}");
    trips(&again, &["unreachable_arm"]);
}
