use evalbox_seccomp::{Filter, seccomp_filter};

const WIDE: u64 = 0x1_0000_5412;

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    ioctl deny crate::WIDE;
};

fn main() {}
