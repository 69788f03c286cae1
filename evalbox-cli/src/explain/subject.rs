//! What is explained: a policy by its name or file, a program from a file or a descriptor, or one out of a process.

use std::io::stdin;
use std::path::Path;

use evalbox_compiler::policy::Policy;
use evalbox_compiler::target::{Endian, Target};
use evalbox_seccomp::{Filter, SockFilter};

use super::machine;
use crate::mistakes::Failure;
use crate::raw::{self, Form};
use crate::source::{self, Source};
use crate::sys::filters;
use crate::{policies, target};

/// A filter, with the policy that it came from where there is one.
pub(crate) struct Subject {
    pub(crate) name: String,
    /// The policy as it is written.
    pub(crate) text: Option<String>,
    pub(crate) filter: Filter,
    /// The machine whose calls it is about.
    pub(crate) target: Target,
    /// The policy as it was checked, and the values of its constants.
    pub(crate) policy: Option<(Policy, Vec<u64>)>,
}

impl Subject {
    /// The program for people to read, with the halves of arguments where this target has them.
    pub(crate) fn listing(&self) -> String {
        let listing = self.filter.to_string();
        if target::native().is_ok_and(|native| native.endian == self.target.endian) {
            return listing;
        }
        let turned = |line: &str| match line.rsplit_once('.') {
            Some((before, "low")) => format!("{before}.high\n"),
            Some((before, "high")) => format!("{before}.low\n"),
            _ => format!("{line}\n"),
        };
        listing.lines().map(turned).collect()
    }
}

/// The subject of that name, file or descriptor: what has a `/` or a `.` is a path, a number a descriptor, `-` the
/// standard input. `arch` says whose calls a program is about.
pub(crate) fn find(name: &str, arch: Option<Target>) -> Result<Subject, Failure> {
    if name == "-" {
        let bytes = source::read_from(stdin().lock(), "standard input")?;
        return of_bytes(Path::new("standard input"), bytes, arch);
    }
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        return file(&format!("/dev/fd/{name}"), arch);
    }
    if policies::is_path(name) {
        return file(name, arch);
    }
    let policy = policies::find(name)?;
    // Compiled anew for the places of its statements; the filter is the one that `run` installs.
    let resolved = policy.source().compile()?;
    Ok(Subject {
        name: name.to_owned(),
        text: Some(policy.text.to_owned()),
        filter: policy.filter,
        target: target::native()?,
        policy: Some((resolved.policy, resolved.values)),
    })
}

fn file(name: &str, arch: Option<Target>) -> Result<Subject, Failure> {
    let path = Path::new(name);
    of_bytes(path, source::read(path)?, arch)
}

fn of_bytes(path: &Path, bytes: Vec<u8>, arch: Option<Target>) -> Result<Subject, Failure> {
    let name = path.display().to_string();
    let form = Form::of_file(path, &bytes);
    if form.is_program() {
        let (program, endian) = raw::read(&bytes, form).map_err(|why| format!("{name}: {why}"))?;
        return of_program(name, program, endian, arch);
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let source = Source::new(path, bytes, form == Form::Profile)?;
    let native = target::native()?;
    if let Some(arch) = arch.filter(|&arch| arch != native) {
        return Err(format!(
            "{name} is a policy, which is compiled for this machine, {native}, and not for {arch}\n\
             hint: constants of {arch} are rustc's to know: use the macro"
        )
        .into());
    }
    let resolved = source.compile()?;
    Ok(Subject {
        name,
        text: Some(text),
        filter: resolved.filter,
        target: native,
        policy: Some((resolved.policy, resolved.values)),
    })
}

/// The filters of a running process, the one installed last first.
pub(crate) fn of_process(pid: i32, arch: Option<Target>) -> Result<Vec<Subject>, Failure> {
    let programs = filters::of(pid).map_err(|error| match error.raw_os_error() {
        Some(libc::EACCES | libc::EPERM) => {
            format!("process {pid}: {error}\nhint: reading filters needs CAP_SYS_ADMIN, and that no debugger has the process")
        }
        _ => format!("process {pid}: {error}"),
    })?;
    let named = programs.into_iter().enumerate();
    named
        .map(|(index, program)| {
            let name = format!("process {pid}, filter {index}");
            of_program(name, program, None, arch)
        })
        .collect()
}

fn of_program(
    name: String,
    program: Vec<SockFilter>,
    endian: Option<Endian>,
    arch: Option<Target>,
) -> Result<Subject, Failure> {
    let filter = Filter::new(program.leak()).map_err(|error| format!("{name}: {error}"))?;
    let target = match arch {
        Some(target) => target,
        None => machine::of(&filter, endian)?,
    };
    Ok(Subject {
        name,
        text: None,
        filter,
        target,
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
