//! libseccomp, opened while the bench runs: an optional peer. Needs `libseccomp.so.2` and no header.

#![allow(unsafe_code, reason = "libseccomp is C")]

use std::ffi::{c_int, c_uint, c_void};
use std::fs::File;
use std::io::{Read, Seek};
use std::os::fd::AsRawFd;

use evalbox_seccomp::{Action, Filter, SockFilter};
use libloading::Library;

use super::{FORBIDDEN_REQUESTS, NAMESPACES, RAW, TYPE_MASK, adopt};
use crate::Answer;

const NAME: &str = "libseccomp.so.2";

/// `SCMP_FLTATR_ACT_BADARCH`: kills the thread where it is not set.
const BAD_ARCH: c_uint = 2;
/// `SCMP_FLTATR_CTL_OPTIMIZE`: 1 is a list by priority, 2 a binary tree.
const OPTIMIZE: c_uint = 8;
/// `SCMP_CMP_MASKED_EQ`: `arg & a == b`.
const MASKED_EQ: c_int = 7;
/// Equality of the half that the kernel reads of an `int`; `SCMP_CMP_EQ` compares 64 bits.
const LOW_HALF: u64 = 0xffff_ffff;

/// `struct scmp_arg_cmp`
#[repr(C)]
struct Compare {
    arg: c_uint,
    op: c_int,
    a: u64,
    b: u64,
}

/// `struct scmp_version`
#[repr(C)]
struct Version {
    major: c_uint,
    minor: c_uint,
    micro: c_uint,
}

/// The functions that are used of `seccomp.h`, which documents each.
#[derive(Clone, Copy)]
pub(crate) struct Api {
    version: unsafe extern "C" fn() -> *const Version,
    init: unsafe extern "C" fn(u32) -> *mut c_void,
    release: unsafe extern "C" fn(*mut c_void),
    attr_set: unsafe extern "C" fn(*mut c_void, c_uint, u32) -> c_int,
    rule_add_array: unsafe extern "C" fn(*mut c_void, u32, c_int, c_uint, *const Compare) -> c_int,
    load: unsafe extern "C" fn(*mut c_void) -> c_int,
    export_bpf: unsafe extern "C" fn(*const c_void, c_int) -> c_int,
}

impl Api {
    /// Opens the library for as long as the process lives.
    ///
    /// # Errors
    /// Where the machine has none, or one without `SCMP_FLTATR_CTL_OPTIMIZE` (2.5).
    pub(crate) fn open() -> Answer<Api> {
        // SAFETY: the library's initialisers detect what the kernel can; it is never closed.
        let library = Box::leak(Box::new(unsafe { Library::new(NAME) }?));
        // SAFETY: the types are those of the functions in seccomp.h, stable within `.so.2`.
        let api = unsafe {
            Api {
                version: *library.get(b"seccomp_version")?,
                init: *library.get(b"seccomp_init")?,
                release: *library.get(b"seccomp_release")?,
                attr_set: *library.get(b"seccomp_attr_set")?,
                rule_add_array: *library.get(b"seccomp_rule_add_array")?,
                load: *library.get(b"seccomp_load")?,
                export_bpf: *library.get(b"seccomp_export_bpf")?,
            }
        };
        Ok(api)
    }

    pub(crate) fn version(self) -> String {
        // SAFETY: the function returns a pointer to a static struct.
        let version = unsafe { &*(self.version)() };
        let Version {
            major,
            minor,
            micro,
        } = version;
        format!("{major}.{minor}.{micro}")
    }
}

/// A `scmp_filter_ctx`.
struct Context {
    api: Api,
    raw: *mut c_void,
}

impl Drop for Context {
    fn drop(&mut self) {
        // SAFETY: `raw` is of seccomp_init and is not used again.
        unsafe { (self.api.release)(self.raw) };
    }
}

fn checked(answer: c_int) -> Answer<()> {
    if answer < 0 {
        return Err(format!("libseccomp: {}", std::io::Error::from_raw_os_error(-answer)).into());
    }
    Ok(())
}

