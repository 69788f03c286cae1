use evalbox_seccomp::{Filter, seccomp_filter};

const WIDE: u64 = 1 << 32;

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    ioctl deny crate::WIDE;
    expect ioctl(_, crate::WIDE) => deny;
    expect ioctl(_, 0) => allow;
};

fn main() {}
