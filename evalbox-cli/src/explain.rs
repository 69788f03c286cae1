//! `evalbox explain`: what a policy or a program answers, to every call or to one, and what sets two of them apart.
//!
//! All of it is read off the program that would run, by following every way through it ([`crate::paths`]): a policy,
//! another tool's program and the filter of a running process are explained alike.

mod column;
mod decisions;
mod diff;
mod query;
mod raw;
mod subject;
mod why;
mod words;

use serde_json::{Value, json};

use crate::mistakes::Failure;
use decisions::Abis;
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
    pub(crate) json: bool,
}

/// The text to print, and the exit status.
pub(crate) fn explain(question: &Question) -> Result<(String, u8), Failure> {
    if let [a, b] = question.diff.as_slice() {
        let (a, b) = (subject::find(a)?, subject::find(b)?);
        let diff = diff::Diff::of(&a, &b)?;
        let text = if question.json {
            printed(&diff.json())
        } else {
            diff.to_string()
        };
        return Ok((text, u8::from(!diff.is_empty())));
    }
    let subjects = match question.pid {
        Some(pid) => subject::of_process(pid)?,
        None => vec![subject::find(&question.policy)?],
    };
    let query = question.why.as_deref().map(query::parse).transpose()?;
    let mut texts = Vec::new();
    let mut values = Vec::new();
    for subject in &subjects {
        if question.json {
            values.push(value(subject, query.as_ref())?);
        } else {
            texts.push(text(subject, query.as_ref())?);
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

fn text(subject: &Subject, query: Option<&Query>) -> Result<String, String> {
    if let Some(query) = query {
        return Ok(why::Why::of(subject, query).to_string());
    }
    let mut text = format!("{}\n\n", subject.name);
    if let Some(policy) = &subject.text {
        text.push_str(policy.trim_end());
        text.push_str("\n\n");
    }
    text.push_str(&Abis::of(&subject.filter)?.to_string());
    text.push('\n');
    text.push_str(&subject.filter.to_string());
    Ok(text)
}

fn value(subject: &Subject, query: Option<&Query>) -> Result<Value, String> {
    if let Some(query) = query {
        return Ok(why::Why::of(subject, query).json());
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
    Ok(json!({
        "name": subject.name,
        "abis": Abis::of(&subject.filter)?.json(),
        "program": program,
    }))
}

fn printed(value: &Value) -> String {
    format!("{value:#}\n")
}
