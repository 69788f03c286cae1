//! Lists of constants: where they belong, and what a list refuses or admits.

use crate::support::{AARCH64, X86_64, answer, mistakes, mistakes_on, policy};

const TAKES_SOCKET: &str = "hint: socket takes `AF_`, `PF_` (domain), `SOCK_` (type), `IPPROTO_` (protocol), `NETLINK_` (protocol)";

#[test]
fn an_allow_list_covers_every_argument_it_speaks_of() {
    let checked = policy(
        "allow [read, write, exit_group]; socket allow AF_UNIX, AF_INET, SOCK_STREAM; prctl allow PR_SET_NAME, crate::MY_OPTION;",
        X86_64,
    );
    for (domain, ty, expected) in [
        (1, 1, "allow"),
        (2, 1 | 0o2_000_000, "allow"),
        (2, 1 | 0o4_000, "allow"),
        (2, 2, "kill_process"),
        (16, 1, "kill_process"),
        (1, 1 | 0x100, "kill_process"),
    ] {
        assert_eq!(
            answer(&checked, "socket", &[domain, ty, 77]),
            expected,
            "{domain} {ty:#x}"
        );
    }
    assert_eq!(answer(&checked, "prctl", &[15]), "allow");
    assert_eq!(answer(&checked, "prctl", &[99]), "allow");
    assert_eq!(answer(&checked, "prctl", &[16]), "kill_process");
}

#[test]
fn fields_and_flags_of_one_argument() {
    let read_only = policy("openat allow O_RDONLY;", X86_64);
    let flags = |policy, flags| answer(policy, "openat", &[0, 0, flags]);
    assert_eq!(flags(&read_only, 0o2_000_000), "allow", "O_CLOEXEC");
    assert_eq!(
        flags(&read_only, 0o100_000),
        "allow",
        "the kernel's O_LARGEFILE"
    );
    assert_eq!(flags(&read_only, 0o100), "kill_process", "O_CREAT");
    assert_eq!(flags(&read_only, 1), "kill_process", "O_WRONLY");
    let create = policy("openat allow O_CREAT;", X86_64);
    assert_eq!(flags(&create, 0o101), "allow", "the field is free");
    assert_eq!(
        flags(&create, 0o301),
        "kill_process",
        "O_EXCL is not listed"
    );
    let futex = policy("futex allow FUTEX_WAIT, FUTEX_WAKE;", X86_64);
    assert_eq!(answer(&futex, "futex", &[0, 128 | 256 | 1]), "allow");
    assert_eq!(answer(&futex, "futex", &[0, 2]), "kill_process");
    let map = policy("mmap allow MAP_PRIVATE, MAP_ANONYMOUS, PROT_READ;", X86_64);
    assert_eq!(answer(&map, "mmap", &[0, 0, 1, 0x22]), "allow");
    assert_eq!(answer(&map, "mmap", &[0, 0, 3, 0x22]), "kill_process");
    assert_eq!(answer(&map, "mmap", &[0, 0, 1, 0x21]), "kill_process");
}

#[test]
fn a_deny_list_needs_one_match() {
    let checked = policy("openat deny O_WRONLY, O_CREAT | O_EXCL;", X86_64);
    for (flags, expected) in [
        (0, "allow"),
        (1, "kill_process"),
        (2, "allow"),
        (0o100, "allow"),
        (0o300, "kill_process"),
    ] {
        assert_eq!(
            answer(&checked, "openat", &[0, 0, flags]),
            expected,
            "{flags:#o}"
        );
    }
    let both = policy("mprotect deny PROT_WRITE, PROT_EXEC;", X86_64);
    assert_eq!(answer(&both, "mprotect", &[0, 0, 4]), "kill_process");
    assert_eq!(answer(&both, "mprotect", &[0, 0, 1]), "allow");
    let signal = policy("clone deny SIGCHLD;", X86_64);
    assert_eq!(answer(&signal, "clone", &[0x100 | 17]), "kill_process");
    assert_eq!(answer(&signal, "clone", &[0x100]), "allow");
}

