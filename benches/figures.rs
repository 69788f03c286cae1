//! `cargo bench`: what a filter costs. `cargo bench -- --smoke` runs every measurement once, shortly.
//!
//! * length: instructions that the kernel copies, checks and compiles;
//! * all: executed instructions a call, the mean over traces of real programs, were the filter run for each call;
//! * nc: the same, for those calls only that the kernel's action cache cannot answer (Linux 5.11, `seccomp_is_const_allow`);
//! * attach: instructions that the kernel emulates to fill that cache, over the native numbers 0..470 and as many of a
//!   foreign architecture;
//! * what building costs: one expansion of the macro, and a clean build of a crate that depends on evalbox-seccomp.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use evalbox_policy::compile::expand;
use evalbox_policy::source::Manifest;
use evalbox_policy::target::Target;
use evalbox_seccomp::{Filter, SeccompData, SockFilter, seccomp_filter};
use proc_macro2::TokenStream;

static SEED: Filter = seccomp_filter! {
    allow [@evalbox];
    errno(ENOSYS) [clone3];
    clone deny NEW*;
    socket deny AF_NETLINK, SOCK_RAW;
    ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;
};

static NOTIFY: Filter = seccomp_filter! {
    default allow;
    foreign allow;
    notify [@notify-fs];
};

type Answer<T> = Result<T, Box<dyn Error>>;

/// Other compilers' programs for the same policy, and traces: kept beside the project and not part of it.
fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/perf")
}

fn main() -> Answer<()> {
    let smoke = std::env::args().any(|argument| argument == "--smoke");
    programs()?;
    building(smoke)
}

fn programs() -> Answer<()> {
    let traces = traces()?;
    println!(
        "{:40} {:>6} {:>7} {:>7} {:>7}",
        "program", "length", "all", "nc", "attach"
    );
    row("seed (this compiler)", SEED.program(), &traces)?;
    row("notify-fs (this compiler)", NOTIFY.program(), &traces)?;
    for path in listed(&shared().join("programs"), "txt")? {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        row(&name, &program(&path)?, &traces)?;
    }
    Ok(())
}

fn row(name: &str, program: &[SockFilter], traces: &[Trace]) -> Answer<()> {
    let cost = measure(program, traces)?;
    let mean = |figure: Option<f64>| {
        figure.map_or_else(|| "-".to_owned(), |figure| format!("{figure:.2}"))
    };
    println!(
        "{name:40} {:6} {:>7} {:>7} {:7}",
        program.len(),
        mean(cost.all),
        mean(cost.not_cached),
        cost.attach
    );
    Ok(())
}

/// A call of a trace, and how often it was made.
struct Called {
    times: u64,
    data: SeccompData,
}

type Trace = Vec<Called>;

/// `COUNT NR A0 .. A5` a line, arguments in hexadecimal.
fn traces() -> Answer<Vec<Trace>> {
    let mut traces = Vec::new();
    for path in listed(&shared().join("traces"), "txt")? {
        let mut trace = Trace::new();
        for line in fs::read_to_string(&path)?.lines() {
            let mut words = line.split_whitespace();
            let mut word = || words.next().ok_or("a trace's line has eight words");
            let (times, nr) = (word()?.parse()?, word()?.parse()?);
            let mut args = [0; 6];
            for arg in &mut args {
                *arg = u64::from_str_radix(word()?.trim_start_matches("0x"), 16)?;
            }
            trace.push(Called {
                times,
                data: SeccompData::new(nr, args),
            });
        }
        traces.push(trace);
    }
    Ok(traces)
}

/// `CODE JT JF K` a line, in decimal.
fn program(path: &Path) -> Answer<Vec<SockFilter>> {
    let mut program = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
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
    Ok(program)
}

/// The files of a folder, sorted; none where there is no folder.
fn listed(folder: &Path, extension: &str) -> Answer<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

struct Cost {
    all: Option<f64>,
    not_cached: Option<f64>,
    attach: u64,
}

