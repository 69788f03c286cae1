//! The README's table: one figure of every question, for those that are at work.

use crate::table::{self, Table};

/// A column of the summary: a table, one of its columns, and what it is called here.
const COLUMNS: [(&str, usize, &str); 6] = [
    ("seed", 1, "instructions"),
    ("attach", 1, "attaching, µs"),
    ("calls", 1, "by argument, + ns"),
    ("calls", 3, "refused, + ns"),
    ("start", 0, "from nothing to confined, µs"),
    ("start", 1, "allocations"),
];

/// The rows are those of the table `start`.
pub(crate) fn markdown(tables: &[Table], machine: &str) -> String {
    let table = |key| tables.iter().find(|table: &&Table| table.key == key);
    let header = COLUMNS.iter().map(|&(_, _, name)| name.to_owned());
    let mut lines = vec![
        std::iter::once("seed's policy".to_owned())
            .chain(header)
            .collect(),
    ];
    let rows = table("start").map_or(&[][..], |table| &table.rows);
    for row in rows {
        let cells = COLUMNS.iter().map(|&(key, column, _)| {
            let figure = table(key).and_then(|table| {
                let (_, value) = table
                    .figures(column)
                    .into_iter()
                    .find(|(name, _)| *name == row.name)?;
                let decimals = table.columns.get(column)?.decimals;
                Some(format!("{value:.decimals$}"))
            });
            figure.unwrap_or_else(|| "–".to_owned())
        });
        lines.push(std::iter::once(row.name.clone()).chain(cells).collect());
    }
    format!("{}\n`cargo bench`: {machine}", table::markdown(&lines))
}
