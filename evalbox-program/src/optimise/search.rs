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

use super::bits::{Bits, Range, SPAN, WINDOW};
use super::tree::{Ask, Next, Tree};
use crate::graph::{Case, Change, Graph, Node, NodeId, Test, View, Word};
use crate::ordered::{sort, sort_by};
use crate::program::Value;

/// What an instruction costs, in the unit of weights: the kernel copies, checks and compiles it.
pub(super) const SIZE: u64 = 90;
/// Ranges that the exact programme takes at once.
const EXACT: usize = 128;
/// Of more ranges than any table of numbers has, it takes fewer: they are values of an argument, which all weigh the same.
const MANY: usize = 1024;
const EXACT_OF_MANY: usize = 64;
/// More than a program that the kernel takes can tell apart, as a comparison finds one value or parts two sides: such a tree is only
/// counted.
const TOO_MANY: usize = 4 * 4096;
const EXACT_OF_TOO_MANY: usize = 8;
/// The longest run of `JEQ` that is considered.
pub(super) const RUN: usize = 6;
/// Single values that may be asked for ahead of their neighbours.
const PEELED: usize = 3;

/// Adds the best tree for the cases.
pub(super) fn tree(graph: &mut Graph, view: &View, cases: &[Case]) -> NodeId {
    let exact = if cases.len() > TOO_MANY {
        EXACT_OF_TOO_MANY
    } else if cases.len() > MANY {
        EXACT_OF_MANY
    } else {
        EXACT
    };
    halved(graph, view, cases, exact)
}

fn halved(graph: &mut Graph, view: &View, cases: &[Case], exact: usize) -> NodeId {
    if cases.len() <= exact {
        let search = Search::new(cases);
        return search.emit(graph, view);
    }
    let mut total = 0;
    for case in cases {
        total += case.weight;
    }
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
    let no = halved(graph, view, &cases[..middle], exact);
    let yes = halved(graph, view, &cases[middle..], exact);
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

/// What is done at a set of ranges.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// `JGE` at the start of this range.
    Split(usize),
    /// `JEQ` for this range's value, which then no longer matters.
    Peel(usize),
    /// `JEQ` for each of the single values that do not lead here.
    Run(NodeId),
}

/// The table of the programme: one row for each first range, last range and set of peeled values between them.
struct Search<'a> {
    cases: &'a [Case],
    /// Whether a range is one value.
    single: Vec<bool>,
    /// The candidates for peeling, ascending.
    candidates: Vec<usize>,
    /// `candidates` before each range.
    before: Vec<usize>,
    /// Weights before each range.
    weight: Vec<u64>,
    cost: Vec<u64>,
    /// `cost` with first and last range swapped, so that both sides of a split are read in a row.
    transposed: Vec<u64>,
}

