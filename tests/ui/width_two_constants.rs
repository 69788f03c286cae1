use evalbox_seccomp::{Filter, seccomp_filter};

const WIDE: u64 = 1 << 32;
const WIDER: u64 = 1 << 33;

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    ioctl deny crate::WIDE, crate::WIDER;
};

fn main() {}
