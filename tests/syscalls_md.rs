//! docs/syscalls.md is what the table says: `BLESS=1 cargo test --test syscalls_md` writes it.

use std::collections::BTreeMap;

use evalbox_compiler::table::{Argument, Type, syscalls};
use evalbox_compiler::target::Abi;

fn type_name(ty: Type) -> String {
    match ty {
        Type::Number { bits, signed } => format!("{}{bits}", if signed { 'i' } else { 'u' }),
        Type::Pointer { .. } => "pointer".to_owned(),
        Type::Split => "64 bits in two registers".to_owned(),
        Type::Unknown => "unknown".to_owned(),
    }
}

fn row(arguments: Option<Vec<Argument>>) -> String {
    let Some(arguments) = arguments else {
        return "not known".to_owned();
    };
    let one = |(place, argument): (usize, &Argument)| {
        let name = argument.names.join(" or ");
        let moved = if usize::from(argument.slot) == place {
            String::new()
        } else {
            format!(" in arg{}", argument.slot)
        };
        format!(
            "{name}: {}{moved} (`{}`)",
            type_name(argument.ty),
            argument.kernel_type
        )
    };
    let all: Vec<_> = arguments.iter().enumerate().map(one).collect();
    if all.is_empty() {
        "none".to_owned()
    } else {
        all.join(", ")
    }
}

/// The page, with a row for every set of ABIs that read a call alike.
fn page() -> String {
    let mut page = "# What is known of each system call\n\n\
        Written by `BLESS=1 cargo test --test syscalls_md` from data/signatures.txt. `u32` and its kin are what is\n\
        compared: the bits that the kernel reads, and their sign; in parentheses is the kernel's own type. An argument\n\
        that is not in the register of its place says in which it is. `tools/signatures.py --check HEADER` holds the\n\
        types against a kernel's include/linux/syscalls.h; data/signatures.differences explains what differs.\n\n\
        | call | ABIs | arguments |\n| --- | --- | --- |\n"
        .to_owned();
    for id in syscalls::all() {
        let mut rows = BTreeMap::<String, Vec<Abi>>::new();
        let having: Vec<_> = Abi::ALL
            .into_iter()
            .filter(|&abi| syscalls::number(id, abi).is_some())
            .collect();
        for &abi in &having {
            rows.entry(row(syscalls::arguments(id, abi)))
                .or_default()
                .push(abi);
        }
        let mut rows: Vec<_> = rows.into_iter().map(|(text, abis)| (abis, text)).collect();
        rows.sort();
        for (abis, text) in rows {
            let abis: Vec<_> = abis.iter().map(|abi| abi.name()).collect();
            let abis = if abis.len() == Abi::ALL.len() {
                "all".to_owned()
            } else {
                abis.join(" ")
            };
            page += &format!("| `{}` | {abis} | {text} |\n", syscalls::name(id));
        }
    }
    page
}

#[test]
fn the_page_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/syscalls.md");
    let expected = page();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &expected).expect("docs/ is writable");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    let stale = found
        .lines()
        .zip(expected.lines())
        .find(|(found, expected)| found != expected);
    assert_eq!(
        stale, None,
        "docs/syscalls.md is stale: BLESS=1 cargo test --test syscalls_md"
    );
    assert_eq!(
        found.len(),
        expected.len(),
        "docs/syscalls.md is stale: BLESS=1 cargo test --test syscalls_md"
    );
}
