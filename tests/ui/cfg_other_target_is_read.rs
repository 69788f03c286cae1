use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    #[cfg(target_arch = "aarch64")]
    socket deny if domain = AF_NETLINK;
};

fn main() {}
