//! Conditions: names, widths, signs, pointers.

use crate::support::{S390X, X86_64, answer, mistakes, policy};

/// What `CALL deny if CONDITION;` answers.
fn holds(call: &str, condition: &str, args: &[u64]) -> bool {
    let checked = policy(&format!("{call} deny if {condition};"), X86_64);
    answer(&checked, call, args) == "kill_process"
}

#[test]
fn every_operator() {
    let cases: &[(&str, &[u64], &[u64])] = &[
        ("fd == 3", &[3, 3 | 1 << 32], &[4]),
        ("fd != 3", &[4], &[3, 3 | 1 << 32]),
        ("fd < 3", &[0, 2], &[3, 0xffff_ffff]),
        ("fd <= 3", &[3], &[4]),
        ("fd > 3", &[4], &[3]),
        ("fd >= 3", &[3], &[2]),
        ("fd in [1, 5]", &[1, 5], &[3]),
        ("fd in 2..=4", &[2, 3, 4], &[1, 5]),
        ("fd & 6 == 2", &[2, 3, 0xa], &[4, 6]),
        ("fd & 6 != 2", &[4, 6], &[2, 3]),
        ("fd has 6", &[6, 7], &[2, 4]),
        ("fd any 6", &[2, 4], &[1, 8]),
        ("fd only 6", &[0, 2, 6, 1 << 32], &[1, 7]),
        ("!(fd == 1 || fd == 2) && fd < 4", &[0, 3], &[1, 2, 4]),
        ("fd == !0", &[0xffff_ffff], &[0]),
    ];
    for (condition, yes, no) in cases {
        for &value in *yes {
            assert!(
                holds("read", condition, &[value]),
                "{condition} of {value:#x}"
            );
        }
        for &value in *no {
            assert!(
                !holds("read", condition, &[value]),
                "{condition} of {value:#x}"
            );
        }
    }
}

#[test]
fn signs_follow_the_kernel() {
    assert!(holds("kill", "pid < 0", &[0xffff_ffff]), "pid_t is signed");
    assert!(!holds("kill", "pid < 0", &[1]));
    assert!(holds("kill", "pid in -3..=-1", &[0xffff_fffe]));
    assert_eq!(
        mistakes("read allow if fd < -1 || count > -1; kill allow if pid < 0x80000000;"),
        [
            "20: `-1` does not fit `fd` of read, a 32-bit unsigned int, which is ordered as an unsigned number",
            "34: `-1` does not fit `count` of read, a 64-bit size_t, which is ordered as an unsigned number",
            "58: `0x80000000` does not fit `pid` of kill, a 32-bit pid_t, which is ordered as a signed number",
        ]
    );
}

#[test]
fn wide_arguments_are_compared_whole() {
    assert!(holds("read", "count == 0x1_0000_0000", &[0, 0, 1 << 32]));
    assert!(!holds("read", "count == 1", &[0, 0, 1 | 1 << 32]));
    assert!(
        holds("chmod", "mode has 0o4000", &[0, 0o4755 | 1 << 16]),
        "umode_t is 16 bits"
    );
    assert!(!holds("chmod", "mode == 0o755", &[0, 0o4755]));
}

#[test]
fn values_do_not_fit() {
    assert_eq!(
        mistakes(
            "read allow if fd == 0x1_0000_0000 || fd == !0x1_0000_0000 || fd & 0x1_0000_0000 == 0;"
        ),
        [
            "21: `0x1_0000_0000` does not fit `fd` of read, a 32-bit unsigned int",
            "44: `!0x1_0000_0000` does not fit `fd` of read, a 32-bit unsigned int",
            "67: `0x1_0000_0000` does not fit `fd` of read, a 32-bit unsigned int",
        ]
    );
}

#[test]
fn pointers_are_zero_or_not() {
    assert!(holds("read", "buf == 0", &[0, 0]));
    assert!(holds("read", "buf != 0", &[0, 1 << 40]));
    let hint = "a filter sees the address and cannot read what it points to\nhint: `buf == 0` and `buf != 0` are what can be asked";
    for condition in [
        "buf == 1",
        "buf > 0",
        "buf == NULL",
        "buf in [0]",
        "buf & 1 == 0",
    ] {
        assert_eq!(
            mistakes(&format!("read deny if {condition};")),
            [format!("14: `buf` of read is a pointer: {hint}")],
            "{condition}"
        );
    }
}

#[test]
fn arguments_by_place() {
    assert!(holds("read", "arg2 == 5", &[0, 0, 5]));
    let clone = policy("clone deny if arg1 == 5;", S390X);
    assert_eq!(answer(&clone, "clone", &[0, 5]), "kill_process");
    let flags = policy("clone deny if flags == 5;", S390X);
    assert_eq!(
        answer(&flags, "clone", &[0, 5]),
        "kill_process",
        "s390x swaps the first two"
    );
    assert_eq!(
        mistakes(
            "read deny if arg3 == 1; getpid deny if arg0 == 0; nr(5000) deny if arg6 == 1 || x == 1;"
        ),
        [
            "14: read has 3 arguments, `arg0` to `arg2`, and no `arg3`",
            "40: getpid has no arguments, and so no `arg0`",
            "68: a system call has `arg0` to `arg5`, no `arg6`",
            "81: the table does not know the arguments of nr(5000)\nhint: write the place, `arg0` to `arg5`",
        ]
    );
}

#[test]
fn unknown_arguments() {
    assert_eq!(
        mistakes("socket deny if tpye == 1 || family == 99 || nonsense == 1;"),
        [
            "16: socket has no argument `tpye`: it has `domain`, `type`, `protocol`\nhint: did you mean `type`?",
            "45: socket has no argument `nonsense`: it has `domain`, `type`, `protocol`",
        ]
    );
}
