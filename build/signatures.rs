//! data/signatures.txt: what the arguments of each call are called and what the kernel reads of them.

use crate::errors::Errors;
use crate::names::Names;
use crate::numbers::{ABIS, Numbers, column};
use crate::text::{has_word, lines, push_word, without_comment, words};
use crate::types::kind;

/// The registers of a call, `seccomp_data.args`, by the names that they have where the table gives none.
const REGISTERS: [&str; 6] = ["arg0", "arg1", "arg2", "arg3", "arg4", "arg5"];

/// Among the ABIs by column: all that have no line of their own.
const OTHERS: usize = ABIS.len();

/// The table, read, by the places of the calls.
pub(crate) struct Signatures<'a> {
    /// All names of arguments, on the ABIs that have no line of their own; none where unknown.
    pub(crate) arguments: Vec<String>,
    /// The lines as src/table/syscalls/signature.rs reads them: `MASK name|name:kind:type;..` or `MASK ?`, the mask being the set of
    /// the ABIs (bit = column); the one for all others last.
    pub(crate) lines: Vec<String>,
    /// By ABI: the calls that have a line for it.
    abis: Vec<Names<'a>>,
}

/// Reads the table; errors are `file:line: what`.
pub(crate) fn parse<'a>(
    text: &'a str,
    numbers: &Numbers<'_>,
) -> Result<Signatures<'a>, Vec<String>> {
    let mut errors = Errors::of("data/signatures.txt");
    let calls = numbers.calls();
    let mut signatures = Signatures {
        arguments: vec![String::new(); calls.len()],
        lines: vec![String::new(); calls.len()],
        abis: Names::several(1 + ABIS.len()),
    };
    for (line, content) in lines(text) {
        let content = without_comment(content);
        if content.is_empty() {
            continue;
        }
        if let Err(error) = signatures.line(content, numbers) {
            errors.at(line, &error);
        }
    }
    for &(call, _) in calls {
        if !signatures.abis[OTHERS].contains(call) {
            errors.lacking(&format!(
                "no line for `{call}`; write `{call}(?)` where nothing is known"
            ));
        }
    }
    errors.or(signatures)
}

impl<'a> Signatures<'a> {
    /// `call@abi,abi(name|name: type as type, ..)`
    fn line(&mut self, line: &'a str, numbers: &Numbers<'_>) -> Result<(), String> {
        let (head, rest) = line.split_once('(').ok_or("no `(`")?;
        let (inside, rest) = rest.split_once(')').ok_or("no `)`")?;
        if !words(rest).is_empty() {
            return Err(format!("what is `{rest}`?"));
        }
        let Some((call, abis)) = head.split_once('@') else {
            let id = numbers.id(head)?;
            if self.abis[OTHERS].insert(head, id).is_some() {
                return Err(format!("`{head}` has a line already"));
            }
            let (places, names) = places(inside)?;
            self.arguments[id] = names;
            self.lines[id].push_str(&format!("{} {places}", u16::MAX));
            return Ok(());
        };
        let id = numbers.id(call)?;
        let mut own: u16 = 0;
        for abi in abis.split(',') {
            let column = column(abi).ok_or_else(|| format!("`{abi}` is no ABI"))?;
            if !numbers.has(id, column) {
                return Err(format!("`{call}` has no number on {abi}"));
            }
            if self.abis[column].insert(call, id).is_some() {
                return Err(format!("`{call}` has a line for {abi} already"));
            }
            own |= 1 << column;
        }
        let (places, _) = places(inside)?;
        self.lines[id].insert_str(0, &format!("{own} {places}\n"));
        Ok(())
    }
}

/// The places of a line as the table has them, `name|name:kind:type;..` or `?`, and all the names.
fn places(text: &str) -> Result<(String, String), String> {
    let mut places = String::new();
    let mut all = String::new();
    if text.is_empty() || text == "?" {
        return Ok((text.to_owned(), all));
    }
    for (at, place) in text.split(", ").enumerate() {
        let (names, declared) = place
            .split_once(": ")
            .ok_or_else(|| format!("`{place}` is no `name: type`"))?;
        let (taken, used) = declared.split_once(" as ").unwrap_or((declared, declared));
        let Some(&register) = REGISTERS.get(at) else {
            return Err(format!(
                "{} arguments, and a call has at most {}",
                1 + at,
                REGISTERS.len()
            ));
        };
        let names = if names == "-" { register } else { names };
        for name in names.split('|') {
            check_name(name)?;
            if has_word(&all, name) {
                return Err(format!("`{name}` names two arguments"));
            }
            push_word(&mut all, name);
        }
        if at > 0 {
            places.push(';');
        }
        kind(taken)?;
        places.push_str(&format!("{names}:{}:{taken}", kind(used)?));
        if taken != used {
            places.push_str(&format!(", of which {used} is used"));
        }
    }
    Ok((places, all))
}

fn check_name(name: &str) -> Result<(), String> {
    for byte in name.bytes() {
        if !byte.is_ascii_alphanumeric() && byte != b'_' {
            return Err(format!("`{name}` is no name"));
        }
    }
    if name.is_empty() {
        return Err("`` is no name".to_owned());
    }
    Ok(())
}
