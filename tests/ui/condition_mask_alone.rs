use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    clone deny if flags & CLONE_NEWUSER;
};

fn main() {}
