//! What the front end of the compiler behind `seccomp_filter!` (`evalbox-policy`) hands to its back end (`evalbox-program`): the
//! checked [`policy`], and what both are written in. It is a crate of its own so that rustc compiles the two side by side.

pub mod action;
pub mod constant;
pub mod error;
pub mod fold;
pub mod ordered;
pub mod policy;
pub mod target;
