//! Tables: for people at a terminal, and as markdown.

use std::fmt::{self, Write};

use crate::sample::Figure;

/// What a column's figures are.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    /// With the unit.
    pub(crate) name: &'static str,
    pub(crate) decimals: usize,
    /// Whether each figure is also given as a multiple of the first row's.
    pub(crate) ratio: bool,
}

#[derive(Clone)]
pub(crate) enum Cell {
    /// Not measured, or not to be had.
    None,
    Exact(f64),
    Measured(Figure),
    Text(&'static str),
}

impl Cell {
    pub(crate) fn value(&self) -> Option<f64> {
        match self {
            Cell::Exact(value) => Some(*value),
            Cell::Measured(figure) => Some(figure.median),
            Cell::None | Cell::Text(_) => None,
        }
    }
}

impl From<Option<f64>> for Cell {
    fn from(value: Option<f64>) -> Cell {
        value.map_or(Cell::None, Cell::Exact)
    }
}

impl From<Option<Figure>> for Cell {
    fn from(figure: Option<Figure>) -> Cell {
        figure.map_or(Cell::None, Cell::Measured)
    }
}

pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) cells: Vec<Cell>,
    /// Whether it is one of those that are compared, and no measure for them.
    pub(crate) compared: bool,
}

impl Row {
    pub(crate) fn new(name: &str, cells: Vec<Cell>) -> Row {
        Row {
            name: name.to_owned(),
            cells,
            compared: true,
        }
    }
}

/// The answer to a question.
pub(crate) struct Table {
    /// What it is called on the command line and in docs/figures.md.
    pub(crate) key: &'static str,
    pub(crate) title: &'static str,
    /// What the rows are.
    pub(crate) subject: &'static str,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    pub(crate) notes: Vec<String>,
}

impl Table {
    /// The figures of a column with the names of those that are compared.
    pub(crate) fn figures(&self, column: usize) -> Vec<(&str, f64)> {
        let compared = self.rows.iter().filter(|row| row.compared);
        let figures = compared.filter_map(|row| {
            let value = row.cells.get(column)?.value()?;
            Some((row.name.as_str(), value))
        });
        figures.collect()
    }

    /// The names of those of which the table says no.
    pub(crate) fn unlike(&self) -> Vec<&str> {
        let no = |row: &&Row| {
            let mut cells = row.cells.iter();
            cells.any(|cell| matches!(cell, Cell::Text("no")))
        };
        self.rows
            .iter()
            .filter(no)
            .map(|row| row.name.as_str())
            .collect()
    }

    /// A figure as it is printed.
    pub(crate) fn print(&self, row: &Row, at: usize) -> String {
        let (Some(column), Some(cell)) = (self.columns.get(at), row.cells.get(at)) else {
            return String::new();
        };
        let Column {
            decimals, ratio, ..
        } = *column;
        let mut text = match cell {
            Cell::None => "–".to_owned(),
            Cell::Text(text) => (*text).to_owned(),
            Cell::Exact(value) => format!("{value:.decimals$}"),
            Cell::Measured(Figure { median, spread }) => {
                format!("{median:.decimals$} ±{spread:.decimals$}")
            }
        };
        let first = self
            .rows
            .first()
            .and_then(|first| first.cells.get(at)?.value());
        if let (true, Some(first), Some(value)) = (ratio && row.compared, first, cell.value())
            && first > 0.0
        {
            // A string takes everything.
            let _ = write!(text, " ({:.2}×)", value / first);
        }
        text
    }

    /// Header and rows as printed.
    fn lines(&self) -> Vec<Vec<String>> {
        let header = self.columns.iter().map(|column| column.name.to_owned());
        let mut lines = vec![
            std::iter::once(self.subject.to_owned())
                .chain(header)
                .collect(),
        ];
        for row in &self.rows {
            let cells = (0..self.columns.len()).map(|at| self.print(row, at));
            lines.push(std::iter::once(row.name.clone()).chain(cells).collect());
        }
        lines
    }

    /// For docs/figures.md.
    pub(crate) fn markdown(&self) -> String {
        let mut text = markdown(&self.lines());
        for note in &self.notes {
            // A string takes everything.
            let _ = write!(text, "\n- {note}");
        }
        text
    }
}

/// A header and rows.
pub(crate) fn markdown(lines: &[Vec<String>]) -> String {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        text.push_str(&format!("| {} |\n", line.join(" | ")));
        if at == 0 {
            text.push_str(&format!("| --- |{}\n", " ---: |".repeat(line.len() - 1)));
        }
    }
    text
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.lines();
        let width = |at: usize| {
            let cells = lines.iter().filter_map(|line| line.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        writeln!(f, "{} ({})", self.title, self.key)?;
        for line in &lines {
            for (at, cell) in line.iter().enumerate() {
                let width = width(at);
                if at == 0 {
                    write!(f, "{cell:width$}")?;
                } else {
                    write!(f, "  {cell:>width$}")?;
                }
            }
            writeln!(f)?;
        }
        for note in &self.notes {
            writeln!(f, "- {note}")?;
        }
        Ok(())
    }
}
