use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    ioctl deny if op in [1, 0x1_0000_0000];
};

fn main() {}
