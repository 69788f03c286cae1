//! Texts into the reader of `profile` files: they shape the program and change no answer.

use crate::{answers, compile, target};

/// A policy with some of everything that weights meet.
const POLICY: &str =
    "#![allow(no_exit)] allow [@basic-io, futex, openat, getpid]; errno(ENOSYS) [clone3];
    ioctl deny TIOCSTI, TIOCSETD; socket allow AF_UNIX; unknown errno(ENOSYS);";

/// A byte for the machine, then the file.
pub fn run(data: &[u8]) {
    let (target, rest) = target(data);
    let Ok(counts) = std::str::from_utf8(rest) else {
        return;
    };
    let Some(machine) = compile(&format!("{POLICY} profile {counts:?};"), target) else {
        return;
    };
    answers(&machine, target, counts);
    let Some(plain) = compile(POLICY, target) else {
        panic!("the policy is right without counts");
    };
    for abi in &plain.compiled.policy.abis {
        let arch = target.audit_arch(abi.abi);
        for &number in abi.rules.keys() {
            for args in [[0; 6], [1; 6], [u64::MAX; 6], [0, 0x5412, 0, 0, 0, 0]] {
                let (with, without) = (
                    machine.run(arch, number, &args),
                    plain.run(arch, number, &args),
                );
                assert_eq!(with, without, "{target} {number} {args:x?}\n{counts}");
            }
        }
    }
}

/// Both forms of the file.
pub fn seeds() -> Vec<Vec<u8>> {
    [
        "\x00120 read\n7 write\n",
        "\x01# comment\n\n18446744073709551615 futex\n1 ioctl",
        "\x00% time     seconds  usecs/call     calls    errors syscall\n------ ----------- ----------- --------- --------- ----------------\n \
         60.00    0.000120           1       120         3 read\n 40.00    0.000080           2        40           openat\n------ ----------- ----------- --------- --------- ----------------\n100.00    0.000200                   160         3 total\n",
        "\x050 socket\r\n1 socket\r\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}
