use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    ioctl deny 0x1_0000_5412;
};

fn main() {}
