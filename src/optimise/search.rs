//! The search tree over ranges of known values: an exact dynamic programme under the cost model.
//!
//! What a tree costs is the sum over its ranges of weight times steps, and [`SIZE`] for each of its instructions. For the
//! ranges `i..=j` it is the least of
//! - nothing, where all of them lead to the same node;
//! - a `JGE` at one of the boundaries, and the best trees of both sides;
//! - a run of `JEQ`, heaviest first, for the single values that differ from a base that all other ranges lead to;
//! - a `JEQ` for one of the few heaviest single values ([`PEELED`]), and the best tree of the rest, in which that value
//!   no longer matters.
//!
//! That is cubic in the number of ranges. Above [`EXACT`] of them the ranges are halved by weight first, each half getting
//! its exact tree: at most one step per halving over what one exact tree would take.

use crate::graph::{Case, Graph, Node, NodeId, Test, View};
use crate::program::Value;

/// What an instruction costs, in the unit of weights: the kernel copies, checks and compiles it.
const SIZE: u64 = 120;
/// Ranges that the exact programme takes at once.
const EXACT: usize = 128;
/// The longest run of `JEQ` that is considered.
const RUN: usize = 6;
/// Single values that may be asked for ahead of their neighbours.
const PEELED: usize = 3;

/// Adds the best tree for the cases.
pub(super) fn tree(graph: &mut Graph, view: &View, cases: &[Case]) -> NodeId {
    if cases.len() <= EXACT {
        let search = Search::new(cases);
        return search.emit(graph, view);
    }
    let total: u64 = cases.iter().map(|case| case.weight).sum();
    let mut below = 0;
    // Neither side is left without a share of the ranges, whatever the weights are.
    let least = cases.len() / 8;
    let mut middle = least;
    for (index, case) in cases.iter().enumerate() {
        below += case.weight;
        if 2 * below >= total {
            middle = index.clamp(least, cases.len() - least);
            break;
        }
    }
    let no = tree(graph, view, &cases[..middle]);
    let yes = tree(graph, view, &cases[middle..]);
    graph.add(at_least(view, cases[middle].start, yes, no))
}

fn at_least(view: &View, start: u32, yes: NodeId, no: NodeId) -> Node {
    Node::Test {
        view: view.clone(),
        test: Test::AtLeast(Value::Known(start)),
        yes,
        no,
    }
}

fn equal(view: &View, value: u32, yes: NodeId, no: NodeId) -> Node {
    Node::Test {
        view: view.clone(),
        test: Test::Equal(Value::Known(value)),
        yes,
        no,
    }
}

/// What is done at a set of ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// They all lead here.
    Done(NodeId),
    /// `JGE` at the start of this range.
    Split(usize),
    /// `JEQ` for this range's value, which then no longer matters.
    Peel(usize),
    /// `JEQ` for each of these, the base otherwise.
    Run(Vec<usize>, NodeId),
}

/// The table of the programme: one row for each first range, last range and set of peeled values between them.
struct Search<'a> {
    cases: &'a [Case],
    /// The candidates for peeling, ascending.
    candidates: Vec<usize>,
    /// `candidates` before each range.
    before: Vec<usize>,
    /// Weights before each range.
    weight: Vec<u64>,
    cost: Vec<u64>,
    /// `cost` with first and last range swapped, so that both sides of a split are read in a row.
    transposed: Vec<u64>,
    step: Vec<Step>,
}

impl<'a> Search<'a> {
    fn new(cases: &'a [Case]) -> Self {
        let single = |index: usize| {
            let next = cases.get(index + 1).map(|case| case.start);
            next == cases[index].start.checked_add(1)
        };
        let mut candidates: Vec<usize> = (0..cases.len()).filter(|&index| single(index)).collect();
        let mean = cases.iter().map(|case| case.weight).sum::<u64>() / cases.len() as u64;
        candidates.retain(|&index| cases[index].weight > 4 * mean);
        candidates.sort_by_key(|&index| (std::cmp::Reverse(cases[index].weight), index));
        candidates.truncate(PEELED);
        candidates.sort_unstable();
        let before = (0..=cases.len())
            .map(|index| candidates.partition_point(|&at| at < index))
            .collect();
        let mut weight = vec![0];
        for case in cases {
            weight.push(weight.last().copied().unwrap_or(0) + case.weight);
        }
        let rows = (cases.len() * cases.len()) << candidates.len();
        let mut search = Search {
            cases,
            candidates,
            before,
            weight,
            cost: vec![0; rows],
            transposed: vec![0; rows],
            step: vec![Step::Split(0); rows],
        };
        search.fill();
        search
    }

    fn fill(&mut self) {
        for len in 1..=self.cases.len() {
            for first in 0..=self.cases.len() - len {
                let last = first + len - 1;
                let all = self.within(usize::MAX, first, last);
                // Submasks from the fullest down: peeling leads to a fuller one.
                let mut peeled = all;
                loop {
                    let (cost, step) = self.best(first, last, peeled);
                    let row = self.row(first, last, peeled);
                    self.cost[row] = cost;
                    let transposed = self.row(last, first, peeled);
                    self.transposed[transposed] = cost;
                    self.step[row] = step;
                    if peeled == 0 {
                        break;
                    }
                    peeled = (peeled - 1) & all;
                }
            }
        }
    }

    /// The peeled values of `mask` in these ranges.
    fn within(&self, mask: usize, first: usize, last: usize) -> usize {
        mask & ((1 << self.before[last + 1]) - (1 << self.before[first]))
    }

