//! `evalbox explain`: what a policy or a program answers, to every call or to one, and what sets two of them apart.
//!
//! All of it is read off the program that would run, by following every way through it ([`crate::paths`]): a policy,
//! another tool's program and the filter of a running process are explained alike.

mod column;
mod decisions;
mod diff;
mod machine;
mod picture;
mod query;
mod subject;
mod why;
mod words;

use evalbox_compiler::target::Target;
use serde_json::{Value, json};

use crate::mistakes::Failure;
use crate::target;
use decisions::Abis;
pub(crate) use machine::named;
use query::Query;
use subject::Subject;

/// What is asked.
pub(crate) struct Question {
    pub(crate) policy: String,
    /// A call, for the answer to it alone.
    pub(crate) why: Option<String>,
    /// Two names, or none.
    pub(crate) diff: Vec<String>,
    pub(crate) pid: Option<i32>,
    /// The machine of programs, where it is said.
    pub(crate) arch: Option<Target>,
    pub(crate) svg: bool,
    pub(crate) json: bool,
}

/// The text to print, and the exit status.
pub(crate) fn explain(question: &Question) -> Result<(String, u8), Failure> {
    if let [a, b] = question.diff.as_slice() {
        let (a, b) = (
            subject::find(a, question.arch)?,
            subject::find(b, question.arch)?,
        );
        let diff = diff::Diff::of(&a, &b)?;
        let text = if question.json {
            printed(&diff.json())
        } else {
            diff.to_string()
        };
        return Ok((text, u8::from(!diff.is_empty())));
    }
    let subjects = match question.pid {
        Some(pid) => subject::of_process(pid, question.arch)?,
        None => vec![subject::find(&question.policy, question.arch)?],
    };
    if question.svg {
        return Ok((picture::svg(&subjects)?, 0));
    }
    let mut texts = Vec::new();
    let mut values = Vec::new();
    for subject in &subjects {
        let why = question.why.as_deref();
        let query = why
            .map(|why| query::parse(why, subject.target))
            .transpose()?;
        if question.json {
            values.push(value(subject, query.as_ref()));
        } else {
            texts.push(text(subject, query.as_ref()));
        }
    }
    if question.json {
        // A process has any number of filters, a policy is one.
        let value = match question.pid {
            Some(_) => Value::Array(values),
            None => values.pop().unwrap_or_default(),
        };
        return Ok((printed(&value), 0));
    }
    if let (Some(pid), true) = (question.pid, subjects.is_empty()) {
        return Ok((format!("process {pid} has no filters\n"), 0));
    }
    Ok((texts.join("\n"), 0))
}

fn text(subject: &Subject, query: Option<&Query>) -> String {
    if let Some(query) = query {
        return why::Why::of(subject, query).to_string();
    }
    let mut text = subject.name.clone();
    if target::native().is_ok_and(|native| native != subject.target) {
        text.push_str(&format!(" (for {})", subject.target));
    }
    text.push_str("\n\n");
    if let Some(policy) = &subject.text {
        text.push_str(policy.trim_end());
        text.push_str("\n\n");
    }
    text.push_str(&Abis::of(&subject.filter, subject.target).to_string());
    text.push('\n');
    text.push_str(&subject.listing());
    text
}

fn value(subject: &Subject, query: Option<&Query>) -> Value {
    if let Some(query) = query {
        return why::Why::of(subject, query).json();
    }
    let program: Vec<Value> = subject
        .filter
        .program()
        .iter()
        .map(|instruction| {
            json!([
                instruction.code,
                instruction.jt,
                instruction.jf,
                instruction.k
            ])
        })
        .collect();
    json!({
        "name": subject.name,
        "target": subject.target.to_string(),
        "abis": Abis::of(&subject.filter, subject.target).json(),
        "program": program,
    })
}

fn printed(value: &Value) -> String {
    format!("{value:#}\n")
}
