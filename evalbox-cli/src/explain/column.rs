//! Every call there is, by the ABI that it comes through: together the columns leave none out.

use evalbox_compiler::program::offset;
use evalbox_compiler::table::{SyscallId, syscalls};
use evalbox_compiler::target::{Abi, Endian, Target};
use evalbox_seccomp::Filter;

use crate::paths::{End, State, explore};
use crate::solve::{self, Fact, Relation, Word};

/// `__X32_SYSCALL_BIT` of asm/unistd.h.
const X32_BIT: u32 = 0x4000_0000;

/// The calls through one ABI, or through those that the machine does not have.
pub(crate) struct Column {
    /// `None` for every other architecture.
    pub(crate) abi: Option<Abi>,
    /// What its calls have in common; several where one state cannot say it.
    states: Vec<State>,
    /// The numbers that the table knows.
    pub(crate) numbers: &'static [(u32, SyscallId)],
    arch: u32,
    endian: Endian,
}

/// The columns of a machine, its own ABI first.
pub(crate) fn columns(target: Target) -> Vec<Column> {
    let abis: Vec<Abi> = [target.abi]
        .into_iter()
        .chain(target.compat().iter().copied())
        .collect();
    let mut foreign = State::default();
    for &abi in &abis {
        foreign
            .facts
            .push(differs(offset::ARCH, target.audit_arch(abi)));
    }
    let known = abis.iter().map(|&abi| Column {
        abi: Some(abi),
        states: states(target, abi),
        numbers: syscalls::numbers(abi),
        arch: target.audit_arch(abi),
        endian: target.endian,
    });
    let other = Column {
        abi: None,
        states: vec![foreign],
        numbers: &[],
        arch: 0,
        endian: target.endian,
    };
    known.chain([other]).collect()
}

/// `x86_64` and x32 have one architecture and differ by a bit of the number, but for -1.
fn states(target: Target, abi: Abi) -> Vec<State> {
    let mut state = State::default();
    state.fix(offset::ARCH, u32::MAX, target.audit_arch(abi));
    match abi {
        Abi::X86_64 => {
            let mut skipped = state.clone();
            skipped.fix(offset::NR, u32::MAX, u32::MAX);
            state.fix(offset::NR, X32_BIT, 0);
            vec![state, skipped]
        }
        Abi::X32 => {
            state.fix(offset::NR, X32_BIT, X32_BIT);
            state.facts.push(differs(offset::NR, u32::MAX));
            vec![state]
        }
        _ => vec![state],
    }
}

fn differs(word: u32, number: u32) -> Fact {
    Fact {
        word: Word(word),
        mask: u32::MAX,
        flip: 0,
        relation: Relation::Equal,
        number,
        holds: false,
    }
}

impl Column {
    /// The column's name: its ABI.
    pub(crate) fn name(&self) -> &'static str {
        self.abi.map_or("every other architecture", Abi::name)
    }

    pub(crate) fn endian(&self) -> Endian {
        self.endian
    }

    /// The calls of a number.
    pub(crate) fn number(&self, number: u32) -> State {
        State::call(self.endian, self.arch, number, [None; 6])
    }

    /// The ways of all of its calls.
    pub(crate) fn ways(&self, filter: &Filter) -> Vec<End> {
        let ways = self.states.iter();
        ways.flat_map(|state| explore(filter.program(), state))
            .collect()
    }

    /// Whether a number that the table does not know meets the facts.
    pub(crate) fn leaves_table(&self, state: &State) -> bool {
        let mut facts: Vec<Fact> = state
            .facts
            .iter()
            .copied()
            .filter(|fact| fact.word == Word(offset::NR))
            .collect();
        facts.extend(
            self.numbers
                .iter()
                .map(|&(number, _)| differs(offset::NR, number)),
        );
        solve::possible(&facts, Word(offset::NR))
    }
}
