//! From the list to test programs: what does not compile is left out until the rest does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::Result;
use crate::list::Mutant;
use crate::rustc::{self, Message};
use crate::scratch::Scratch;
use crate::switch::{READER, Switched, switched};
use crate::verdict::Verdict;

/// In this order: the second is for what the first does not notice.
const TESTS: [&str; 2] = ["compiled", "speed"];

pub(crate) struct Built {
    /// Which of the mutants are in the programs.
    pub(crate) compiled: BTreeSet<usize>,
    /// Why the others are not.
    pub(crate) refused: BTreeMap<usize, Verdict>,
    /// The tests' programs with their names.
    pub(crate) tests: Vec<(&'static str, PathBuf)>,
}

pub(crate) fn build(scratch: &Scratch, mutants: &[Mutant]) -> Result<Built> {
    let sources = Sources::of(scratch, mutants)?;
    let mut refused = BTreeMap::new();
    loop {
        let files = sources.write(scratch, mutants, &refused)?;
        let messages = cargo(scratch, &["check"], &sources.packages)?;
        let errors: Vec<&Message> = messages
            .iter()
            .filter(|message| message.error().is_some())
            .collect();
        if errors.is_empty() {
            let written = files.values().flat_map(|file| &file.written);
            return Ok(Built {
                compiled: written.map(|mutant| mutant.id).collect(),
                refused,
                tests: tests(scratch)?,
            });
        }
        let before = refused.len();
        for error in &errors {
            let verdict = if error.is_of_a_constant() {
                Verdict::Constant
            } else {
                Verdict::Rustc
            };
            refused.extend(error.blamed(&files).map(|id| (id, verdict)));
        }
        eprintln!("{} do not compile", refused.len());
        if refused.len() == before {
            let texts = errors.into_iter().filter_map(Message::error);
            return Err(texts.collect::<String>().into());
        }
    }
}

/// The files that have mutants, as they were.
struct Sources {
    texts: BTreeMap<String, String>,
    packages: Vec<String>,
}

impl Sources {
    /// Gives their crates what reads the variable, besides.
    fn of(scratch: &Scratch, mutants: &[Mutant]) -> Result<Sources> {
        let files: BTreeSet<&str> = mutants.iter().map(|mutant| mutant.file.as_str()).collect();
        let mut texts = BTreeMap::new();
        let mut roots = BTreeSet::new();
        for file in files {
            let text = fs::read_to_string(scratch.tree.join(file))?;
            texts.insert(file.to_owned(), text);
            let (package, _) = file.rsplit_once("src/").ok_or("no file of a crate")?;
            roots.insert(scratch.tree.join(package).join("src/lib.rs"));
        }
        for root in roots {
            let text = fs::read_to_string(&root)?;
            fs::write(root, text + READER)?;
        }
        let packages: BTreeSet<&String> = mutants.iter().map(|mutant| &mutant.package).collect();
        Ok(Sources {
            texts,
            packages: packages
                .into_iter()
                .flat_map(|name| ["-p".to_owned(), name.clone()])
                .collect(),
        })
    }

    /// Writes them with their mutants, but for those that rustc refused.
    fn write(
        &self,
        scratch: &Scratch,
        mutants: &[Mutant],
        refused: &BTreeMap<usize, Verdict>,
    ) -> Result<BTreeMap<String, Switched>> {
        let mut files = BTreeMap::new();
        for (file, text) in &self.texts {
            let here: Vec<(usize, &Mutant)> = mutants
                .iter()
                .enumerate()
                .filter(|(id, mutant)| mutant.file == *file && !refused.contains_key(id))
                .collect();
            let switched = switched(text, &here)?;
            fs::write(scratch.tree.join(file), &switched.text)?;
            files.insert(file.clone(), switched);
        }
        Ok(files)
    }
}

fn tests(scratch: &Scratch) -> Result<Vec<(&'static str, PathBuf)>> {
    let arguments: Vec<String> = TESTS
        .iter()
        .flat_map(|test| ["--test".to_owned(), (*test).to_owned()])
        .collect();
    let messages = cargo(
        scratch,
        &["test", "--no-run", "--package", "evalbox-policy"],
        &arguments,
    )?;
    TESTS
        .into_iter()
        .map(|test| {
            let built = messages.iter().find_map(|message| message.program(test));
            let program =
                built.ok_or_else(|| format!("`cargo test --test {test}` does not build"))?;
            Ok((test, program))
        })
        .collect()
}

fn cargo(scratch: &Scratch, command: &[&str], arguments: &[String]) -> Result<Vec<Message>> {
    let output = Command::new("cargo")
        .args(command)
        .args(arguments)
        .args(["--quiet", "--message-format=json", "--target-dir"])
        .arg(&scratch.target)
        .current_dir(&scratch.tree)
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "1")
        .stderr(Stdio::inherit())
        .output()?;
    rustc::messages(&output.stdout)
}
