"""The kernel's types: how many bits of a register it reads, and with which sign. build/signatures.rs has the same table."""

LONG = "long"  # the register's width
SCALARS = {
    (32, True): """int key_t s32 __s32 pid_t compat_pid_t key_serial_t clockid_t timer_t mqd_t rwf_t compat_int_t compat_long_t
        compat_off_t compat_ssize_t""",
    (32, False): """unsigned|int unsigned uint uint32_t u32 __u32 uid_t gid_t qid_t compat_ulong_t compat_size_t compat_uint_t
        compat_aio_context_t compat_old_sigset_t enum|landlock_rule_type""",
    (16, False): "umode_t compat_mode_t old_uid_t old_gid_t",
    (LONG, True): "long off_t ssize_t",
    (LONG, False): "unsigned|long size_t aio_context_t uintptr_t old_sigset_t",
    (64, True): "loff_t compat_loff_t s64",
    (64, False): "u64 __u64",
}
CLASSES = {t.replace("|", " "): c for c, types in SCALARS.items() for t in types.split()}
POINTERS = {"__sighandler_t", "cap_user_header_t", "cap_user_data_t"}
COMPAT_POINTERS = {"compat_uptr_t"}

NARROW_REGISTERS = {"x86", "arm", "riscv32", "powerpc", "mips"}
# 64-bit values start in an even register.
ALIGNED = {"arm", "powerpc", "mips"}


def class_of(kernel_type, abi):
    word = 32 if abi in NARROW_REGISTERS else 64
    if "*" in kernel_type or kernel_type in POINTERS:
        return "pointer", word
    if kernel_type in COMPAT_POINTERS:
        return "pointer", 32
    bits, signed = CLASSES[kernel_type]
    return ("signed" if signed else "unsigned"), (word if bits == LONG else bits)


def registers(kernel_types, abi):
    """[(slot, kind, bits)] of a prototype on that ABI."""
    slot, out = 0, []
    for kernel_type in kernel_types:
        kind, bits = class_of(kernel_type, abi)
        wide = bits == 64 and abi in NARROW_REGISTERS
        if wide and abi in ALIGNED:
            slot += slot % 2
        out.append((slot, kind, bits))
        slot += 2 if wide else 1
    return out
