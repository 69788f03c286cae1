//! data/numbers.txt: a line a system call, a column an ABI.

use crate::errors::Errors;
use crate::names::Names;
use crate::text::{lines, number, words};

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

/// What stands in the table where the ABI lacks the call.
const LACKING: u32 = u32::MAX;

/// The table, read.
#[derive(Default)]
pub(crate) struct Numbers<'a> {
    /// A call's place among all of them is its `SyscallId`.
    names: Names<'a>,
    /// The table as src/table/syscalls.rs reads it: a number a column, in 32 bits, little-endian.
    pub(crate) bytes: Vec<u8>,
}

/// The column of an ABI.
pub(crate) fn column(abi: &str) -> Option<usize> {
    ABIS.iter().position(|&known| known == abi)
}

impl<'a> Numbers<'a> {
    /// The calls with their places.
    pub(crate) fn calls(&self) -> &[(&'a str, usize)] {
        self.names.list()
    }

    /// The place of a call.
    pub(crate) fn id(&self, call: &str) -> Result<usize, String> {
        match self.names.get(call) {
            Some(id) => Ok(id),
            None => Err(format!("no architecture has a system call `{call}`")),
        }
    }

    /// Whether the ABI of that column has the call.
    pub(crate) fn has(&self, id: usize, column: usize) -> bool {
        let at = (id * ABIS.len() + column) * 4;
        self.bytes[at..at + 4] != LACKING.to_le_bytes()
    }
}

/// Reads the table; errors are `file:line: what`.
pub(crate) fn parse(text: &str) -> Result<Numbers<'_>, Vec<String>> {
    let mut errors = Errors::of("data/numbers.txt");
    let mut numbers = Numbers::default();
    let mut owners = Names::several(ABIS.len());
    for (line, content) in lines(text) {
        let read = match content.strip_prefix('#') {
            Some(comment) => check_header(comment),
            None => numbers.row(content, &mut owners),
        };
        if let Err(error) = read {
            errors.at(line, &error);
        }
    }
    errors.or(numbers)
}

/// The line `# name x86_64 x32 ..` must have the columns in the order that this file reads them.
fn check_header(comment: &str) -> Result<(), String> {
    match *words(comment) {
        ["name", ref columns @ ..] if *columns != ABIS => {
            Err(format!("the columns are not {ABIS:?}"))
        }
        _ => Ok(()),
    }
}

impl<'a> Numbers<'a> {
    /// Adds a call. Two of one number would make the answer depend on which is found first: each ABI's numbers have their owners.
    fn row(&mut self, row: &'a str, owners: &mut [Names<'a>]) -> Result<(), String> {
        let [name, ref fields @ ..] = *words(row) else {
            return Err("an empty line".to_owned());
        };
        let id = self.names.list().len();
        if self.names.position(name) != Err(id) {
            return Err(format!("`{name}` is out of order or a duplicate"));
        }
        self.names.insert(name, id);
        let mut lacking = true;
        for (column, abi) in ABIS.iter().enumerate() {
            let Some(&field) = fields.get(column) else {
                return Err(format!("`{name}` has no column for {abi}"));
            };
            let mut value = LACKING;
            if field != "-" {
                value = syscall_number(field)
                    .ok_or_else(|| format!("`{field}` is no number ({abi})"))?;
                if let Some(owner) = owners[column].insert(field, id) {
                    let (other, _) = self.names.list()[owner];
                    return Err(format!("{abi} has number {field} already: `{other}`"));
                }
                lacking = false;
            }
            self.bytes.extend_from_slice(&value.to_le_bytes());
        }
        if let Some(field) = fields.get(ABIS.len()) {
            return Err(format!("`{field}` is in no column"));
        }
        if lacking {
            return Err(format!("`{name}` has no number on any ABI"));
        }
        Ok(())
    }
}

/// A number as numbers are printed, so that equal ones are equal words.
fn syscall_number(field: &str) -> Option<u32> {
    let number = u32::try_from(number(field)?).ok()?;
    (number != LACKING && number.to_string() == field).then_some(number)
}
