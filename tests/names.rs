//! evalbox-seccomp/src/names/syscall.rs, what editors show for a system call, is what the table knows.
//! `BLESS=1 cargo test --test names` writes it.

use std::fmt::Write;

use evalbox_compiler::emit::KEYWORD;
use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::Abi;

const PATH: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/evalbox-seccomp/src/names/syscall.rs"
);

fn written() -> String {
    let mut text = String::from(
        "//! Every system call of the table. Written by `BLESS=1 cargo test --test names` from data/.\n",
    );
    for id in syscalls::all() {
        let name = syscalls::name(id);
        // A word that Rust has taken has no item: nothing could be resolved to it.
        if syn::parse_str::<syn::Ident>(name).is_err() {
            continue;
        }
        let abis: Vec<Abi> = Abi::ALL
            .into_iter()
            .filter(|&abi| syscalls::number(id, abi).is_some())
            .collect();
        let arguments = abis.first().and_then(|&abi| syscalls::arguments(id, abi));
        let arguments = arguments.map_or("..".to_owned(), |arguments| {
            let arguments = arguments.iter().map(|argument| {
                let name = argument.names.first().copied().unwrap_or("_");
                format!("{name}: {}", argument.kernel_type)
            });
            arguments.collect::<Vec<_>>().join(", ")
        });
        let section = format!("<https://man7.org/linux/man-pages/man2/{name}.2.html>");
        let abis: Vec<&str> = abis.into_iter().map(Abi::name).collect();
        writeln!(text, "\n/// `{name}({arguments})`").expect("a string");
        writeln!(text, "///\n/// {section}, on `{}`", abis.join(" ")).expect("a string");
        writeln!(text, "pub const {name}: () = ();").expect("a string");
    }
    text
}

#[test]
fn what_editors_show_is_what_the_table_knows() {
    let expected = written();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(PATH, &expected).expect("the file can be written");
    }
    let actual = std::fs::read_to_string(PATH).expect("the file is there");
    assert!(
        actual == expected,
        "run `BLESS=1 cargo test --test names` and read the difference"
    );
}

#[test]
fn one_name_is_a_keyword() {
    let names = syscalls::all().map(syscalls::name);
    let taken: Vec<&str> = names
        .filter(|name| syn::parse_str::<syn::Ident>(name).is_err())
        .collect();
    assert_eq!(taken, [KEYWORD]);
}
