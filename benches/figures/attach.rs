//! How long the kernel takes to attach the filters of the seed's policy: to copy and check them, compile them to machine
//! code and fill its action cache.

use std::time::Instant;

use crate::child::{answer_of, pin};
use crate::counted::count;
use crate::peers::Peer;
use crate::sample::{Figure, interleaved};
use crate::table::{Cell, Column, Row, Table};
use crate::{Answer, Bench};

/// The answer.
pub(crate) fn table(bench: &Bench) -> Answer<Table> {
    let peers = bench.seed.compilers();
    let measured = interleaved(peers.len(), bench.rounds(301), |which| once(peers[which]))?;
    let rows = peers.iter().zip(measured).map(|(peer, measured)| {
        Row::new(
            &peer.name,
            vec![
                Cell::Exact(count(peer.length())),
                Figure::of(measured).into(),
            ],
        )
    });
    Ok(Table {
        key: "attach",
        title: "attaching the seed's policy",
        subject: "compiler",
        columns: vec![
            Column {
                name: "instructions",
                decimals: 0,
                ratio: false,
            },
            Column {
                name: "attaching, µs",
                decimals: 1,
                ratio: true,
            },
        ],
        rows: rows.collect(),
        notes: bench.seed.skipped_notes(),
    })
}

/// Microseconds of installing all filters of the peer, in a child.
fn once(peer: &Peer) -> Answer<f64> {
    let [nanoseconds] = answer_of(|| {
        pin()?;
        let start = Instant::now();
        for filter in &peer.filters {
            filter.install().ok()?;
        }
        Some([u64::try_from(start.elapsed().as_nanos()).ok()?])
    })
    .map_err(|error| format!("{}: {error}", peer.name))?;
    Ok(count(nanoseconds) / 1e3)
}
