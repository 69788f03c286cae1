use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    kill { if sig == SIGKILL => deny, _ => allow }
};

fn main() {}