const ALLOW: u32 = 0x7fff_0000;
const AUDIT_ARCH_I386: u32 = 0x4000_0003;
/// The native numbers that the kernel emulates a filter for.
const NUMBERS: i32 = 470;

fn measure(program: &[SockFilter], traces: &[Trace]) -> Answer<Cost> {
    let (mut all, mut not_cached) = (Vec::new(), Vec::new());
    let mut cached = BTreeMap::new();
    for trace in traces {
        let (mut every, mut uncached) = (Mean::default(), Mean::default());
        for Called { times, data } in trace {
            let steps = run(program, data, Reader::Call)?.steps;
            every.add(*times, steps);
            let cached = match cached.get(&data.nr) {
                Some(&cached) => cached,
                None => {
                    let allowed = run(program, data, Reader::Emulator)?.answer == Some(ALLOW);
                    cached.insert(data.nr, allowed);
                    allowed
                }
            };
            if !cached {
                uncached.add(*times, steps);
            }
        }
        all.extend(every.value());
        not_cached.extend(uncached.value());
    }
    let mut attach = 0;
    for nr in 0..NUMBERS {
        let native = SeccompData::new(nr, [0; 6]);
        let foreign = SeccompData {
            arch: AUDIT_ARCH_I386,
            ..native
        };
        attach += run(program, &native, Reader::Emulator)?.steps
            + run(program, &foreign, Reader::Emulator)?.steps;
    }
    Ok(Cost {
        all: mean(&all),
        not_cached: mean(&not_cached),
        attach,
    })
}

#[derive(Default)]
struct Mean {
    calls: u64,
    steps: u64,
}

impl Mean {
    fn add(&mut self, calls: u64, steps: u64) {
        self.calls += calls;
        self.steps += calls * steps;
    }

    #[allow(clippy::cast_precision_loss, reason = "printed with two decimals")]
    fn value(&self) -> Option<f64> {
        (self.calls > 0).then(|| self.steps as f64 / self.calls as f64)
    }
}

#[allow(clippy::cast_precision_loss, reason = "a handful of traces")]
fn mean(figures: &[f64]) -> Option<f64> {
    (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / figures.len() as f64)
}

/// Who runs the program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// A system call, with its arguments.
    Call,
    /// The kernel at attach time: it gives up at the first instruction beyond a handful.
    Emulator,
}

struct Run {
    /// `None` where the emulator gave up.
    answer: Option<u32>,
    /// Executed instructions, the last one included.
    steps: u64,
}

/// Runs a program and counts. Other compilers' programs use more of classic BPF than this one's, so all of it is here.
#[allow(clippy::cast_possible_truncation, reason = "words are 32 bits")]
fn run(program: &[SockFilter], data: &SeccompData, reader: Reader) -> Answer<Run> {
    let (mut a, mut x, mut memory) = (0_u32, 0_u32, [0_u32; 16]);
    let (mut pc, mut steps) = (0, 0);
    loop {
        let SockFilter { code, jt, jf, k } =
            *program.get(pc).ok_or("the program runs off its end")?;
        pc += 1;
        steps += 1;
        if reader == Reader::Emulator && !emulated(code, k) {
            return Ok(Run {
                answer: None,
                steps,
            });
        }
        let slot = |k: u32| memory.get(k as usize).copied().ok_or("no such memory word");
        let operand = if code & 0x08 == 0 { k } else { x };
        match code {
            0x20 => a = word(data, k),
            0x06 => {
                return Ok(Run {
                    answer: Some(k),
                    steps,
                });
            }
            0x16 => {
                return Ok(Run {
                    answer: Some(a),
                    steps,
                });
            }
            0x05 => pc += k as usize,
            0x15 | 0x1d => pc += usize::from(if a == operand { jt } else { jf }),
            0x25 | 0x2d => pc += usize::from(if a > operand { jt } else { jf }),
            0x35 | 0x3d => pc += usize::from(if a >= operand { jt } else { jf }),
            0x45 | 0x4d => pc += usize::from(if a & operand != 0 { jt } else { jf }),
            0x54 | 0x5c => a &= operand,
            0x44 | 0x4c => a |= operand,
            0xa4 | 0xac => a ^= operand,
            0x04 | 0x0c => a = a.wrapping_add(operand),
            0x14 | 0x1c => a = a.wrapping_sub(operand),
            0x64 | 0x6c => a = a.checked_shl(operand).unwrap_or(0),
            0x74 | 0x7c => a = a.checked_shr(operand).unwrap_or(0),
            0x00 => a = k,
            0x01 => x = k,
            0x60 => a = slot(k)?,
            0x61 => x = slot(k)?,
            0x02 | 0x03 => {
                *memory.get_mut(k as usize).ok_or("no such memory word")? =
                    if code == 0x02 { a } else { x }
            }
            0x07 => x = a,
            0x87 => a = x,
            _ => return Err(format!("opcode {code:#x}").into()),
        }
    }
}

