//! libseccomp, through a C program that is compiled when the tests run: it is an optional peer, not a dependency.
#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use evalbox_seccomp::{Filter, SockFilter};

/// `BPF_RET | BPF_K`
const RET: u16 = 0x06;

/// The compiled program, or why there is none.
fn program() -> Result<&'static Path, &'static str> {
    static PROGRAM: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let built = PROGRAM.get_or_init(|| {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("libseccomp-peer");
        let output = Command::new("gcc")
            .args(["-Wall", "-o"])
            .arg(&out)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oci/libseccomp.c"))
            .arg("-lseccomp")
            .output();
        match output {
            Ok(output) if output.status.success() => Ok(out),
            Ok(_) => Err("no libseccomp-dev".to_owned()),
            Err(error) => Err(format!("no gcc: {error}")),
        }
    });
    built.as_deref().map_err(String::as_str)
}

/// Whether libseccomp is at hand; says so where it is not.
pub(crate) fn at_hand(what: &str) -> bool {
    match program() {
        Ok(_) => true,
        Err(why) => {
            println!("skipped: {what}: {why}");
            false
        }
    }
}

/// Runs the commands; what is printed.
fn run(commands: &str, out: &Path) -> String {
    let program = program().expect("the caller asked whether it is at hand");
    let mut child = Command::new(program)
        .arg(out)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the peer starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let commands = commands.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(commands.as_bytes()));
    let output = child.wait_with_output().expect("the peer ends");
    writer.join().expect("no panic").expect("all is written");
    assert!(output.status.success(), "libseccomp: {output:?}");
    String::from_utf8(output.stdout).expect("numbers")
}

/// The filter that libseccomp makes, in the byte order of its target.
pub(crate) fn filter(commands: &str, big_endian: bool) -> Filter {
    let out = tempfile::NamedTempFile::new().expect("a temporary file");
    run(commands, out.path());
    let bytes = fs::read(out.path()).expect("the peer wrote it");
    let half = |bytes: &[u8]| {
        let bytes = bytes.try_into().expect("two bytes");
        if big_endian {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        }
    };
    let word = |bytes: &[u8]| {
        let bytes = bytes.try_into().expect("four bytes");
        if big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        }
    };
    let program: Vec<SockFilter> = bytes
        .chunks_exact(8)
        .map(|bytes| {
            let (code, k) = (half(&bytes[..2]), word(&bytes[4..]));
            SockFilter {
                code,
                jt: bytes[2],
                jf: bytes[3],
                k: if code == RET && big_endian {
                    turned(k)
                } else {
                    k
                },
            }
        })
        .collect();
    Filter::new(program.leak()).expect("libseccomp's program passes the kernel's checks")
}

/// libseccomp 2.5 turns the bytes of a RET that it copies for a far jump once more, when it writes for the other byte
/// order; nothing that is so built runs anywhere, and the copies are put right here.
fn turned(k: u32) -> u32 {
    let returned = |k: u32| matches!(k >> 16, 0x7fff | 0x7ffc | 0x0005 | 0x0003 | 0x8000) || k == 0;
    if returned(k) { k } else { k.swap_bytes() }
}

/// The numbers that this libseccomp knows the names by, on an architecture of its.
pub(crate) fn numbers(arch: &str, names: &[&str]) -> Vec<i64> {
    let commands: String = names
        .iter()
        .map(|name| format!("number {arch} {name}\n"))
        .collect();
    let printed = run(&commands, Path::new("/dev/null"));
    let numbers = printed.lines().map(|line| line.parse().expect("a number"));
    numbers.collect()
}

/// Whether this libseccomp has an architecture of that name.
pub(crate) fn knows(arch: &str) -> bool {
    run(&format!("known {arch}\n"), Path::new("/dev/null")) == "1\n"
}
