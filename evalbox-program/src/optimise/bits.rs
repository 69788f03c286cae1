//! A part of a search tree that may ask for single bits: `JSET` tells apart what a `JGE` cannot.
//!
//! ```text
//! before: 95, 97, 101, 103, 105.. are refused between 96, 98, 100, 102, 104..: a JEQ for each
//! after:  jset 1 ? (two JEQ for what is left) : (one JGE)
//! ```
//! The programme of `search`, for ranges under each pattern of at most [`DEPTH`] of the lowest [`BITS`] bits. Only few
//! neighbouring ranges are looked at, [`WINDOW`]: that is where it pays.

use super::search::{RUN, SIZE};
use super::tree::{Arrival, Ask, Next, Tree};
use crate::graph::NodeId;
use crate::ordered::sort_by;

/// So many ranges at most.
pub(super) const WINDOW: usize = 26;
/// So many numbers at most, in all of them.
pub(super) const SPAN: u32 = 128;
/// The bits that are asked for: the higher ones tell apart what a `JGE` does as well.
const BITS: u32 = 5;
/// Bits that one path may ask for.
const DEPTH: u32 = 3;

/// A range of numbers, ends included.
#[derive(Clone, Copy)]
pub(super) struct Range {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) out: NodeId,
    pub(super) weight: u64,
}

/// What a pattern leaves of a range.
#[derive(Clone, Copy)]
struct Left {
    /// Which range.
    range: usize,
    out: NodeId,
    first: u32,
    last: u32,
    weight: u64,
}

/// The numbers with these bits.
struct Pattern {
    mask: u32,
    bits: u32,
    left: Vec<Left>,
    /// How many of `left` are before each range.
    before: Vec<usize>,
    /// Weights before each of `left`.
    weights: Vec<u64>,
    /// For each of `left`, the next that leads elsewhere.
    change: Vec<usize>,
    /// What the best tree costs by first and last of `left`; zero where that is not known yet.
    cost: Vec<u64>,
}

#[derive(Clone, Copy)]
enum Step {
    /// `JEQ` for all that do not lead there.
    Run(NodeId),
    /// `JGE` at the start of one of `left`.
    Split(usize),
    /// `JSET`: where the bit is clear, and where it is set.
    Bit(u32, State, State),
}

/// What is left of neighbouring ranges, `end` excluded.
#[derive(Clone, Copy)]
struct State {
    pattern: usize,
    first: usize,
    end: usize,
}

/// The table of the programme.
pub(super) struct Bits {
    patterns: Vec<Pattern>,
    /// Indices into `patterns` by mask and bits.
    index: Vec<usize>,
}

impl Bits {
    pub(super) fn new(ranges: &[Range]) -> Bits {
        let mut patterns = Vec::new();
        let mut index = vec![0; 1 << (2 * BITS)];
        for mask in 0..1u32 << BITS {
            for bits in 0..=mask {
                if mask.count_ones() <= DEPTH && bits & !mask == 0 {
                    index[place(mask, bits)] = patterns.len();
                    patterns.push(Pattern::new(ranges, mask, bits));
                }
            }
        }
        Bits { patterns, index }
    }

    /// What the best tree of all the ranges costs.
    pub(super) fn cost(&mut self) -> u64 {
        self.solve(self.whole())
    }

    /// Adds that tree.
    pub(super) fn add(&mut self, tree: &mut Tree) -> Next {
        self.add_state(self.whole(), tree)
    }

    fn whole(&self) -> State {
        State {
            pattern: 0,
            first: 0,
            end: self.patterns[0].left.len(),
        }
    }

    fn solve(&mut self, state: State) -> u64 {
        let pattern = &self.patterns[state.pattern];
        if pattern.change[state.first] >= state.end {
            return 0;
        }
        let row = pattern.row(state);
        let known = pattern.cost[row];
        if known > 0 {
            return known;
        }
        let (cost, _) = self.find(state);
        self.patterns[state.pattern].cost[row] = cost;
        cost
    }

    /// The best step where not all lead to one place.
    fn find(&mut self, state: State) -> (u64, Step) {
        let pattern = &self.patterns[state.pattern];
        let total = pattern.weights[state.end] - pattern.weights[state.first];
        let here = total + SIZE;
        let mut best = pattern.run(state, total);
        let mut changes = 0;
        let mut at = pattern.change[state.first];
        // Nothing takes less than one test.
        while at < state.end && best.0 > here {
            changes += 1;
            let below = here + self.solve(State { end: at, ..state });
            if below < best.0 {
                let cost = below + self.solve(State { first: at, ..state });
                if cost < best.0 {
                    best = (cost, Step::Split(at));
                }
            }
            at = self.patterns[state.pattern].change[at];
        }
        if changes < 3 || self.patterns[state.pattern].mask.count_ones() == DEPTH {
            return best;
        }
        for at in 0..BITS {
            let bit = 1 << at;
            if let Some((clear, set)) = self.parted(state, bit) {
                let below = here + self.solve(clear);
                if below < best.0 {
                    let cost = below + self.solve(set);
                    if cost < best.0 {
                        best = (cost, Step::Bit(bit, clear, set));
                    }
                }
            }
        }
        best
    }

