//! data/signatures.txt: what the arguments of each call are called and what the kernel reads of them.

use std::fmt::Write;

use crate::map::Map;
use crate::numbers::{ABIS, Numbers};
use crate::types::{Kind, kind};

const FILE: &str = "data/signatures.txt";

/// The registers of a call: `seccomp_data.args`.
const REGISTERS: usize = 6;

/// An argument: its names, the kernel's type, and what is read.
struct Place {
    names: Vec<String>,
    kernel_type: String,
    kind: Kind,
}

/// A line: the ABIs that it names (none on the line that serves the others), and the arguments, where known.
struct Line {
    abis: Vec<usize>,
    places: Option<Vec<Place>>,
}

/// The lines of each call.
pub(crate) struct Signatures<'a>(Map<&'a str, Vec<Line>>);

/// Reads the table; errors are `file:line: what`.
pub(crate) fn parse<'a>(
    text: &'a str,
    numbers: &Numbers<'_>,
) -> Result<Signatures<'a>, Vec<String>> {
    let mut calls = Map::<&str, Vec<Line>>::default();
    let mut errors = Vec::new();
    for (number, text) in (1..).zip(text.lines()) {
        let line = text.split_once('#').map_or(text, |(line, _)| line).trim();
        if line.is_empty() {
            continue;
        }
        let parsed = parse_line(line).and_then(|(call, line)| {
            check_line(
                call,
                &line,
                calls.get(&call).map_or(&[], Vec::as_slice),
                numbers,
            )?;
            Ok((call, line))
        });
        match parsed {
            Ok((call, line)) => calls.of(call).push(line),
            Err(error) => errors.push(format!("{FILE}:{number}: {error}")),
        }
    }
    for call in numbers.keys() {
        if !calls
            .get(call)
            .is_some_and(|lines| lines.iter().any(|line| line.abis.is_empty()))
        {
            errors.push(format!(
                "{FILE}: no line for `{call}`; write `{call}(?)` where nothing is known"
            ));
        }
    }
    if errors.is_empty() {
        Ok(Signatures(calls))
    } else {
        Err(errors)
    }
}

/// `call@abi,abi(name|name: type, ..)`
fn parse_line(line: &str) -> Result<(&str, Line), String> {
    let (head, rest) = line.split_once('(').ok_or("no `(`")?;
    let inside = rest.strip_suffix(')').ok_or("no `)` at the end")?;
    let (call, abis) = match head.split_once('@') {
        Some((call, abis)) => (call, abis.split(',').map(column).collect::<Result<_, _>>()?),
        None => (head, Vec::new()),
    };
    let places = match inside {
        "?" => None,
        "" => Some(Vec::new()),
        _ => Some(
            inside
                .split(", ")
                .enumerate()
                .map(|(at, text)| parse_place(at, text))
                .collect::<Result<_, _>>()?,
        ),
    };
    Ok((call, Line { abis, places }))
}

fn column(abi: &str) -> Result<usize, String> {
    ABIS.iter()
        .position(|&name| name == abi)
        .ok_or_else(|| format!("`{abi}` is no ABI"))
}

/// `name|name: type as type`; a place without a name is called by its number, as policies may call any.
fn parse_place(at: usize, text: &str) -> Result<Place, String> {
    let (names, declared) = text
        .split_once(": ")
        .ok_or_else(|| format!("`{text}` is no `name: type`"))?;
    let (taken, used) = declared.split_once(" as ").unwrap_or((declared, declared));
    for name in [taken, used] {
        kind(name).ok_or_else(|| format!("`{name}` is no type that build/types.rs knows"))?;
    }
    let kind = kind(used).ok_or("unknown type")?;
    let kernel_type = if taken == used {
        taken.to_owned()
    } else {
        format!("{taken}, of which {used} is used")
    };
    let names = match names {
        "-" => vec![format!("arg{at}")],
        _ => names.split('|').map(str::to_owned).collect(),
    };
    Ok(Place {
        names,
        kernel_type,
        kind,
    })
}

