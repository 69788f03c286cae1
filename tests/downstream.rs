//! Crates of users: each test writes a small crate and builds it with cargo, as it would be built elsewhere. What they
//! share is hygiene: the macro must work whatever the user's crate denies, renames or shadows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A user's crate, built in its own folder with a target folder that all of them share.
struct Crate {
    name: &'static str,
    /// The lines of `[dependencies]`; `{SECCOMP}` stands for the path of evalbox-seccomp.
    dependencies: &'static str,
    /// `src/lib.rs` or `src/main.rs`, with its text.
    source: (&'static str, &'static str),
}

const EDITIONS: [&str; 4] = ["2015", "2018", "2021", "2024"];

const ONLY_SECCOMP: &str = "evalbox-seccomp = { path = '{SECCOMP}' }";

impl Crate {
    fn folder(&self) -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("downstream")
            .join(self.name)
    }

    fn cargo(&self, command: &str, edition: &str) -> Output {
        let folder = self.folder();
        let seccomp = Path::new(ROOT).join("evalbox-seccomp");
        let dependencies = self
            .dependencies
            .replace("{SECCOMP}", &seccomp.to_string_lossy());
        let manifest = format!(
            "[package]\nname = \"{}\"\nedition = \"{edition}\"\n\n[workspace]\n\n[dependencies]\n{dependencies}\n",
            self.name
        );
        let (file, text) = self.source;
        fs::create_dir_all(folder.join("src")).expect("target/tmp is writable");
        fs::write(folder.join("Cargo.toml"), manifest).expect("target/tmp is writable");
        fs::write(folder.join("src").join(file), text).expect("target/tmp is writable");
        // The versions that the workspace has: nothing is downloaded.
        fs::copy(
            Path::new(ROOT).join("Cargo.lock"),
            folder.join("Cargo.lock"),
        )
        .expect("target/tmp is writable");
        Command::new(env!("CARGO"))
            .args([command, "--quiet", "--offline"])
            .current_dir(&folder)
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("downstream-target"),
            )
            .env_remove("RUSTFLAGS")
            .output()
            .expect("cargo starts")
    }

    #[track_caller]
    fn builds(&self) {
        self.builds_in("2024");
    }

    #[track_caller]
    fn builds_in(&self, edition: &str) {
        let output = self.cargo("build", edition);
        assert!(
            output.status.success(),
            "{}, edition {edition}:\n{}",
            self.name,
            String::from_utf8_lossy(&output.stderr)
        );
    }

    #[track_caller]
    fn prints(&self, expected: &str) {
        let output = self.cargo("run", "2024");
        assert!(
            output.status.success(),
            "{}:\n{}",
            self.name,
            String::from_utf8_lossy(&output.stderr)
        );
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            expected,
            "{}",
            self.name
        );
    }
}

#[test]
fn no_std() {
    let source = "
        #![no_std]
        use evalbox_seccomp::{Filter, seccomp_filter};
        pub static SANDBOX: Filter = seccomp_filter! { allow [read, write, exit_group]; socket deny AF_NETLINK; };
    ";
    Crate {
        name: "bare",
        dependencies: ONLY_SECCOMP,
        source: ("lib.rs", source),
    }
    .builds();
}

#[test]
fn a_renamed_dependency() {
    let source = "
        pub static SANDBOX: sandbox::Filter = sandbox::seccomp_filter! { allow [read, exit]; clone deny NEWUSER; };
    ";
    let dependencies = "sandbox = { package = \"evalbox-seccomp\", path = '{SECCOMP}' }";
    Crate {
        name: "renamed",
        dependencies,
        source: ("lib.rs", source),
    }
    .builds();
}

