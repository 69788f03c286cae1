//! Assembly: the graph of tests becomes instructions.
//!
//! Instructions are placed from the last one backwards, so that where a jump goes is known when it is written. A test
//! has its loads in front; a predecessor that holds the word already jumps past them. What is farther than a jump
//! reaches gets a copy (an answer) or a trampoline (anything else) in between.

use crate::ordered::{Map, Set};

use crate::action::{Action, Data};
use crate::graph::{Change, Graph, Node, NodeId, Test, View, Word};
use crate::optimise::Optimised;
use crate::program::{Assumption, Instruction, Program, Value, offset, opcode};
use crate::target::Endian;

/// The farthest that `jt` and `jf` reach.
const REACH: usize = 255;
/// `XOR` with it turns signed order into unsigned order.
const SIGN_BIT: u32 = 0x8000_0000;

/// Assembles a program. Its length is checked by the caller.
#[must_use]
pub fn assemble(optimised: Optimised, assumptions: Set<Assumption>, endian: Endian) -> Program {
    let Optimised { graph, root, sets } = optimised;
    let needed = needed(&graph, root);
    let mut assembler = Assembler {
        graph: &graph,
        endian,
        needed,
        backwards: Vec::new(),
        entries: Map::new(),
    };
    for &id in &assembler.order(root) {
        assembler.place(id);
    }
    let mut instructions = assembler.backwards;
    instructions.reverse();
    let mut asserted = Vec::with_capacity(assumptions.len());
    for assumption in &assumptions {
        asserted.push(assumption.clone());
    }
    Program {
        instructions,
        sets,
        assumptions: asserted,
    }
}

/// How much of a node's view the accumulator holds already.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Entry {
    /// All of it.
    Held,
    /// The word, unchanged.
    Loaded,
    /// Nothing.
    Load,
}

struct Assembler<'a> {
    graph: &'a Graph,
    endian: Endian,
    /// How nodes are entered by their predecessors.
    needed: Set<(NodeId, Entry)>,
    /// The instructions from the last one.
    backwards: Vec<Instruction>,
    /// The positions in `backwards` at which nodes can be entered; the latest copy or trampoline counts.
    entries: Map<(NodeId, Entry), usize>,
}

