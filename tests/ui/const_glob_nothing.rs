use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [exit_group];
    ptrace deny PTRACE_GETWMMX*;
};

fn main() {}
