//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueHint};
use clap_complete::Shell;
use evalbox_compiler::target::Target;

use crate::explain;

const EXAMPLES: &str = "\
Examples:
  evalbox run -- ls -l /                      under the policy `default`
  evalbox run --policy no-network -- sh       a shell without sockets
  evalbox policies                            what there is
  evalbox explain compute                     a policy and the program it became
  evalbox record -o ls.policy -- ls -l /      a policy made of what a command did
  evalbox check                               what this kernel offers
  evalbox man | man -l -                      the manual page";

const RUN_EXAMPLES: &str = "\
Exit status:
  the command's own; 128+N when signal N ended it (159: killed by the policy);
  126 when it cannot be executed, 127 when it is not found, 125 when evalbox itself fails

Examples:
  evalbox run -- python3 -c 'print(1 + 1)'
  evalbox run --policy compute -- sha256sum < file
  evalbox run --policy ./server.policy --audit -- ./server";

const RECORD_EXAMPLES: &str = "\
Examples:
  evalbox record -o ls.policy -- ls -l /
  evalbox run --policy ./ls.policy -- ls -l /
  evalbox record --merge ls.policy -o ls.policy -- ls -lR /etc
  strace -f --quiet=exit -o trace.txt ./server; evalbox record --from trace.txt";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  evalbox completions bash > ~/.local/share/bash-completion/completions/evalbox
  evalbox completions zsh > ~/.zfunc/_evalbox        (~/.zfunc being in $fpath)
  evalbox completions fish > ~/.config/fish/completions/evalbox.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  evalbox man | man -l -
  evalbox man /usr/local/share/man/man1";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  evalbox explain ./server.policy
  evalbox explain no-network --why 'socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, _)'
  evalbox explain --diff default ./server.policy
  evalbox explain ./server.policy --svg > server.svg
  evalbox explain --pid 4711 --json
  scmp_program | evalbox explain - --arch aarch64
  evalbox explain 9 9< filter.bpf";

/// Runs commands under seccomp policies that were compiled and proved when evalbox was built.
#[derive(Parser)]
#[command(name = "evalbox", version, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) action: Action,
}

#[derive(Subcommand)]
pub(crate) enum Action {
    /// Run a command, and everything it starts, under a policy
    #[command(after_help = RUN_EXAMPLES)]
    Run {
        /// The policy: a name (`evalbox policies` lists them), or a file, which has a `/` or a `.` in its path
        #[arg(long, short, value_name = "NAME|FILE", value_hint = ValueHint::FilePath, default_value = "default")]
        policy: String,
        /// Refuse nothing; report at the end what the policy would have refused
        #[arg(long)]
        audit: bool,
        /// The command and its arguments
        #[arg(
            required = true,
            trailing_var_arg = true,
            allow_hyphen_values = true,
            value_name = "COMMAND",
            value_hint = ValueHint::CommandWithArguments
        )]
        command: Vec<OsString>,
    },
    /// Run a command, and print a policy that allows what it and its children did
    #[command(after_help = RECORD_EXAMPLES)]
    Record {
        /// Read calls from a file instead: the output of `strace -f`, or audit lines
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "command")]
        from: Option<PathBuf>,
        /// Widen an earlier recording
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        merge: Option<PathBuf>,
        /// Write the counts of calls there, for the policy's `profile`
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        profile: Option<PathBuf>,
        /// Write the policy there instead of to the standard output
        #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
        output: Option<PathBuf>,
        /// The command and its arguments
        #[arg(
            required_unless_present = "from",
            trailing_var_arg = true,
            allow_hyphen_values = true,
            value_name = "COMMAND",
            value_hint = ValueHint::CommandWithArguments
        )]
        command: Vec<OsString>,
    },
    /// List the policies
    Policies,
    /// Print what a policy or a BPF program answers to every call, and the program
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain {
        /// A policy's name; a file or a file descriptor's number, `-` for 0: a policy, a container's profile, or a BPF
        /// program (`struct sock_filter`s, or their numbers as text)
        #[arg(value_name = "NAME|FILE|FD", value_hint = ValueHint::FilePath, default_value = "default")]
        policy: String,
        /// Answer for one call, with the instructions that led there and the statement that says so; `_` is any value
        #[arg(long, value_name = "CALL")]
        why: Option<String>,
        /// Find every call that two policies or programs answer otherwise; exit status 1 where there is one
        #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["policy", "why", "pid"])]
        diff: Vec<String>,
        /// Explain the filters of a running process (needs `CAP_SYS_ADMIN`)
        #[arg(long, value_name = "PID", conflicts_with = "policy")]
        pid: Option<i32>,
        /// The machine that a program is for, where it does not show: `aarch64`, `s390x`, `mips64el`, ..
        #[arg(long, value_name = "ARCH", value_parser = explain::named)]
        arch: Option<Target>,
        /// Print a picture of the decisions, as SVG
        #[arg(long, conflicts_with_all = ["why", "diff", "json"])]
        svg: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print what this kernel offers to filters
    Check,
    /// Print the script that completes evalbox's command lines in a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, or write one for every subcommand
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// Write `evalbox.1`, `evalbox-run.1`, .. there
        #[arg(value_name = "DIRECTORY", value_hint = ValueHint::DirPath)]
        directory: Option<PathBuf>,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn options_after_the_command_are_the_commands() {
        let arguments = Arguments::try_parse_from(["evalbox", "run", "--", "ls", "--policy", "-l"]);
        let Ok(Arguments {
            action: Action::Run {
                policy, command, ..
            },
        }) = arguments
        else {
            panic!("run is parsed");
        };
        assert_eq!(policy, "default");
        assert_eq!(command, ["ls", "--policy", "-l"]);
    }
}
