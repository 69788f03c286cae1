//! Filters that another call undoes.

use crate::support::{X86, X86_64, messages, tripped_on, trips};

#[test]
fn clone3() {
    assert_eq!(
        messages("clone deny NEW*; allow [clone3];"),
        [
            "the flags of `clone` are filtered, and `clone3`, which is allowed, takes the same flags in memory, where no filter sees \
          them\nhint: `errno(ENOSYS) [clone3];`, on which C libraries fall back to clone; where it is meant, \
          `#![allow(clone3_bypass)]` in front of the policy | `clone3` is decided here"
        ]
    );
    let trip = &["clone3_bypass"];
    trips("clone deny NEW*; log [clone3];", trip);
    trips(
        "clone deny NEWUSER; clone3 { size == 88 => allow, _ => errno(ENOSYS) }",
        trip,
    );
    trips("clone allow SIGCHLD; allow [clone3];", trip);
    trips(
        "default allow; clone kill_process if flags has CLONE_NEWUSER;",
        trip,
    );
    trips("clone deny NEW*; errno(ENOSYS) [clone3];", &[]);
    trips("clone deny NEW*;", &[]);
    trips("clone deny NEW*; notify [clone3];", &[]);
    // Not its flags, not by argument, and nothing that is refused.
    trips("clone deny if stack == 0; allow [clone3];", &[]);
    trips("errno(EPERM) [clone]; allow [clone3];", &[]);
    trips("allow [clone, clone3];", &[]);
    trips("clone log if flags has CLONE_NEWUSER; allow [clone3];", &[]);
}

#[test]
fn io_uring() {
    let trip = &["io_uring_bypass"];
    for filter in [
        "socket deny AF_NETLINK;",
        "connect deny if addrlen == 0;",
        "openat allow O_RDONLY;",
        "open allow O_RDONLY;",
        "sendto deny if addr != 0;",
        "unlinkat deny if flag != 0;",
        "setsockopt deny SO_MARK;",
        "madvise deny MADV_HWPOISON;",
        "epoll_ctl allow EPOLL_CTL_ADD;",
    ] {
        trips(&format!("{filter} allow [io_uring_setup];"), trip);
        trips(&format!("{filter} allow [io_uring_enter];"), &[]);
        trips(&format!("{filter} errno(EPERM) [io_uring_setup];"), &[]);
    }
    trips(
        "socket deny AF_NETLINK; io_uring_setup { entries <= 8 => allow }",
        trip,
    );
    trips(
        "ioctl deny TIOCSTI; prctl allow PR_SET_NAME; allow [io_uring_setup];",
        &[],
    );
    trips("errno(EPERM) [socket]; allow [io_uring_setup];", &[]);
    assert_eq!(
        messages("socket deny AF_NETLINK; allow [io_uring_setup];"),
        [
            "arguments of `socket` are filtered, and `io_uring_setup`, which is allowed, sets up a ring through which the kernel \
          makes this call, and no filter sees what is asked of a ring\nhint: refuse it; where it is meant, \
          `#![allow(io_uring_bypass)]` in front of the policy | `io_uring_setup` is decided here"
        ]
    );
}

#[test]
fn siblings() {
    let trip = &["sibling_bypass"];
    for (filter, sibling) in [
        ("openat allow O_RDONLY;", "open"),
        ("openat allow O_RDONLY;", "creat"),
        ("openat allow O_RDONLY;", "openat2"),
        ("open deny O_CREAT;", "openat"),
        ("mprotect deny PROT_EXEC;", "pkey_mprotect"),
        ("pkey_mprotect deny PROT_EXEC;", "mprotect"),
        ("execve deny if envp == 0;", "execveat"),
        ("execveat deny if flags != 0;", "execve"),
    ] {
        trips(&format!("{filter} allow [{sibling}];"), trip);
        trips(&format!("{filter} log [{sibling}];"), trip);
        trips(&format!("{filter} errno(ENOSYS) [{sibling}];"), &[]);
        trips(&format!("{filter} notify [{sibling}];"), &[]);
        trips(
            &format!(
                "errno(EPERM) [{}]; allow [{sibling}];",
                filter.split(' ').next().unwrap_or_default()
            ),
            &[],
        );
    }
    trips("openat allow O_RDONLY; open allow O_RDONLY;", &[]);
    trips("socket deny AF_NETLINK; allow [socketpair];", &[]);
    trips("ioctl deny TIOCSTI; allow [fcntl];", &[]);
}

#[test]
fn multiplexers() {
    let exits = "allow [exit_group];";
    let on_x86 = |text: &str| tripped_on(&format!("{text} {exits}"), X86);
    assert_eq!(
        on_x86("socket deny AF_NETLINK; allow [socketcall];"),
        ["sibling_bypass"]
    );
    for text in [
        "connect deny if addrlen == 0; allow [socketcall];",
        "shmat deny if shmaddr != 0; allow [ipc];",
    ] {
        assert_eq!(on_x86(text), [""; 0], "{text}");
        let text = format!("#![deny(multiplexer_bypass)] {text}");
        assert_eq!(on_x86(&text), ["multiplexer_bypass"], "{text}");
    }
    assert_eq!(on_x86("socket deny AF_NETLINK;"), [""; 0]);
    // The call is reached through the other ABI only, and said once where it is reached through both.
    trips(
        "abi [x86]; socket deny AF_NETLINK; allow [socketcall];",
        &["sibling_bypass"],
    );
    let said = messages("abi [x86]; socket deny AF_NETLINK; allow [socketcall];");
    assert!(
        said[0].starts_with("on x86: arguments of `socket` are filtered"),
        "{said:?}"
    );
    trips(
        "abi [x86]; openat allow O_RDONLY; allow [open];",
        &["sibling_bypass"],
    );
    trips("socket deny AF_NETLINK; allow [socketcall];", &[]);
}

#[test]
fn namespaces() {
    let trips_where_on = |text: &str| {
        trips(text, &[]);
        let text = format!("#![deny(unshare_bypass)] {text}");
        let found = tripped_on(&format!("{text} allow [exit_group];"), X86_64);
        assert_eq!(found, ["unshare_bypass"], "{text}");
    };
    trips_where_on("clone deny NEW*; allow [unshare];");
    trips_where_on("clone deny NEWUSER; allow [unshare];");
    trips_where_on("clone errno(EPERM) if flags & 0x10000000 != 0; allow [unshare];");
    trips_where_on("clone allow SIGCHLD; allow [unshare];");
    for text in [
        "clone deny NEW*; unshare deny NEW*;",
        "clone deny NEW*; allow [setns];",
        "clone deny CLONE_PTRACE; allow [unshare];",
    ] {
        trips(&format!("#![deny(unshare_bypass)] {text}"), &[]);
    }
}

#[test]
fn variants() {
    for text in [
        "chmod deny if mode & 0o6000 != 0; allow [fchmodat2];",
        "sendto deny if addr != 0; allow [sendmmsg];",
        "ptrace deny PTRACE_POKEDATA; allow [process_vm_writev];",
    ] {
        trips(text, &[]);
        let text = format!("#![deny(variant_bypass)] {text} allow [exit_group];");
        assert_eq!(tripped_on(&text, X86_64), ["variant_bypass"], "{text}");
    }
    for text in [
        "ptrace deny PTRACE_POKEDATA; allow [process_vm_readv];",
        "chmod deny if mode & 0o6000 != 0; fchmodat deny if mode & 0o6000 != 0;",
    ] {
        trips(&format!("#![deny(variant_bypass)] {text}"), &[]);
    }
}
