//! The picture as SVG.

use evalbox_seccomp::Action;
use svg::Document;
use svg::node::element::{Group, Path, Rectangle, Text, Title};

use super::layout::{CHARACTER, LINE, MARGIN, Picture, Placed, Shown};

const INK: &str = "#24292f";
const FAINT: &str = "#6e7781";

/// Pictures below each other.
pub(super) fn document(pictures: &[Picture]) -> String {
    let width = pictures.iter().map(|picture| picture.width).max();
    let width = width.unwrap_or(0).max(2 * MARGIN);
    let height: usize = pictures.iter().map(|picture| picture.height).sum();
    let height = height.max(2 * MARGIN);
    let mut document = Document::new()
        .set("width", width)
        .set("height", height)
        .set("viewBox", (0, 0, width, height))
        .set(
            "font-family",
            "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace",
        )
        .set("font-size", "11.6px")
        .add(rectangle(0, 0, width, height).set("fill", "#ffffff"));
    let mut top = 0;
    for picture in pictures {
        let moved = Group::new().set("transform", format!("translate(0 {top})"));
        document = document.add(draw(picture, moved));
        top += picture.height;
    }
    format!("{document}\n")
}

fn draw(picture: &Picture, mut group: Group) -> Group {
    let heading = text(&picture.heading, MARGIN, MARGIN + LINE)
        .set("font-size", "15px")
        .set("font-weight", "bold")
        .set("fill", INK);
    group = group.add(heading);
    for placed in &picture.boxes {
        if let Some(parent) = placed.parent.and_then(|parent| picture.boxes.get(parent)) {
            group = group.add(way(parent, placed));
            let x = placed
                .x
                .saturating_sub(placed.label.chars().count() * CHARACTER + CHARACTER);
            let label = text(&placed.label, x, placed.y.saturating_sub(4)).set("fill", FAINT);
            group = group.add(label);
        }
    }
    for placed in &picture.boxes {
        group = group.add(item(placed));
    }
    group
}

/// From the parent's right side, across, down or up, and across again.
fn way(parent: &Placed, placed: &Placed) -> Path {
    let start = parent.x + parent.width;
    let turn = start + 10;
    let line = format!("M{start} {} H{turn} V{} H{}", parent.y, placed.y, placed.x);
    Path::new()
        .set("d", line)
        .set("fill", "none")
        .set("stroke", "#afb8c1")
}

fn item(placed: &Placed) -> Group {
    let (fill, stroke) = colours(placed.kind);
    let height = LINE + 4;
    let top = placed.y.saturating_sub(height / 2);
    let corner = if placed.kind == Shown::Test {
        3
    } else {
        height / 2
    };
    let shape = rectangle(placed.x, top, placed.width, height)
        .set("rx", corner)
        .set("fill", fill)
        .set("stroke", stroke);
    let mut group = Group::new()
        .add(Title::new(placed.title.as_str()))
        .add(shape)
        .add(text(&placed.text, placed.x + CHARACTER, placed.y + 4).set("fill", INK));
    let lines = placed.notes.len();
    for (index, note) in placed.notes.iter().enumerate() {
        let (x, y) = if placed.kind == Shown::Test {
            (placed.x, top.saturating_sub(3))
        } else {
            let first = (placed.y + 4 + index * LINE).saturating_sub((lines - 1) * LINE / 2);
            (placed.x + placed.width + CHARACTER, first)
        };
        group = group.add(text(note, x, y).set("fill", FAINT));
    }
    group
}

/// Fill and edge: green passes, red kills, orange is an error, blue is told to someone.
fn colours(kind: Shown) -> (&'static str, &'static str) {
    match kind {
        Shown::Test => ("#f6f8fa", "#8c959f"),
        Shown::Seen | Shown::Never | Shown::Answer(None) => ("#ffffff", "#8c959f"),
        Shown::Answer(Some(raw)) => match Action::from_raw(raw) {
            Action::Allow => ("#dafbe1", "#2da44e"),
            Action::KillProcess | Action::KillThread | Action::Trap(_) => ("#ffebe9", "#cf222e"),
            Action::Errno(_) => ("#fff1d6", "#bf8700"),
            _ => ("#ddf4ff", "#0969da"),
        },
    }
}

fn rectangle(x: usize, y: usize, width: usize, height: usize) -> Rectangle {
    Rectangle::new()
        .set("x", x)
        .set("y", y)
        .set("width", width)
        .set("height", height)
}

fn text(content: &str, x: usize, y: usize) -> Text {
    Text::new(content).set("x", x).set("y", y)
}
