//! The `evalbox` command: runs programs under policies that were compiled into it.

mod args;
mod call;
mod check;
mod compile;
mod constants;
mod explain;
mod manuals;
mod names;
mod paths;
mod policies;
mod record;
mod run;
mod solve;
mod supervise;
#[allow(
    unsafe_code,
    reason = "the module that makes system calls; each block argues for itself"
)]
mod sys;
mod target;
mod trace;

use std::io::Write;
use std::process::ExitCode;

use args::{Action, Arguments};
use clap::Parser;

/// Exit status of evalbox's own failures, as env(1) and timeout(1) have it.
const FAILED: u8 = 125;

fn main() -> ExitCode {
    let answer = match Arguments::parse().action {
        Action::Run {
            policy,
            audit,
            command,
        } => policies::select(&policy).and_then(|policy| {
            if audit {
                run::audit(&policy, &command)
            } else {
                run::run(&policy, &command)
            }
        }),
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
            json,
        } => explain::explain(&explain::Question {
            policy,
            why,
            diff,
            pid,
            json,
        })
        .and_then(|(text, status)| print(&text).map(|_| status)),
        Action::Check => print(&check::table()),
        Action::Completions { shell } => {
            manuals::completions(shell).and_then(|script| print(&script))
        }
        Action::Man { directory: None } => manuals::page().and_then(|page| print(&page)),
        Action::Man {
            directory: Some(directory),
        } => manuals::pages(&directory).map(|()| 0),
    };
    match answer {
        Ok(status) => ExitCode::from(status),
        Err(message) => {
            eprintln!("evalbox: {message}");
            ExitCode::from(FAILED)
        }
    }
}

/// Prints to stdout, where a closed pipe is an error and not a panic.
fn print(text: &str) -> Result<u8, String> {
    std::io::stdout()
        .write_all(text.as_bytes())
        .map(|()| 0)
        .map_err(|error| error.to_string())
}