impl Assembler<'_> {
    /// The order of placing: successors first, and the shorter side of a test last, where its jump stays short.
    fn order(&self, root: NodeId) -> Vec<NodeId> {
        let mut done = vec![false; self.graph.len()];
        let mut order = Vec::new();
        // The common answers at the very end, where every jump that reaches them at all can share them.
        for &id in &self.graph.reachable(root) {
            if matches!(self.graph.get(id), Node::Leaf(_)) {
                done[id.0 as usize] = true;
                order.push(id);
            }
        }
        let mut stack = vec![(root, false)];
        while let Some((id, expanded)) = stack.pop() {
            if done[id.0 as usize] {
                continue;
            }
            if expanded {
                done[id.0 as usize] = true;
                order.push(id);
                continue;
            }
            stack.push((id, true));
            if let Node::Test { yes, no, .. } = self.graph.get(id) {
                // The one pushed last is placed first, which is farthest from this test.
                stack.push((*no, false));
                stack.push((*yes, false));
            }
        }
        order
    }

    fn place(&mut self, id: NodeId) {
        match self.graph.get(id) {
            Node::Leaf(action) => {
                self.backwards.push(ret(*action));
                self.enter_leaf(id);
            }
            Node::Test {
                view,
                test,
                yes,
                no,
            } => {
                let (yes, no) = (entry(self.graph, *yes, view), entry(self.graph, *no, view));
                self.reach(&[yes, no]);
                let (code, k) = jump(test);
                let (jt, jf) = (self.distance(yes), self.distance(no));
                self.push((id, Entry::Held), Instruction { code, jt, jf, k });
                let load = self.needed.contains(&(id, Entry::Load));
                if load || self.needed.contains(&(id, Entry::Loaded)) {
                    match &view.change {
                        Change::None => {}
                        Change::And(mask) => {
                            self.push((id, Entry::Loaded), plain(opcode::AND, mask.clone()));
                        }
                        Change::Flip => self.push(
                            (id, Entry::Loaded),
                            plain(opcode::XOR, Value::Known(SIGN_BIT)),
                        ),
                    }
                }
                if load {
                    let offset = word_offset(view.word, self.endian);
                    self.push((id, Entry::Load), plain(opcode::LD, Value::Known(offset)));
                }
            }
            // `optimise` leaves none; the proof would find what is missing.
            Node::Switch { .. } | Node::Member { .. } => {}
        }
    }

    fn push(&mut self, entry: (NodeId, Entry), instruction: Instruction) {
        self.backwards.push(instruction);
        self.entries.insert(entry, self.backwards.len() - 1);
    }

    /// Makes every target reachable from the next instruction.
    fn reach(&mut self, targets: &[(NodeId, Entry); 2]) {
        // A copy moves the next instruction, which may put the other target out of reach: both are looked at again.
        while let Some(&far) = targets.iter().find(|&&target| self.skipped(target) > REACH) {
            let copy = match self.graph.get(far.0) {
                Node::Leaf(action) => ret(*action),
                _ => {
                    let skipped = u32::try_from(self.skipped(far)).unwrap_or(u32::MAX);
                    plain(opcode::JA, Value::Known(skipped))
                }
            };
            if matches!(self.graph.get(far.0), Node::Leaf(_)) {
                self.backwards.push(copy);
                self.enter_leaf(far.0);
            } else {
                self.push(far, copy);
            }
        }
    }

    /// However an answer is entered, it is the latest instruction.
    fn enter_leaf(&mut self, id: NodeId) {
        let at = self.backwards.len() - 1;
        self.entries.insert((id, Entry::Held), at);
        self.entries.insert((id, Entry::Loaded), at);
        self.entries.insert((id, Entry::Load), at);
    }

    /// How many instructions are between a target and the next instruction.
    fn skipped(&self, target: (NodeId, Entry)) -> usize {
        self.backwards.len() - self.entries[&target] - 1
    }

    fn distance(&self, target: (NodeId, Entry)) -> u8 {
        u8::try_from(self.skipped(target)).unwrap_or(u8::MAX)
    }
}

/// How the tests that `root` can reach enter their successors.
fn needed(graph: &Graph, root: NodeId) -> Set<(NodeId, Entry)> {
    let mut needed = Set::new();
    needed.insert((root, Entry::Load));
    for &id in &graph.reachable(root) {
        if let Node::Test { view, yes, no, .. } = graph.get(id) {
            needed.insert(entry(graph, *yes, view));
            needed.insert(entry(graph, *no, view));
        }
    }
    needed
}

/// Where a test with that view in the accumulator enters a successor.
fn entry(graph: &Graph, to: NodeId, held: &View) -> (NodeId, Entry) {
    let entry = match graph.get(to) {
        Node::Test { view, .. } if view == held => Entry::Held,
        Node::Test { view, .. } if view.word == held.word && held.change == Change::None => {
            Entry::Loaded
        }
        _ => Entry::Load,
    };
    (to, entry)
}

fn plain(code: u16, k: Value) -> Instruction {
    Instruction {
        code,
        jt: 0,
        jf: 0,
        k,
    }
}

fn ret(action: Action) -> Instruction {
    let k = match action.data {
        Data::Known(data) => Value::Known(action.kind.ret() | u32::from(data)),
        Data::Constant(id) => Value::Data(action.kind.ret(), id),
    };
    plain(opcode::RET, k)
}

/// The instruction of a test.
fn jump(test: &Test) -> (u16, Value) {
    match test {
        Test::Equal(value) => (opcode::JEQ, value.clone()),
        Test::AtLeast(value) => (opcode::JGE, value.clone()),
        Test::Above(value) => (opcode::JGT, value.clone()),
        Test::Bits(value) => (opcode::JSET, value.clone()),
    }
}

fn word_offset(word: Word, endian: Endian) -> u32 {
    match word {
        Word::Arch => offset::ARCH,
        Word::Nr => offset::NR,
        Word::Arg { slot, high } => offset::arg(slot, high, endian),
    }
}
