//! What the programs cost by counting.

use crate::alike::differences;
use crate::cost::measure;
use crate::peers::Peers;
use crate::table::{Cell, Column, Row, Table};
use crate::{Answer, Bench};

/// The seed's policy.
pub(crate) fn seed(bench: &Bench) -> Answer<Table> {
    let table = table(bench, &bench.seed)?;
    Ok(Table {
        key: "seed",
        title: "the seed's policy: 172 calls, and four by argument",
        ..table
    })
}

/// The container's policy.
pub(crate) fn container(bench: &Bench) -> Answer<Table> {
    let table = table(bench, &bench.container)?;
    Ok(Table {
        key: "container",
        title: "a container engine's default profile: 305 calls, and three by argument",
        ..table
    })
}

fn table(bench: &Bench, peers: &Peers) -> Answer<Table> {
    let counted = |name| Column {
        name,
        decimals: 0,
        ratio: true,
    };
    let mean = |name| Column {
        decimals: 2,
        ..counted(name)
    };
    let plain = |name| Column {
        ratio: false,
        ..counted(name)
    };
    let mut notes = peers.skipped_notes();
    if bench.traces.is_empty() {
        notes.push("skipped: executed instructions: no traces beside the project".to_owned());
    }
    let mut rows = Vec::new();
    for peer in &peers.list {
        let cost = measure(&peer.filters, &bench.traces)?;
        let differences = differences(&peer.filters, &peers.ours().filters);
        let alike = differences.is_empty();
        if !alike {
            let differences = differences.join(", ");
            notes.push(format!("{} decides otherwise: {differences}", peer.name));
        }
        rows.push(Row::new(
            &peer.name,
            vec![
                Cell::Exact(count(peer.filters.len())),
                Cell::Exact(count(cost.length)),
                cost.all.into(),
                cost.not_cached.into(),
                Cell::Exact(count(cost.attach)),
                Cell::Text(if alike { "yes" } else { "no" }),
            ],
        ));
    }
    Ok(Table {
        key: "",
        title: "",
        subject: "compiler",
        columns: vec![
            plain("filters"),
            counted("length"),
            mean("executed, all"),
            mean("executed, not cached"),
            counted("attach work"),
            plain("decides alike"),
        ],
        rows,
        notes,
    })
}

/// As a figure; exact up to 2⁵³.
#[allow(clippy::cast_precision_loss, reason = "no count here is that large")]
pub(crate) fn count(count: impl TryInto<u64>) -> f64 {
    count.try_into().map_or(f64::NAN, |count| count as f64)
}
