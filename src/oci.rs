//! Container profiles: the JSON in which Docker, Podman and the OCI runtime specification write seccomp filters.
//!
//! `oci "FILE" caps [..];` means what a runtime makes of the profile through libseccomp, for a container with these
//! capabilities. This stage reads the file and selects what holds; the checker makes rules of it.
//!
//! - Accepted: a profile of Docker's or Podman's, the `linux.seccomp` object of the OCI, a whole `config.json`. A key that
//!   is none of theirs is an error: a misspelt `args` would let a call through whatever its arguments.
//! - `defaultAction` is the policy's `default`, unless the policy states one; it then stands in the profile's place.
//! - The policy's own statements come before the profile: what they say of a call is all that is said of it.
//! - The profile's ABIs (`architectures`, or the target's entry of `archMap`) are the policy's, as if `abi [..]` listed them.
//!   The native ABI always is; architectures that the target's kernel does not run are passed over, and so is s390's 31-bit
//!   ABI, whose calls stay foreign. `foreign` stays the policy's: `kill_process` where absent, where libseccomp kills a thread.
//! - `minKernel` always holds: the kernel is not known at build time, and the newest is meant.
//! - `includes.caps` must all be held, and one of `excludes.caps` is enough.
//! - A rule whose action is the default is left out before rules combine, as runtimes do; names that no architecture has
//!   are passed over.
//! - Of a call's rules one without `args` decides it whole, the first if there are several. Otherwise the one whose `args`
//!   hold decides, and the default where none does. `args` of one rule hold together; where two of them are about one
//!   argument, each is a rule of its own, as in runc and crun.
//! - Two rules with `args` and different actions that can hold for the same call are an error. The runtime specification
//!   says nothing of them, runtimes hand them to libseccomp in the file's order, and libseccomp 2.5 refuses some (EEXIST)
//!   and orders the others by argument and operator, whatever came first.
//! - Arguments are compared unsigned, in the width that the kernel reads. This is the one difference from libseccomp, which
//!   compares all 64 bits, so that a call slips past a rule with a bit in the half that the kernel ignores.
//!   A number that is a negative one in 64 bits is the same number in the argument's width; any other beyond the width is
//!   larger than every argument.
//! - `flags` and `listenerPath` are about installing, and not read.

use std::rc::Rc;

use crate::action::Kind;
use crate::error::{Errors, Place};
use crate::source::Sources;
use crate::syntax::{self, Name, Statement, StatementKind};
use crate::target::{Abi, Target};

mod arches;
mod caps;
mod json;
mod read;
mod rules;
mod select;

/// What a profile says for one target and its capabilities.
#[derive(Clone, Debug)]
pub struct Profile {
    /// `defaultAction`, with `defaultErrnoRet`.
    pub default: Action,
    /// The ABIs beside the native one.
    pub abis: Vec<Abi>,
    /// The rules that hold, in the order of the file.
    pub rules: Vec<Rule>,
}

/// An action of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Which.
    pub kind: Kind,
    /// Its number.
    pub data: Data,
}

/// The number that goes with an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// `errnoRet`
    Number(u16),
    /// `errno`, a name of errno.h, whose number is the target's.
    Errno(String),
}

/// A rule of a profile.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The calls.
    pub names: Vec<String>,
    /// What is answered.
    pub action: Action,
    /// What must hold, all of it.
    pub tests: Vec<Test>,
    /// Where the rule begins.
    pub place: Place,
}

/// A comparison of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Test {
    /// 0 to 5.
    pub index: u8,
    /// The comparison.
    pub is: Compare,
}

/// `SCMP_CMP_*`, unsigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Compare {
    NotEqual(u64),
    Less(u64),
    LessEqual(u64),
    Equal(u64),
    GreaterEqual(u64),
    Greater(u64),
    /// `arg & mask == value`
    Masked {
        mask: u64,
        value: u64,
    },
}

/// The policy that a profile makes alone: `oci "PATH" caps [..];`.
///
/// Mistakes in the profile itself are found when the policy is checked.
pub fn policy(
    path: &str,
    caps: &[&str],
    sources: &dyn Sources,
    errors: &mut Errors,
) -> syntax::Policy {
    let place = Place::whole();
    let (file, text) = match sources.read(path) {
        Ok(read) => read,
        Err(why) => {
            errors.push(&place, format!("cannot read `{path}`: {why}"));
            return syntax::Policy::default();
        }
    };
    let mut names = Vec::new();
    for cap in caps {
        // Anything else is no identifier, and no capability either.
        let is_word = cap
            .chars()
            .all(|character| character.is_ascii_uppercase() || character == '_');
        if cap.starts_with("CAP_") && is_word {
            names.push(Name {
                text: (*cap).to_owned(),
                place: place.clone(),
            });
        } else {
            errors.push(&place, format!("no capability `{cap}`"));
        }
    }
    let oci = syntax::Oci {
        path: path.to_owned(),
        text: Rc::from(text),
        place: place.clone(),
        caps: names,
    };
    syntax::Policy {
        allowed: Vec::new(),
        denied: Vec::new(),
        statements: vec![Statement {
            place,
            abis: None,
            kind: StatementKind::Oci(oci),
        }],
        files: vec![file],
    }
}

/// Reads a statement's profile.
///
/// # Errors
/// Everything that is wrong with it, with the line of the file and the JSON path.
pub fn read(oci: &syntax::Oci, target: Target) -> Result<Profile, Vec<(Place, String)>> {
    read::profile(oci, target)
}
