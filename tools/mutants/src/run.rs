//! The tests, once for every mutant.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::build::Built;
use crate::list::Mutant;
use crate::scratch::Scratch;
use crate::switch::VARIABLE;
use crate::verdict::Verdict;

/// How many run side by side.
const WORKERS: usize = 2;

/// What a test may take, in times of what it takes without a mutant, and at least: a loop that no longer ends is noticed as well.
const TIMES: u32 = 20;
const LEAST: Duration = Duration::from_secs(20);

/// With 4 GiB of memory: a list that no longer ends must not take the machine with it.
const LIMITED: &str = "ulimit -c 0; ulimit -v 4194304; exec \"$0\" \"$@\"";

/// The longest test of `tests/speed.rs` is of the parser, which has no mutants.
const PARSED: &str = "a_megabyte_of_numbers";

/// What noticed each of the mutants; said of those in the programs as it goes.
pub(crate) fn run(
    scratch: &Scratch,
    built: &Built,
    mutants: &[Mutant],
) -> crate::Result<BTreeMap<usize, Verdict>> {
    let mut tests = Vec::new();
    for (name, program) in &built.tests {
        let mut test = Test {
            program,
            directory: &scratch.tree,
            limit: Duration::MAX,
        };
        let start = Instant::now();
        let (end, output) = test.run(None, &scratch.directory.join("output"))?;
        if !end.is_some_and(|status| status.success()) {
            return Err(format!("without a mutant, `{name}` fails:\n{output}").into());
        }
        test.limit = LEAST.max(start.elapsed() * TIMES);
        tests.push(test);
    }
    let ids: Vec<usize> = built.compiled.iter().copied().collect();
    let next = AtomicUsize::new(0);
    let work = |worker: usize| {
        let output = scratch.directory.join(format!("output.{worker}"));
        let mut verdicts = Vec::new();
        while let Some(&id) = ids.get(next.fetch_add(1, Ordering::Relaxed)) {
            let verdict = verdict(&tests, id, &output)?;
            eprintln!("{}: {}", mutants[id].name, verdict.words());
            verdicts.push((id, verdict));
        }
        std::io::Result::Ok(verdicts)
    };
    let workers = thread::scope(|scope| {
        let workers = [(); WORKERS];
        let workers = workers
            .iter()
            .enumerate()
            .map(|(worker, ())| scope.spawn(move || work(worker)));
        let workers: Vec<_> = workers.collect();
        workers
            .into_iter()
            .map(|worker| worker.join().expect("no worker panics"))
            .collect::<Vec<_>>()
    });
    let mut verdicts = built.refused.clone();
    for done in workers {
        verdicts.extend(done?);
    }
    Ok(verdicts)
}

fn verdict(tests: &[Test<'_>], id: usize, output: &Path) -> std::io::Result<Verdict> {
    for (index, test) in tests.iter().enumerate() {
        let (end, output) = test.run(Some(id), output)?;
        match end {
            Some(status) if status.success() => {}
            _ if index > 0 => return Ok(Verdict::Speed),
            None => return Ok(Verdict::Time),
            Some(status) => return Ok(Verdict::of(status.code(), &output)),
        }
    }
    Ok(Verdict::Nothing)
}

/// A program of tests.
struct Test<'a> {
    program: &'a PathBuf,
    /// Where `cargo test` would run it.
    directory: &'a Path,
    limit: Duration,
}

impl Test<'_> {
    /// How it ended, and what it printed; it did not end where there is no status.
    fn run(
        &self,
        mutant: Option<usize>,
        output: &Path,
    ) -> std::io::Result<(Option<ExitStatus>, String)> {
        // A file, so that a test that prints much does not wait for a reader.
        let file = File::create(output)?;
        let mut command = Command::new("sh");
        command
            .args(["-c", LIMITED])
            .arg(self.program)
            .args(["--test-threads=1", "--skip", PARSED])
            .current_dir(self.directory)
            .env("RUST_BACKTRACE", "0")
            .stderr(file.try_clone()?)
            .stdout(file);
        if let Some(id) = mutant {
            command.env(VARIABLE, id.to_string());
        }
        let mut child = command.spawn()?;
        let start = Instant::now();
        let end = loop {
            match child.try_wait()? {
                None if start.elapsed() < self.limit => thread::sleep(Duration::from_millis(10)),
                None => {
                    child.kill()?;
                    child.wait()?;
                    break None;
                }
                ended => break ended,
            }
        };
        let text = fs::read(output)?;
        Ok((end, String::from_utf8_lossy(&text).into_owned()))
    }
}
