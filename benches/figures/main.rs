//! `cargo bench`: what filters cost, this compiler's and others', side by side in one run.
//!
//! `-- QUESTION..` asks some questions only; `-- --smoke` goes through everything once, shortly, and keeps no figure. A
//! whole run writes its tables into docs/figures.md and README.md and draws docs/figures.svg.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use peers::Peers;
use recorded::Called;
use table::Table;

mod alike;
mod allocations;
mod attach;
mod builds;
mod calls;
mod child;
mod clock;
mod cost;
mod counted;
mod docs;
mod growth;
mod inputs;
mod interpreter;
mod machine;
mod peers;
mod picture;
mod policies;
mod recorded;
mod sample;
mod start;
mod summary;
mod table;

type Answer<T> = Result<T, Box<dyn Error>>;

/// What is measured, and how thoroughly.
struct Bench {
    seed: Peers,
    container: Peers,
    traces: Vec<Vec<Called>>,
    smoke: bool,
}

impl Bench {
    /// How often something is measured that a whole run measures `whole` times.
    fn rounds(&self, whole: usize) -> usize {
        if self.smoke { 1 } else { whole }
    }
}

type Question = fn(&Bench) -> Answer<Table>;

const QUESTIONS: [(&str, Question); 7] = [
    ("seed", counted::seed),
    ("container", counted::container),
    ("attach", attach::table),
    ("calls", calls::table),
    ("start", start::table),
    ("build", builds::table),
    ("growth", growth::table),
];

fn main() -> Answer<()> {
    let mut asked: Vec<String> = env::args().skip(1).collect();
    // Cargo says --bench in `cargo bench`; without it this is a test of the bench.
    let bench = asked.iter().any(|argument| argument == "--bench");
    let smoke = !bench || asked.iter().any(|argument| argument == "--smoke");
    asked.retain(|argument| !argument.starts_with("--"));
    if let Some(unknown) = asked.iter().find(|asked| {
        let known = |(key, _): &(&str, Question)| key == asked;
        !QUESTIONS.iter().any(known)
    }) {
        let known = QUESTIONS.map(|(key, _)| key).join(", ");
        return Err(format!("no question `{unknown}`: there are {known}").into());
    }

    let machine = machine::describe();
    println!("{machine}\n");
    let bench = Bench {
        seed: peers::seed()?,
        container: peers::container()?,
        traces: recorded::traces()?,
        smoke,
    };
    let mut tables = Vec::new();
    for (key, question) in QUESTIONS {
        if asked.is_empty() || asked.iter().any(|asked| asked == key) {
            let table = question(&bench)?;
            println!("{table}");
            tables.push(table);
        }
    }
    if asked.is_empty() {
        keep(&tables, &machine, smoke)?;
    }
    Ok(())
}

/// Writes what a whole run found; a short one only goes through the motions.
fn keep(tables: &[Table], machine: &str, smoke: bool) -> Answer<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("docs/figures.md");
    let mut page = fs::read_to_string(&path)?;
    page = docs::replaced(&page, "machine", machine)?;
    for table in tables {
        page = docs::replaced(&page, table.key, &table.markdown())?;
    }
    let readme = root.join("README.md");
    let front = fs::read_to_string(&readme)?;
    let front = docs::replaced(&front, "summary", &summary::markdown(tables, machine))?;
    let svg = picture::draw(tables, machine)?;
    if !smoke {
        fs::write(path, page)?;
        fs::write(readme, front)?;
        fs::write(root.join("docs/figures.svg"), svg)?;
    }
    Ok(())
}