#[test]
fn a_crate_that_denies_everything() {
    let source = "
        //! Documented.
        #![forbid(unsafe_code)]
        #![deny(warnings, missing_docs, unused, future_incompatible, nonstandard_style, rust_2018_idioms)]
        #![deny(unused_qualifications, unreachable_pub, trivial_casts, trivial_numeric_casts, let_underscore_drop)]
        #![deny(single_use_lifetimes, unused_results, elided_lifetimes_in_paths, missing_debug_implementations)]
        #![deny(clippy::all, clippy::pedantic, clippy::nursery, clippy::cargo)]
        #![allow(clippy::cargo_common_metadata, reason = \"a test is not published\")]
        use evalbox_seccomp::{Filter, seccomp_filter};
        /// A filter.
        pub static SANDBOX: Filter = seccomp_filter! {
            allow [@basic-io, exit_group];
            ioctl deny TIOCSTI, 0x5423;
            socket allow AF_UNIX, SOCK_STREAM;
            fcntl { cmd in [F_GETFL, F_SETFL] => allow, fd == 0 && cmd >= 1 => errno(EPERM), _ => kill_process }
            expect ioctl(_, TIOCSTI) => kill_process;
        };
    ";
    let strict = Crate {
        name: "strict",
        dependencies: ONLY_SECCOMP,
        source: ("lib.rs", source),
    };
    strict.builds();
    let linted = strict.cargo("clippy", "2024");
    let stderr = String::from_utf8_lossy(&linted.stderr);
    if stderr.contains("no such command") {
        println!("skipped: no clippy");
        return;
    }
    assert!(linted.status.success(), "{stderr}");
}

#[test]
fn no_prelude() {
    let source = "
        #![no_implicit_prelude]
        pub static SANDBOX: ::evalbox_seccomp::Filter = ::evalbox_seccomp::seccomp_filter! {
            allow [read, exit_group];
            socket deny AF_NETLINK, SOCK_RAW;
            expect socket(AF_INET, SOCK_RAW) => kill_process;
        };
    ";
    Crate {
        name: "no-prelude",
        dependencies: ONLY_SECCOMP,
        source: ("lib.rs", source),
    }
    .builds();
}

