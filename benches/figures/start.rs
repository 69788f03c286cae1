//! From nothing to confined: what a process that starts a sandbox waits for, from having the policy to being under it.

use std::time::Instant;

use crate::allocations::so_far;
use crate::child::{Call, answer_of, pin};
use crate::counted::count;
use crate::peers::{Confine, Origin};
use crate::sample::{Figure, interleaved};
use crate::table::{Column, Row, Table};
use crate::{Answer, Bench};

/// The answer.
pub(crate) fn table(bench: &Bench) -> Answer<Table> {
    let peers = bench.seed.list.iter();
    let at_work = peers.filter_map(|peer| match &peer.origin {
        Origin::AtWork(confine) => Some((peer.name.as_str(), confine)),
        Origin::Recorded | Origin::Bound => None,
    });
    let at_work: Vec<(&str, &Confine)> = at_work.collect();
    let measured = interleaved(at_work.len(), bench.rounds(301), |which| {
        let (name, confine) = at_work[which];
        once(confine).map_err(|error| format!("{name}: {error}"))
    })?;
    let mut rows = Vec::new();
    for (&(name, _), rounds) in at_work.iter().zip(measured) {
        let allocations = rounds.first().and_then(|round| round.allocations);
        let times = rounds.iter().map(|round| round.microseconds);
        rows.push(Row::new(
            name,
            vec![
                Figure::of(times.collect()).into(),
                allocations.map(|[times, _]| count(times)).into(),
                allocations.map(|[_, bytes]| count(bytes) / 1024.0).into(),
            ],
        ));
    }
    let plain = |name, decimals| Column {
        name,
        decimals,
        ratio: false,
    };
    let mut notes = bench.seed.skipped_notes();
    if so_far().is_none() {
        notes.push("skipped: allocations: counted where glibc is".to_owned());
    }
    Ok(Table {
        key: "start",
        title: "from nothing to confined by the seed's policy",
        subject: "compiler",
        columns: vec![
            Column {
                ratio: true,
                ..plain("time, µs", 1)
            },
            plain("allocations", 0),
            plain("allocated, KiB", 1),
        ],
        rows,
        notes,
    })
}

struct Start {
    microseconds: f64,
    /// How many, and bytes in all.
    allocations: Option<[u64; 2]>,
}

fn once(confine: &Confine) -> Answer<Start> {
    let [nanoseconds, times, bytes] = answer_of(|| {
        pin()?;
        let before = so_far().unwrap_or_default();
        let start = Instant::now();
        confine().ok()?;
        let elapsed = start.elapsed();
        let after = so_far().unwrap_or_default();
        // Confined indeed.
        let clone3 = Call {
            number: libc::SYS_clone3,
            args: [0; 2],
        };
        (clone3.errno() == libc::ENOSYS).then_some(())?;
        let [times, bytes] = [0, 1].map(|at| after[at] - before[at]);
        Some([u64::try_from(elapsed.as_nanos()).ok()?, times, bytes])
    })?;
    Ok(Start {
        microseconds: count(nanoseconds) / 1e3,
        allocations: so_far().map(|_| [times, bytes]),
    })
}
