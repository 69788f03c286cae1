use evalbox_seccomp::{Filter, seccomp_filter};

const WIDE: u64 = 1 << 32;

static SANDBOX: Filter = seccomp_filter! {
    include "policies/wide.policy";
    allow [read, write, exit_group];
};

fn main() {}
