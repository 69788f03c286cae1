//! Translation validation: the assembled program is compared with the checked policy for every input. The optimiser is
//! not trusted; it shares no code with this.
//!
//! Why it is exact. An input is sixteen 32-bit words, and the symbolic constants are unknowns of the same kind.
//! - *Every input is looked at.* `arch` and `nr` are cut into ranges on which the policy has one rule: together they are
//!   all of both. For each pair the program is walked from its first instruction. A jump that the facts found so far
//!   leave open is taken both ways, once with an atom it hangs on assumed true and once false. A path ends where a
//!   return is reached and the policy's answer follows from the facts; where it does not follow, an atom *it* hangs
//!   on is assumed both ways. So the paths of a class cover the class. Programs only jump forward, so paths are finite.
//! - *Nothing is passed over.* A path is dropped for one of two reasons: its facts contradict each other by arithmetic
//!   on bounds and bits or by what is assumed of constants (every rule in `facts` is an implication that holds for all
//!   32-bit numbers), or a bitwise search has shown that no input has them. A search that runs out of steps counts as a
//!   difference; so does an instruction that is not understood.
//! - *Differences are real.* Before one is reported, the search has found words, and values for the constants, that
//!   meet every fact of the path, elements of sorted sets included. A search that is exhausted, or takes such an element
//!   for what it is not, may refuse a right program, never pass a wrong one; it is said then that nothing was found out.
//! - *Paths that meet lose nothing.* In a class of many paths, those that meet may go on as one that knows less (`ways`): what
//!   is proved of it holds for more inputs than are at hand. Its failures are not believed, but walked again in full.
//! - *Constants stay unknown.* The same constant is the same unknown on both sides, two constants may be equal unless
//!   the program asserts that they are not, and what is asserted is checked by rustc in const evaluation.

use crate::ordered::Set;
use std::fmt;

use crate::policy::{Number, Policy};
use crate::program::{Program, Value};

mod afresh;
mod answer;
mod backwards;
mod bits;
mod classes;
mod compare;
mod decision;
mod domain;
mod fact;
mod facts;
mod form;
mod left;
mod native;
mod paths;
mod possible;
mod report;
mod rule;
mod runs;
mod sets;
mod solve;
mod step;
mod tails;
mod terms;
mod values;
mod walk;
mod ways;
mod witness;

#[cfg(test)]
mod tests;

pub use possible::Calls;
pub use ways::Way;

/// What the proof found out about a right program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// Paths, counted for each class of input that takes them.
    pub paths: u64,
    /// Instructions on the longest of them.
    pub longest: usize,
    /// What it cost: instructions walked and facts evaluated.
    pub steps: u64,
    /// Native numbers whose plain ALLOW the kernel caches when the filter is attached.
    pub cached: Set<Number>,
}

/// A difference between program and policy, or a program that the proof does not understand: a mistake of this crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The input, what the program answers and what the policy says.
    pub message: String,
    /// Whether no input was found that shows a difference, in the steps that the proof and its searches have.
    pub exhausted: bool,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<String> for Failure {
    fn from(message: String) -> Failure {
        Failure {
            message,
            exhausted: false,
        }
    }
}

/// Proves that the program answers what the policy says, for every input and every value of the symbolic constants.
///
/// # Errors
/// An input for which it does not, or the reason why nothing can be said.
pub fn prove(policy: &Policy, program: &Program) -> Result<Proved, Failure> {
    prove_by(policy, program, &Way::ALL)
}

/// [`prove`] by some of its ways: each alone accepts right programs only.
///
/// # Errors
/// As [`prove`].
pub fn prove_by(policy: &Policy, program: &Program, ways: &[Way]) -> Result<Proved, Failure> {
    let pool = terms::Pool::new(&policy.constants, program)?;
    let mut walk = walk::Walk::new(pool, &program.instructions)?;
    let missing = |of: &str| Failure::from(format!("the classes are not all values of {of}"));
    let arches = classes::arches(policy);
    if !classes::are_all(arches.iter().map(|arch| arch.range)) {
        return Err(missing("arch"));
    }
    for arch in &arches {
        let numbers = classes::numbers(policy, arch);
        if !classes::are_all(numbers.iter().map(|class| class.range)) {
            return Err(missing("nr"));
        }
        for class in &numbers {
            let decision = match class.answer {
                classes::Answer::Rule(rule) => {
                    rule::read(rule, policy.target.endian, &mut walk.pool)?
                }
                classes::Answer::Action(action) => rule::Decision {
                    arms: Vec::new(),
                    otherwise: walk.pool.returned(action)?,
                },
            };
            walk.class(arch.range, class.range, &decision, ways)
                .map_err(|stop| report::failure(policy, arch, class, stop))?;
        }
    }
    let cached = cached(policy, walk.code())?;
    Ok(Proved {
        paths: walk.paths,
        longest: walk.longest,
        steps: walk.spent(),
        cached,
    })
}

/// The numbers that the kernel caches; every one that is allowed whatever its arguments has to be among them.
fn cached(policy: &Policy, code: &[crate::program::Instruction]) -> Result<Set<Number>, Failure> {
    let mut cached = Set::new();
    let arch = policy.target.audit_arch(policy.target.abi);
    let own = policy.abis.iter().find(|abi| abi.abi == policy.target.abi);
    let Some(own) = own else {
        return Ok(cached);
    };
    for (&number, rule) in &own.rules {
        if native::is_constant_allow(code, number, arch) {
            cached.insert(number);
        } else if rule.arms.is_empty() && rule.otherwise == crate::action::Action::ALLOW {
            return Err(Failure::from(format!(
                "the kernel cannot cache that {} (number {number}) is allowed whatever its arguments",
                rule.name
            )));
        }
    }
    Ok(cached)
}

/// An answer in the user's words, as far as it has any.
fn answer_text(value: &Value) -> String {
    match value {
        Value::Known(word) => format!("{word:#010x}"),
        Value::Data(base, _) => format!("{base:#010x} with the constant's data"),
        other => format!("{other:?}"),
    }
}
