use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    EPERM [ptrace];
};

fn main() {}