/// What `seccomp_is_const_allow` follows: loads of the number and the arch, jumps on constants, AND, RET.
fn emulated(code: u16, k: u32) -> bool {
    match code {
        0x20 => k == 0 || k == 4,
        0x05 | 0x06 | 0x15 | 0x25 | 0x35 | 0x45 | 0x54 => true,
        _ => false,
    }
}

/// The 32-bit word of `seccomp_data` at that offset, little-endian as the recorded programs are.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a half is what is asked for"
)]
fn word(data: &SeccompData, offset: u32) -> u32 {
    let half = |value: u64| {
        if offset.is_multiple_of(8) {
            value as u32
        } else {
            (value >> 32) as u32
        }
    };
    match offset {
        0 => data.nr.cast_unsigned(),
        4 => data.arch,
        8 | 12 => half(data.instruction_pointer),
        _ => data
            .args
            .get((offset as usize - 16) / 8)
            .map_or(0, |&arg| half(arg)),
    }
}

fn building(smoke: bool) -> Answer<()> {
    println!();
    let expansion = expansion(if smoke { 1 } else { 20 })?;
    println!(
        "one expansion of the seed's policy: {:.2} ms",
        expansion.as_secs_f64() * 1e3
    );
    if smoke {
        println!("clean build of a dependent: skipped in --smoke");
    } else {
        println!(
            "clean build of a dependent: {:.2} s",
            clean_build()?.as_secs_f64()
        );
    }
    Ok(())
}

/// What one expansion takes inside rustc, the mean of `times`: tokens to tokens, the proof included.
fn expansion(times: u32) -> Answer<Duration> {
    let policy: TokenStream = "
        allow [@evalbox];
        errno(ENOSYS) [clone3];
        clone deny NEW*;
        socket deny AF_NETLINK, SOCK_RAW;
        ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;
    "
    .parse()?;
    let krate: TokenStream = "::evalbox_seccomp".parse()?;
    let sources = Manifest {
        root: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
    };
    let start = Instant::now();
    for _ in 0..times {
        black_box(expand(
            krate.clone(),
            Target::X86_64,
            policy.clone(),
            &sources,
        ));
    }
    Ok(start.elapsed() / times)
}

/// `cargo build` of a crate that uses the macro, with nothing built before.
fn clean_build() -> Answer<Duration> {
    let folder = tempfile::tempdir()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir(folder.path().join("src"))?;
    fs::write(
        folder.path().join("Cargo.toml"),
        format!(
            "[package]\nname = \"dependent\"\nedition = \"2024\"\n[workspace]\n[dependencies]\nevalbox-seccomp = {{ path = {:?} }}\n",
            root.join("evalbox-seccomp")
        ),
    )?;
    fs::write(
        folder.path().join("src/main.rs"),
        "fn main() {\n    let filter = evalbox_seccomp::seccomp_filter! { allow [@evalbox]; clone deny NEW*; };\n    filter.install().unwrap();\n}\n",
    )?;
    fs::copy(root.join("Cargo.lock"), folder.path().join("Cargo.lock"))?;
    let start = Instant::now();
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.path().join("target"))
        .status()?;
    if !status.success() {
        return Err("the dependent does not build".into());
    }
    Ok(start.elapsed())
}
