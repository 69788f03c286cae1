//! Medians of interleaved measurements: on a busy machine a mean says who was disturbed.

/// A measured figure.
#[derive(Clone, Copy)]
pub(crate) struct Figure {
    pub(crate) median: f64,
    /// Half the distance between the quartiles: half of the measurements are nearer to the median, about.
    pub(crate) spread: f64,
}

impl Figure {
    /// Of some measurements; `None` of none.
    pub(crate) fn of(mut values: Vec<f64>) -> Option<Figure> {
        let median = median(&mut values)?;
        let quartile = |part: usize| values.get(values.len() * part / 4).copied();
        let spread = (quartile(3)? - quartile(1)?) / 2.0;
        Some(Figure { median, spread })
    }
}

/// The middle one.
pub(crate) fn median<T: Copy + PartialOrd>(values: &mut [T]) -> Option<T> {
    values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    values.get(values.len() / 2).copied()
}

/// Measures each of `count` things once a round, every round beginning with another one, so that what slows the machine
/// down for a while slows all of them. The measurements of each, in the order of the rounds.
///
/// # Errors
/// The first of `measure`.
pub(crate) fn interleaved<T, E>(
    count: usize,
    rounds: usize,
    mut measure: impl FnMut(usize) -> Result<T, E>,
) -> Result<Vec<Vec<T>>, E> {
    let mut measured: Vec<Vec<T>> = (0..count).map(|_| Vec::new()).collect();
    for round in 0..rounds {
        for place in 0..count {
            let which = (round + place) % count;
            measured[which].push(measure(which)?);
        }
    }
    Ok(measured)
}
