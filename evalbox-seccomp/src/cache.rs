//! Which calls the kernel will let through without running the filter.

use libc::SECCOMP_RET_ALLOW;

use crate::data::AUDIT_ARCH;
use crate::filter::Filter;
use crate::instruction::{SockFilter, opcode::*};

// SECCOMP_ARCH_NATIVE in arch/*/include/asm/seccomp.h; sparc and mips have none.
const HAS_CACHE: bool = !cfg!(any(
    target_arch = "mips",
    target_arch = "mips32r6",
    target_arch = "mips64",
    target_arch = "mips64r6"
));

// __X32_SYSCALL_BIT and above: beyond the kernel's bitmap on every architecture.
const NO_NUMBER: u32 = 0x4000_0000;

impl Filter {
    /// Whether the kernel allows the native system call `nr` without running the filter.
    ///
    /// Since Linux 5.11 it works out such calls when the filter is installed, one by one, with an emulator that knows the
    /// number and the architecture and little else (`seccomp_is_const_allow`): a load of another word, another instruction
    /// or another answer than allow ends it. Other filters of the thread have to agree.
    ///
    /// Differences from the kernel: it caches no numbers above its own table, and, on `x86_64`, lets `uretprobe` (335)
    /// and `uprobe` (336) through whatever a filter says.
    ///
    /// ```
    /// use evalbox_seccomp::{opcode, Filter, SockFilter};
    ///
    /// static ALLOW: [SockFilter; 1] = [SockFilter::statement(opcode::RET_K, 0x7fff_0000)];
    /// # #[cfg(not(any(target_arch = "mips", target_arch = "mips64")))]
    /// assert!(Filter::new(&ALLOW)?.is_cached(0));
    /// # Ok::<(), evalbox_seccomp::VerifyError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn is_cached(&self, nr: u32) -> bool {
        HAS_CACHE && nr < NO_NUMBER && is_constant_allow(self.program(), nr)
    }
}

/// The kernel's emulator, instruction by instruction.
#[inline]
const fn is_constant_allow(program: &[SockFilter], nr: u32) -> bool {
    let mut a = 0_u32;
    let mut pc = 0_usize;
    while pc < program.len() {
        let SockFilter { code, jt, jf, k } = program[pc];
        let holds = match code {
            LD_ABS => {
                a = match k {
                    0 => nr,
                    4 => AUDIT_ARCH,
                    _ => return false,
                };
                None
            }
            AND_K => {
                a &= k;
                None
            }
            JA => {
                pc = pc.saturating_add(k as usize);
                None
            }
            JEQ_K => Some(a == k),
            JGE_K => Some(a >= k),
            JGT_K => Some(a > k),
            JSET_K => Some(a & k != 0),
            RET_K => return k == SECCOMP_RET_ALLOW,
            _ => return false,
        };
        let skipped = match holds {
            Some(true) => jt as usize,
            Some(false) => jf as usize,
            None => 0,
        };
        pc = pc.saturating_add(skipped).saturating_add(1);
    }
    false
}
