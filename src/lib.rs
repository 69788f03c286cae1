//! The compiler behind `seccomp_filter!`: a policy in, a verified seccomp-BPF program out.
//!
//! It is an ordinary library on [`proc_macro2`] tokens, so that the macro, the command, tests, fuzzers and
//! benches all call the same code. [`compile`] is the table of contents.

pub mod check;
pub mod compile;
pub mod emit;
pub mod lint;
pub mod oci;
pub mod parse;
pub mod source;
pub mod spans;
pub mod syntax;
pub mod table;

// The back end, in a crate of its own: rustc compiles it beside proc-macro2, quote and syn.
pub use evalbox_program::{
    action, assemble, concrete, constant, error, evaluate, fold, graph, lower, optimise, ordered,
    policy, program, prove, target,
};
