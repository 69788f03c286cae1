use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    abi x86;
    allow [read, write, exit_group];
};

fn main() {}
