use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    abi [sparc];
    allow [read, exit_group];
};

fn main() {}
