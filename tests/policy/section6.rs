//! 6 Limits.

use super::machine::{Machine, errors, errors_with, refused};

/// `kill { pid == 0 && sig == 0 => errno(0), .. }`, of which no two arms are one.
fn arms(count: u32) -> String {
    let arms =
        (0..count).map(|n| format!("pid == {} && sig == {n} => errno({}),", n * 7, n % 4000));
    format!("kill {{ {} _ => allow }}", arms.collect::<String>())
}

#[test]
fn rule_6_1_length() {
    let machine = Machine::new("x86_64", &arms(150));
    for n in [0, 1, 75, 149] {
        assert_eq!(machine.call("kill", &[n * 7, n]), format!("errno({n})"));
        assert_eq!(machine.call("kill", &[n * 7 + 1, n]), "allow");
    }
    let found = errors("x86_64", &arms(800));
    assert!(
        found.contains("instructions, and the kernel takes at most 4096"),
        "{found}"
    );
    // Far more constants than a jump reaches over.
    let list: Vec<String> = (0..1500).map(|n| (n * 3).to_string()).collect();
    let machine = Machine::new("s390x", &format!("ioctl deny {};", list.join(", ")));
    for n in 0..1500 {
        assert_eq!(machine.call("ioctl", &[0, n * 3]), "kill_process");
        assert_eq!(machine.call("ioctl", &[0, n * 3 + 1]), "allow");
    }
}

#[test]
fn rule_6_2_depth() {
    let nested = |depth: usize| {
        format!(
            "write allow if {}fd == 1{};",
            "(".repeat(depth),
            ")".repeat(depth)
        )
    };
    assert_eq!(
        Machine::new("x86_64", &nested(60)).call("write", &[1]),
        "allow"
    );
    refused("x86_64", &nested(100), "nested more than 64 deep");
    refused("x86_64", &nested(100_000), "nested more than 64 deep");
    let constant = format!("write allow if fd == {}1;", "!".repeat(100));
    refused("x86_64", &constant, "nested more than 64 deep");
}

#[test]
fn rule_6_3_includes() {
    let policy = |count: usize| format!("{} allow [read];", "include \"empty\"; ".repeat(count));
    let files = [("empty", "")];
    assert_eq!(errors_with("x86_64", &policy(500), &files), "");
    let found = errors_with("x86_64", &policy(501), &files);
    assert!(found.contains("more than 500 included files"), "{found}");
}
