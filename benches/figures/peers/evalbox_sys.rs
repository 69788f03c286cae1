//! evalbox-sys 0.2, the hand-written filter that this project grew out of.

#![allow(unsafe_code, reason = "the crate's way to install is unsafe")]

use evalbox_seccomp::{Filter, SockFilter};
use evalbox_sys::seccomp::{
    SockFprog, build_whitelist_filter, default_whitelist, seccomp_set_mode_filter,
};

use super::adopt;
use crate::Answer;

/// The program of the seed's policy.
pub(crate) fn programs() -> Answer<Vec<Filter>> {
    let program = build_whitelist_filter(&default_whitelist());
    let instructions = program.iter().map(|i| SockFilter {
        code: i.code,
        jt: i.jt,
        jf: i.jf,
        k: i.k,
    });
    Ok(vec![adopt(instructions.collect())?])
}

/// Confines the thread.
pub(crate) fn confine() -> Answer<()> {
    let program = build_whitelist_filter(&default_whitelist());
    let fprog = SockFprog {
        len: program.len().try_into()?,
        filter: program.as_ptr(),
    };
    // SAFETY: `fprog` describes `program`, which lives on, and the kernel checks the instructions.
    unsafe { seccomp_set_mode_filter(&fprog) }?;
    Ok(())
}
