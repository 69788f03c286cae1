use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    kill deny if pid > 0x8000_0000;
};

fn main() {}
