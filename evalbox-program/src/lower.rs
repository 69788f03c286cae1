//! Lowering: the checked policy becomes a decision graph.
//!
//! The first question is the architecture, the second the number, then whatever a rule asks of the arguments. Numbers are
//! ranges with the same successor: what a table of 460 rows comes to is seldom more than a hundred of them.

mod builder;
mod cases;
mod condition;
mod decide;
mod formula;
mod joined;
mod jumps;
mod known;
mod order;
mod residual;
mod weights;

use crate::ordered::{Map, Set};

use condition::Conditions;
use decide::{Decided, decide};

use crate::action::Action;
use crate::graph::{Case, Graph, Node, NodeId, View, Word};
use crate::policy::{AbiPolicy, Arm, Policy, Rule};
use crate::program::Assumption;
use crate::target::Abi;

/// Bit 30 of a number marks a call through x32 (`__X32_SYSCALL_BIT`, uapi/asm/unistd.h).
const X32_BIT: u32 = 0x4000_0000;

/// How much more often calls are native than through another ABI.
const NATIVE: u64 = 1000;

/// The graph of a policy.
pub struct Lowered {
    /// The nodes.
    pub graph: Graph,
    /// The first question.
    pub root: NodeId,
    /// What was taken from the table about constants.
    pub assumptions: Set<Assumption>,
    /// Whether [`lower_short`] comes to fewer instructions.
    pub shorter: bool,
}

/// Lowers a policy.
#[must_use]
pub fn lower(policy: &Policy) -> Lowered {
    lower_rules(policy, |rule| rule.fast)
}

/// Lowers a policy to as few instructions as it may have, however long its paths are: one whose program is too long.
#[must_use]
pub fn lower_short(policy: &Policy) -> Lowered {
    lower_rules(policy, |rule| rule.short)
}

fn lower_rules(policy: &Policy, choose: fn(&Decided) -> NodeId) -> Lowered {
    let mut lowering = Lowering {
        policy,
        choose,
        conditions: Conditions::new(&policy.constants),
        graph: Graph::default(),
        rules: Map::new(),
        shorter: false,
    };
    let root = lowering.architectures();
    Lowered {
        graph: lowering.graph,
        root,
        assumptions: lowering.conditions.assumptions,
        shorter: lowering.shorter,
    }
}

struct Lowering<'a> {
    policy: &'a Policy,
    /// Which graph of a rule is taken.
    choose: fn(&Decided) -> NodeId,
    conditions: Conditions<'a>,
    graph: Graph,
    /// Equal rules are lowered once.
    rules: Map<(&'a [Arm], Action), NodeId>,
    shorter: bool,
}

impl<'a> Lowering<'a> {
    fn architectures(&mut self) -> NodeId {
        let foreign = self.graph.leaf(self.policy.foreign);
        let mut starts = Map::new();
        starts.insert(0, foreign);
        for abi in &self.policy.abis {
            // x32 has x86_64's architecture and is part of its numbers.
            if abi.abi == Abi::X32 {
                continue;
            }
            let numbers = self.numbers(abi);
            paint(
                &mut starts,
                self.policy.target.audit_arch(abi.abi),
                numbers,
                foreign,
            );
        }
        let target = self.policy.target;
        let native = target.audit_arch(target.abi);
        let mut cases = Vec::with_capacity(starts.len());
        for (&start, &node) in &starts {
            // Nearly every call is native: that is asked first.
            let weight = if start == native { NATIVE } else { 1 };
            cases.push(Case {
                start,
                node,
                weight,
            });
        }
        self.graph.add(Node::Switch {
            view: View::raw(Word::Arch),
            cases,
        })
    }

    fn numbers(&mut self, abi: &'a AbiPolicy) -> NodeId {
        let mut starts = Map::new();
        let unknown = self.graph.leaf(abi.unknown);
        starts.insert(0, unknown);
        self.paint_rules(&mut starts, abi, unknown);
        if abi.abi == Abi::X86_64 {
            self.paint_x32(&mut starts, unknown);
        }
        let frequency = weights::frequencies(self.policy, abi);
        let last = abi.rules.keys().next_back().copied().unwrap_or(0);
        let mut cases = Vec::with_capacity(starts.len());
        // From the last range, whose end is known, to the first.
        let mut end = u32::MAX;
        for (&start, &node) in starts.iter().rev() {
            let mut weight = 0;
            if start <= last {
                weight = (u64::from(end.min(last) - start) + 1) * weights::ATTACH;
            }
            for (_, calls) in frequency.between(&start, &end) {
                weight += calls;
            }
            cases.push(Case {
                start,
                node,
                weight,
            });
            end = start.wrapping_sub(1);
        }
        cases.reverse();
        self.graph.add(Node::Switch {
            view: View::raw(Word::Nr),
            cases,
        })
    }

    fn paint_rules(&mut self, starts: &mut Map<u32, NodeId>, abi: &'a AbiPolicy, unknown: NodeId) {
        for (&number, rule) in &abi.rules {
            let node = self.rule(rule);
            paint(starts, number, node, unknown);
        }
    }

    /// Numbers with bit 30 are x32's, or foreign; -1 is a tracer's "skip this call" and no number at all.
    fn paint_x32(&mut self, starts: &mut Map<u32, NodeId>, unknown: NodeId) {
        let policy = self.policy;
        let x32 = policy.abis.iter().find(|abi| abi.abi == Abi::X32);
        let other = match x32 {
            Some(abi) => abi.unknown,
            None => policy.foreign,
        };
        let other = self.graph.leaf(other);
        starts.insert(X32_BIT, other);
        starts.insert(2 * X32_BIT, unknown);
        starts.insert(3 * X32_BIT, other);
        starts.insert(u32::MAX, unknown);
        if let Some(abi) = x32 {
            self.paint_rules(starts, abi, other);
        }
    }

    fn rule(&mut self, rule: &'a Rule) -> NodeId {
        let key = (rule.arms.as_slice(), rule.otherwise);
        if let Some(&node) = self.rules.get(&key) {
            return node;
        }
        let mut arms = Vec::with_capacity(rule.arms.len());
        for arm in &rule.arms {
            arms.push((self.conditions.lower(&arm.when), arm.then));
        }
        let decided = decide(&mut self.conditions, &mut self.graph, &arms, rule.otherwise);
        self.shorter |= decided.fast != decided.short;
        let node = (self.choose)(&decided);
        self.rules.insert(key, node);
        node
    }
}

/// Puts one value's node into ranges that otherwise go on with `beyond`.
fn paint(starts: &mut Map<u32, NodeId>, value: u32, node: NodeId, beyond: NodeId) {
    starts.insert(value, node);
    if let Some(next) = value.checked_add(1) {
        starts.entry(next).or_insert(beyond);
    }
}
