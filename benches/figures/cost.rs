//! What a policy's filters cost, by counting: no clock, so that a test can hold the compiler to it.
//!
//! The kernel runs every filter of a thread for each call, so that the figures of several filters add up. Its action cache
//! (Linux 5.11, `seccomp_cache_prepare`) is filled when a filter is attached, by emulating it for each number that the
//! filters before it allow whatever the arguments are.

use std::collections::BTreeMap;

use evalbox_seccomp::{Action, Filter, SeccompData};

use crate::Answer;
use crate::interpreter::{Reader, run};
use crate::recorded::Called;

/// The figures of a policy's filters; without traces there are two.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// Instructions that the kernel copies, checks and compiles.
    pub(crate) length: usize,
    /// Executed instructions a call, the mean over traces of real programs, were the filters run for each call.
    pub(crate) all: Option<f64>,
    /// The same, for those calls only that the action cache cannot answer.
    pub(crate) not_cached: Option<f64>,
    /// Instructions that are emulated to fill the cache, over the native numbers and as many of a foreign architecture.
    pub(crate) attach: u64,
}

const AUDIT_ARCH_I386: u32 = 0x4000_0003;
/// The native numbers that the kernel emulates a filter for.
const NUMBERS: i32 = 470;

/// Counts.
///
/// # Errors
/// Where a program does not come to an answer.
pub(crate) fn measure(filters: &[Filter], traces: &[Vec<Called>]) -> Answer<Cost> {
    let (mut all, mut not_cached) = (Vec::new(), Vec::new());
    let mut cached = BTreeMap::new();
    for trace in traces {
        let (mut every, mut uncached) = (Mean::default(), Mean::default());
        for Called { times, data } in trace {
            let mut steps = 0;
            for filter in filters {
                steps += run(filter.program(), data, Reader::Call)?.steps;
            }
            every.add(*times, steps);
            let cached = match cached.get(&data.nr) {
                Some(&cached) => cached,
                None => {
                    let (_, allowed) = emulate(filters, data)?;
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
        attach += emulate(filters, &native)?.0 + emulate(filters, &foreign)?.0;
    }
    Ok(Cost {
        length: filters.iter().map(|filter| filter.program().len()).sum(),
        all: mean(&all),
        not_cached: mean(&not_cached),
        attach,
    })
}

/// The steps of filling the cache for a number, and whether it is allowed from then on without running a filter.
fn emulate(filters: &[Filter], data: &SeccompData) -> Answer<(u64, bool)> {
    let mut steps = 0;
    for filter in filters {
        let run = run(filter.program(), data, Reader::Emulator)?;
        steps += run.steps;
        if run.answer != Some(Action::Allow.to_raw()) {
            return Ok((steps, false));
        }
    }
    Ok((steps, true))
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
