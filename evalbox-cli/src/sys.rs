//! The system calls that std has no name for. Everything unsafe in the command is below this module.

pub(crate) mod filters;
pub(crate) mod fork;
pub(crate) mod probe;
pub(crate) mod ptrace;
pub(crate) mod signals;
pub(crate) mod wait;
