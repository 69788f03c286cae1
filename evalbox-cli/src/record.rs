//! `evalbox record`: what a command and its children do, as a policy that allows it.
//!
//! The command runs under a filter that answers `trace` to everything, which costs one stop a call, and that refuses
//! clone3 as a policy with rules on clone has to: C libraries then show their flags in clone's register.

mod from;
mod live;
mod merge;
mod model;
mod modes;
mod print;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use evalbox_compiler::table::syscalls;
use evalbox_seccomp::{Filter, SeccompData, seccomp_filter};

use crate::call::identify;
use crate::mistakes::Failure;
use crate::policies::Selected;
use crate::supervise::{Need, Watch, supervise};
use live::Live;
pub(crate) use model::Model;
pub(crate) use print::statements;

static RECORDING: Filter = seccomp_filter! {
    #![allow(no_exit)]
    default trace(0);
    foreign trace(0);
    abi [x86, x32, arm, riscv32, powerpc, n32, mips];
    errno(ENOSYS) [clone3];
};

/// What a recording reads and writes beside the command.
pub(crate) struct Files {
    pub(crate) from: Option<PathBuf>,
    pub(crate) merge: Option<PathBuf>,
    pub(crate) profile: Option<PathBuf>,
    pub(crate) output: Option<PathBuf>,
}

/// Records, and prints the policy; the command's exit status.
pub(crate) fn record(command: &[OsString], files: &Files) -> Result<u8, Failure> {
    let mut recorder = Recorder::default();
    let (status, heading) = match &files.from {
        Some(file) => {
            let shown = file.display().to_string();
            let bytes = fs::read(file).map_err(|error| format!("{shown}: {error}"))?;
            from::read(&shown, &bytes, &mut recorder.model)?;
            (0, format!("Recorded by evalbox from {shown}"))
        }
        None => {
            let selected = Selected {
                name: "record".to_owned(),
                filter: RECORDING,
                source: None,
            };
            let status = supervise(&selected, command, Need::Calls, &mut recorder)?;
            recorder.live.end(&recorder.model.summary());
            let words: Vec<_> = command.iter().map(|word| word.to_string_lossy()).collect();
            (
                status,
                format!(
                    "Recorded by evalbox: {}",
                    words.join(" ").replace(['\n', '\r'], " ")
                ),
            )
        }
    };
    let mut model = recorder.model;
    let profile = files
        .profile
        .as_deref()
        .map(|file| counts(&model, file))
        .transpose()?;
    if let Some(file) = &files.merge {
        merge::merge(file, &mut model)?;
    }
    let text = print::policy(&mut model, &heading, profile.as_deref())?;
    for (arch, number) in model.foreign.keys() {
        eprintln!(
            "evalbox: the policy lacks call {number} of architecture {arch:#x}, which no policy can name"
        );
    }
    match &files.output {
        Some(file) => {
            fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        None => drop(crate::print(&text)?),
    }
    Ok(status)
}

/// The policy of a trace alone.
pub(crate) fn from_trace(shown: &str, bytes: &[u8]) -> Result<String, Failure> {
    let mut model = Model::default();
    from::read(shown, bytes, &mut model)?;
    print::policy(
        &mut model,
        &format!("Recorded by evalbox from {shown}"),
        None,
    )
}

/// Writes the counts of calls; the absolute path.
fn counts(model: &Model, file: &Path) -> Result<PathBuf, String> {
    let mut lines: Vec<_> = model.calls.iter().collect();
    lines.sort_by_key(|(_, seen)| std::cmp::Reverse(seen.count));
    let lines = lines
        .iter()
        .map(|&(&id, seen)| format!("{} {}\n", seen.count, syscalls::name(id)));
    let named = |error: std::io::Error| format!("{}: {error}", file.display());
    fs::write(file, lines.collect::<String>()).map_err(named)?;
    std::path::absolute(file).map_err(named)
}

#[derive(Default)]
struct Recorder {
    model: Model,
    live: Live,
}

impl Watch for Recorder {
    fn call(&mut self, data: &SeccompData) {
        let number = data.nr.cast_unsigned();
        let identified = identify(data.arch, number);
        match identified {
            Some((id, abi)) => self.model.observe(id, abi, data.args.map(Some), 1),
            // A tracer of the command's own skips a call with -1.
            None if number == u32::MAX => {}
            None => self.model.observe_unknown(data.arch, number),
        }
        self.live
            .call(identified.map(|(id, _)| id), &self.model.summary());
    }
}