impl<'a> Search<'a> {
    fn new(cases: &'a [Case]) -> Self {
        let (mut single, mut weight, mut total) = (Vec::new(), vec![0], 0);
        for (index, case) in cases.iter().enumerate() {
            single.push(match cases.get(index + 1) {
                Some(next) => next.start - case.start == 1,
                None => case.start == u32::MAX,
            });
            total += case.weight;
            weight.push(total);
        }
        let mean = total / cases.len() as u64;
        let mut candidates = Vec::new();
        for (index, case) in cases.iter().enumerate() {
            if single[index] && case.weight > 4 * mean {
                candidates.push(index);
            }
        }
        sort_by(&mut candidates, &|&a, &b| {
            cases[b].weight.cmp(&cases[a].weight)
        });
        candidates.truncate(PEELED);
        sort(&mut candidates);
        let mut before = vec![0];
        for index in 0..cases.len() {
            let passed = before[index];
            let next = candidates.get(passed) == Some(&index);
            before.push(passed + usize::from(next));
        }
        let rows = (cases.len() * cases.len()) << candidates.len();
        let mut search = Search {
            cases,
            single,
            candidates,
            before,
            weight,
            cost: vec![0; rows],
            transposed: vec![0; rows],
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
                    let (cost, _) = self.best(first, last, peeled);
                    let row = self.row(first, last, peeled);
                    self.cost[row] = cost;
                    let transposed = self.row(last, first, peeled);
                    self.transposed[transposed] = cost;
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
        let mut base = None;
        for index in first..=last {
            if !self.single[index] {
                let node = self.cases[index].node;
                if base.is_some_and(|base| base != node) {
                    return None;
                }
                base = Some(node);
            }
        }
        let base = base.unwrap_or_else(|| self.most(first, last, peeled));
        let others = self.others(first, last, peeled, base);
        if others.len() > RUN {
            return None;
        }
        let mut left = total;
        let mut cost = 0;
        for &index in &others {
            cost += left + SIZE;
            left -= self.cases[index].weight;
        }
        Some((cost, Step::Run(base)))
    }

    /// The ranges that are not peeled and do not lead to the base, the heaviest first.
    fn others(&self, first: usize, last: usize, peeled: usize, base: NodeId) -> Vec<usize> {
        let mut others = Vec::new();
        for index in first..=last {
            if self.cases[index].node != base && !self.is_peeled(index, peeled) {
                others.push(index);
            }
        }
        sort_by(&mut others, &|&a, &b| {
            self.cases[b].weight.cmp(&self.cases[a].weight)
        });
        others
    }

    /// The node that most of these ranges lead to.
    fn most(&self, first: usize, last: usize, peeled: usize) -> NodeId {
        let mut most = (usize::MAX, self.cases[first].node);
        for case in &self.cases[first..=last] {
            let others = self.others(first, last, peeled, case.node).len();
            most = most.min((others, case.node));
        }
        most.1
    }

    fn emit(&self, graph: &mut Graph, view: &View) -> NodeId {
        // What arguments are compared with has no pattern, and bits make the proof longer.
        let bits = view.word == Word::Nr && view.change == Change::None;
        let mut tree = Tree::default();
        let root = self.add(&mut tree, (0, self.cases.len() - 1, 0), bits);
        tree.emit(graph, view, root)
    }

    /// Adds the best tree for the ranges, first and last and what is peeled of them. With `bits`, parts of it may ask for
    /// bits. Recursion is at most as deep as there are ranges, [`EXACT`].
    fn add(&self, tree: &mut Tree, state: (usize, usize, usize), bits: bool) -> Next {
        let (first, last, peeled) = state;
        let row = self.row(first, last, peeled);
        let ranges = if bits { self.ranges(state) } else { None };
        if let Some(ranges) = &ranges {
            let mut other = Bits::new(ranges);
            if other.cost() < self.cost[row] {
                return other.add(tree);
            }
        }
        // What is no gain for all of the ranges is none for fewer.
        let bits = bits && ranges.is_none();
        match self.best(first, last, peeled).1 {
            Step::Split(middle) => {
                let below = (first, middle - 1, self.within(peeled, first, middle - 1));
                let above = (middle, last, self.within(peeled, middle, last));
                let no = self.add(tree, below, bits);
                let yes = self.add(tree, above, bits);
                let start = self.cases[middle].start;
                tree.add(Ask::AtLeast(start, start), yes, no)
            }
            Step::Peel(index) => {
                let peeled = peeled | 1 << self.before[index];
                let no = self.add(tree, (first, last, peeled), bits);
                self.equal(tree, index, no)
            }
            Step::Run(base) => {
                let mut next = Next::Out(base);
                for &index in self.others(first, last, peeled, base).iter().rev() {
                    next = self.equal(tree, index, next);
                }
                next
            }
        }
    }

    fn equal(&self, tree: &mut Tree, index: usize, no: Next) -> Next {
        let Case { start, node, .. } = self.cases[index];
        tree.add(Ask::Equal(start), Next::Out(node), no)
    }

    /// The ranges that are not peeled, where they are few and narrow.
    fn ranges(&self, (first, last, peeled): (usize, usize, usize)) -> Option<Vec<Range>> {
        let end = self.cases.get(last + 1)?.start;
        if end - self.cases[first].start > SPAN {
            return None;
        }
        let mut ranges = Vec::new();
        for index in first..=last {
            if !self.is_peeled(index, peeled) {
                let Case {
                    start,
                    node,
                    weight,
                } = self.cases[index];
                ranges.push(Range {
                    first: start,
                    last: self.cases[index + 1].start - 1,
                    out: node,
                    weight,
                });
            }
        }
        (4..=WINDOW).contains(&ranges.len()).then_some(ranges)
    }
}