impl Context {
    fn new(api: Api, default: Action, tree: bool) -> Answer<Context> {
        // SAFETY: takes a number.
        let raw = unsafe { (api.init)(default.to_raw()) };
        if raw.is_null() {
            return Err("libseccomp: seccomp_init".into());
        }
        let context = Context { api, raw };
        context.set(OPTIMIZE, if tree { 2 } else { 1 })?;
        context.set(BAD_ARCH, Action::KillProcess.to_raw())?;
        Ok(context)
    }

    fn set(&self, attribute: c_uint, value: u32) -> Answer<()> {
        // SAFETY: a context of seccomp_init, and numbers.
        checked(unsafe { (self.api.attr_set)(self.raw, attribute, value) })
    }

    /// A rule: where every `(argument, mask, value)` matches.
    fn rule<const N: usize>(
        &self,
        action: Action,
        number: i64,
        matches: [(c_uint, u64, u64); N],
    ) -> Answer<()> {
        let compares = matches.map(|(arg, mask, value)| Compare {
            arg,
            op: MASKED_EQ,
            a: mask,
            b: value,
        });
        let (number, count) = (c_int::try_from(number)?, c_uint::try_from(N)?);
        // SAFETY: `count` comparisons are read, and there are as many.
        checked(unsafe {
            (self.api.rule_add_array)(self.raw, action.to_raw(), number, count, compares.as_ptr())
        })
    }

    fn load(&self) -> Answer<()> {
        // SAFETY: a context of seccomp_init.
        checked(unsafe { (self.api.load)(self.raw) })
    }

    fn program(&self) -> Answer<Filter> {
        let mut file: File = tempfile::tempfile()?;
        // SAFETY: a context of seccomp_init and an open descriptor.
        checked(unsafe { (self.api.export_bpf)(self.raw, file.as_raw_fd()) })?;
        file.rewind()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let (instructions, []) = bytes.as_chunks::<8>() else {
            return Err("libseccomp: half an instruction".into());
        };
        let instructions = instructions
            .iter()
            .map(|&[c0, c1, jt, jf, k0, k1, k2, k3]| SockFilter {
                code: u16::from_ne_bytes([c0, c1]),
                jt,
                jf,
                k: u32::from_ne_bytes([k0, k1, k2, k3]),
            });
        adopt(instructions.collect())
    }
}

/// The seed's policy. A rule's action may not be the filter's default, so what is refused by argument is a filter of its
/// own, the first: the other one forbids seccomp(2). One filter can say it too, by what is left of the values without the
/// refused ones, in four times the instructions.
fn contexts(api: Api, tree: bool, allowed: &[i64]) -> Answer<[Context; 2]> {
    let list = Context::new(api, Action::KillProcess, tree)?;
    for &number in allowed {
        list.rule(Action::Allow, number, [])?;
    }
    list.rule(Action::Allow, libc::SYS_socket, [])?;
    list.rule(Action::Allow, libc::SYS_ioctl, [])?;
    list.rule(Action::Allow, libc::SYS_clone, [(0, NAMESPACES, 0)])?;
    list.rule(super::ENOSYS, libc::SYS_clone3, [])?;

    let refused = Context::new(api, Action::Allow, tree)?;
    let kill = Action::KillProcess;
    let netlink = libc::AF_NETLINK.try_into()?;
    refused.rule(kill, libc::SYS_socket, [(0, LOW_HALF, netlink)])?;
    refused.rule(kill, libc::SYS_socket, [(1, TYPE_MASK, RAW)])?;
    for request in FORBIDDEN_REQUESTS {
        refused.rule(kill, libc::SYS_ioctl, [(1, LOW_HALF, request)])?;
    }
    Ok([refused, list])
}

/// The programs of the seed's policy.
pub(crate) fn programs(api: Api, tree: bool, allowed: &[i64]) -> Answer<Vec<Filter>> {
    contexts(api, tree, allowed)?
        .iter()
        .map(Context::program)
        .collect()
}

/// Confines the thread.
pub(crate) fn confine(api: Api, tree: bool, allowed: &[i64]) -> Answer<()> {
    let contexts = contexts(api, tree, allowed)?;
    for context in &contexts {
        context.load()?;
    }
    Ok(())
}
