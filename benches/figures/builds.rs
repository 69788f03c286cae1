//! What depending on a crate costs: a clean build of a small program, and building it again after a change.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use tempfile::TempDir;

use crate::clock;
use crate::sample::{Figure, interleaved};
use crate::table::{Column, Row, Table};
use crate::{Answer, Bench};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A program to build.
struct Candidate {
    name: &'static str,
    dependencies: String,
    main: &'static str,
}

const SEED: &str = concat!(
    "use evalbox_seccomp::{Filter, seccomp_filter};\nstatic SEED: Filter = seccomp_filter! {\n",
    include_str!("../../policies/seed.policy"),
    "};\nfn main() { SEED.install().unwrap(); }\n",
);

/// Cargo compiles what has a path incrementally, which takes longer, and what comes from a registry, as the peers do, at once.
const AS_FROM_A_REGISTRY: &str = "[profile.dev.package.\"*\"]\nincremental = false\n";

fn candidates() -> Vec<Candidate> {
    let candidate = |name, dependencies: &str| Candidate {
        name,
        dependencies: dependencies.to_owned(),
        main: "fn main() {}\n",
    };
    let by_path =
        |features| format!("evalbox-seccomp = {{ path = \"{ROOT}/evalbox-seccomp\"{features} }}\n");
    let ours = |features| by_path(features) + AS_FROM_A_REGISTRY;
    vec![
        candidate(
            "syn, quote, proc-macro2, libc",
            "syn = { version = \"3\", default-features = false, features = [\"parsing\", \"printing\", \"proc-macro\"] }\n\
             quote = \"1\"\nproc-macro2 = \"1\"\nlibc = { version = \"0.2\", default-features = false }\n",
        ),
        Candidate {
            main: SEED,
            ..candidate("evalbox-seccomp, seed's policy", &ours(""))
        },
        Candidate {
            main: SEED,
            ..candidate("evalbox-seccomp, by a path", &by_path(""))
        },
        candidate(
            "evalbox-seccomp, no macros",
            &ours(", default-features = false"),
        ),
        candidate("evalbox-sys 0.2.0", "evalbox-sys = \"=0.2.0\"\n"),
        candidate("seccompiler 0.5.0", "seccompiler = \"=0.5.0\"\n"),
        candidate("no dependency", ""),
    ]
}

/// The answer. Short runs build the program without a dependency alone.
pub(crate) fn table(bench: &Bench) -> Answer<Table> {
    let mut candidates = candidates();
    if bench.smoke {
        candidates.drain(..candidates.len() - 1);
    }
    let measured = interleaved(candidates.len(), bench.rounds(5), |which| {
        let candidate = &candidates[which];
        once(candidate).map_err(|error| format!("{}: {error}", candidate.name))
    })?;
    let rows = candidates.iter().zip(measured).map(|(candidate, rounds)| {
        let figure = |of: fn(&Times) -> f64| Figure::of(rounds.iter().map(of).collect()).into();
        let cells = vec![
            figure(|times| times.clean),
            figure(|times| times.processor),
            figure(|times| times.again),
        ];
        Row::new(candidate.name, cells)
    });
    let rows: Vec<Row> = rows.collect();
    let notes = promise(&rows).into_iter().collect();
    let compared = |name| Column {
        name,
        decimals: 2,
        ratio: true,
    };
    Ok(Table {
        key: "build",
        title: "building a program, unoptimised, with nothing built before",
        subject: "depends on",
        columns: vec![
            compared("clean build, s"),
            compared("its processor time, s"),
            compared("again after a change, s"),
        ],
        rows,
        notes,
    })
}

/// Whether the build is as fast as it is to be.
fn promise(rows: &[Row]) -> Option<String> {
    const SECONDS: f64 = 3.5;
    const TIMES: f64 = 2.0;
    let [alone, ours, ..] = rows else {
        return None;
    };
    let (alone, ours) = (alone.cells.first()?.value()?, ours.cells.first()?.value()?);
    let held = ours <= SECONDS && ours <= TIMES * alone;
    Some(format!(
        "aim: at most {SECONDS} s, and {TIMES} times the dependencies alone: {}",
        if held { "held" } else { "missed" }
    ))
}

/// Seconds.
struct Times {
    clean: f64,
    processor: f64,
    again: f64,
}

fn once(candidate: &Candidate) -> Answer<Times> {
    let folder = tempfile::tempdir()?;
    let main = scratch(&folder, candidate)?;
    let (clean, processor) = build(&folder)?;
    // Cargo goes by the file's time.
    fs::write(main, format!("{}// changed\n", candidate.main))?;
    let (again, _) = build(&folder)?;
    Ok(Times {
        clean,
        processor,
        again,
    })
}

/// Writes the program; its source file.
fn scratch(folder: &TempDir, candidate: &Candidate) -> Answer<PathBuf> {
    let path = folder.path();
    let manifest = format!(
        "[package]\nname = \"scratch\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{}",
        candidate.dependencies
    );
    fs::write(path.join("Cargo.toml"), manifest)?;
    // The versions that the workspace has, so that nothing is fetched.
    fs::copy(Path::new(ROOT).join("Cargo.lock"), path.join("Cargo.lock"))?;
    fs::create_dir(path.join("src"))?;
    let main = path.join("src/main.rs");
    fs::write(&main, candidate.main)?;
    Ok(main)
}

/// Seconds on the wall, and of processors.
fn build(folder: &TempDir) -> Answer<(f64, f64)> {
    let (start, used) = (Instant::now(), clock::of_children()?);
    let output = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.path().join("target"))
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let processor = clock::of_children()? - used;
    Ok((start.elapsed().as_secs_f64(), processor.as_secs_f64()))
}
