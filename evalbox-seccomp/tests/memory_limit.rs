//! Installing without memory: a memory cgroup whose limit is what it uses. The kernel answers ENOMEM where it would
//! otherwise end a process of the cgroup, as none is to be ended: version 1 can say so (`memory.oom_control`), and in
//! version 2 the process says it of itself (`oom_score_adj`).
#![allow(unsafe_code, reason = "forks, and locks its memory")]

mod common;

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{End, allow, errno_of, filters, fork, no_new_privs, only};
use evalbox_seccomp::{Action, Options, Step};

const MARK: libc::c_long = 3005;

/// The longest path's limit is met by this many filters of one return (tests/faults.rs); memory must be gone before.
const PATH_LIMIT: i32 = 1 + (32768 - 5) / (5 + 4);

/// A memory cgroup of the test's own.
struct Cgroup {
    path: PathBuf,
    limit: &'static str,
    usage: &'static str,
    none: &'static str,
    /// Whether nothing in it is ended.
    spared: bool,
}

impl Cgroup {
    /// `None`, and says why, where there is no hierarchy to make one in.
    fn new() -> Option<Cgroup> {
        let root = Path::new("/sys/fs/cgroup");
        let (mount, limit, usage, none) = if root.join("memory/cgroup.procs").exists() {
            let (limit, usage) = ("memory.limit_in_bytes", "memory.usage_in_bytes");
            (root.join("memory"), limit, usage, "-1")
        } else {
            // Version 2; its root hands the controller down.
            let handed = fs::write(root.join("cgroup.subtree_control"), "+memory");
            if let Err(error) = handed {
                println!("skipped: no memory cgroup: {error}");
                return None;
            }
            (root.to_owned(), "memory.max", "memory.current", "max")
        };
        let path = mount.join(format!("evalbox-test-{}", std::process::id()));
        match fs::create_dir(&path) {
            Ok(()) => Some(Cgroup {
                spared: fs::write(path.join("memory.oom_control"), "1").is_ok(),
                path,
                limit,
                usage,
                none,
            }),
            Err(error) => {
                println!("skipped: {}: {error}", path.display());
                None
            }
        }
    }

    fn open(&self, name: &str) -> File {
        let path = self.path.join(name);
        let file = OpenOptions::new().read(true).write(true).open(&path);
        let file = file.or_else(|error| match error.kind() {
            ErrorKind::PermissionDenied => File::open(&path),
            _ => Err(error),
        });
        file.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

impl Drop for Cgroup {
    fn drop(&mut self) {
        let _ = fs::remove_dir(&self.path);
    }
}

/// Writes the limit: what is used, or none. Allocates nothing.
fn limit(limit: &mut File, to: &[u8]) -> bool {
    limit.seek(SeekFrom::Start(0)).is_ok() && limit.write_all(to).is_ok()
}

fn limit_to_usage(file: &mut File, usage: &mut File) -> bool {
    // What is on its way while this is read fits into a page.
    let mut text = [0; 32];
    for _ in 0..100 {
        let read = usage
            .seek(SeekFrom::Start(0))
            .and_then(|_| usage.read(&mut text));
        if read.is_ok_and(|read| limit(file, &text[..read])) {
            return true;
        }
    }
    false
}

/// Filters are installed until the kernel has no memory for one. Nothing of that one is in force, all others are, and with
/// memory the next one is installed.
#[test]
fn without_memory() {
    let Some(cgroup) = Cgroup::new() else { return };
    let mut procs = cgroup.open("cgroup.procs");
    let (mut bound, mut usage) = (cgroup.open(cgroup.limit), cgroup.open(cgroup.usage));
    let (marked, plain, listening) = (
        only(MARK, Action::Errno(41)),
        allow(),
        only(MARK + 1, Action::Notify),
    );
    // A page that is missed in spite of it all waits for memory: the limit goes by itself then, and the test fails.
    let mut watch = Command::new("sh")
        .args(["-c", "sleep 60; echo \"$2\" > \"$1\"", "sh"])
        .arg(cgroup.path.join(cgroup.limit))
        .arg(cgroup.none)
        .stdout(Stdio::null())
        .spawn()
        .expect("sh starts");
    let end = fork(|| {
        // SAFETY: locks what this process has mapped; it takes no pointer.
        let locked = unsafe { libc::mlockall(libc::MCL_CURRENT) } == 0;
        let spared = cgroup.spared
            || OpenOptions::new()
                .write(true)
                .open("/proc/self/oom_score_adj")
                .is_ok_and(|mut file| file.write_all(b"-1000").is_ok());
        // 0 is the process that writes.
        if !spared || procs.write_all(b"0").is_err() || !locked {
            return 100;
        }
        if marked.install().is_err() || filters() < 1 {
            return 1;
        }
        let before = filters();
        if !limit_to_usage(&mut bound, &mut usage) {
            return 2;
        }
        let mut installed = 0;
        let refused = loop {
            match plain.install() {
                Ok(()) => installed += 1,
                Err(error) => break error,
            }
        };
        let listener = listening.install_listener(Options::new()).err();
        let still = errno_of(MARK, [0; 6]);
        if !limit(&mut bound, cgroup.none.as_bytes()) {
            return 3;
        }
        if (refused.step(), refused.errno().raw()) != (Step::Seccomp, libc::ENOMEM) {
            return 4;
        }
        if installed >= PATH_LIMIT / 2 {
            return 5;
        }
        if filters() != before + installed || still != 41 || !no_new_privs() {
            return 6;
        }
        if listener.map(|error| (error.step(), error.errno().raw()))
            != Some((Step::Seccomp, libc::ENOMEM))
        {
            return 7;
        }
        if plain.install().is_err() || filters() != before + installed + 1 {
            return 8;
        }
        0
    });
    let _ = watch.kill();
    let _ = watch.wait();
    if end == End::Exit(100) {
        println!("skipped: this user may not move into a memory cgroup, lock memory or be spared");
        return;
    }
    assert_eq!(end, End::Exit(0));
}
