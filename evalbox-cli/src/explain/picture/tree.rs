//! The graph as a tree: runs of equalities with one word are one test of many ways, answers are leaves of their own, and
//! what several ways lead to is drawn at the first and named at the others.

use std::collections::BTreeMap;

use super::calls::{Calls, Kind};
use super::graph::{Graph, Node, Test};
use super::words::{self, Namer};
use crate::explain::subject::Subject;
use crate::paths::Content;
use crate::solve::Relation;

/// The items, each before those that hang on it.
pub(super) struct Tree(pub(super) Vec<Item>);

pub(super) struct Item {
    pub(super) what: What,
    /// How one comes here.
    pub(super) way: String,
    /// The calls that come here.
    pub(super) calls: String,
    pub(super) parent: Option<usize>,
    pub(super) depth: usize,
}

pub(super) enum What {
    /// A test, by the place of its instruction.
    Test {
        pc: usize,
        text: String,
        /// What it looks at: number and architecture, or an argument.
        of_numbers: bool,
    },
    /// `SECCOMP_RET_*`.
    Answer(Option<u32>),
    /// Drawn elsewhere.
    Seen { pc: usize },
    /// No call comes here.
    Never,
}

/// What is still to be drawn.
struct Folder<'a> {
    graph: &'a Graph,
    calls: &'a Calls,
    namer: Namer<'a>,
    /// How many edges lead to each node.
    incoming: BTreeMap<usize, usize>,
    drawn: BTreeMap<usize, usize>,
}

/// Where a way leads, with the edges (node, branch) that are it.
struct Way {
    label: String,
    to: usize,
    edges: Vec<(usize, usize)>,
}

pub(super) fn of(graph: &Graph, calls: &Calls, subject: &Subject) -> Tree {
    let mut incoming: BTreeMap<usize, usize> = BTreeMap::new();
    for node in &graph.0 {
        if let Node::Test(test) = node {
            for next in test.next {
                *incoming.entry(next).or_default() += 1;
            }
        }
    }
    let mut folder = Folder {
        graph,
        calls,
        namer: Namer::new(subject),
        incoming,
        drawn: BTreeMap::new(),
    };
    let first = Way {
        label: String::new(),
        to: 0,
        edges: Vec::new(),
    };
    // No recursion: a program may be one chain of as many tests as the kernel takes.
    let mut items: Vec<Item> = Vec::new();
    let mut open = vec![(first, None)];
    while let Some((way, parent)) = open.pop() {
        let depth = parent
            .and_then(|parent: usize| items.get(parent))
            .map_or(0, |parent| parent.depth + 1);
        let (item, ways) = folder.item(way, parent, depth);
        let this = items.len();
        items.push(item);
        open.extend(ways.into_iter().rev().map(|way| (way, Some(this))));
    }
    Tree(items)
}

impl Folder<'_> {
    /// What is at a way's end, and the ways on.
    fn item(&mut self, way: Way, parent: Option<usize>, depth: usize) -> (Item, Vec<Way>) {
        let mut kinds: Vec<Kind> = way
            .edges
            .iter()
            .flat_map(|&(node, branch)| self.calls.on(node, branch))
            .copied()
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        let item = |what, calls| Item {
            what,
            way: way.label,
            calls,
            parent,
            depth,
        };
        let calls = self.namer.list(&kinds);
        if kinds.is_empty() && !way.edges.is_empty() {
            return (item(What::Never, calls), Vec::new());
        }
        let test = match self.graph.0.get(way.to) {
            Some(Node::Test(test)) => test,
            Some(&Node::Answer(answer)) => return (item(What::Answer(answer), calls), Vec::new()),
            None => return (item(What::Never, calls), Vec::new()),
        };
        if let Some(&pc) = self.drawn.get(&way.to) {
            return (item(What::Seen { pc }, calls), Vec::new());
        }
        self.drawn.insert(way.to, test.pc);
        let only = words::only(&kinds);
        let (text, ways) = self.ways(way.to, test, only);
        let what = What::Test {
            pc: test.pc,
            text,
            of_numbers: words::is_about_numbers(test),
        };
        (item(what, calls), ways)
    }

    /// The ways from a test: two, or those of the run of equalities that it begins.
    fn ways(&self, node: usize, test: &Test, only: Option<Kind>) -> (String, Vec<Way>) {
        let mut run = vec![(node, test)];
        while let Some(&(_, last)) = run.last()
            && last.relation == Relation::Equal
            && let [_, no] = last.next
            && self.incoming.get(&no) == Some(&1)
            && let Some(Node::Test(next)) = self.graph.0.get(no)
            && next.relation == Relation::Equal
            && next.left == test.left
            && matches!(
                (last.right, next.right),
                (Content::Known(_), Content::Known(_))
            )
        {
            run.push((no, next));
        }
        if run.len() < 2 {
            let way = |label: &str, branch: usize| Way {
                label: label.to_owned(),
                to: test.next.get(branch).copied().unwrap_or_default(),
                edges: vec![(node, branch)],
            };
            // What is smaller comes first.
            let ways = match test.relation {
                Relation::Above | Relation::AtLeast => vec![way("no", 1), way("yes", 0)],
                _ => vec![way("yes", 0), way("no", 1)],
            };
            return (self.namer.test(test, only), ways);
        }
        let mut ways: Vec<Way> = Vec::new();
        let mut asked = Vec::new();
        for &(node, test) in &run {
            let [yes, _] = test.next;
            // Some compilers ask twice: the second time it does not hold.
            if asked.contains(&test.right) {
                continue;
            }
            asked.push(test.right);
            let value = self.namer.value(test, only);
            match ways.iter_mut().find(|way| way.to == yes) {
                Some(way) => {
                    way.label.push_str(", ");
                    way.label.push_str(&value);
                    way.edges.push((node, 0));
                }
                None => ways.push(Way {
                    label: value,
                    to: yes,
                    edges: vec![(node, 0)],
                }),
            }
        }
        if let Some(&(node, last)) = run.last() {
            let [_, no] = last.next;
            ways.push(Way {
                label: "else".to_owned(),
                to: no,
                edges: vec![(node, 1)],
            });
        }
        (format!("{} is", self.namer.left(test, only)), ways)
    }
}
