//! What a program costs, by counting: no clock, so that a test can hold the compiler to it.
//!
//! * length: instructions that the kernel copies, checks and compiles;
//! * all: executed instructions a call, the mean over traces of real programs, were the filter run for each call;
//! * nc: the same, for those calls only that the kernel's action cache cannot answer (Linux 5.11, `seccomp_is_const_allow`);
//! * attach: instructions that the kernel emulates to fill that cache, over the native numbers 0..470 and as many of a
//!   foreign architecture.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use evalbox_seccomp::{SeccompData, SockFilter};

pub(crate) type Answer<T> = Result<T, Box<dyn Error>>;

/// Other compilers' programs for the same policies, and traces: kept beside the project and not part of it.
pub(crate) fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/perf")
}

/// The files of a folder, sorted; none where there is no folder.
pub(crate) fn listed(folder: &Path) -> Answer<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == "txt") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A file's name without folder and extension.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// A call of a trace, and how often it was made.
pub(crate) struct Called {
    pub(crate) times: u64,
    pub(crate) data: SeccompData,
}

/// The calls of one program.
pub(crate) struct Trace {
    #[allow(dead_code, reason = "a test's part")]
    pub(crate) name: String,
    pub(crate) calls: Vec<Called>,
}

/// `COUNT NR A0 .. A5` a line, arguments in hexadecimal.
pub(crate) fn traces() -> Answer<Vec<Trace>> {
    let mut traces = Vec::new();
    for path in listed(&shared().join("traces"))? {
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
        traces.push(Trace {
            name: stem(&path),
            calls,
        });
    }
    Ok(traces)
}

/// The four figures of a program; without traces there are two.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) length: usize,
    pub(crate) all: Option<f64>,
    pub(crate) not_cached: Option<f64>,
    pub(crate) attach: u64,
}

const ALLOW: u32 = 0x7fff_0000;
const AUDIT_ARCH_I386: u32 = 0x4000_0003;
/// The native numbers that the kernel emulates a filter for.
const NUMBERS: i32 = 470;

/// Counts.
pub(crate) fn measure(program: &[SockFilter], traces: &[Trace]) -> Answer<Cost> {
    let (mut all, mut not_cached) = (Vec::new(), Vec::new());
    let mut cached = BTreeMap::new();
    for trace in traces {
        let (mut every, mut uncached) = (Mean::default(), Mean::default());
        for Called { times, data } in &trace.calls {
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
        length: program.len(),
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
pub(crate) enum Reader {
    /// A system call, with its arguments.
    Call,
    /// The kernel at attach time: it gives up at the first instruction beyond a handful.
    Emulator,
}

/// How a run ended.
pub(crate) struct Run {
    /// `None` where the emulator gave up.
    pub(crate) answer: Option<u32>,
    /// Executed instructions, the last one included.
    pub(crate) steps: u64,
}

/// Runs a program and counts. Other compilers' programs use more of classic BPF than this one's, so all of it is here.
pub(crate) fn run(program: &[SockFilter], data: &SeccompData, reader: Reader) -> Answer<Run> {
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
        let returned = |answer| {
            Ok(Run {
                answer: Some(answer),
                steps,
            })
        };
        let slot = |k: u32| memory.get(k as usize).copied().ok_or("no such memory word");
        let operand = if code & 0x08 == 0 { k } else { x };
        let jump = |holds| usize::from(if holds { jt } else { jf });
        match code {
            0x20 => a = word(data, k),
            0x06 => return returned(k),
            0x16 => return returned(a),
            0x05 => pc += k as usize,
            0x15 | 0x1d => pc += jump(a == operand),
            0x25 | 0x2d => pc += jump(a > operand),
            0x35 | 0x3d => pc += jump(a >= operand),
            0x45 | 0x4d => pc += jump(a & operand != 0),
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
