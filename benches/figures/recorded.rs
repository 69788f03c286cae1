//! Other compilers' programs and traces of real programs: kept beside the project and not part of it, so that they may be
//! missing.

use std::fs;
use std::path::{Path, PathBuf};

use evalbox_seccomp::{SeccompData, SockFilter};

use crate::Answer;

/// Where they are kept.
pub(crate) const NAME: &str = "../shared/perf";

/// The files of a folder there, sorted; none where there is no folder, or where the machine is another than theirs.
fn files(folder: &str) -> Answer<Vec<PathBuf>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(NAME)
        .join(folder);
    let Ok(entries) = fs::read_dir(path) else {
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if cfg!(target_arch = "x86_64") && path.extension().is_some_and(|found| found == "txt") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The programs for a policy, each with its compiler's name: `POLICY.COMPILER.txt`, `CODE JT JF K` a line in decimal.
pub(crate) fn programs(policy: &str) -> Answer<Vec<(String, Vec<SockFilter>)>> {
    let mut programs = Vec::new();
    for path in files("programs")? {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let Some((_, compiler)) = stem.split_once('.').filter(|(of, _)| *of == policy) else {
            continue;
        };
        let mut program = Vec::new();
        for line in fs::read_to_string(&path)?.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [code, jt, jf, k] = words[..] else {
                return Err(format!("{}: {line}", path.display()).into());
            };
            program.push(SockFilter {
                code: code.parse()?,
                jt: jt.parse()?,
                jf: jf.parse()?,
                k: k.parse()?,
            });
        }
        programs.push((compiler.to_owned(), program));
    }
    Ok(programs)
}

/// A call of a trace, and how often it was made.
pub(crate) struct Called {
    pub(crate) times: u64,
    pub(crate) data: SeccompData,
}

/// The calls of a program, of each of them: `COUNT NR A0 .. A5` a line, arguments in hexadecimal.
pub(crate) fn traces() -> Answer<Vec<Vec<Called>>> {
    let mut traces = Vec::new();
    for path in files("traces")? {
        let mut calls = Vec::new();
        for line in fs::read_to_string(&path)?.lines() {
            let mut words = line.split_whitespace();
            let mut word = || words.next().ok_or("a trace's line has eight words");
            let (times, nr) = (word()?.parse()?, word()?.parse()?);
            let mut args = [0; 6];
            for arg in &mut args {
                *arg = u64::from_str_radix(word()?.trim_start_matches("0x"), 16)?;
            }
            calls.push(Called {
                times,
                data: SeccompData::new(nr, args),
            });
        }
        traces.push(calls);
    }
    Ok(traces)
}
