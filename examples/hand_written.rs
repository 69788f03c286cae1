//! A program written by hand, verified when it is built, tried without the kernel, then installed.
//!
//! `cargo run --example hand_written`

use std::io;

use evalbox_seccomp::{Action, Filter, SeccompData, SockFilter};

// linux/bpf_common.h
const LOAD_WORD: u16 = 0x20;
const JUMP_IF_EQUAL: u16 = 0x15;
const RETURN: u16 = 0x06;

// Offsets in struct seccomp_data.
const NR: u32 = 0;
const ARCH: u32 = 4;

const fn statement(code: u16, k: u32) -> SockFilter {
    SockFilter {
        code,
        jt: 0,
        jf: 0,
        k,
    }
}

/// Goes on to the next instruction where the loaded word is `k`, and skips `otherwise` of them where it is not.
const fn unless_equal(k: u32, otherwise: u8) -> SockFilter {
    SockFilter {
        code: JUMP_IF_EQUAL,
        jt: 0,
        jf: otherwise,
        k,
    }
}

#[allow(
    clippy::cast_sign_loss,
    clippy::cast_possible_truncation,
    reason = "system calls have small positive numbers"
)]
const UNAME: u32 = libc::SYS_uname as u32;

/// `uname` fails with EPERM, other architectures die, everything else passes.
static PROGRAM: [SockFilter; 7] = [
    statement(LOAD_WORD, ARCH),
    unless_equal(SeccompData::new(0, [0; 6]).arch, 4),
    statement(LOAD_WORD, NR),
    unless_equal(UNAME, 1),
    statement(RETURN, Action::Errno(1).to_raw()),
    statement(RETURN, Action::Allow.to_raw()),
    statement(RETURN, Action::KillProcess.to_raw()),
];

/// A wrong jump or a missing return is a build error here.
static FILTER: Filter = match Filter::new(&PROGRAM) {
    Ok(filter) => filter,
    Err(_) => panic!("the program is not valid"),
};

fn main() -> io::Result<()> {
    print!("{FILTER}");
    for nr in [63, 0, -1] {
        println!(
            "number {nr}: {:?}",
            FILTER.evaluate(&SeccompData::new(nr, [0; 6]))
        );
    }
    FILTER.install()?;
    println!("installed; this process can still print");
    Ok(())
}
