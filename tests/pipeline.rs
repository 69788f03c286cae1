//! The compiler as a whole: policies that it once could not prove, and that its output depends on its input alone.

#[path = "support/machine.rs"]
mod machine;
#[path = "support/words.rs"]
mod words;

use std::fmt::Write as _;
use std::process::Command;

use evalbox_compiler::target::Target;
use machine::Machine;

const SEED: &str = "allow [@evalbox]; errno(ENOSYS) [clone3]; clone deny NEW*;
    socket deny AF_NETLINK, SOCK_RAW; ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;";

const SETS: &str = "#![allow(sibling_bypass, io_uring_bypass)] allow [read, exit_group]; hot [read];
    abi [x86, x32, arm, powerpc];
    ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX, FIONREAD, FIONBIO, FIOCLEX, TCGETS, TIOCGWINSZ, 0x5413;
    socket allow AF_UNIX, AF_INET, SOCK_STREAM, SOCK_DGRAM;
    kill { pid == 0 => allow, sig in [SIGTERM, SIGKILL] => errno(EPERM), pid < -1 => trap, _ => log }";

const LINTS_OFF: &str = "#![allow(sibling_bypass, io_uring_bypass, unreachable_arm, constant_condition)] allow [read, exit_group];";

fn compile(text: &str, target: Target) -> Machine {
    Machine::new(text, target, &words::word)
        .unwrap_or_else(|errors| panic!("{target}: {errors}\n{text}"))
}

fn compiles_everywhere(statements: &str) {
    for target in Target::ALL {
        compile(&format!("{LINTS_OFF} {statements}"), target);
    }
}

/// A search has found that the value is in no set, and a range leaves only members.
#[test]
fn what_a_search_excludes_is_known_of_the_members() {
    compiles_everywhere(
        "prctl { option in [1, SOCK_RAW, -2, TIOCSTI, 2, 0xffff_ffff, PROT_EXEC] => allow,
                 option in [-2, 0xffff_ffff] && option == AF_NETLINK && arg1 == 0 => allow }",
    );
}

/// That `domain` contradicts itself is not to be found out for every value of `type`.
#[test]
fn a_contradiction_in_one_word_is_found_whatever_the_others_are() {
    compiles_everywhere(
        "socket deny if type == 0; socket deny if !(domain any 0x7f || domain in [0, 2, 3]);",
    );
}

/// A class whose first, short walk comes upon a contradiction late: its search must not be cut short for good.
#[test]
fn a_long_class_is_searched_as_well_as_a_short_one() {
    compile(
        &format!(
            "{LINTS_OFF}
            ioctl deny if arg2 only 16 || !(arg2 in 0xffff_ffff..=!1)
                || (request in [0x8000, 0xffff, 15, 1, 8]
                    && arg2 in [!1, 0x5412, 0xffff, SEEK_END, O_CREAT | O_EXCL, !1, -2, 1]);
            ioctl deny if (fd in [CLONE_NEWUSER, 0xffff_ffff, CLONE_NEWUSER, TIOCSTI, 0xffff_ffff, 0x8000]
                || request in [15, PROT_EXEC, 1, AF_NETLINK, 15] || request > 2) && fd has -1;
            ioctl deny if fd only 0x8000_0000 && request has 0x7fff_ffff;"
        ),
        Target::X86_64,
    );
}

/// Each of the arms may be the one that applies: millions of paths, which meet after every arm.
#[test]
fn paths_that_meet_are_walked_once() {
    let words = [
        "PR_SET_NAME",
        "TIOCSTI",
        "O_CREAT",
        "SIGKILL",
        "TCGETS",
        "AF_ALG",
        "F_SETFL",
        "FIONBIO",
        "SOCK_RAW",
        "MAP_FIXED",
        "SEEK_END",
        "MADV_FREE",
        "PTRACE_SEIZE",
        "FUTEX_WAKE",
        "PROT_EXEC",
        "O_TRUNC",
    ];
    let arms: String = words
        .iter()
        .zip(1..)
        .map(|(word, at)| format!("cmd == {word} && arg in [{word} + 1, 7] => errno({at}), "))
        .collect();
    let machine = compile(
        &format!("{LINTS_OFF} fcntl {{ {arms} _ => allow }}"),
        Target::X86_64,
    );
    assert!(
        machine.compiled.proved.paths > 1_000_000,
        "{:?}",
        machine.compiled.proved.paths
    );
}

/// What every target's program is, instruction by instruction.
fn listing() -> String {
    let mut text = String::new();
    for target in Target::ALL {
        for policy in [SEED, SETS] {
            let program = compile(policy, target).compiled.program;
            writeln!(text, "{target} {program:?}").unwrap();
        }
    }
    text
}

#[test]
fn two_compilations_are_the_same() {
    assert_eq!(listing(), listing());
}

/// Not by chance of one process's hashing or addresses: another prints the same.
#[test]
fn two_processes_compile_the_same() {
    if std::env::var_os("EVALBOX_PRINT").is_some() {
        println!("LISTING{}", listing());
        return;
    }
    let this = std::env::current_exe().expect("a test knows its file");
    let print = || {
        let output = Command::new(&this)
            .args(["--exact", "two_processes_compile_the_same", "--nocapture"])
            .env("EVALBOX_PRINT", "1")
            .output()
            .expect("the test runs again");
        let text = String::from_utf8(output.stdout).expect("text");
        let (_, listing) = text
            .split_once("LISTING")
            .expect("the child prints a listing");
        let programs = listing.lines().filter(|line| line.contains("Program {"));
        programs.collect::<String>()
    };
    let (first, second) = (print(), print());
    assert_eq!(first.matches("Program {").count(), 2 * Target::ALL.len());
    assert_eq!(first, second);
}
