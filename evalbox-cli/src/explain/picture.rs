//! `explain --svg`: a program's decisions as a tree that a person can read.
//!
//! [`graph`] reads the tests and their ways off the program, [`calls`] which calls go which way, [`tree`] folds runs of
//! equalities and draws every test once, [`layout`] gives everything its place, [`draw`] writes SVG.

mod calls;
mod draw;
mod graph;
mod layout;
mod tree;
mod words;

use super::subject::Subject;

/// The pictures of these filters below each other, as one SVG document.
pub(crate) fn svg(subjects: &[Subject]) -> Result<String, String> {
    let mut pictures = Vec::new();
    for subject in subjects {
        let program = subject.filter.program();
        let graph = graph::of(program).map_err(|why| format!("{}: {why}", subject.name))?;
        let calls = calls::follow(&graph, subject.target);
        let tree = tree::of(&graph, &calls, subject);
        let heading = format!(
            "{} ({}, {} instructions)",
            subject.name,
            subject.target,
            program.len()
        );
        pictures.push(layout::place(&tree, heading));
    }
    Ok(draw::document(&pictures))
}
