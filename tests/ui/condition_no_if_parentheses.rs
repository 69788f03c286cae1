use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    kill deny (sig == SIGKILL);
};

fn main() {}
