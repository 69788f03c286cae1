//! The machine that the command runs on.

use evalbox_compiler::target::Target;

/// What this command was built for.
pub(crate) fn native() -> Result<Target, String> {
    let endian = if cfg!(target_endian = "little") {
        "little"
    } else {
        "big"
    };
    let arch = std::env::consts::ARCH;
    Target::from_cfg(arch, endian)
        .ok_or_else(|| format!("no policies for {arch} ({endian} endian)"))
}
