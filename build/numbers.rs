//! data/numbers.txt: a line a system call, a column an ABI.

use std::fmt::Write;

use crate::map::Map;

const FILE: &str = "data/numbers.txt";

/// The columns, as `target::Abi::ALL` orders them.
pub(crate) const ABIS: [&str; 14] = [
    "x86_64",
    "x32",
    "x86",
    "aarch64",
    "arm",
    "riscv64",
    "riscv32",
    "loongarch64",
    "powerpc64",
    "powerpc",
    "s390x",
    "mips64",
    "n32",
    "mips",
];

/// By name, sorted as the table is: the number on each ABI.
pub(crate) type Numbers<'a> = Map<&'a str, [Option<u32>; ABIS.len()]>;

/// Reads the table; errors are `file:line: what`.
pub(crate) fn parse(text: &str) -> Result<Numbers<'_>, Vec<String>> {
    let mut numbers = Numbers::default();
    let mut errors = Vec::new();
    let mut previous = "";
    for (line, row) in (1..).zip(text.lines()) {
        if row.starts_with('#') {
            check_header(line, row, &mut errors);
            continue;
        }
        match parse_row(row) {
            Ok((name, row)) => {
                if name <= previous {
                    errors.push(format!(
                        "{FILE}:{line}: `{name}` is out of order or a duplicate"
                    ));
                }
                previous = name;
                numbers.insert(name, row);
            }
            Err(error) => errors.push(format!("{FILE}:{line}: {error}")),
        }
    }
    check_unique(&numbers, &mut errors);
    if errors.is_empty() {
        Ok(numbers)
    } else {
        Err(errors)
    }
}

/// The line `# name x86_64 x32 ..` must have the columns in the order that this file reads them.
fn check_header(line: usize, row: &str, errors: &mut Vec<String>) {
    let mut words = row.trim_start_matches('#').split_whitespace();
    if words.next() == Some("name") && !words.eq(ABIS) {
        errors.push(format!(
            "{FILE}:{line}: the columns are not {}",
            ABIS.join(" ")
        ));
    }
}

fn parse_row(row: &str) -> Result<(&str, [Option<u32>; ABIS.len()]), String> {
    let mut fields = row.split_whitespace();
    let name = fields.next().ok_or("an empty line")?;
    let mut numbers = [None; ABIS.len()];
    for (number, abi) in numbers.iter_mut().zip(ABIS) {
        let field = fields
            .next()
            .ok_or_else(|| format!("`{name}` has no column for {abi}"))?;
        if field != "-" {
            *number = Some(
                field
                    .parse()
                    .map_err(|_| format!("`{field}` is no number ({abi})"))?,
            );
        }
    }
    if let Some(field) = fields.next() {
        return Err(format!("`{field}` is in no column"));
    }
    if numbers.iter().all(Option::is_none) {
        return Err(format!("`{name}` has no number on any ABI"));
    }
    Ok((name, numbers))
}

/// Two names of one number would make the answer depend on which is found first.
fn check_unique(numbers: &Numbers<'_>, errors: &mut Vec<String>) {
    for (column, abi) in ABIS.iter().enumerate() {
        let mut owners = Map::default();
        for (name, row) in numbers.iter() {
            let Some(number) = row[column] else { continue };
            if let Some(other) = owners.insert(number, name) {
                errors.push(format!(
                    "{FILE}: {abi} has number {number} twice: `{other}` and `{name}`"
                ));
            }
        }
    }
}

/// `NAMES`, and `NUMBERS`: a row a name, [`u32::MAX`] where lacking.
pub(crate) fn generate(numbers: &Numbers<'_>) -> String {
    let mut out = String::new();
    let count = numbers.len();
    let _ = writeln!(
        out,
        "pub(super) static NAMES: [&str; {count}] = {:?};",
        numbers.keys().collect::<Vec<_>>()
    );
    let rows: Vec<_> = numbers
        .values()
        .map(|row| row.map(|number| number.unwrap_or(u32::MAX)))
        .collect();
    let _ = writeln!(
        out,
        "pub(super) static NUMBERS: [[u32; {}]; {count}] = {rows:?};",
        ABIS.len()
    );
    out
}