/// One line against the others of its call and against the numbers.
fn check_line(
    call: &str,
    line: &Line,
    before: &[Line],
    numbers: &Numbers<'_>,
) -> Result<(), String> {
    let row = numbers
        .get(&call)
        .ok_or_else(|| format!("`{call}` has no number on any ABI"))?;
    if line.abis.is_empty() && before.iter().any(|other| other.abis.is_empty()) {
        return Err(format!("`{call}` has a line already"));
    }
    for &abi in &line.abis {
        let name = ABIS[abi];
        if row[abi].is_none() {
            return Err(format!("`{call}` has no number on {name}"));
        }
        if before.iter().any(|other| other.abis.contains(&abi)) {
            return Err(format!("`{call}` has a line for {name} already"));
        }
    }
    let places = line.places.as_deref().unwrap_or_default();
    if places.len() > REGISTERS {
        return Err(format!(
            "{} arguments, and a call has at most {REGISTERS}",
            places.len()
        ));
    }
    let mut seen = Vec::new();
    for name in places.iter().flat_map(|place| &place.names) {
        if seen.contains(&name) {
            return Err(format!("`{name}` names two arguments"));
        }
        seen.push(name);
        if name.is_empty()
            || !name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            return Err(format!("`{name}` is no name"));
        }
    }
    Ok(())
}

/// The names of each call's arguments, of the line that serves most ABIs; empty where unknown.
pub(crate) struct Arguments<'a>(Map<&'a str, Vec<&'a [String]>>);

impl Arguments<'_> {
    pub(crate) fn of<'b>(&'b self, call: &'b str) -> Option<&'b [&'b [String]]> {
        self.0.get(&call).map(Vec::as_slice)
    }

    /// The place of a call among all of them: its `SyscallId`.
    pub(crate) fn id(&self, call: &str) -> Option<usize> {
        self.0.position(&call).ok()
    }
}

impl Signatures<'_> {
    pub(crate) fn arguments(&self) -> Arguments<'_> {
        let mut arguments = Map::default();
        for (&call, lines) in self.0.iter() {
            let base = lines.iter().find(|line| line.abis.is_empty());
            let places = base.and_then(|line| line.places.as_deref());
            let names = places.unwrap_or_default().iter();
            arguments.insert(call, names.map(|place| place.names.as_slice()).collect());
        }
        Arguments(arguments)
    }

    /// `SIGNATURES`: for each call its lines, each with the set of its ABIs (bit = column), the one for all others last. As text,
    /// which rustc takes in at once where it would check twelve thousand constants one by one; src/table/syscalls/signature.rs
    /// reads it.
    pub(crate) fn generate(&self) -> String {
        let mut out = format!(
            "pub(super) static SIGNATURES: [&str; {}] = [\n",
            self.0.len()
        );
        for lines in self.0.values() {
            let own = lines.iter().filter(|line| !line.abis.is_empty());
            let rest = lines.iter().filter(|line| line.abis.is_empty());
            let lines: Vec<String> = own.chain(rest).map(Line::print).collect();
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{:?},", lines.join("\n"));
        }
        out.push_str("];\n");
        out
    }
}

impl Line {
    /// `MASK name|name:kind:type;..`, or `MASK ?`.
    fn print(&self) -> String {
        let mask: u16 = match self.abis.as_slice() {
            [] => u16::MAX,
            abis => abis.iter().map(|abi| 1 << abi).sum(),
        };
        let Some(places) = &self.places else {
            return format!("{mask} ?");
        };
        let places: Vec<String> = places.iter().map(Place::print).collect();
        format!("{mask} {}", places.join(";"))
    }
}

impl Place {
    fn print(&self) -> String {
        let kind = match self.kind {
            Kind::Bits(bits, true) => format!("s{bits}"),
            Kind::Bits(bits, false) => format!("u{bits}"),
            Kind::Long(true) => "long".to_owned(),
            Kind::Long(false) => "ulong".to_owned(),
            Kind::Pointer => "pointer".to_owned(),
            Kind::CompatPointer => "compat".to_owned(),
            Kind::Unknown => "?".to_owned(),
        };
        format!("{}:{kind}:{}", self.names.join("|"), self.kernel_type)
    }
}
