//! A program as a graph of its tests: loads, moves and arithmetic are in what is compared.

use std::collections::BTreeMap;

use evalbox_seccomp::SockFilter;
use evalbox_seccomp::opcode::*;

use crate::paths::{Content, Registers};
use crate::solve::Relation;

/// Registers that differ on the ways to an instruction make nodes of their own. A program with this many for each of its
/// instructions computes more than it decides, and is no tree to look at.
const MOST_NODES_EACH: usize = 8;

/// The nodes; the first is where the program begins.
pub(super) struct Graph(pub(super) Vec<Node>);

pub(super) enum Node {
    Test(Test),
    /// The program's `SECCOMP_RET_*`, where it is known.
    Answer(Option<u32>),
}

pub(super) struct Test {
    pub(super) pc: usize,
    pub(super) left: Content,
    pub(super) relation: Relation,
    pub(super) right: Content,
    /// The nodes that follow where it holds, and where it does not.
    pub(super) next: [usize; 2],
}

type State = (usize, Registers);

/// What instructions before the next decision come to.
enum Settled {
    Test(Box<(Test, [usize; 2], Registers)>),
    Answer(Option<u32>),
}

/// Reads the graph off a verified program.
pub(super) fn of(program: &[SockFilter]) -> Result<Graph, String> {
    // Jumps lead forward, so that all edges to a state are known when it is the first one that is open.
    let mut open: BTreeMap<State, Vec<(usize, usize)>> = BTreeMap::new();
    let mut answers: BTreeMap<Option<u32>, usize> = BTreeMap::new();
    let mut tests: BTreeMap<State, usize> = BTreeMap::new();
    let mut nodes = Vec::new();
    open.insert((0, Registers::default()), Vec::new());
    while let Some(((pc, registers), edges)) = open.pop_first() {
        let node = match settle(program, pc, registers) {
            Settled::Answer(answer) => *answers.entry(answer).or_insert_with(|| {
                nodes.push(Node::Answer(answer));
                nodes.len() - 1
            }),
            Settled::Test(settled) => {
                let (test, targets, registers) = *settled;
                // A load in front makes registers alike that were not.
                let state = (test.pc, registers.clone());
                *tests.entry(state).or_insert_with(|| {
                    nodes.push(Node::Test(test));
                    let node = nodes.len() - 1;
                    for (branch, target) in targets.into_iter().enumerate() {
                        let state = (target, registers.clone());
                        open.entry(state).or_default().push((node, branch));
                    }
                    node
                })
            }
        };
        for (from, branch) in edges {
            if let Some(Node::Test(test)) = nodes.get_mut(from)
                && let Some(next) = test.next.get_mut(branch)
            {
                *next = node;
            }
        }
        if nodes.len() > program.len().saturating_mul(MOST_NODES_EACH) {
            return Err("the program computes too much for a picture of its decisions".to_owned());
        }
    }
    Ok(Graph(nodes))
}

fn settle(program: &[SockFilter], mut pc: usize, mut registers: Registers) -> Settled {
    while let Some(&SockFilter { code, jt, jf, k }) = program.get(pc) {
        let at = pc;
        pc += 1;
        match code {
            RET_K => return Settled::Answer(Some(k)),
            RET_A => {
                return Settled::Answer(match registers.a {
                    Content::Known(answer) => Some(answer),
                    _ => None,
                });
            }
            JA => pc = pc.saturating_add(usize::try_from(k).unwrap_or(usize::MAX)),
            JEQ_K | JGT_K | JGE_K | JSET_K | JEQ_X | JGT_X | JGE_X | JSET_X => {
                let (left, relation, right) = registers.test(code, k);
                let (yes, no) = (pc + usize::from(jt), pc + usize::from(jf));
                match (left, right) {
                    _ if yes == no => pc = yes,
                    (Content::Known(left), Content::Known(right)) => {
                        pc = if relation.holds(left, right) { yes } else { no };
                    }
                    _ => {
                        let test = Test {
                            pc: at,
                            left,
                            relation,
                            right,
                            next: [0; 2],
                        };
                        return Settled::Test(Box::new((test, [yes, no], registers)));
                    }
                }
            }
            DIV_X if matches!(registers.x, Content::Known(0)) => return Settled::Answer(Some(0)),
            _ => registers.execute(code, k),
        }
    }
    Settled::Answer(None)
}
