//! The kernel's structs, field by field.

use core::mem::{align_of, offset_of, size_of};

use evalbox_seccomp::{AUDIT_ARCH, SeccompData, SockFilter};

#[test]
fn sock_filter() {
    assert_eq!(size_of::<SockFilter>(), 8);
    assert_eq!(size_of::<SockFilter>(), size_of::<libc::sock_filter>());
    assert_eq!(align_of::<SockFilter>(), align_of::<libc::sock_filter>());
    assert_eq!(
        offset_of!(SockFilter, code),
        offset_of!(libc::sock_filter, code)
    );
    assert_eq!(
        offset_of!(SockFilter, jt),
        offset_of!(libc::sock_filter, jt)
    );
    assert_eq!(
        offset_of!(SockFilter, jf),
        offset_of!(libc::sock_filter, jf)
    );
    assert_eq!(offset_of!(SockFilter, k), offset_of!(libc::sock_filter, k));
}

#[test]
fn seccomp_data() {
    assert_eq!(size_of::<SeccompData>(), 64);
    assert_eq!(size_of::<SeccompData>(), size_of::<libc::seccomp_data>());
    assert_eq!(align_of::<SeccompData>(), align_of::<libc::seccomp_data>());
    assert_eq!(
        offset_of!(SeccompData, nr),
        offset_of!(libc::seccomp_data, nr)
    );
    assert_eq!(
        offset_of!(SeccompData, arch),
        offset_of!(libc::seccomp_data, arch)
    );
    assert_eq!(
        offset_of!(SeccompData, instruction_pointer),
        offset_of!(libc::seccomp_data, instruction_pointer)
    );
    assert_eq!(
        offset_of!(SeccompData, args),
        offset_of!(libc::seccomp_data, args)
    );
}

/// linux/audit.h
#[test]
fn audit_arch() {
    if cfg!(all(target_arch = "x86_64", target_pointer_width = "64")) {
        assert_eq!(AUDIT_ARCH, 0xc000_003e);
    } else if cfg!(all(target_arch = "aarch64", target_endian = "little")) {
        assert_eq!(AUDIT_ARCH, 0xc000_00b7);
    } else if cfg!(target_arch = "s390x") {
        assert_eq!(AUDIT_ARCH, 0x8000_0016);
    }
}
