use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    socket deny AF_NETLINK;
    expect socket(0x1_0000_0001) => allow;
};

fn main() {}
