//! What is explained: a policy by its name or file, a program from a file, or one out of a process.

use std::fs;
use std::path::Path;

use evalbox_policy::policy::Policy;
use evalbox_seccomp::{Filter, SockFilter};

use super::raw;
use crate::compile::Source;
use crate::mistakes::Failure;
use crate::policies;
use crate::sys::filters;

/// A filter, with the policy that it came from where there is one.
pub(crate) struct Subject {
    pub(crate) name: String,
    /// The policy as it is written.
    pub(crate) text: Option<String>,
    pub(crate) filter: Filter,
    /// The policy as it was checked, and the values of its constants.
    pub(crate) policy: Option<(Policy, Vec<u64>)>,
}

/// The subject of that name, or of that file: what has a `/` or a `.` is a path.
pub(crate) fn find(name: &str) -> Result<Subject, Failure> {
    if policies::is_path(name) {
        return file(name);
    }
    let policy = policies::find(name)?;
    // Compiled anew for the places of its statements; the filter is the one that `run` installs.
    let resolved = policy.source().compile()?;
    Ok(Subject {
        name: name.to_owned(),
        text: Some(policy.text.to_owned()),
        filter: policy.filter,
        policy: Some((resolved.policy, resolved.values)),
    })
}

fn file(name: &str) -> Result<Subject, Failure> {
    let path = Path::new(name);
    if path.extension().is_some_and(|extension| extension == "bpf") {
        let bytes = fs::read(path).map_err(|error| format!("{name}: {error}"))?;
        let program = raw::read(&bytes).map_err(|message| format!("{name}: {message}"))?;
        return of_program(name.to_owned(), program);
    }
    let resolved = Source::file(path)?.compile()?;
    Ok(Subject {
        name: name.to_owned(),
        text: fs::read_to_string(path).ok(),
        filter: resolved.filter,
        policy: Some((resolved.policy, resolved.values)),
    })
}

/// The filters of a running process, the one installed last first.
pub(crate) fn of_process(pid: i32) -> Result<Vec<Subject>, Failure> {
    let programs = filters::of(pid).map_err(|error| match error.raw_os_error() {
        Some(libc::EACCES | libc::EPERM) => {
            format!("process {pid}: {error}\nhint: reading filters needs CAP_SYS_ADMIN, and that no debugger has the process")
        }
        _ => format!("process {pid}: {error}"),
    })?;
    let named = programs.into_iter().enumerate();
    named
        .map(|(index, program)| of_program(format!("process {pid}, filter {index}"), program))
        .collect()
}

fn of_program(name: String, program: Vec<SockFilter>) -> Result<Subject, Failure> {
    let filter = Filter::new(program.leak()).map_err(|error| format!("{name}: {error}"))?;
    Ok(Subject {
        name,
        text: None,
        filter,
        policy: None,
    })
}

#[cfg(test)]
mod tests {
    use crate::policies::POLICIES;

    #[test]
    fn an_embedded_policy_compiles_to_the_same_program_here() {
        for policy in POLICIES {
            let filter = policy.source().compile().map(|resolved| resolved.filter);
            assert!(
                filter.is_ok_and(|filter| filter == policy.filter),
                "{}",
                policy.name
            );
        }
    }
}
