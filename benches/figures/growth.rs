//! How the time of an expansion grows with the policy. The compiler is built as it is inside rustc: unoptimised.

use std::fmt::Write;
use std::hint::black_box;

use evalbox_compiler::compile::{MAX_INSTRUCTIONS, compile, expand};
use evalbox_compiler::prove::prove;
use evalbox_compiler::source::NoFiles;
use evalbox_compiler::table::{Argument, SyscallId, Type, syscalls};
use evalbox_compiler::target::{Abi, Target};
use proc_macro2::TokenStream;

use crate::counted::count;
use crate::sample::{Figure, interleaved};
use crate::table::{Column, Row, Table};
use crate::{Answer, Bench, clock};

const TARGET: Target = Target::X86_64;

const SEED: &str = include_str!("../../policies/seed.policy");

/// What no policy here is about.
const LINTS: &str = "#![allow(no_exit, clone3_bypass, io_uring_bypass, sibling_bypass)]\n";

/// Numbers in turn allowed and refused, so that no two are a range: the worst case of the search.
fn numbers(count: u32) -> String {
    let (mut allowed, mut refused) = (String::new(), String::new());
    for number in 0..count {
        let list = if number % 2 == 0 {
            &mut allowed
        } else {
            &mut refused
        };
        // A string takes everything.
        let _ = match syscalls::by_number(Abi::X86_64, number) {
            Some(id) => write!(list, "{}, ", syscalls::name(id)),
            None => write!(list, "nr({number}), "),
        };
    }
    format!("{LINTS} allow [{allowed}]; errno(EPERM) [{refused}];")
}

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    let items: Vec<String> = (0..count).map(item).collect();
    items.join(", ")
}

/// Known values that are no ranges either.
fn literals(count: usize) -> String {
    let values = list(count, |at| (at * 37 + 5).to_string());
    format!("{LINTS} allow [read, exit_group]; ioctl deny {values};")
}

/// Values that only rustc knows.
fn symbols(count: usize) -> String {
    let values = list(count, |at| format!("crate::C{at}"));
    format!("{LINTS} allow [read, exit_group]; ioctl deny {values};")
}

/// Calls with an argument that is known by 20 values each.
fn calls(count: usize) -> String {
    let mut text = format!("{LINTS} allow [read, exit_group];");
    for (at, &(_, id)) in table_with_numbers().iter().take(count).enumerate() {
        let (name, values) = (
            syscalls::name(id),
            list(20, |value| (value * 37 + at).to_string()),
        );
        let argument = number_argument(id).unwrap_or_default();
        // A string takes everything.
        let _ = write!(
            text,
            "{name} errno({}) if arg{argument} in [{values}];",
            at % 100 + 1
        );
    }
    text
}

fn table_with_numbers() -> Vec<(u32, SyscallId)> {
    let numbers = syscalls::numbers(Abi::X86_64).iter().copied();
    let free = |&(_, id): &(u32, SyscallId)| !matches!(syscalls::name(id), "read" | "exit_group");
    numbers
        .filter(free)
        .filter(|&(_, id)| number_argument(id).is_some())
        .collect()
}

/// The place of an argument of 32 bits.
fn number_argument(id: SyscallId) -> Option<u8> {
    let arguments = syscalls::arguments(id, Abi::X86_64)?;
    let number = |argument: &&Argument| matches!(argument.ty, Type::Number { bits: 32, .. });
    arguments.iter().find(number).map(|argument| argument.slot)
}

/// As many of `calls` as fit in a program.
fn longest() -> Answer<(usize, String)> {
    let (mut fits, mut too_many) = (1, table_with_numbers().len() + 1);
    while fits + 1 < too_many {
        let middle = usize::midpoint(fits, too_many);
        match compile(calls(middle).parse()?, TARGET, &NoFiles) {
            Ok(_) => fits = middle,
            Err(_) => too_many = middle,
        }
    }
    Ok((fits, calls(fits)))
}

/// What is compiled.
struct Policy {
    name: String,
    tokens: TokenStream,
}

fn policies(bench: &Bench) -> Answer<Vec<Policy>> {
    let counts: &[u16] = if bench.smoke { &[10] } else { &[10, 100, 460] };
    let values: &[u16] = if bench.smoke { &[10] } else { &[10, 100, 1000] };
    let mut texts = vec![("the seed's policy".to_owned(), SEED.to_owned())];
    for &count in counts {
        texts.push((
            format!("{count} numbers, no two a range"),
            numbers(count.into()),
        ));
    }
    for &count in values {
        texts.push((
            format!("{count} values of an argument"),
            literals(count.into()),
        ));
    }
    for &count in values {
        texts.push((format!("{count} named constants"), symbols(count.into())));
    }
    let (count, text) = longest()?;
    texts.push((format!("{count} calls by 20 values each"), text));
    let policies = texts.into_iter().map(|(name, text)| {
        let tokens = text.parse()?;
        Ok(Policy { name, tokens })
    });
    policies.collect()
}

/// The answer.
pub(crate) fn table(bench: &Bench) -> Answer<Table> {
    let policies = policies(bench)?;
    let measured = interleaved(policies.len(), bench.rounds(7), |which| {
        let policy = &policies[which];
        once(policy).map_err(|error| format!("{}: {error}", policy.name))
    })?;
    let rows: Vec<Row> = policies
        .iter()
        .zip(measured)
        .map(|(policy, rounds)| {
            let figure = |of: fn(&Times) -> f64| Figure::of(rounds.iter().map(of).collect()).into();
            let length = rounds.first().map(|times| count(times.length));
            let cells = vec![
                length.into(),
                figure(|times| times.expansion),
                figure(|times| times.proof),
            ];
            Row::new(&policy.name, cells)
        })
        .collect();
    const MILLISECONDS: f64 = 50.0;
    let seed = rows.first().and_then(|seed| seed.cells.get(1)?.value());
    let held = seed.is_some_and(|seed| seed < MILLISECONDS);
    let held = if held { "held" } else { "missed" };
    let column = |name, decimals| Column {
        name,
        decimals,
        ratio: false,
    };
    Ok(Table {
        key: "growth",
        title: "an expansion in an unoptimised build, by processor time",
        subject: "policy",
        columns: vec![
            column("instructions", 0),
            column("expansion, ms", 1),
            column("of it the proof, ms", 1),
        ],
        rows,
        notes: vec![format!(
            "aim for the seed's policy: less than {MILLISECONDS} ms: {held}"
        )],
    })
}

struct Times {
    length: usize,
    /// Milliseconds from tokens to tokens.
    expansion: f64,
    /// Milliseconds of the proof in it.
    proof: f64,
}

fn once(policy: &Policy) -> Answer<Times> {
    let krate: TokenStream = "::evalbox_seccomp".parse()?;
    let expansion = milliseconds(|| expand(krate, TARGET, policy.tokens.clone(), &NoFiles))?.0;
    let compiled = compile(policy.tokens.clone(), TARGET, &NoFiles);
    let compiled = compiled.map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })?;
    let length = compiled.program.instructions.len();
    assert!(length <= MAX_INSTRUCTIONS, "the compiler holds the limit");
    let (proof, _) = milliseconds(|| prove(&compiled.policy, &compiled.program))?;
    Ok(Times {
        length,
        expansion,
        proof,
    })
}

fn milliseconds<T>(body: impl FnOnce() -> T) -> Answer<(f64, T)> {
    let start = clock::of_thread()?;
    let answer = black_box(body());
    let spent = clock::of_thread()? - start;
    Ok((spent.as_secs_f64() * 1e3, answer))
}
