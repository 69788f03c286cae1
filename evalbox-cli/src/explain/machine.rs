//! Which machine a program is for: the architectures that it compares `seccomp_data.arch` with say it.

use evalbox_compiler::program::offset;
use evalbox_compiler::target::{Endian, Target};
use evalbox_seccomp::Filter;
use evalbox_seccomp::opcode::{JEQ_K, LD_ABS};

use crate::target;

/// This machine where the program speaks of it or of none that is known; otherwise the first that it speaks of, a
/// 64-bit machine before the one that it serves as well. `endian` is the byte order of the file.
pub(crate) fn of(filter: &Filter, endian: Option<Endian>) -> Result<Target, String> {
    let native = target::native()?;
    let listed = architectures(filter);
    let fits = |target: &Target| endian.is_none_or(|endian| target.endian == endian);
    let speaks_of = |target: &Target| listed.contains(&target.audit_arch(target.abi));
    let width = |target: &Target| target.abi.long_bits();
    if fits(&native) && (speaks_of(&native) || listed.is_empty()) {
        return Ok(native);
    }
    let others: Vec<Target> = Target::ALL
        .into_iter()
        .filter(|target| fits(target) && speaks_of(target))
        .collect();
    let wide = others.iter().find(|target| width(target) == 64);
    match wide.or(others.first()) {
        Some(&target) => Ok(target),
        None if fits(&native) => Ok(native),
        None => Err(
            "the program is in another byte order than this machine's, and compares with no architecture that is known\n\
             hint: say which machine it is for by `--arch`"
                .to_owned(),
        ),
    }
}

/// What the architecture is compared with, in order. A test reads the word that was loaded last before it in the file:
/// that is how every compiler of filters writes it, and a wrong guess can be corrected by `--arch`.
fn architectures(filter: &Filter) -> Vec<u32> {
    let mut loaded = None;
    let mut listed = Vec::new();
    for instruction in filter.program() {
        match instruction.code {
            LD_ABS => loaded = Some(instruction.k),
            JEQ_K if loaded == Some(offset::ARCH) => listed.push(instruction.k),
            _ => {}
        }
    }
    listed
}

/// The target of that name, as `explain` prints it: `aarch64`, `powerpc64le`, `mips64el`.
pub(crate) fn named(name: &str) -> Result<Target, String> {
    Target::ALL
        .into_iter()
        .find(|target| target.to_string() == name)
        .ok_or_else(|| {
            let names: Vec<String> = Target::ALL.iter().map(ToString::to_string).collect();
            format!("there are: {}", names.join(", "))
        })
}
