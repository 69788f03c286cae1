//! What a system call costs more under the filters of the seed's policy than without any.

use evalbox_seccomp::{Action, Filter, SeccompData};

use crate::alike::answer;
use crate::child::{Call, answer_of, pin};
use crate::counted::count;
use crate::sample::{Figure, interleaved, median};
use crate::table::{Cell, Column, Row, Table};
use crate::{Answer, Bench};

/// A call that does nothing and comes back, and what the policy makes of it.
struct Kind {
    column: &'static str,
    call: Call,
}

/// How many there are.
const KINDS: usize = 4;

/// None of them takes a lock or looks up more than a descriptor: what is measured is the way in and out.
fn kinds() -> [Kind; KINDS] {
    let kind = |column, number, args| Kind {
        column,
        call: Call { number, args },
    };
    const NO_DESCRIPTOR: u64 = u64::MAX;
    const NO_FAMILY: u64 = 255;
    const STREAM: u64 = 1;
    [
        kind("cached: getppid, ns", libc::SYS_getppid, [0; 2]),
        kind(
            "by argument: ioctl, ns",
            libc::SYS_ioctl,
            [NO_DESCRIPTOR, libc::TCGETS],
        ),
        kind(
            "by argument: socket, ns",
            libc::SYS_socket,
            [NO_FAMILY, STREAM],
        ),
        kind("refused: clone3, ns", libc::SYS_clone3, [0; 2]),
    ]
}

/// Batches of a measurement in a child, of which the median counts: a batch in which another process had the processor
/// says nothing.
const BATCHES: usize = 15;
const CALLS: u32 = 1500;

/// The answer.
pub(crate) fn table(bench: &Bench) -> Answer<Table> {
    // The control: a child that goes through the same and installs nothing.
    let mut subjects: Vec<(&str, &[Filter])> = Vec::new();
    for peer in bench.seed.compilers() {
        subjects.push((&peer.name, &peer.filters));
    }
    subjects.push(("no filter, twice", &[]));

    let calls = if bench.smoke { 8 } else { CALLS };
    let measured = interleaved(subjects.len(), bench.rounds(41), |which| {
        let (name, filters) = subjects[which];
        once(filters, calls).map_err(|error| format!("{name}: {error}"))
    })?;

    let mut without: [Vec<f64>; KINDS] = Default::default();
    let mut rows = Vec::new();
    for (&(name, filters), rounds) in subjects.iter().zip(&measured) {
        let cells = (0..KINDS).map(|kind| {
            let mut costs = Vec::new();
            for times in rounds {
                let Times { before, under } = times[kind];
                without[kind].push(before);
                costs.extend(under.map(|under| under - before));
            }
            match Figure::of(costs) {
                Some(figure) => Cell::Measured(figure),
                None if filters.is_empty() => Cell::None,
                None => Cell::Text("kills"),
            }
        });
        let cells = cells.collect();
        rows.push(Row {
            compared: !filters.is_empty(),
            ..Row::new(name, cells)
        });
    }
    rows.push(Row {
        compared: false,
        ..Row::new(
            "the call itself, no filter",
            without.map(|times| Figure::of(times).into()).into(),
        )
    });
    Ok(Table {
        key: "calls",
        title: "a call under the seed's policy: nanoseconds more than without a filter",
        subject: "compiler",
        columns: kinds()
            .map(|kind| Column {
                name: kind.column,
                decimals: 1,
                ratio: true,
            })
            .into(),
        rows,
        notes: bench.seed.skipped_notes(),
    })
}

/// Nanoseconds of a call in one child.
#[derive(Clone, Copy)]
struct Times {
    before: f64,
    /// `None` where the filter would kill.
    under: Option<f64>,
}

fn once(filters: &[Filter], calls: u32) -> Answer<[Times; KINDS]> {
    let kinds = kinds();
    let answers = kinds.each_ref().map(|kind| {
        let [first, second] = kind.call.args;
        let nr = i32::try_from(kind.call.number).unwrap_or(-1);
        answer(filters, &SeccompData::new(nr, [first, second, 0, 0, 0, 0]))
    });
    let picoseconds: [u64; 2 * KINDS] = answer_of(|| {
        pin()?;
        let mut picoseconds = [0; 2 * KINDS];
        let mut errnos = [0; KINDS];
        for (at, kind) in kinds.iter().enumerate() {
            errnos[at] = kind.call.errno();
            picoseconds[at] = batches(kind.call, calls)?;
        }
        for filter in filters {
            filter.install().ok()?;
        }
        for (at, kind) in kinds.iter().enumerate() {
            let expected = match answers[at] {
                Action::Allow => errnos[at],
                Action::Errno(errno) => errno.into(),
                _ => continue,
            };
            // The filter decides as it is meant to.
            (kind.call.errno() == expected).then_some(())?;
            picoseconds[KINDS + at] = batches(kind.call, calls)?;
        }
        Some(picoseconds)
    })?;
    let nanoseconds = picoseconds.map(|time| count(time) / 1e3);
    Ok(std::array::from_fn(|at| Times {
        before: nanoseconds[at],
        under: matches!(answers[at], Action::Allow | Action::Errno(_))
            .then_some(nanoseconds[KINDS + at]),
    }))
}

/// Picoseconds a call.
fn batches(call: Call, calls: u32) -> Option<u64> {
    // The first one fills the caches of the machine.
    call.time(calls);
    let mut batches = [0; BATCHES];
    for batch in &mut batches {
        *batch = call.time(calls);
    }
    median(&mut batches)
}
