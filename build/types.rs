//! The kernel's types: how many bits of a register it reads, and with which sign.

/// What is read of a register, as `Kind` of src/table/syscalls.rs writes it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// So many bits, signed or not, on every ABI.
    Bits(u8, bool),
    /// A register's width, signed or not.
    Long(bool),
    /// A register's width, an address in user memory.
    Pointer,
    /// The same in 32 bits (`compat_uptr_t`).
    CompatPointer,
    /// Not known.
    Unknown,
}

/// `None` for a type that is in no list: whoever adds it has to look up what it is.
pub(crate) fn kind(name: &str) -> Option<Kind> {
    if name.ends_with('*') {
        return Some(Kind::Pointer);
    }
    Some(match name {
        "?" => Kind::Unknown,
        "umode_t" | "compat_mode_t" | "old_uid_t" | "old_gid_t" => Kind::Bits(16, false),
        "int" | "s32" | "__s32" | "pid_t" | "key_t" | "key_serial_t" | "clockid_t" | "timer_t"
        | "mqd_t" | "rwf_t" | "compat_long_t" | "compat_ssize_t" => Kind::Bits(32, true),
        "unsigned"
        | "unsigned int"
        | "uint"
        | "u32"
        | "__u32"
        | "uid_t"
        | "gid_t"
        | "qid_t"
        | "compat_ulong_t"
        | "compat_size_t"
        | "compat_aio_context_t"
        | "enum landlock_rule_type" => Kind::Bits(32, false),
        "loff_t" => Kind::Bits(64, true),
        "u64" | "__u64" => Kind::Bits(64, false),
        "long" | "off_t" => Kind::Long(true),
        "unsigned long" | "size_t" | "aio_context_t" | "uintptr_t" | "old_sigset_t" => {
            Kind::Long(false)
        }
        "__sighandler_t" | "cap_user_header_t" | "cap_user_data_t" => Kind::Pointer,
        "compat_uptr_t" => Kind::CompatPointer,
        _ => return None,
    })
}
