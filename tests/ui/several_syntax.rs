use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    alow [read];
    default errno;
    socket deny if domain = 1;
    allow [write exit_group];
};

fn main() {}
