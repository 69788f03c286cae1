use evalbox_seccomp::{Filter, seccomp_filter};

const REFUSED: i32 = 5000;

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    errno(crate::REFUSED) [ptrace];
};

fn main() {}
