//! `seccomp_filter!`, as far as `macro_rules!` goes: it names the target, the procedural macro does the rest.
//!
//! A procedural macro runs on the host and cannot see what is compiled for. This crate is compiled for it.

/// Compiles a policy to a verified [`Filter`](crate::Filter), inside rustc.
///
/// An expression for `static`, `const` and `let`. What it costs at run time is two system calls in
/// [`Filter::install`](crate::Filter::install): the instructions are constants of the program.
///
/// ```
/// use evalbox_seccomp::{seccomp_filter, Filter};
///
/// static SANDBOX: Filter = seccomp_filter! {
///     // The calls that go through whatever their arguments; the rest kills the process.
///     allow [read, write, openat, close, @memory, exit, exit_group];
///     // A libc that is told "no such call" falls back on clone.
///     errno(ENOSYS) [clone3];
///     // Threads and processes, in no new namespace.
///     clone deny NEW*;
///     socket deny AF_NETLINK, SOCK_RAW;
///     ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;
///     // Part of the build: it fails where the program answers otherwise.
///     expect socket(AF_NETLINK) => kill_process;
/// };
/// ```
///
/// # The policy
///
/// | statement | meaning |
/// | --- | --- |
/// | `default ACTION;` | what nothing else decides; `kill_process` where absent |
/// | `foreign ACTION;` | calls through another ABI (on `x86_64`: `int 0x80`, x32); `kill_process` where absent |
/// | `unknown ACTION;` | numbers that are no system call |
/// | `ACTION [NAME, @group, -NAME];` | these calls, whatever their arguments |
/// | `SYSCALL ACTION CONST, GLOB*;` | by the values of the arguments that the constants belong to |
/// | `SYSCALL ACTION if CONDITION;` | by a condition: `fd == 1 && count < 4096` |
/// | `SYSCALL { CONDITION => ACTION, _ => ACTION }` | the first arm that matches |
/// | `expect SYSCALL(ARG, _) => ACTION;` | a test that the build runs |
/// | `include "PATH";` | the statements of a file |
/// | `hot [NAME];`, `profile "FILE";` | what to decide first |
/// | `abi [x86];` | the same policy for calls through another ABI |
/// | `#[cfg(...)] STATEMENT` | for some targets only |
///
/// Actions are `allow`, `deny`, `kill_process`, `kill_thread`, `trap`, `trap(N)`, `errno(E)`, `trace(N)`, `log` and
/// `notify`. Constants are those of the `libc` crate for the target, or paths and literals of your own; rustc computes them.
///
/// # Errors
/// All of them are build errors, at the token that is wrong: unknown names (with the nearest ones), constants that do not fit
/// their argument, rules that another rule undoes, programs that are too long, expectations that do not hold.
#[macro_export]
macro_rules! seccomp_filter {
    ($($policy:tt)*) => {
        $crate::__for_target! { $crate { $($policy)* } }
    };
}

/// Defines `__for_target!`, which adds the target to a policy; the name is the compiler's, from the table's columns.
macro_rules! targets {
    ($d:tt $($arch:literal $endian:literal $pointer_width:literal => $name:literal,)*) => {
        $(
            #[cfg(all(
                target_arch = $arch,
                target_endian = $endian,
                target_pointer_width = $pointer_width
            ))]
            #[doc(hidden)]
            #[macro_export]
            macro_rules! __for_target {
                ($d seccomp:tt $d policy:tt) => {
                    $d seccomp::__private::__expand! { ($d seccomp) $name $endian $d policy }
                };
            }
        )*

        #[cfg(not(any($(
            all(target_arch = $arch, target_endian = $endian, target_pointer_width = $pointer_width)
        ),*)))]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! __for_target {
            ($d seccomp:tt $d policy:tt) => {
                ::core::compile_error!(
                    "seccomp_filter! has no system call numbers for this target: it has those of x86_64, x86, aarch64, \
                     arm, riscv64, loongarch64, powerpc64, powerpc, s390x, mips64 and mips (not of x32 and n32)"
                )
            };
        }
    };
}

targets! { $
    "x86_64" "little" "64" => "x86_64",
    "x86" "little" "32" => "x86",
    "aarch64" "little" "64" => "aarch64",
    "aarch64" "big" "64" => "aarch64",
    "arm" "little" "32" => "arm",
    "arm" "big" "32" => "arm",
    "riscv64" "little" "64" => "riscv64",
    "loongarch64" "little" "64" => "loongarch64",
    "powerpc64" "little" "64" => "powerpc64",
    "powerpc64" "big" "64" => "powerpc64",
    "powerpc" "big" "32" => "powerpc",
    "s390x" "big" "64" => "s390x",
    "mips64" "little" "64" => "mips64",
    "mips64" "big" "64" => "mips64",
    "mips64r6" "little" "64" => "mips64",
    "mips64r6" "big" "64" => "mips64",
    "mips" "little" "32" => "mips",
    "mips" "big" "32" => "mips",
    "mips32r6" "little" "32" => "mips",
    "mips32r6" "big" "32" => "mips",
}
