//! A policy's text to a filter of this machine: the macro's own compiler, and what rustc does after it.
//!
//! rustc computes a macro's constants, checks what the table claims of them and evaluates `expect`. Here constants come
//! from [`crate::constants`], and the rest is done below, with the same messages.

use evalbox_compiler::action::{Action, Data};
use evalbox_compiler::compile::{Compiled, compile_written};
use evalbox_compiler::constant::{ConstId, Constant, Step};
use evalbox_compiler::error::{Errors, Place};
use evalbox_compiler::fold::{Unfolded, compute, fit_value};
use evalbox_compiler::parse::parse_text;
use evalbox_compiler::policy::Policy;
use evalbox_compiler::program::{Assumption, Program, Value};
use evalbox_compiler::syntax;
use evalbox_compiler::target::Target;
use evalbox_seccomp::{Filter, SockFilter};

use crate::source::Files;
use crate::{constants, paths, target};

/// A policy that compiled for this machine.
pub(crate) struct Resolved {
    pub(crate) filter: Filter,
    /// What the program was proved to answer.
    pub(crate) policy: Policy,
    /// The values of the policy's constants, by their index.
    pub(crate) values: Vec<u64>,
}

/// Compiles a text, with the files that it names.
pub(crate) fn text(name: &str, text: &str, files: &Files) -> Result<Resolved, Errors> {
    let target = target::native().map_err(whole)?;
    let (written, errors) = parse(name, text, target, files);
    resolve(compile_written(&written, target, errors)?)
}

/// Reads a text without checking it; the mistakes come with it.
pub(crate) fn parse(
    name: &str,
    text: &str,
    target: Target,
    files: &Files,
) -> (syntax::Policy, Errors) {
    let mut errors = Errors::new();
    let written = parse_text(name, text, target, files, &mut errors);
    (written, errors)
}

/// A mistake that is about no line.
fn whole(message: String) -> Errors {
    let mut errors = Errors::new();
    errors.push(&Place::whole(), message);
    errors
}

