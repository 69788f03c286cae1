//! The compiler behind `seccomp_filter!`: a policy in, a verified seccomp-BPF program out.
//!
//! It is an ordinary library on [`proc_macro2`] tokens, so that the macro, the command, tests, fuzzers and
//! benches all call the same code. [`compile`] is the table of contents.

pub mod action;
pub mod assemble;
pub mod check;
pub mod compile;
pub mod concrete;
pub mod constant;
pub mod emit;
pub mod error;
pub mod evaluate;
pub mod fold;
pub mod graph;
pub mod lint;
pub mod lower;
pub mod oci;
pub mod optimise;
pub mod ordered;
pub mod parse;
pub mod policy;
pub mod program;
pub mod prove;
pub mod source;
pub mod syntax;
pub mod table;
pub mod target;
