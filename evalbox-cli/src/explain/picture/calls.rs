//! Which calls take which way of a graph.

use std::collections::BTreeSet;

use evalbox_compiler::program::offset;
use evalbox_compiler::table::{SyscallId, syscalls};
use evalbox_compiler::target::{Abi, Target};

use super::graph::{Graph, Node, Test};
use crate::paths::Content;
use crate::solve::{Relation, Word};

/// Calls that are alike in architecture and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A call of the table.
    Known(Abi, SyscallId),
    /// Another number of that ABI.
    Other(Abi),
    /// Every other architecture.
    Foreign,
}

/// The kinds by edge: of each node, where its test holds and where it does not.
pub(super) struct Calls(Vec<[BTreeSet<Kind>; 2]>);

impl Calls {
    pub(super) fn on(&self, node: usize, branch: usize) -> &BTreeSet<Kind> {
        static NONE: BTreeSet<Kind> = BTreeSet::new();
        let edges = self.0.get(node);
        edges.and_then(|edges| edges.get(branch)).unwrap_or(&NONE)
    }
}

/// `__X32_SYSCALL_BIT` of asm/unistd.h.
const X32_BIT: u32 = 0x4000_0000;

/// Sends every known call through the graph, and of other numbers those beside a number that a test compares with: what
/// lies between two of them goes the same way.
pub(super) fn follow(graph: &Graph, target: Target) -> Calls {
    let mut calls = Calls(vec![Default::default(); graph.0.len()]);
    let edges = near(graph, offset::NR);
    for abi in [target.abi].iter().chain(target.compat()).copied() {
        let arch = target.audit_arch(abi);
        let numbers = syscalls::numbers(abi);
        for &(number, id) in numbers {
            calls.send(graph, Kind::Known(abi, id), arch, number);
        }
        let beside = numbers.iter().map(|&(number, _)| number.wrapping_add(1));
        let others: BTreeSet<u32> = edges.iter().copied().chain(beside).collect();
        for number in others {
            let x32 = number & X32_BIT != 0 && number != u32::MAX;
            let own = match abi {
                Abi::X86_64 => !x32,
                Abi::X32 => x32,
                _ => true,
            };
            if own && syscalls::by_number(abi, number).is_none() {
                calls.send(graph, Kind::Other(abi), arch, number);
            }
        }
    }
    let ours: Vec<u32> = [target.abi]
        .iter()
        .chain(target.compat())
        .map(|&abi| target.audit_arch(abi))
        .collect();
    for arch in near(graph, offset::ARCH) {
        if !ours.contains(&arch) {
            for &number in &edges {
                calls.send(graph, Kind::Foreign, arch, number);
            }
        }
    }
    calls
}

/// The numbers that a word is compared with, those beside them, and the ends of the range.
fn near(graph: &Graph, word: u32) -> BTreeSet<u32> {
    let mut numbers = BTreeSet::from([0, u32::MAX, X32_BIT, X32_BIT - 1]);
    for node in &graph.0 {
        if let Node::Test(test) = node
            && let (Content::Part(Word(of), ..), Content::Known(number)) = (test.left, test.right)
            && of == word
        {
            numbers.extend([number.wrapping_sub(1), number, number.wrapping_add(1)]);
        }
    }
    numbers
}

impl Calls {
    fn send(&mut self, graph: &Graph, kind: Kind, arch: u32, number: u32) {
        let mut open = vec![0];
        let mut seen = BTreeSet::new();
        while let Some(node) = open.pop() {
            let Some(Node::Test(test)) = graph.0.get(node) else {
                continue;
            };
            if !seen.insert(node) {
                continue;
            }
            let decided = decided(test, arch, number);
            for (branch, &next) in test.next.iter().enumerate() {
                if decided.is_none_or(|holds| holds == (branch == 0)) {
                    if let Some(edge) = self.0.get_mut(node).and_then(|e| e.get_mut(branch)) {
                        edge.insert(kind);
                    }
                    open.push(next);
                }
            }
        }
    }
}

/// What a test says of a call, where its architecture and number decide it.
fn decided(test: &Test, arch: u32, number: u32) -> Option<bool> {
    let (Content::Part(Word(of), mask, flip), Content::Known(right)) = (test.left, test.right)
    else {
        return None;
    };
    let word = match of {
        offset::NR => number,
        offset::ARCH => arch,
        _ => return None,
    };
    let relation: Relation = test.relation;
    Some(relation.holds(word & mask ^ flip, right))
}
