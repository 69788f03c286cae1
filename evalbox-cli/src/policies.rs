//! The policies that the command carries: policies/*.policy, compiled when it was built.

use std::path::{Path, PathBuf};

use evalbox_seccomp::Filter;

use crate::mistakes::Failure;
use crate::raw::{self, Form};
use crate::source::{self, Files, Source};

/// A policy file and the filter that it compiled to.
pub(crate) struct Policy {
    /// The file's name without `.policy`.
    pub(crate) name: &'static str,
    /// The file, comments and all.
    pub(crate) text: &'static str,
    /// What it compiled to for this target.
    pub(crate) filter: Filter,
}

/// What a command is run under.
pub(crate) struct Selected {
    /// As messages call it: the policy's name, or the file's.
    pub(crate) name: String,
    pub(crate) filter: Filter,
    /// What it was compiled from; `None` of evalbox's own filters and of programs.
    pub(crate) source: Option<Source>,
}

/// The policy of that name, or of that file: what has a `/` or a `.` is a path.
pub(crate) fn select(policy: &str) -> Result<Selected, Failure> {
    if !is_path(policy) {
        let policy = find(policy)?;
        return Ok(Selected {
            name: policy.name.to_owned(),
            filter: policy.filter,
            source: Some(policy.source()),
        });
    }
    let path = Path::new(policy);
    let bytes = source::read(path)?;
    let form = Form::of_file(path, &bytes);
    if form.is_program() {
        let filter = raw::filter(policy, &bytes, form)?;
        return Ok(Selected {
            name: policy.to_owned(),
            filter,
            source: None,
        });
    }
    let source = Source::new(path, bytes, form == Form::Profile)?;
    Ok(Selected {
        name: policy.to_owned(),
        filter: source.compile()?.filter,
        source: Some(source),
    })
}

/// Whether it names a file and no policy of the command's own.
pub(crate) fn is_path(policy: &str) -> bool {
    policy.contains(['/', '.'])
}

include!(concat!(env!("OUT_DIR"), "/policies.rs"));

impl Policy {
    /// The policy as the compiler takes it.
    pub(crate) fn source(&self) -> Source {
        Source {
            name: format!("{}.policy", self.name),
            text: self.text.to_owned(),
            files: Files::below(PathBuf::new()),
        }
    }

    /// The file's first comment line, which says what the policy is for.
    pub(crate) fn summary(&self) -> &'static str {
        self.text
            .lines()
            .next()
            .map_or("", |line| line.trim_start_matches('/').trim())
    }
}

/// The policy of that name.
pub(crate) fn find(name: &str) -> Result<&'static Policy, String> {
    POLICIES
        .iter()
        .find(|policy| policy.name == name)
        .ok_or_else(|| {
            let names: Vec<_> = POLICIES.iter().map(|policy| policy.name).collect();
            format!(
                "no policy `{name}`; there are: {}\nhint: a path has a `/` or a `.` in it",
                names.join(", ")
            )
        })
}

/// The table of `evalbox policies`.
pub(crate) fn table() -> String {
    let width = POLICIES
        .iter()
        .map(|policy| policy.name.len())
        .max()
        .unwrap_or(0);
    let mut table = String::new();
    for policy in POLICIES {
        let (name, summary, length) =
            (policy.name, policy.summary(), policy.filter.program().len());
        table.push_str(&format!(
            "{name:width$}  {length:>4} instructions  {summary}\n"
        ));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_policy_says_what_it_is_for() {
        for policy in POLICIES {
            assert!(
                policy.text.starts_with("// "),
                "{} has no first comment line",
                policy.name
            );
            assert!(!policy.summary().is_empty());
        }
    }

    #[test]
    fn the_default_is_there_and_installable() {
        let policy = find("default").expect("policies/default.policy");
        assert!(!policy.filter.needs_listener());
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let message = find("nonesuch").err().expect("no such policy");
        assert!(message.contains("default"), "{message}");
    }
}
