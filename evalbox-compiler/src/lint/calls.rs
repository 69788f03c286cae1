//! Which calls do the same: facts about the kernel, each with the reason that a user is shown.

use super::Lint;

/// A call that does what another does, where a filter of the other's arguments does not reach.
pub(super) struct Way {
    /// The lint that speaks of it.
    pub(super) lint: Lint,
    /// Calls whose arguments may be filtered.
    pub(super) filtered: &'static [&'static str],
    /// Calls that undo the filter of any other of `filtered` where they are allowed.
    pub(super) by: &'static [&'static str],
    /// Whether one that is allowed for some arguments only undoes it as well: where what counts is not in its
    /// registers, a condition on these does not help.
    pub(super) any_will_do: bool,
    /// What the other call does: `OTHER ..`.
    pub(super) reason: &'static str,
    /// What to do.
    pub(super) way_out: &'static str,
}

/// The calls that open files.
const OPEN: &[&str] = &["open", "openat", "openat2", "creat"];
const MODE: &[&str] = &["chmod", "fchmod", "fchmodat", "fchmodat2"];
const NODE: &[&str] = &["mknod", "mknodat"];
const PROTECT: &[&str] = &["mprotect", "pkey_mprotect"];
const EXECUTE: &[&str] = &["execve", "execveat"];
const SEND: &[&str] = &["sendto", "sendmsg", "sendmmsg"];
const RECEIVE: &[&str] = &["recvfrom", "recvmsg", "recvmmsg"];

const REFUSE: &str = "refuse it, or filter its arguments as well";
const REFUSE_WHOLE: &str = "refuse it";

/// Calls that do the same as another.
pub(super) const WAYS: &[Way] = &[
    Way {
        lint: Lint::SiblingBypass,
        filtered: OPEN,
        by: OPEN,
        any_will_do: false,
        reason: "opens files as well",
        way_out: REFUSE,
    },
    Way {
        lint: Lint::SiblingBypass,
        filtered: PROTECT,
        by: PROTECT,
        any_will_do: false,
        reason: "changes the protection of memory as well (with -1 as key just as mprotect)",
        way_out: REFUSE,
    },
    Way {
        lint: Lint::SiblingBypass,
        filtered: EXECUTE,
        by: EXECUTE,
        any_will_do: false,
        reason: "executes programs as well",
        way_out: REFUSE,
    },
    Way {
        lint: Lint::SiblingBypass,
        filtered: &["socket"],
        by: &["socketcall"],
        any_will_do: false,
        reason: "makes sockets as well, with its arguments in memory, where no filter sees them",
        way_out: REFUSE_WHOLE,
    },
    // net/socket.c, SYSCALL_DEFINE2(socketcall): the other calls of its table.
    Way {
        lint: Lint::MultiplexerBypass,
        filtered: &[
            "socketpair",
            "bind",
            "connect",
            "listen",
            "accept",
            "accept4",
            "getsockname",
            "getpeername",
            "send",
            "sendto",
            "sendmsg",
            "sendmmsg",
            "recv",
            "recvfrom",
            "recvmsg",
            "recvmmsg",
            "shutdown",
            "setsockopt",
            "getsockopt",
        ],
        by: &["socketcall"],
        any_will_do: false,
        reason: "makes this call as well, with its arguments in memory, where no filter sees them",
        way_out: REFUSE_WHOLE,
    },
    // ipc/syscall.c, ksys_ipc.
    Way {
        lint: Lint::MultiplexerBypass,
        filtered: &[
            "semget",
            "semop",
            "semtimedop",
            "semctl",
            "msgget",
            "msgsnd",
            "msgrcv",
            "msgctl",
            "shmget",
            "shmat",
            "shmdt",
            "shmctl",
        ],
        by: &["ipc"],
        any_will_do: false,
        reason: "makes this call as well, by the number in its first argument",
        way_out: REFUSE,
    },
    Way {
        lint: Lint::VariantBypass,
        filtered: SEND,
        by: SEND,
        any_will_do: false,
        reason: "sends messages as well, with any flags and to any address",
        way_out: REFUSE,
    },
    Way {
        lint: Lint::VariantBypass,
        filtered: RECEIVE,
        by: RECEIVE,
        any_will_do: false,
        reason: "receives messages as well, with any flags",
        way_out: REFUSE,
    },
    Way {
        lint: Lint::VariantBypass,
        filtered: MODE,
        by: MODE,
        any_will_do: false,
        reason: "changes the mode of files as well",
        way_out: REFUSE,
    },
    Way {
        lint: Lint::VariantBypass,
        filtered: NODE,
        by: NODE,
        any_will_do: false,
        reason: "makes the same files",
        way_out: REFUSE,
    },
    Way {
        lint: Lint::VariantBypass,
        filtered: &["ptrace"],
        by: &["process_vm_writev"],
        any_will_do: false,
        reason: "writes the memory of every process that ptrace could attach to",
        way_out: REFUSE_WHOLE,
    },
    Way {
        lint: Lint::IoUringBypass,
        filtered: RING,
        by: &["io_uring_setup"],
        any_will_do: true,
        reason: "sets up a ring through which the kernel makes this call, and no filter sees what is asked of a ring",
        way_out: REFUSE_WHOLE,
    },
];

/// What a ring does: the operations of `io_issue_defs` (`io_uring/opdef.c`; the newest kernels have also `epoll_wait` and
/// `pipe2`), as the calls that do the same; of what sockets offer to `IORING_OP_URING_CMD` (`io_uring_cmd_sock`) the options. Not
/// among them: ioctl (`IORING_OP_URING_CMD` reaches only what a driver offers to rings), futex (it waits and wakes, no more) and the polls and timeouts, which have nothing to refuse.
const RING: &[&str] = &[
    "accept",
    "accept4",
    "bind",
    "close",
    "connect",
    "creat",
    "epoll_ctl",
    "epoll_wait",
    "fadvise64",
    "fadvise64_64",
    "arm_fadvise64_64",
    "fallocate",
    "fdatasync",
    "fgetxattr",
    "fsetxattr",
    "fsync",
    "ftruncate",
    "ftruncate64",
    "getsockopt",
    "getxattr",
    "link",
    "linkat",
    "listen",
    "madvise",
    "mkdir",
    "mkdirat",
    "open",
    "openat",
    "openat2",
    "pipe2",
    "pread64",
    "preadv",
    "preadv2",
    "pwrite64",
    "pwritev",
    "pwritev2",
    "read",
    "readv",
    "recv",
    "recvfrom",
    "recvmsg",
    "rename",
    "renameat",
    "renameat2",
    "rmdir",
    "send",
    "sendmsg",
    "sendto",
    "setsockopt",
    "setxattr",
    "shutdown",
    "socket",
    "splice",
    "statx",
    "symlink",
    "symlinkat",
    "sync_file_range",
    "sync_file_range2",
    "arm_sync_file_range",
    "tee",
    "unlink",
    "unlinkat",
    "waitid",
    "write",
    "writev",
];

#[cfg(test)]
mod tests {
    use super::WAYS;
    use crate::table::syscalls;

    #[test]
    fn every_name_is_a_system_call() {
        for way in WAYS {
            for name in way.filtered.iter().chain(way.by) {
                assert!(syscalls::find(name).is_some(), "{name}");
            }
        }
    }
}
