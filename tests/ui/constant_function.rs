use evalbox_seccomp::{Filter, seccomp_filter};

const fn number() -> u32 { 1 }

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    ioctl deny crate::number();
};

fn main() {}
