use evalbox_seccomp::{Filter, seccomp_filter};

const WIDE: u64 = 1 << 32;

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    socket deny AF_NETLINK;
    expect socket(crate::WIDE) => allow;
};

fn main() {}
