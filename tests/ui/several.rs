use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [raed, write, exit_group];
    socket deny if domian == AF_NETLINK;
    errno(5000) [ptrace];
    clone deny OLD*;
};

fn main() {}
