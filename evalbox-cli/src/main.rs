//! The command itself: all of it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    evalbox_cli::main()
}
