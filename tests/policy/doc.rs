//! docs/policy.md as its tests read it: the rules' numbers and the examples.

use std::collections::BTreeSet;

const DOC: &str = include_str!("../../docs/policy.md");

/// A fenced block: what stands after the fence, and its text.
pub(crate) struct Example {
    pub(crate) rule: String,
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

/// The number of a rule, where the line begins one: `**2.7** ..`.
fn number(line: &str) -> Option<&str> {
    let (number, _) = line.strip_prefix("**")?.split_once("**")?;
    let (section, rule) = number.split_once('.')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(section) && digits(rule)).then_some(number)
}

/// Every rule's number, in order of the page.
pub(crate) fn rules() -> Vec<&'static str> {
    DOC.lines().filter_map(number).collect()
}

/// Every example with the rule that it stands under.
pub(crate) fn examples() -> Vec<Example> {
    let mut examples = Vec::new();
    let mut rule = "";
    let mut open: Option<Example> = None;
    for line in DOC.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(kind), None) => {
                open = Some(Example {
                    rule: rule.to_owned(),
                    kind,
                    text: String::new(),
                });
            }
            (Some(_), Some(_)) => examples.extend(open.take()),
            (None, Some(example)) => {
                example.text.push_str(line);
                example.text.push('\n');
            }
            (None, None) => rule = number(line).unwrap_or(rule),
        }
    }
    assert!(open.is_none(), "a block without its end");
    examples
}

/// The rules that test functions are named after: `rule_2_7_what` is about 2.7.
pub(crate) fn tested(sources: &[&'static str]) -> BTreeSet<String> {
    let lines = sources.iter().flat_map(|source| source.lines());
    lines
        .filter_map(|line| line.strip_prefix("fn rule_"))
        .filter_map(|rest| {
            let mut parts = rest.split('_');
            Some(format!("{}.{}", parts.next()?, parts.next()?))
        })
        .collect()
}
