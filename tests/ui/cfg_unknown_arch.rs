use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    #[cfg(target_arch = "x86-64")]
    allow [socket];
    allow [read, write, exit_group];
};

fn main() {}