/// What rustc does with the expansion.
fn resolve(compiled: Compiled) -> Result<Resolved, Errors> {
    let constants = &compiled.policy.constants;
    let mut errors = Errors::new();
    let mut values = Vec::with_capacity(constants.len());
    for (_, constant) in constants.iter() {
        values.push(
            constant
                .known
                .unwrap_or_else(|| computed(constant, &mut errors)),
        );
    }
    if errors.is_empty() {
        for assumption in &compiled.program.assumptions {
            assume(assumption, &compiled, &values, &mut errors);
        }
        for open in &compiled.open {
            if let Some(message) = open.wrong(&|id| value(&values, id)) {
                errors.push(&open.place, message.to_owned());
            }
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let program = concrete(&compiled.program, &values);
    let filter =
        Filter::new(program.leak()).map_err(|error| whole(format!("internal error: {error}")))?;
    for expect in &compiled.policy.expects {
        let args = expect
            .args
            .map(|arg| arg.map(|(id, bits)| (value(&values, id), bits)));
        let native = compiled.policy.target;
        let start = paths::State::call(
            native.endian,
            native.audit_arch(native.abi),
            expect.number,
            args,
        );
        let right = answer(&values, expect.action);
        let answers = paths::explore(filter.program(), &start);
        if let Some(end) = answers.iter().find(|end| end.answer != Some(right)) {
            let answer = end.answer.map_or_else(String::new, |answer| {
                format!(": it answers {}", evalbox_seccomp::Action::from_raw(answer))
            });
            let message = format!(
                "the program does not answer as `{}` says{answer}",
                expect.text
            );
            errors.push(&expect.place, message);
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Resolved {
        filter,
        policy: compiled.policy,
        values,
    })
}

/// A symbolic constant's value; 0 after a mistake.
fn computed(constant: &Constant, errors: &mut Errors) -> u64 {
    let pointer_bits = u8::try_from(usize::BITS).unwrap_or(64);
    let computed = compute(
        &constant.expr,
        constant.fit,
        pointer_bits,
        &constants::value,
    )
    .and_then(|value| fit_value(value, constant.fit));
    let message = match computed {
        Ok(value) => return value,
        Err(Unfolded::Unfit) => constant.message.clone(),
        Err(Unfolded::Overflow) => format!("`{}` overflows", constant.text),
        Err(Unfolded::Open) => unknown(constant),
    };
    errors.push(&constant.place, message);
    0
}

/// Why a constant has no value.
fn unknown(constant: &Constant) -> String {
    for step in &constant.expr.0 {
        match step {
            Step::Path(path) => {
                let path = path.text();
                return format!(
                    "`{path}` is a constant of a crate, and this is a file\nhint: write its value"
                );
            }
            Step::Libc(word) => {
                let word = &word.text;
                if constants::value(word).is_some() {
                    continue;
                }
                let hint = constants::nearest(word).map_or_else(
                    || "write its value".to_owned(),
                    |near| format!("`{near}` is spelt like it"),
                );
                return format!("no constant `{word}` in libc for this target\nhint: {hint}");
            }
            _ => {}
        }
    }
    format!("`{}` has no value here", constant.text)
}

fn assume(assumption: &Assumption, compiled: &Compiled, values: &[u64], errors: &mut Errors) {
    let constants = &compiled.policy.constants;
    let (id, holds, what) = match *assumption {
        Assumption::Distinct(a, b) => (
            a,
            value(values, a) != value(values, b),
            format!("has the value of `{}`", constants.get(b).text),
        ),
        Assumption::SingleBit(id) => (
            id,
            value(values, id).is_power_of_two(),
            "is not one bit".to_owned(),
        ),
        Assumption::Small(id) => (
            id,
            u32::try_from(value(values, id)).is_ok(),
            "does not fit 32 bits".to_owned(),
        ),
    };
    if !holds {
        let constant = constants.get(id);
        let message = format!(
            "`{}` {what} on this target, which evalbox's table does not know",
            constant.text
        );
        errors.push(&constant.place, message);
    }
}

/// A constant's value in the list of them all.
pub(crate) fn value(values: &[u64], id: ConstId) -> u64 {
    usize::try_from(id.0)
        .ok()
        .and_then(|index| values.get(index))
        .copied()
        .unwrap_or(0)
}

fn answer(values: &[u64], action: Action) -> u32 {
    action.kind.ret()
        | match action.data {
            Data::Known(data) => u32::from(data),
            Data::Constant(id) => low(value(values, id)),
        }
}

/// The program with its operands computed.
fn concrete(program: &Program, values: &[u64]) -> Vec<SockFilter> {
    let sets: Vec<Vec<u32>> = program
        .sets
        .iter()
        .map(|set| {
            let mut set: Vec<u32> = set
                .iter()
                .map(|member| operand(member, values, &[]))
                .collect();
            set.sort_unstable();
            set
        })
        .collect();
    let instructions = program.instructions.iter();
    instructions
        .map(|instruction| SockFilter {
            code: instruction.code,
            jt: instruction.jt,
            jf: instruction.jf,
            k: operand(&instruction.k, values, &sets),
        })
        .collect()
}

fn operand(symbolic: &Value, values: &[u64], sets: &[Vec<u32>]) -> u32 {
    match symbolic {
        Value::Known(number) => *number,
        Value::Low(id) => low(value(values, *id)),
        Value::High(id) => low(value(values, *id) >> 32),
        Value::Or(parts) => parts
            .iter()
            .fold(0, |bits, part| bits | operand(part, values, sets)),
        Value::Not(inner) => !operand(inner, values, sets),
        Value::Flip(inner) => operand(inner, values, sets) ^ 0x8000_0000,
        Value::Data(base, id) => base | low(value(values, *id)),
        Value::Sorted(set, index) => sets
            .get(usize::from(set.0))
            .and_then(|set| set.get(usize::from(*index)))
            .copied()
            .unwrap_or(0),
    }
}

fn low(value: u64) -> u32 {
    u32::try_from(value & 0xffff_ffff).unwrap_or(0)
}
