//! Where everything is: from left to right by depth, a line or more for each answer, tests in the middle of what hangs
//! on them. Lengths are pixels.

use std::collections::BTreeSet;

use super::tree::{Item, Tree, What};
use crate::explain::words;

/// A character's width in the monospaced 12 pixels that the picture is written in.
pub(super) const CHARACTER: usize = 7;
pub(super) const LINE: usize = 16;
/// Between a column and the next: the ways' labels stand there.
const GAP: usize = 44;
/// Between neighbours in a column.
const SPACE: usize = 8;
/// The calls at an answer, in characters of a line and lines.
const MOST_COLUMNS: usize = 110;
const MOST_LINES: usize = 5;
/// A way's label, where many values are one way.
const MOST_LABEL: usize = 60;
/// The picture's edge.
pub(super) const MARGIN: usize = 16;

/// A tree with its places.
pub(super) struct Picture {
    pub(super) heading: String,
    pub(super) boxes: Vec<Placed>,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// An item's box; its middle is where ways come in.
pub(super) struct Placed {
    pub(super) x: usize,
    /// The middle.
    pub(super) y: usize,
    pub(super) width: usize,
    /// What stands in it.
    pub(super) text: String,
    pub(super) kind: Shown,
    /// What stands behind an answer, or above a test.
    pub(super) notes: Vec<String>,
    /// The whole of what was cut.
    pub(super) title: String,
    pub(super) label: String,
    pub(super) parent: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Test,
    Answer(Option<u32>),
    Seen,
    Never,
}

pub(super) fn place(tree: &Tree, heading: String) -> Picture {
    let named: BTreeSet<usize> = tree
        .0
        .iter()
        .filter_map(|item| match item.what {
            What::Seen { pc } => Some(pc),
            _ => None,
        })
        .collect();
    let boxed = |item| boxed(item, &tree.0, &named);
    let mut boxes: Vec<Placed> = tree.0.iter().map(boxed).collect();
    across(tree, &mut boxes);
    let height = down(tree, &mut boxes);
    let right = |placed: &Placed| {
        let notes = placed.notes.iter().map(|note| columns(note)).max();
        let behind = match placed.kind {
            Shown::Test => 0,
            _ => notes.unwrap_or(0) * CHARACTER + CHARACTER,
        };
        placed.x + placed.width + behind
    };
    let width = boxes.iter().map(right).max().unwrap_or(0);
    let least = columns(&heading) * CHARACTER * 4 / 3 + MARGIN;
    Picture {
        heading,
        boxes,
        width: width.max(least) + MARGIN,
        height,
    }
}

fn columns(text: &str) -> usize {
    text.chars().count()
}

/// An item's box; `named` are the tests that other places speak of.
fn boxed(item: &Item, items: &[Item], named: &BTreeSet<usize>) -> Placed {
    let (kind, text) = match &item.what {
        What::Test { text, pc, .. } if named.contains(pc) => (Shown::Test, format!("{pc}: {text}")),
        What::Test { text, .. } => (Shown::Test, text.clone()),
        What::Answer(answer) => (Shown::Answer(*answer), words::answer(*answer)),
        What::Seen { pc } => (Shown::Seen, format!("as at {pc}")),
        What::Never => (Shown::Never, "no call".to_owned()),
    };
    let after_numbers = item.parent.is_none_or(|parent| {
        let of_numbers = |item: &Item| {
            matches!(
                item.what,
                What::Test {
                    of_numbers: true,
                    ..
                }
            )
        };
        items.get(parent).is_some_and(of_numbers)
    });
    let is_leaf = !matches!(item.what, What::Test { .. });
    let notes = match item.what {
        // The tests of numbers told the calls apart: an answer says which come to it, and an argument's test whose it is.
        _ if is_leaf && after_numbers => wrapped(&item.calls, MOST_COLUMNS, MOST_LINES),
        What::Test {
            of_numbers: false, ..
        } if after_numbers && item.way != item.calls => wrapped(&item.calls, MOST_LABEL, 1),
        _ => Vec::new(),
    };
    // An answer's calls are its way's values.
    let label = match item.way.as_str() {
        way @ ("yes" | "no" | "else") => way,
        _ if is_leaf && after_numbers => "",
        way => way,
    };
    let pc = match &item.what {
        What::Test { pc, .. } if !named.contains(pc) => format!("{pc}: "),
        _ => String::new(),
    };
    Placed {
        x: 0,
        y: 0,
        width: columns(&text) * CHARACTER + 2 * CHARACTER,
        title: format!("{pc}{text}\n{}", item.calls),
        text,
        kind,
        notes,
        label: wrapped(label, MOST_LABEL, 1).concat(),
        parent: item.parent,
    }
}

/// Columns by depth, each as wide as its widest box; the gap before it holds the labels of the ways to it.
fn across(tree: &Tree, boxes: &mut [Placed]) {
    let depths = tree.0.iter().map(|item| item.depth);
    let deepest = depths.max().unwrap_or(0);
    let mut widths = vec![(0, 0); deepest + 1];
    for (item, placed) in tree.0.iter().zip(boxes.iter()) {
        if let Some((width, label)) = widths.get_mut(item.depth) {
            if placed.kind == Shown::Test {
                *width = placed.width.max(*width);
            }
            *label = (columns(&placed.label) * CHARACTER).max(*label);
        }
    }
    let mut x = MARGIN;
    let starts: Vec<usize> = widths
        .iter()
        .map(|&(width, label)| {
            let start = if x == MARGIN {
                x
            } else {
                x + GAP.max(label + GAP / 2)
            };
            x = start + width;
            start
        })
        .collect();
    for (item, placed) in tree.0.iter().zip(boxes) {
        placed.x = starts.get(item.depth).copied().unwrap_or(MARGIN);
    }
}

/// Leaves below each other, and each test between its first and its last way; the height.
fn down(tree: &Tree, boxes: &mut [Placed]) -> usize {
    let mut y = MARGIN + 3 * LINE;
    let is_inner: Vec<bool> = {
        let mut inner = vec![false; boxes.len()];
        for item in &tree.0 {
            if let Some(place) = item.parent.and_then(|parent| inner.get_mut(parent)) {
                *place = true;
            }
        }
        inner
    };
    for (placed, inner) in boxes.iter_mut().zip(&is_inner) {
        if placed.kind == Shown::Test && !placed.notes.is_empty() {
            // Room for the line above the box, which may be the first of its branch.
            y += LINE / 2;
        }
        if !inner {
            let lines = placed.notes.len().max(1);
            let height = lines * LINE + SPACE;
            placed.y = y + height / 2;
            y += height;
        }
    }
    // Children come after their parents: from the end, each is placed before its parent asks.
    let mut spans: Vec<Option<(usize, usize)>> = vec![None; boxes.len()];
    for index in (0..boxes.len()).rev() {
        let Some(placed) = boxes.get_mut(index) else {
            continue;
        };
        if let Some((first, last)) = spans.get(index).copied().flatten() {
            placed.y = usize::midpoint(first, last);
        }
        let middle = placed.y;
        if let Some(span) = placed.parent.and_then(|parent| spans.get_mut(parent)) {
            let (first, last) = span.unwrap_or((middle, middle));
            *span = Some((first.min(middle), last.max(middle)));
        }
    }
    y + MARGIN
}

/// Words in lines; what does not fit is counted.
fn wrapped(text: &str, columns: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let mut line = String::new();
    while let Some(word) = words.next() {
        if !line.is_empty() && line.len() + 1 + word.len() > columns {
            if lines.len() + 1 == most {
                line.push_str(&format!(" .. {} more", words.count() + 1));
                lines.push(line);
                return lines;
            }
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_counted() {
        assert_eq!(wrapped("a, b, c", 20, 1), ["a, b, c"]);
        assert_eq!(
            wrapped("aaa, bbb, ccc, ddd", 9, 2),
            ["aaa, bbb,", "ccc, ddd"]
        );
        assert_eq!(wrapped("aaa, bbb, ccc, ddd", 9, 1), ["aaa, bbb, .. 2 more"]);
        assert!(wrapped("", 9, 1).is_empty());
    }
}
