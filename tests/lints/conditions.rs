//! Conditions that always or never hold, and arms that never decide.

use crate::support::{X86_64, messages, open, tripped_on, trips};

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
    // A list's constant, of which more is asked than of a condition's, is the same one.
    for again in [
        "mprotect deny PROT_EXEC; mprotect errno(1) if prot has PROT_EXEC;",
        "mprotect deny if prot has PROT_EXEC; mprotect errno(1) PROT_EXEC;",
        "socket deny SOCK_RAW; socket errno(1) if type & 0xf == SOCK_RAW;",
    ] {
        trips(again, trip);
    }
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

/// Flags that rustc alone knows are held against each other by name.
#[test]
fn flags_by_name() {
    let trip = &["unreachable_arm"];
    trips(
        "mprotect allow PROT_READ, PROT_WRITE; mprotect allow PROT_READ;",
        trip,
    );
    trips(
        "mprotect allow PROT_READ; mprotect allow PROT_READ, PROT_WRITE;",
        &[],
    );
    trips(
        "read { fd only crate::A => allow, fd only crate::A && count == 1 => errno(1) }",
        trip,
    );
    trips(
        "read { fd only crate::A => allow, fd only crate::B => errno(1) }",
        &[],
    );
    trips(
        "read { fd only crate::A => allow, count only crate::A => errno(1) }",
        &[],
    );
}

/// Rules of any length are looked through, for what single arms before say.
#[test]
fn long_rules() {
    let list = |count: u32, arm: &dyn Fn(u32) -> String| {
        let arms: Vec<String> = (0..count).map(arm).collect();
        arms.join(", ")
    };
    let constants: Vec<String> = (0..300).map(|n| format!("crate::C{n}")).collect();
    trips(&format!("ioctl allow {};", constants.join(", ")), &[]);
    let arms = list(200, &|n| format!("request == crate::C{n} => errno({n})"));
    trips(&format!("ioctl {{ {arms} }}"), &[]);

    let symbolic = list(400, &|n| format!("request == crate::C{n} => errno({n})"));
    let known = list(1000, &|n| format!("request == {} => errno({n})", 3 * n));
    let masked = list(400, &|n| format!("request & 0xffff == {n} => errno({n})"));
    let pairs = list(400, &|n| {
        format!("request == {n} && fd == {n} => errno({n})")
    });
    let ranges = list(310, &|n| {
        format!("request in {}..={} => errno({n})", 10 * n, 10 * n + 9)
    });
    let tripped = |text: &str| tripped_on(&format!("{text} allow [exit_group];"), X86_64);
    for (arms, again) in [
        (&symbolic, "request == crate::C7"),
        (&symbolic, "request in [crate::C7, crate::C399]"),
        (&symbolic, "fd == 1 && request == crate::C7"),
        (&known, "request == 300"),
        (&known, "request == 0 || request == 2997"),
        (&known, "request == 0xc"),
        (&masked, "request & 0xffff == 399"),
        (&pairs, "request == 7 && fd == 7"),
        (&ranges, "request in 5..=3099"),
        (&ranges, "request < 3100"),
        (&ranges, "request < 3100 && fd == 1"),
    ] {
        let text = format!("ioctl {{ {arms}, {again} => allow }}");
        assert_eq!(tripped(&text), ["unreachable_arm"], "{again}");
    }
    assert_eq!(
        tripped(&format!(
            "ioctl {{ {ranges}, request >= 3100 => errno(1), _ => allow }}"
        )),
        ["unreachable_arm"]
    );
    assert_eq!(
        tripped(&format!(
            "ioctl {{ {ranges}, request > 3100 => errno(1), _ => allow }}"
        )),
        [""; 0]
    );
    assert_eq!(
        tripped(&format!(
            "ioctl {{ {pairs}, request == 7 && fd == 8 => allow, fd >= 0 => allow }}"
        )),
        ["constant_condition"]
    );
}

/// What hangs on values that rustc alone knows is asked in const evaluation, here with values of the test's.
#[test]
fn open_conditions() {
    for (condition, value, wrong) in [
        (
            "type & 0xf == crate::X",
            0x10,
            "`type & 0xf == crate::X` never holds",
        ),
        (
            "type & 0xf != crate::X",
            0x10,
            "`type & 0xf != crate::X` always holds",
        ),
        ("type & 0xf == crate::X", 0xf, ""),
        ("type & crate::X == 0", 0, "always holds"),
        ("type & crate::X != 0", 0, "never holds"),
        ("type & crate::X == 4", 4, ""),
        ("type has crate::X", 0, "always holds"),
        ("type has crate::X", 1, ""),
        ("type any crate::X", 0, "never holds"),
        ("type only crate::X", 0xffff_ffff, "always holds"),
        ("type only crate::X", 0, ""),
        ("type < crate::X", 0x8000_0000, "never holds"),
        ("type < crate::X", 0, ""),
        (
            "type >= crate::X",
            0x8000_0000,
            "`type >= crate::X` always holds",
        ),
        ("type <= crate::X", 0x7fff_ffff, "always holds"),
        ("type > crate::X", 0x7fff_ffff, "never holds"),
        ("type > crate::X", 0x7fff_fffe, ""),
        ("type in crate::X..=5", 6, "never holds"),
        ("type in crate::X..=5", 5, ""),
        ("type in crate::X..=0x7fffffff", 0x8000_0000, "always holds"),
        (
            "!(domain == 1 && type has crate::X)",
            0,
            "`type has crate::X` always holds",
        ),
        ("type == crate::X", 0, ""),
        ("type in [crate::X, crate::X]", 0, ""),
    ] {
        let text = format!("socket deny if {condition}; allow [exit_group];");
        let said = open(&text, value).join("\n");
        assert!(said.contains(wrong), "{text}: {said}");
        assert_eq!(said.is_empty(), wrong.is_empty(), "{text}: {said}");
        let off = format!("#![allow(constant_condition)] {text}");
        assert_eq!(open(&off, value), [""; 0], "{off}");
    }
    let in_block =
        "socket { type & 0xf == crate::X => allow, type < crate::X => log } allow [exit_group];";
    assert_eq!(open(in_block, 0x8000_0000).len(), 2);
}
