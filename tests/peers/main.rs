//! libseccomp and seccompiler as compilers, for comparison: the same random rules through them and through us, and every
//! program asked about inputs derived from the rules. Where they differ it is for a known fault, each shown by an example
//! (docs/trust.md has the list).
//!
//! libseccomp is an optional peer: without libseccomp-dev and gcc its tests say that they are skipped.

#[path = "../support/inputs.rs"]
mod inputs;
#[path = "../support/machine.rs"]
mod machine;
#[path = "../oci/peer.rs"]
mod peer;
#[path = "../support/words.rs"]
mod words;

mod faults;
mod libseccomp;
mod rules;
mod seccompiler;