#[test]
fn shadowed_names() {
    let source = "
        #![allow(dead_code, non_camel_case_types)]
        mod core {}
        mod std {}
        mod libc {}
        mod evalbox_compiler {}
        mod evalbox_macros {}
        mod __private {}
        struct Filter;
        struct SockFilter;
        struct Action;
        struct SeccompData;
        struct Option;
        struct Result;
        struct Some;
        struct None;
        struct Ok;
        struct Err;
        const PROGRAM: () = ();
        const N: () = ();
        const AF_NETLINK: () = ();
        const SOCK_RAW: () = ();
        macro_rules! panic { ($($t:tt)*) => { compile_error!(\"the user's panic\") } }
        macro_rules! assert { ($($t:tt)*) => { compile_error!(\"the user's assert\") } }
        macro_rules! concat { ($($t:tt)*) => { compile_error!(\"the user's concat\") } }
        macro_rules! matches { ($($t:tt)*) => { compile_error!(\"the user's matches\") } }
        pub static SANDBOX: evalbox_seccomp::Filter = evalbox_seccomp::seccomp_filter! {
            allow [read, exit_group];
            socket deny AF_NETLINK, SOCK_RAW;
            errno(EPERM) [connect];
            expect socket(AF_NETLINK) => kill_process;
            expect connect => errno(EPERM);
        };
    ";
    Crate {
        name: "shadowed",
        dependencies: ONLY_SECCOMP,
        source: ("lib.rs", source),
    }
    .builds();
}

/// Types of the caller's own that constants belong to, by the names that an expansion might have.
#[test]
fn constants_of_types() {
    let types = [
        "Number", "Range", "Value", "Constant", "Filter", "Bits", "Text", "Type",
    ];
    let declared: String = types
        .iter()
        .map(|name| format!("pub struct {name}; impl {name} {{ pub const BITS: u32 = 5; }}\n"))
        .collect();
    let filters: String = types
        .iter()
        .map(|name| {
            format!(
                "const _: evalbox_seccomp::Filter = evalbox_seccomp::seccomp_filter! {{
                    allow [read, exit_group];
                    ioctl deny {name}::BITS;
                    expect ioctl(0, 5) => kill_process;
                    expect ioctl(0, 128) => allow;
                }};\n"
            )
        })
        .collect();
    Crate {
        name: "types",
        dependencies: ONLY_SECCOMP,
        source: ("lib.rs", (declared + &filters).leak()),
    }
    .builds();
}

/// Primitive types are names like any other: `core::primitive` has them where they are shadowed.
#[test]
fn shadowed_primitives() {
    let source = "
        #![allow(dead_code, non_camel_case_types)]
        struct u8;
        struct u16;
        struct u32;
        struct u64;
        struct i32;
        struct i64;
        struct i128;
        struct usize;
        struct bool;
        struct str;
        pub static SANDBOX: evalbox_seccomp::Filter = evalbox_seccomp::seccomp_filter! {
            allow [read, exit_group];
            socket deny AF_NETLINK, SOCK_RAW;
            expect socket(AF_NETLINK) => kill_process;
        };
    ";
    Crate {
        name: "primitives",
        dependencies: ONLY_SECCOMP,
        source: ("lib.rs", source),
    }
    .builds();
}

#[test]
fn every_position_of_an_expression() {
    let source = "
        use evalbox_seccomp::{Action, Filter, SeccompData, seccomp_filter};

        static STATIC: Filter = seccomp_filter! { allow [read, exit]; };
        const CONST: Filter = seccomp_filter! { allow [write, exit]; };
        struct Holder;
        impl Holder {
            const ASSOCIATED: Filter = seccomp_filter! { allow [close, exit]; };
        }
        const fn answer(filter: &Filter, nr: i32) -> Action {
            filter.evaluate(&SeccompData::new(nr, [0; 6]))
        }
        const AT_BUILD: Action = answer(&CONST, -1);

        fn main() {
            let local = seccomp_filter! { allow [exit]; };
            let two = [seccomp_filter! { allow [exit]; }, seccomp_filter! { default errno(1); allow [exit]; }];
            let of_a_match = match two.len() { 2 => seccomp_filter! { allow [exit]; }, _ => local };
            for filter in [&STATIC, &CONST, &Holder::ASSOCIATED, &local, &two[0], &two[1], &of_a_match] {
                println!(\"{:?}\", answer(filter, -1));
            }
            assert_eq!(AT_BUILD, Action::KillProcess);
        }
    ";
    let expected =
        "KillProcess\nKillProcess\nKillProcess\nKillProcess\nKillProcess\nErrno(1)\nKillProcess\n";
    Crate {
        name: "positions",
        dependencies: ONLY_SECCOMP,
        source: ("main.rs", source),
    }
    .prints(expected);
}

#[test]
fn inside_a_users_macro() {
    let source = "
        use evalbox_seccomp::{Filter, seccomp_filter};

        mod requests {
            pub const MINE: u32 = 0x1234;
            pub use evalbox_seccomp::seccomp_filter as filter;
        }
        macro_rules! sandbox {
            ($visibility:vis $name:ident: $($call:ident),* ; refuse $request:path) => {
                $visibility static $name: Filter = seccomp_filter! {
                    allow [$($call),*, exit_group];
                    ioctl deny TIOCSTI, $request;
                };
            };
        }
        // `$crate` is a token that only rustc can make: it has to come back as it went in.
        #[macro_export]
        macro_rules! for_other_crates {
            () => { $crate::requests::filter! { allow [exit]; ioctl deny $crate::requests::MINE; } };
        }
        macro_rules! whole {
            ($($policy:tt)*) => { seccomp_filter! { $($policy)* } };
        }
        sandbox!(pub READER: read, close; refuse crate::requests::MINE);
        pub static OTHER: Filter = for_other_crates!();
        pub static WRITER: Filter = whole! { allow [write, exit_group]; clone deny NEW*; };
    ";
    Crate {
        name: "in-macro",
        dependencies: ONLY_SECCOMP,
        source: ("lib.rs", source),
    }
    .builds();
}

#[test]
fn the_callers_own_constants() {
    let source = "
        #![allow(non_upper_case_globals)]
        use evalbox_seccomp::{Action, Filter, SeccompData, seccomp_filter};

        const LIMIT: usize = 4096;
        mod codes {
            pub const REFUSED: i32 = 77;
        }
        mod r#type {
            pub const r#match: u64 = 5;
        }
        static SANDBOX: Filter = seccomp_filter! {
            allow [exit];
            read allow if count <= self::LIMIT;
            errno(crate::codes::REFUSED) [write];
            ioctl deny crate::r#type::r#match;
            expect ioctl(0, 5) => kill_process;
            expect ioctl(0, 6) => allow;
        };
        fn main() {
            let read = |count| SANDBOX.evaluate(&SeccompData::new(0, [0, 0, count, 0, 0, 0]));
            assert_eq!(read(4096), Action::Allow);
            assert_eq!(read(4097), Action::KillProcess);
            println!(\"{:?}\", SANDBOX.evaluate(&SeccompData::new(1, [0; 6])));
        }
    ";
    // The numbers of read and write are x86_64's.
    let own = Crate {
        name: "own-constants",
        dependencies: ONLY_SECCOMP,
        source: ("main.rs", source),
    };
    if cfg!(target_arch = "x86_64") {
        own.prints("Errno(77)\n");
    } else {
        own.builds();
    }
}

/// Two constants that read alike are one only where rustc cannot take them for different ones.
#[test]
fn constants_that_read_alike() {
    let source = "
        #[macro_export]
        macro_rules! filter {
            ($($policy:tt)*) => {
                evalbox_seccomp::seccomp_filter! {
                    allow [read, exit_group];
                    ioctl deny $crate::REQUEST;
                    $($policy)*
                }
            };
        }
        pub const REQUEST: u32 = 1;
        pub use evalbox_seccomp;
    ";
    let inner = Crate {
        name: "alike-inner",
        dependencies: ONLY_SECCOMP,
        source: ("lib.rs", source),
    };
    inner.builds();
    let source = "
        use evalbox_seccomp::{Filter, seccomp_filter};

        pub const REQUEST: u32 = 2;
        macro_rules! ours {
            () => { alike_inner::filter! {
                fcntl deny if cmd == $crate::REQUEST;
                expect ioctl(0, 1) => kill_process;
                expect ioctl(0, 2) => allow;
                expect fcntl(0, 1) => allow;
                expect fcntl(0, 2) => kill_process;
            } };
        }
        pub static OURS: Filter = ours!();

        const FS: u64 = 1 << 28;
        const CLONE_FS: u64 = 1 << 29;
        pub static SPELT: Filter = seccomp_filter! {
            #![allow(clone3_bypass, sibling_bypass)]
            allow [read, exit_group];
            clone deny self::FS | FS;
            clone deny self::CLONE_FS | CLONE_FS;
            expect clone(0x1000_0200) => kill_process;
            expect clone(0x2000_0200) => kill_process;
            expect clone(0x200) => allow;
        };
    ";
    Crate {
        name: "alike",
        dependencies: "evalbox-seccomp = { path = '{SECCOMP}' }\nalike-inner = { path = '../alike-inner' }",
        source: ("lib.rs", source),
    }
    .builds();
}

/// Without the macro nothing of the compiler is built: a hand-written program needs libc alone.
#[test]
fn without_the_macro() {
    let source = "
        use evalbox_seccomp::{Filter, SockFilter};
        const ALLOW: SockFilter = SockFilter { code: 0x06, jt: 0, jf: 0, k: 0x7fff_0000 };
        pub static EVERYTHING: Filter = match Filter::new(&[ALLOW]) {
            Ok(filter) => filter,
            Err(_) => panic!(),
        };
    ";
    let dependencies = "evalbox-seccomp = { path = '{SECCOMP}', default-features = false }";
    let bare = Crate {
        name: "without-macro",
        dependencies,
        source: ("lib.rs", source),
    };
    bare.builds();
    let tree = bare.cargo("tree", "2024");
    let tree = String::from_utf8_lossy(&tree.stdout);
    assert!(
        tree.contains("libc") && !tree.contains("syn") && !tree.contains("evalbox-macros"),
        "{tree}"
    );
}

/// A macro of the user's may hand over fragments that rustc has parsed, from any edition, beside a module called `libc`.
#[test]
fn fragments_in_every_edition() {
    let source = "
        #![forbid(unsafe_code)]
        #![deny(warnings, missing_docs, unused_qualifications, trivial_casts, trivial_numeric_casts)]
        //! A crate.
        extern crate evalbox_seccomp;
        use evalbox_seccomp::{seccomp_filter, Filter};

        /// A module of the same name as the crate.
        pub mod libc {
            /// Not the crate's.
            pub const AF_UNIX: u32 = 9;
            use evalbox_seccomp::{seccomp_filter, Filter};
            /// With a constant of the module's and one of the crate's.
            pub static INNER: Filter = seccomp_filter! {
                allow [read, exit_group];
                socket deny self::AF_UNIX, SOCK_RAW;
                expect socket(9) => kill_process;
                expect socket(1, 1) => allow;
            };
        }
        const MINE: u64 = 77;
        macro_rules! sandbox {
            ($constant:ident, $expression:expr, $path:path, $literal:literal) => {
                seccomp_filter! {
                    allow [read, exit_group];
                    socket deny $constant;
                    ioctl deny $expression, $path, $literal;
                    expect ioctl(_, 77) => kill_process;
                    expect ioctl(_, 78) => kill_process;
                    expect ioctl(_, $literal) => kill_process;
                    expect ioctl(_, 80) => allow;
                }
            };
        }
        /// Fragments.
        pub static FRAGMENTS: Filter = sandbox!(AF_NETLINK, crate::MINE + 1, crate::MINE, 79);
        /// Two in one function, and that a const one.
        #[must_use]
        pub const fn two(first: bool) -> Filter {
            const A: Filter = seccomp_filter! { allow [read, exit_group]; ioctl deny TIOCSTI; };
            let b = seccomp_filter! { allow [write, exit_group]; ioctl deny crate::MINE; };
            if first { A } else { b }
        }
    ";
    for edition in EDITIONS {
        Crate {
            name: "fragments",
            dependencies: ONLY_SECCOMP,
            source: ("lib.rs", source),
        }
        .builds_in(edition);
    }
}

/// A mistake is reported once, at its token, whatever the edition and whatever the crate has of the name of `core` and of
/// `compile_error!`.
#[test]
fn mistakes_in_every_edition() {
    let source = "
        extern crate evalbox_seccomp;
        mod core {}
        macro_rules! compile_error { ($($any:tt)*) => {} }
        mod inner {
            #![no_implicit_prelude]
            use ::evalbox_seccomp::{seccomp_filter, Filter};
            pub static SANDBOX: Filter = seccomp_filter! {
                allow [raed, exit_group];
            };
        }
        macro_rules! sandbox {
            ($name:ident) => { evalbox_seccomp::seccomp_filter! { allow [$name, wirte]; } };
        }
        pub fn filter() -> evalbox_seccomp::Filter { sandbox!(exit_group) }
    ";
    for edition in EDITIONS {
        let output = Crate {
            name: "mistakes",
            dependencies: ONLY_SECCOMP,
            source: ("lib.rs", source),
        }
        .cargo("build", edition);
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "edition {edition}");
        for (message, place) in [
            (
                "no architecture has a system call `raed`",
                "src/lib.rs:9:24",
            ),
            (
                "no architecture has a system call `wirte`",
                "src/lib.rs:13:81",
            ),
        ] {
            let error = format!("error: {message}");
            assert_eq!(text.matches(&error).count(), 1, "edition {edition}: {text}");
            assert!(text.contains(place), "edition {edition}: {text}");
        }
        assert_eq!(
            text.matches("error: ").count(),
            3,
            "edition {edition}: {text}"
        );
    }
}

/// rustc's limits on depth are not the user's concern.
#[test]
fn a_long_expression() {
    let source = format!(
        "pub static SANDBOX: evalbox_seccomp::Filter = evalbox_seccomp::seccomp_filter! {{
            allow [read, exit_group];
            ioctl deny TIOCSTI{};
        }};",
        " | TIOCSTI".repeat(3000)
    );
    Crate {
        name: "long",
        dependencies: ONLY_SECCOMP,
        source: ("lib.rs", source.leak()),
    }
    .builds();
}
