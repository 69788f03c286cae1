//! docs/cookbook.md is true: it shows the policies of examples/policies as they are, a program runs under each, and each
//! refuses what it says it refuses.

#![allow(
    unsafe_code,
    reason = "fork, raw system calls and pre_exec are how a filter is seen at work"
)]
#![cfg(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]

mod support;

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, Stdio};

use evalbox_seccomp::{Filter, seccomp_filter};
use support::{Ended, KILLED, User, call, in_child, skipped};

static COMPUTE: Filter = seccomp_filter! { include "examples/policies/compute.policy"; };
static CONVERTER: Filter = seccomp_filter! { include "examples/policies/converter.policy"; };
static CLIENT: Filter = seccomp_filter! { include "examples/policies/client.policy"; };

/// Cannot be confused with an errno or with success.
const NOT_CONFINED: i32 = 254;

/// How a child ends that does this under the filter.
fn under(filter: &Filter, act: impl FnOnce() -> i32) -> Ended {
    in_child(User::Same, || {
        if filter.install().is_ok() {
            act()
        } else {
            NOT_CONFINED
        }
    })
}

/// How a child ends that makes this system call under the filter and exits with its errno.
fn calls(filter: &Filter, number: libc::c_long, args: &[u64]) -> Ended {
    let mut all = [0; 6];
    all[..args.len()].copy_from_slice(args);
    under(filter, || call(number, all))
}

/// A constant of libc as a register holds it.
fn bits(constant: i32) -> u64 {
    u64::from(constant.cast_unsigned())
}

/// The program, to be run under the filter; `None`, and said so, where it is not installed.
fn confined(filter: &'static Filter, program: &str) -> Option<Command> {
    let present = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if present.is_err() {
        skipped(program, "it is not installed");
        return None;
    }
    let mut command = Command::new(program);
    // SAFETY: `install` is documented to be async-signal-safe.
    unsafe { command.pre_exec(|| Ok(filter.install()?)) };
    Some(command)
}

#[test]
fn the_cookbook_shows_every_policy_as_it_is() {
    let page = include_str!("../docs/cookbook.md");
    let mut shown = 0;
    for entry in fs::read_dir("examples/policies").expect("readable") {
        let path = entry.expect("readable").path();
        let policy = fs::read_to_string(&path).expect("readable");
        let path = path.display();
        assert!(
            page.contains(&format!("\n`{path}`:\n\n```rust\n{policy}```\n")),
            "docs/cookbook.md does not show {path} as it is"
        );
        shown += 1;
    }
    assert_eq!(page.matches("\n```rust\n").count(), shown);
}

#[test]
fn compute() {
    let (mut reader, mut writer) = std::io::pipe().expect("a pipe");
    let ended = under(&COMPUTE, || {
        // More than malloc's arena holds, so that it maps memory.
        let numbers: Vec<u64> = (0..1_000_000).collect();
        let sum: u64 = numbers.iter().sum();
        i32::from(writer.write_all(&sum.to_le_bytes()).is_err())
    });
    assert_eq!(ended, Ended::Exited(0));
    let mut sum = [0; 8];
    reader.read_exact(&mut sum).expect("an answer");
    assert_eq!(u64::from_le_bytes(sum), 499_999_500_000);

    assert_eq!(calls(&COMPUTE, libc::SYS_openat, &[]), KILLED);
    let executable = bits(libc::PROT_READ | libc::PROT_EXEC);
    assert_eq!(
        calls(&COMPUTE, libc::SYS_mmap, &[0, 4096, executable]),
        KILLED
    );
}

#[test]
fn converter() {
    let directory = tempfile::tempdir().expect("a directory");
    let input = directory.path().join("input");
    fs::write(&input, "text ".repeat(10_000)).expect("writable");
    let Some(mut gzip) = confined(&CONVERTER, "gzip") else {
        return;
    };
    let output = gzip.arg("-c").arg(&input).output().expect("gzip starts");
    assert!(output.status.success(), "{output:?}");
    assert!(output.stdout.starts_with(&[0x1f, 0x8b]));
    assert!(output.stdout.len() < 1000);

    // Without -c gzip makes a file of its own.
    let mut gzip = confined(&CONVERTER, "gzip").expect("installed");
    let status = gzip.arg(&input).status().expect("gzip starts");
    assert_eq!(status.signal(), Some(libc::SIGSYS));
    assert!(!directory.path().join("input.gz").exists());
}

#[test]
fn client() {
    let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let address = server.local_addr().expect("an address");
    let ended = under(&CLIENT, || {
        let sent = TcpStream::connect(address).and_then(|mut stream| stream.write_all(b"hello"));
        i32::from(sent.is_err())
    });
    assert_eq!(ended, Ended::Exited(0));
    let mut received = String::new();
    let (mut stream, _) = server.accept().expect("a client");
    stream.read_to_string(&mut received).expect("text");
    assert_eq!(received, "hello");

    assert_eq!(calls(&CLIENT, libc::SYS_bind, &[]), KILLED);
    let [inet, unix] = [bits(libc::AF_INET), bits(libc::AF_UNIX)];
    let [raw, stream] = [bits(libc::SOCK_RAW), bits(libc::SOCK_STREAM)];
    assert_eq!(calls(&CLIENT, libc::SYS_socket, &[inet, raw]), KILLED);
    assert_eq!(
        calls(&CLIENT, libc::SYS_socket, &[unix, stream]),
        Ended::Exited(libc::EAFNOSUPPORT)
    );
}
