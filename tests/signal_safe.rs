//! What is linked into a program that installs a filter: three functions of the C library and no way to panic.
//!
//! A `no_std` library whose panic handler calls a function that does not exist is linked into a C program. The linker drops
//! what nothing reaches; if some path of `install` could panic, the handler would be reached, and linking would fail.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const MANIFEST: &str = r#"
[package]
name = "signal-safe"
edition = "2024"

[workspace]

[lib]
crate-type = ["staticlib"]

[dependencies]
evalbox-seccomp = { path = "{SECCOMP}" }

[profile.release]
panic = "abort"
lto = true
codegen-units = 1
"#;

const LIBRARY: &str = r#"
#![no_std]
use evalbox_seccomp::{Filter, InstallError, Options, seccomp_filter};

unsafe extern "C" {
    fn install_can_panic() -> !;
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    unsafe { install_can_panic() }
}

static SANDBOX: Filter = seccomp_filter! { allow [@basic-io, exit_group]; clone deny NEW*; };

fn number(installed: Result<(), InstallError>) -> i32 {
    match installed {
        Ok(()) => 0,
        Err(error) => error.errno().raw(),
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn install() -> i32 {
    number(SANDBOX.install())
}

#[unsafe(no_mangle)]
pub extern "C" fn install_with(log: bool, sync: bool, killable: bool, keep: bool) -> i32 {
    let mut options = Options::new();
    if log { options = options.log(); }
    if sync { options = options.sync_threads(); }
    if killable { options = options.wait_killable_recv(); }
    if keep { options = options.keep_privileges(); }
    number(SANDBOX.install_with(options))
}

/// Shows that the check can fail.
#[unsafe(no_mangle)]
pub extern "C" fn panics(index: usize) -> i32 {
    [1, 2, 3][index]
}
"#;

const MAIN: &str = "
#include <stdbool.h>
#include <stddef.h>
int install(void);
int install_with(bool, bool, bool, bool);
int panics(size_t);
int main(int count, char **arguments) {
    (void)arguments;
#ifdef PANICS
    return panics(count);
#else
    return count > 1 ? install_with(true, true, true, true) : install();
#endif
}
";

fn link(folder: &Path, output: &str, more: &[&str]) -> Output {
    Command::new("cc")
        .current_dir(folder)
        .args(["-O1", "main.c", "target/release/libsignal_safe.a"])
        .args(["-Wl,--gc-sections", "-o", output])
        .args(more)
        .output()
        .expect("a C compiler links Rust as well")
}

#[test]
fn nothing_to_panic() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("signal-safe");
    let seccomp = Path::new(ROOT).join("evalbox-seccomp");
    fs::create_dir_all(folder.join("src")).expect("target/tmp is writable");
    let write = |name: &str, text: &str| {
        fs::write(folder.join(name), text).expect("target/tmp is writable");
    };
    write(
        "Cargo.toml",
        &MANIFEST.replace("{SECCOMP}", &seccomp.to_string_lossy()),
    );
    write("src/lib.rs", LIBRARY);
    write("main.c", MAIN);
    fs::copy(
        Path::new(ROOT).join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .expect("target/tmp is writable");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline", "--release"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo starts");
    let stderr = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(built.status.success(), "{}", stderr(&built));

    let panics = link(&folder, "panics", &["-DPANICS"]);
    assert!(!panics.status.success(), "the check sees no panics");
    assert!(
        stderr(&panics).contains("install_can_panic"),
        "{}",
        stderr(&panics)
    );
    let linked = link(&folder, "installs", &[]);
    assert!(linked.status.success(), "{}", stderr(&linked));

    let symbols = Command::new("nm")
        .args(["--undefined-only", "--format=posix", "installs"])
        .current_dir(&folder)
        .output();
    match symbols {
        Ok(symbols) if symbols.status.success() => {
            let text = String::from_utf8_lossy(&symbols.stdout).into_owned();
            let mut called: Vec<&str> = text
                .lines()
                .filter(|line| line.split(' ').nth(1) == Some("U"))
                .filter_map(|line| line.split([' ', '@']).next())
                // What starts a program.
                .filter(|name| !name.starts_with("__libc_start_main"))
                .collect();
            called.sort_unstable();
            assert_eq!(called, ["__errno_location", "prctl", "syscall"]);
        }
        other => println!("skipped: no nm to list what is called: {other:?}"),
    }
    let installs = Command::new(folder.join("installs")).status();
    assert!(installs.expect("it starts").success());
}