#[test]
fn no_bits_are_no_flag_to_deny() {
    assert_eq!(
        mistakes("mprotect deny 0;"),
        [
            "15: `0` is no flag that can be denied: it has no bits, or does not fit `prot` of mprotect, a 64-bit unsigned long\nhint: write a condition"
        ]
    );
    let none = policy("mprotect allow PROT_NONE;", X86_64);
    assert_eq!(answer(&none, "mprotect", &[0, 0, 0]), "allow");
    assert_eq!(answer(&none, "mprotect", &[0, 0, 1]), "kill_process");
}

#[test]
fn prefixes_may_be_left_off() {
    let checked = policy("unshare deny NEWUSER | NEWNET, NEWPID;", X86_64);
    assert_eq!(answer(&checked, "unshare", &[0x1000_0000]), "allow");
    assert_eq!(answer(&checked, "unshare", &[0x5000_0000]), "kill_process");
    assert_eq!(answer(&checked, "unshare", &[0x2000_0000]), "kill_process");
    let texts: Vec<&str> = checked
        .constants
        .iter()
        .map(|(_, constant)| constant.text.as_str())
        .collect();
    assert_eq!(texts, ["CLONE_NEWUSER | CLONE_NEWNET", "CLONE_NEWPID"]);
}

#[test]
fn any_constant_where_there_is_one_such_argument() {
    let checked = policy("ioctl deny 3, self::X, FOO | 1;", X86_64);
    assert_eq!(checked.constants.len(), 3);
}

#[test]
fn constants_of_no_family() {
    assert_eq!(
        mistakes("socket deny FOO, 3, SOCK_STREAM | SOCK_CLOEXEC, AF_INET | 3;"),
        [
            format!("13: `FOO` belongs to no argument of socket\n{TAKES_SOCKET}"),
            format!("18: `3` belongs to no argument of socket\n{TAKES_SOCKET}"),
            "21: `SOCK_STREAM | SOCK_CLOEXEC` joins constants of socket that are compared each in its own way\n\
             hint: list them apart, parted by commas, or write a condition"
                .to_owned(),
            format!("49: `AF_INET | 3` belongs to no argument of socket\n{TAKES_SOCKET}"),
        ]
    );
    assert_eq!(
        mistakes("clone deny NEWUSR, NEWFOO*;"),
        [
            "12: `NEWUSR` belongs to no argument of clone\nhint: clone takes `CLONE_` (flags), `SIG` (flags)\nhint: did you mean `NEWUSER`?",
            "20: no constant of clone that the table knows begins with `NEWFOO`\nhint: clone takes `CLONE_` (flags), `SIG` (flags)",
        ]
    );
    assert_eq!(
        mistakes("getpid deny FOO;"),
        [
            "1: no argument of getpid has constants that the table knows\nhint: write a condition, `getpid ACTION if ARG == ..;`, or a list, `ACTION [getpid];`"
        ]
    );
}

#[test]
fn the_same_constant_twice() {
    assert_eq!(
        mistakes("socket deny AF_INET, AF_INET;"),
        ["22: `AF_INET` is in the list twice | 13: first listed here"]
    );
    assert_eq!(
        mistakes("clone deny NEWUSER, CLONE_NEWUSER;"),
        ["21: `CLONE_NEWUSER` is in the list twice | 12: first listed here"]
    );
    assert_eq!(
        mistakes("clone deny NEWUSER, NEWU*;"),
        ["21: `CLONE_NEWUSER` is in the list twice | 12: first listed here"]
    );
}

#[test]
fn constants_fit_their_argument() {
    let wide = "ioctl deny 0x1_0000_0000;";
    for target in [X86_64, AARCH64] {
        assert_eq!(
            mistakes_on(wide, target),
            ["12: `0x1_0000_0000` does not fit `request` of ioctl, a 32-bit unsigned int"]
        );
    }
    let negative = policy("ioctl deny -1;", X86_64);
    assert_eq!(
        answer(&negative, "ioctl", &[0, 0xffff_ffff]),
        "kill_process"
    );
    let symbolic = policy("socket deny AF_INET;", X86_64);
    let messages: Vec<&str> = symbolic
        .constants
        .iter()
        .map(|(_, constant)| constant.message.as_str())
        .collect();
    assert_eq!(
        messages,
        ["`AF_INET` does not fit `domain` of socket, a 32-bit int"]
    );
}
