//! docs/figures.svg: the main figures of every question.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::Answer;
use crate::table::Table;

/// A panel of bars: a column of a table.
struct Panel {
    table: &'static str,
    column: usize,
    title: &'static str,
}

const PANELS: [Panel; 5] = [
    panel("seed", 1, "length, instructions"),
    panel("attach", 1, "attaching, µs"),
    panel("calls", 1, "a call that an argument decides, + ns"),
    panel("start", 0, "from nothing to confined, µs"),
    panel("build", 0, "clean build of a dependent, s"),
];

const fn panel(table: &'static str, column: usize, title: &'static str) -> Panel {
    Panel {
        table,
        column,
        title,
    }
}

/// Whether a recorded program is of a compiler that is at work in the same table, or of none.
fn is_drawn(name: &str) -> bool {
    let at_work = [
        "evalbox-0.2",
        "libseccomp",
        "libseccomp-tree",
        "seccompiler",
    ];
    match name.split_once(" (") {
        Some((compiler, "recorded)")) => !at_work.contains(&compiler),
        Some((_, "bound)")) => false,
        _ => true,
    }
}

const SIZE: (u32, u32) = (960, 840);
const ROWS: usize = 3;
const TITLE: u32 = 34;
const OURS: RGBColor = RGBColor(0x1f, 0x77, 0xb4);
const OTHERS: RGBColor = RGBColor(0xc8, 0xcc, 0xd2);
const INK: RGBColor = RGBColor(0x24, 0x29, 0x2f);

/// Draws what the tables have; a panel whose table is missing stays empty.
///
/// # Errors
/// Those of the drawing library.
pub(crate) fn draw(tables: &[Table], machine: &str) -> Answer<String> {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        // Not transparent: it is shown on dark pages too.
        root.fill(&WHITE)?;
        let (top, body) = root.split_vertically(TITLE);
        top.draw(&Text::new(
            format!("The seed's policy; shorter is better; *: decides otherwise for some calls. {machine}"),
            (12, 12),
            ("sans-serif", 12).into_font().color(&INK),
        ))?;
        let areas = body.split_evenly((ROWS, 2));
        let table = |key| tables.iter().find(|table| table.key == key);
        let unlike = table("seed").map(Table::unlike).unwrap_or_default();
        for (panel, area) in PANELS.iter().zip(&areas) {
            if let Some(table) = table(panel.table) {
                bars(area, panel, table, &unlike)?;
            }
        }
        if let (Some(table), Some(area)) = (table("growth"), areas.last()) {
            growth(area, table)?;
        }
        root.present()?;
    }
    Ok(svg)
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// A pixel; pictures are small.
fn pixel(at: f64) -> i32 {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "saturates, and is within the picture"
    )]
    let pixel = at.round() as i32;
    pixel
}

fn heading(area: &Area<'_>, title: &str) -> Answer<()> {
    let style = ("sans-serif", 15, FontStyle::Bold).into_font().color(&INK);
    area.draw(&Text::new(title.to_owned(), (12, 8), style))?;
    Ok(())
}

fn bars(area: &Area<'_>, panel: &Panel, table: &Table, unlike: &[&str]) -> Answer<()> {
    const NAMES: f64 = 175.0;
    const TOP: f64 = 32.0;
    const VALUES: f64 = 60.0;
    heading(area, panel.title)?;
    let mut figures = table.figures(panel.column);
    figures.retain(|(name, _)| is_drawn(name));
    let (width, height) = area.dim_in_pixel();
    let longest = figures.iter().map(|&(_, value)| value).fold(0.0, f64::max);
    let scale = (f64::from(width) - NAMES - VALUES) / longest;
    let step = (f64::from(height) - TOP) / f64::from(u32::try_from(figures.len())?.max(1));
    let step = step.min(24.0);
    let right = Pos::new(HPos::Right, VPos::Center);
    let left = Pos::new(HPos::Left, VPos::Center);
    let style = ("sans-serif", 12).into_font().color(&INK);
    let mut top = TOP;
    for (name, value) in figures {
        let middle = pixel(top + step / 2.0);
        let end = NAMES + value * scale;
        let colour = if name.starts_with("evalbox-seccomp") {
            OURS
        } else {
            OTHERS
        };
        let corners = [
            (pixel(NAMES), pixel(top + step * 0.12)),
            (pixel(end), pixel(top + step * 0.88)),
        ];
        area.draw(&Rectangle::new(corners, colour.filled()))?;
        let column = table.columns.get(panel.column);
        let decimals = column.map_or(0, |column| column.decimals);
        let mark = if unlike.contains(&name) { " *" } else { "" };
        for (text, at, position) in [
            (format!("{name}{mark}"), NAMES - 6.0, right),
            (format!("{value:.decimals$}"), end + 5.0, left),
        ] {
            area.draw(&Text::new(text, (pixel(at), middle), style.pos(position)))?;
        }
        top += step;
    }
    Ok(())
}

/// What grows in the policies of a series: its name in the table after the number, and its colour.
const SERIES: [(&str, RGBColor); 3] = [
    ("numbers, no two a range", OURS),
    ("values of an argument", RGBColor(0xd9, 0x6b, 0x1e)),
    ("named constants", RGBColor(0x2c, 0x8c, 0x50)),
];

/// Time of an expansion over the length of its program.
fn growth(area: &Area<'_>, table: &Table) -> Answer<()> {
    heading(
        area,
        "an expansion in an unoptimised build, ms over instructions",
    )?;
    let lengths = table.figures(0).into_iter();
    let points = lengths.zip(table.figures(1));
    let points: Vec<(&str, (f64, f64))> = points
        .map(|((name, length), (_, time))| (name, (length, time)))
        .collect();
    let furthest = |of: fn(&(f64, f64)) -> f64| {
        let values = points.iter().map(|(_, point)| of(point));
        values.fold(1.0, f64::max)
    };
    let (length, time) = (furthest(|point| point.0), furthest(|point| point.1));
    let mut chart = ChartBuilder::on(area)
        .margin(12)
        .margin_top(34)
        .x_label_area_size(24)
        .y_label_area_size(44)
        .build_cartesian_2d(
            (10.0..length * 1.2).log_scale(),
            (1.0..time * 1.2).log_scale(),
        )?;
    let label = ("sans-serif", 12).into_font().color(&INK);
    let whole = |value: &f64| format!("{value:.0}");
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .label_style(label.clone())
        .x_label_formatter(&whole)
        .y_label_formatter(&whole)
        .draw()?;
    let mut others = points.clone();
    for (series, colour) in SERIES {
        let of = |name: &str| name.split_once(' ').is_some_and(|(_, rest)| rest == series);
        others.retain(|(name, _)| !of(name));
        let points = points.iter().filter(|(name, _)| of(name));
        let line = points.map(|&(_, point)| point);
        chart
            .draw_series(LineSeries::new(line, colour.stroke_width(2)).point_size(4))?
            .label(series)
            .legend(move |(x, y)| Circle::new((x + 10, y), 4, colour.filled()));
    }
    // In turn above and below their points, out of each other's way.
    let places = [(VPos::Bottom, -6), (VPos::Top, 8)].into_iter().cycle();
    for ((name, point), (side, down)) in others.into_iter().zip(places) {
        let style = label.clone().pos(Pos::new(HPos::Right, side));
        chart.draw_series([EmptyElement::at(point)
            + Circle::new((0, 0), 4, INK.filled())
            + Text::new(name.to_owned(), (-4, down), style)])?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .label_font(label)
        .draw()?;
    Ok(())
}