    /// Where the bit is clear, and where it is set; nothing unless there are both.
    fn parted(&self, state: State, bit: u32) -> Option<(State, State)> {
        let pattern = &self.patterns[state.pattern];
        let (first, last) = (pattern.left[state.first], pattern.left[state.end - 1]);
        let side = |bits: u32| {
            let at = self.index[place(pattern.mask | bit, pattern.bits | bits)];
            let before = &self.patterns[at].before;
            let (first, end) = (before[first.range], before[last.range + 1]);
            (pattern.mask & bit == 0 && first < end).then_some(State {
                pattern: at,
                first,
                end,
            })
        };
        Some((side(0)?, side(bit)?))
    }

    fn add_state(&mut self, state: State, tree: &mut Tree) -> Next {
        if self.solve(state) == 0 {
            return Next::Out(self.left(state)[0].out);
        }
        let (cost, step) = self.find(state);
        let pattern = &self.patterns[state.pattern];
        if let Some(shared) = tree.share(&pattern.arrivals(self.left(state)), cost) {
            return shared;
        }
        match step {
            Step::Run(base) => {
                let others = others(self.left(state), base).unwrap_or_default();
                let mut next = Next::Out(base);
                for other in others.iter().rev() {
                    next = tree.add(Ask::Equal(other.first), Next::Out(other.out), next);
                }
                next
            }
            Step::Split(at) => {
                let (least, most) = (pattern.left[at - 1].last + 1, pattern.left[at].first);
                let no = self.add_state(State { end: at, ..state }, tree);
                let yes = self.add_state(State { first: at, ..state }, tree);
                tree.add(Ask::AtLeast(least, most), yes, no)
            }
            Step::Bit(bit, clear, set) => {
                let no = self.add_state(clear, tree);
                let yes = self.add_state(set, tree);
                tree.add(Ask::Bits(bit), yes, no)
            }
        }
    }

    fn left(&self, state: State) -> &[Left] {
        &self.patterns[state.pattern].left[state.first..state.end]
    }
}

impl Pattern {
    fn new(ranges: &[Range], mask: u32, bits: u32) -> Pattern {
        let mut left: Vec<Left> = Vec::with_capacity(ranges.len());
        let (mut before, mut weights) = (vec![0], vec![0]);
        for (at, range) in ranges.iter().enumerate() {
            let (mut many, mut first, mut last) = (0, 0, 0);
            for number in range.first..=range.last {
                if number & mask == bits {
                    first = if many == 0 { number } else { first };
                    last = number;
                    many += 1;
                }
            }
            if many > 0 {
                let weight = range.weight / u64::from(range.last - range.first + 1) * many;
                weights.push(weights[left.len()] + weight);
                left.push(Left {
                    range: at,
                    out: range.out,
                    first,
                    last,
                    weight,
                });
            }
            before.push(left.len());
        }
        let mut change = vec![left.len(); left.len()];
        for at in (1..left.len()).rev() {
            change[at - 1] = if left[at - 1].out == left[at].out {
                change[at]
            } else {
                at
            };
        }
        Pattern {
            mask,
            bits,
            cost: vec![0; left.len() * left.len()],
            left,
            before,
            weights,
            change,
        }
    }

    fn row(&self, state: State) -> usize {
        state.first * self.left.len() + state.end - 1
    }

    /// A row of `JEQ`, where all but few single numbers lead to one place.
    fn run(&self, state: State, total: u64) -> (u64, Step) {
        let left = &self.left[state.first..state.end];
        let wide = left.iter().find(|left| left.first < left.last);
        let other = self.left[self.change[state.first]].out;
        let bases = match wide {
            Some(left) => [left.out; 2],
            None => [left[0].out, other],
        };
        let mut best = (u64::MAX, Step::Run(other));
        for &base in &bases {
            if let Some(others) = others(left, base) {
                let (mut cost, mut rest) = (0, total);
                for other in &others {
                    cost += rest + SIZE;
                    rest -= other.weight;
                }
                if cost < best.0 {
                    best = (cost, Step::Run(base));
                }
            }
        }
        best
    }

    fn arrivals(&self, left: &[Left]) -> Vec<Arrival> {
        let mut arrivals = Vec::new();
        for left in left {
            let from = arrivals.len();
            for value in left.first..=left.last {
                if value & self.mask == self.bits {
                    let (out, weight) = (left.out, 0);
                    arrivals.push(Arrival { value, out, weight });
                }
            }
            arrivals[from].weight = left.weight;
        }
        arrivals
    }
}

/// Those that do not lead to the base, the heaviest first, where they are few and single numbers.
fn others(left: &[Left], base: NodeId) -> Option<Vec<Left>> {
    let mut others = Vec::new();
    for left in left {
        if left.out == base {
            continue;
        }
        if left.first < left.last || others.len() == RUN {
            return None;
        }
        others.push(*left);
    }
    sort_by(&mut others, &|a, b| b.weight.cmp(&a.weight));
    Some(others)
}

fn place(mask: u32, bits: u32) -> usize {
    (mask << BITS | bits) as usize
}
