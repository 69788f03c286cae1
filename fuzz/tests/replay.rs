//! The fuzzers' targets on stable Rust, without libFuzzer: every seed, every file of `corpus/` and `regressions/`, then
//! seconds of mutations (`EVALBOX_FUZZ_SECONDS` for each target, 2 where it is not set). What fails is printed as bytes.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs, panic};

use evalbox_fuzz::{Fuzzed, TARGETS};

/// xorshift64*
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).expect("31 bits") % end.max(1)
    }
}

/// The files of a folder, sorted by name; none where there is no folder.
fn folder(name: &str, target: &Fuzzed) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(name)
        .join(target.name);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read(path).expect("a file of the corpus"))
        .collect()
}

/// A few changes of the kinds that libFuzzer makes: bits, bytes, pieces taken out, doubled and brought in from elsewhere.
fn mutated(corpus: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = corpus[random.below(corpus.len())].clone();
    for _ in 0..1 + random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + 1 + random.below(12)).min(bytes.len());
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 if at < bytes.len() => bytes[at] = random.below(256).to_le_bytes()[0],
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            _ => {
                let other = &corpus[random.below(corpus.len())];
                let from = random.below(other.len() + 1);
                let piece = &other[from..(from + 1 + random.below(40)).min(other.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

fn run(target: &Fuzzed, bytes: &[u8]) {
    if panic::catch_unwind(|| (target.run)(bytes)).is_err() {
        panic!("{}: \"{}\"", target.name, bytes.escape_ascii());
    }
}

fn replay(name: &str) {
    let target = TARGETS
        .iter()
        .find(|target| target.name == name)
        .expect("a target");
    let seconds = env::var("EVALBOX_FUZZ_SECONDS")
        .ok()
        .map_or(2, |text| text.parse().expect("a number of seconds"));
    let mut corpus = (target.seeds)();
    let seeds = corpus.len();
    corpus.extend(folder("regressions", target));
    corpus.extend(folder("corpus", target));
    assert!(seeds > 0);
    for bytes in &corpus {
        run(target, bytes);
    }
    let (mut random, mut mutations) = (Random(0x5eed), 0u64);
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(seconds) {
        run(target, &mutated(&corpus, &mut random));
        mutations += 1;
    }
    println!(
        "{name}: {seeds} seeds, {} other inputs, {mutations} mutations in {seconds} s",
        corpus.len() - seeds
    );
}

#[test]
fn text() {
    replay("text");
}

#[test]
fn policy() {
    replay("policy");
}

#[test]
fn program() {
    replay("program");
}

#[test]
fn oci() {
    replay("oci");
}

#[test]
fn counts() {
    replay("counts");
}

#[test]
fn trace() {
    replay("trace");
}
