//! The ways to prove a class, and what each may cost.
//!
//! Each is exact, so one that comes to an end settles the class; what they cost differs by the kind of program.

use super::paths::Memory;
use super::rule::Decision;
use super::tails::Tails;
use super::walk::{Stop, Walk};

/// A way to prove that a program decides a class of inputs as the policy does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Every path alone. The one whose differences are believed: it forgets nothing.
    Plain,
    /// Paths that meet forget everything (`prove/afresh.rs`): for programs that take one condition after the other.
    Afresh,
    /// The same from the end backwards (`prove/backwards.rs`): for conditions that overlap.
    Backwards,
    /// Paths that meet keep what the rest speaks of (`prove/tails.rs`): for trees that share tails.
    Shared,
}

impl Way {
    /// As they are tried. Few classes have paths that are worth drawing together, so each is walked plainly first, for a
    /// while, and with all that is left where nothing else helps.
    pub const ALL: [Way; 5] = [
        Way::Plain,
        Way::Afresh,
        Way::Backwards,
        Way::Shared,
        Way::Plain,
    ];

    /// What it may cost where others come after it: so many steps, and so many for each instruction.
    fn budget(self, instructions: usize, left: u64) -> u64 {
        let (once, each) = match self {
            Way::Plain => (4_000, 20),
            Way::Afresh => (50, 50),
            Way::Backwards => (400, 400),
            // A search tree over thousands of values has nothing to share.
            Way::Shared => (left / 2, 0),
        };
        let instructions = u64::try_from(instructions).unwrap_or(u64::MAX);
        left.min(instructions.saturating_mul(each).saturating_add(once))
    }
}

impl Walk<'_> {
    /// Proves the inputs whose `arch` and `nr` are in the ranges, ends included, by the first of the ways that comes to an end.
    pub(super) fn class(
        &mut self,
        arch: (u32, u32),
        nr: (u32, u32),
        decision: &Decision,
        ways: &[Way],
    ) -> Result<(), Stop> {
        let (paths, longest) = (self.paths, self.longest);
        for (at, &way) in ways.iter().enumerate() {
            let last = at + 1 == ways.len();
            let given = if last {
                self.steps
            } else {
                way.budget(self.code.len(), self.steps)
            };
            let kept = self.steps - given;
            self.steps = given;
            let proved = self.by(way, arch, nr, decision);
            self.steps += kept;
            match proved {
                // That a claim fails says nothing of the program.
                Err(Stop::Exhausted) => {}
                Err(_) if way != Way::Plain => {}
                settled => return settled,
            }
            (self.paths, self.longest) = (paths, longest);
        }
        Err(Stop::Exhausted)
    }

    fn by(
        &mut self,
        way: Way,
        arch: (u32, u32),
        nr: (u32, u32),
        decision: &Decision,
    ) -> Result<(), Stop> {
        match way {
            Way::Plain => self.walk(arch, nr, decision, Memory::Everything),
            Way::Afresh => {
                let meets = Tails::meets(&self.code);
                self.walk(arch, nr, decision, Memory::Class(&meets))
            }
            Way::Backwards => {
                let meets = Tails::meets(&self.code);
                self.begin(arch, nr)?;
                self.backwards(decision, &meets)
            }
            Way::Shared => {
                let tails = match self.tails.take() {
                    Some(tails) => tails,
                    None => Tails::new(&self.code, &self.pool),
                };
                let proved = self.walk(arch, nr, decision, Memory::Needed(&tails));
                self.tails = Some(tails);
                proved
            }
        }
    }
}