    fn row(&self, first: usize, last: usize, peeled: usize) -> usize {
        (peeled * self.cases.len() + first) * self.cases.len() + last
    }

    fn is_peeled(&self, index: usize, peeled: usize) -> bool {
        let position = self.before[index];
        self.before[index + 1] > position && peeled >> position & 1 == 1
    }

    fn best(&self, first: usize, last: usize, peeled: usize) -> (u64, Step) {
        let mut total = self.weight[last + 1] - self.weight[first];
        for (position, &index) in self.candidates.iter().enumerate() {
            if peeled >> position & 1 == 1 {
                total -= self.cases[index].weight;
            }
        }
        let (mut cost, mut step) = match self.run(first, last, peeled, total) {
            Some((0, step)) => return (0, step),
            Some(found) => found,
            None => (u64::MAX, Step::Split(last)),
        };
        let here = total + SIZE;
        // Between two candidates the sets of peeled values of both sides stay what they are: two rows to add up.
        let ranges = self.cases.len();
        let mut from = first + 1;
        while from <= last {
            let candidate = self.candidates.get(self.before[from]);
            let to = candidate.map_or(last + 1, |&index| (index + 1).min(last + 1));
            let below = self.row(first, 0, self.within(peeled, first, from - 1));
            let above = (self.within(peeled, from, last) * ranges + last) * ranges;
            let mut least = cost;
            let mut found = None;
            let mut middle = from;
            while middle < to {
                let both = self.cost[below + middle - 1] + self.transposed[above + middle];
                if both < least.saturating_sub(here) {
                    least = here + both;
                    found = Some(middle);
                }
                middle += 1;
            }
            if let Some(middle) = found {
                cost = least;
                step = Step::Split(middle);
            }
            from = to;
        }
        for (position, &index) in self.candidates.iter().enumerate() {
            if (first..=last).contains(&index) && peeled >> position & 1 == 0 {
                let rest = self.cost[self.row(first, last, peeled | 1 << position)];
                if here + rest < cost {
                    cost = here + rest;
                    step = Step::Peel(index);
                }
            }
        }
        (cost, step)
    }

    /// A run of `JEQ`, where the ranges are a base and few single values; of cost 0 where there is only the base.
    fn run(&self, first: usize, last: usize, peeled: usize, total: u64) -> Option<(u64, Step)> {
        if last - first > 2 * RUN + self.candidates.len() * 2 {
            return None;
        }
        let lasting: Vec<usize> = (first..=last)
            .filter(|&index| !self.is_peeled(index, peeled))
            .collect();
        let is_single = |index: usize| {
            let next = self.cases.get(index + 1).map(|case| case.start);
            next.map_or(self.cases[index].start == u32::MAX, |next| {
                next - self.cases[index].start == 1
            })
        };
        // All values peeled: wherever the search ends up here, it cannot.
        let Some(&any) = lasting.first() else {
            return Some((0, Step::Done(self.cases[first].node)));
        };
        let wide = lasting.iter().find(|&&index| !is_single(index));
        let base = match wide {
            Some(&index) => self.cases[index].node,
            None => self.most(&lasting).unwrap_or(self.cases[any].node),
        };
        let mut others: Vec<usize> = lasting
            .into_iter()
            .filter(|&index| self.cases[index].node != base)
            .collect();
        if others.is_empty() {
            return Some((0, Step::Done(base)));
        }
        if others.len() > RUN || others.iter().any(|&index| !is_single(index)) {
            return None;
        }
        others.sort_by_key(|&index| (std::cmp::Reverse(self.cases[index].weight), index));
        let mut left = total;
        let mut cost = 0;
        for &index in &others {
            cost += left + SIZE;
            left -= self.cases[index].weight;
        }
        Some((cost, Step::Run(others, base)))
    }

    /// The node that most of these ranges lead to.
    fn most(&self, lasting: &[usize]) -> Option<NodeId> {
        let count = |node: NodeId| {
            lasting
                .iter()
                .filter(|&&index| self.cases[index].node == node)
                .count()
        };
        lasting
            .iter()
            .map(|&index| self.cases[index].node)
            .max_by_key(|&node| (count(node), std::cmp::Reverse(node)))
    }

    fn emit(&self, graph: &mut Graph, view: &View) -> NodeId {
        self.emit_range(graph, view, 0, self.cases.len() - 1, 0)
    }

    /// Recursion is at most as deep as there are ranges, [`EXACT`].
    fn emit_range(
        &self,
        graph: &mut Graph,
        view: &View,
        first: usize,
        last: usize,
        peeled: usize,
    ) -> NodeId {
        match &self.step[self.row(first, last, peeled)] {
            Step::Done(node) => *node,
            Step::Split(middle) => {
                let no = self.emit_range(
                    graph,
                    view,
                    first,
                    middle - 1,
                    self.within(peeled, first, middle - 1),
                );
                let yes = self.emit_range(
                    graph,
                    view,
                    *middle,
                    last,
                    self.within(peeled, *middle, last),
                );
                graph.add(at_least(view, self.cases[*middle].start, yes, no))
            }
            Step::Peel(index) => {
                let peeled = peeled | 1 << self.before[*index];
                let no = self.emit_range(graph, view, first, last, peeled);
                graph.add(equal(
                    view,
                    self.cases[*index].start,
                    self.cases[*index].node,
                    no,
                ))
            }
            Step::Run(values, base) => values.iter().rev().fold(*base, |no, &index| {
                graph.add(equal(
                    view,
                    self.cases[index].start,
                    self.cases[index].node,
                    no,
                ))
            }),
        }
    }
}
