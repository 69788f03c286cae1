use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    nr(4000) deny if arg6 == 1;
};

fn main() {}
