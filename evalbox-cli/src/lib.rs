//! The `evalbox` command: runs programs under policies that were compiled into it.
//!
//! It is a library so that tests and fuzzers reach what reads files of others; nothing else should depend on it.

mod advice;
mod args;
mod call;
mod check;
mod compile;
mod constants;
mod explain;
mod manuals;
mod mistakes;
mod names;
mod paths;
mod policies;
mod raw;
mod reason;
mod record;
mod run;
mod solve;
mod source;
mod supervise;
#[allow(
    unsafe_code,
    reason = "the module that makes system calls; each block argues for itself"
)]
mod sys;
mod target;
mod trace;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use args::{Action, Arguments};
use clap::Parser;
use mistakes::Failure;

/// Exit status of evalbox's own failures, as env(1) and timeout(1) have it.
const FAILED: u8 = 125;

/// Exit status where the reader of the standard output is gone: as of a command that SIGPIPE ended.
const BROKEN_PIPE: u8 = 128 + 13;

/// The command, with the process's arguments; its exit status.
#[must_use]
pub fn main() -> ExitCode {
    match act(Arguments::parse().action) {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            anstream::eprintln!("{failure}");
            ExitCode::from(FAILED)
        }
    }
}

/// The policy that `evalbox record --from` makes of a file's bytes.
///
/// # Errors
/// What is wrong with the file, as the command prints it.
pub fn policy_of_trace(bytes: &[u8]) -> Result<String, String> {
    record::from_trace("trace", bytes).map_err(|failure| failure.to_string())
}

/// What a constant of libc is worth on this machine, where policies may name it.
#[must_use]
pub fn constant(name: &str) -> Option<i128> {
    constants::value(name)
}

/// Does what is asked; the exit status.
fn act(action: Action) -> Result<u8, Failure> {
    match action {
        Action::Run {
            policy,
            audit,
            command,
        } => {
            let policy = policies::select(&policy)?;
            if audit {
                run::audit(&policy, &command)
            } else {
                run::run(&policy, &command)
            }
        }
        Action::Record {
            from,
            merge,
            profile,
            output,
            command,
        } => record::record(
            &command,
            &record::Files {
                from,
                merge,
                profile,
                output,
            },
        ),
        Action::Policies => print(&policies::table()),
        Action::Explain {
            policy,
            why,
            diff,
            pid,
            arch,
            svg,
            json,
        } => {
            let (text, status) = explain::explain(&explain::Question {
                policy,
                why,
                diff,
                pid,
                arch,
                svg,
                json,
            })?;
            Ok(print(&text)?.max(status))
        }
        Action::Check => print(&check::table()),
        Action::Completions { shell } => print(&manuals::completions(shell)?),
        Action::Man { directory: None } => print(&manuals::page()?),
        Action::Man {
            directory: Some(directory),
        } => {
            manuals::pages(&directory)?;
            Ok(0)
        }
    }
}

/// Prints to the standard output, colours only where they are wanted; the exit status.
fn print(text: &str) -> Result<u8, Failure> {
    let mut stdout = anstream::stdout();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Ok(()) => Ok(0),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(BROKEN_PIPE),
        Err(error) => Err(Failure::Message(format!("standard output: {error}"))),
    }
}
