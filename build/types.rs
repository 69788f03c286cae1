//! The kernel's types: how many bits of a register it reads, and with which sign.

/// What is read of a register, in the words of src/table/syscalls/signature.rs: so many bits, signed or not (`s32`, `u32`), on every
/// ABI; a register's width, signed or not (`long`, `ulong`); such an address in user memory (`pointer`), or one in 32 bits (`compat`).
///
/// A type that is in no list is an error: whoever adds it has to look up what it is.
pub(crate) fn kind(name: &str) -> Result<&'static str, String> {
    if name.ends_with('*') {
        return Ok("pointer");
    }
    Ok(match name {
        "?" => "?",
        "umode_t" | "compat_mode_t" | "old_uid_t" | "old_gid_t" => "u16",
        "int" | "s32" | "__s32" | "pid_t" | "key_t" | "key_serial_t" | "clockid_t" | "timer_t"
        | "mqd_t" | "rwf_t" | "compat_long_t" | "compat_ssize_t" => "s32",
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
        | "enum landlock_rule_type" => "u32",
        "loff_t" => "s64",
        "u64" | "__u64" => "u64",
        "long" | "off_t" => "long",
        "unsigned long" | "size_t" | "aio_context_t" | "uintptr_t" | "old_sigset_t" => "ulong",
        "__sighandler_t" | "cap_user_header_t" | "cap_user_data_t" => "pointer",
        "compat_uptr_t" => "compat",
        _ => return Err(format!("`{name}` is no type that build/types.rs knows")),
    })
}
