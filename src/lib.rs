//! The front end of the compiler behind `seccomp_filter!`: the text of a policy in, the checked [`policy`] out.
//!
//! [`parse`] reads tokens, [`check`] what they mean by the [`table`] of system calls and constants. `evalbox-compiler` puts the front
//! end and the back end (`evalbox-program`) together.

pub mod check;
#[cfg(feature = "oci")]
pub mod oci;
pub mod parse;
pub mod source;
pub mod suggest;
pub mod syntax;
pub mod table;
pub mod tokens;

#[doc(no_inline)]
pub use evalbox_ir::{action, constant, error, fold, ordered, policy, target};
