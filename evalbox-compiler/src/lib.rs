//! The compiler behind `seccomp_filter!`: a policy in, a verified seccomp-BPF program out.
//!
//! It is an ordinary library on [`proc_macro2`] tokens, so that the macro, the command, tests, fuzzers and
//! benches all call the same code. [`compile`] is the table of contents. The front end (`evalbox-policy`) and the back end
//! (`evalbox-program`) are crates of their own, which rustc compiles side by side.

pub mod compile;
pub mod emit;
pub mod lint;
pub mod tokens;

#[doc(no_inline)]
#[cfg(feature = "oci")]
pub use evalbox_policy::oci;
#[doc(no_inline)]
pub use evalbox_policy::{check, parse, source, suggest, syntax, table};
#[doc(no_inline)]
pub use evalbox_program::{
    action, assemble, concrete, constant, error, evaluate, fold, graph, lower, optimise, ordered,
    policy, program, prove, target,
};
