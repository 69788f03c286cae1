//! Runs a command under a filter that is installed between fork and exec.
//!
//! `cargo run --example pre_exec -- ls -l /`

#![allow(
    unsafe_code,
    reason = "Command::pre_exec is unsafe: its closure runs in a child that has one thread of many"
)]

use std::env;
use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    include "policies/default.policy";
};

fn main() -> io::Result<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    let Some(program) = arguments.next() else {
        eprintln!("usage: pre_exec COMMAND [ARGUMENT]...");
        return Ok(ExitCode::from(2));
    };
    let mut command = Command::new(program);
    command.args(arguments);
    // SAFETY: after fork only async-signal-safe calls are allowed. `install` makes two system calls on a program that
    // was compiled in: it allocates nothing, takes no lock and cannot panic.
    unsafe { command.pre_exec(|| Ok(SANDBOX.install()?)) };

    let status = command.status()?;
    println!("{status}");
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
