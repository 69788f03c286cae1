use evalbox_seccomp::{Filter, seccomp_filter};

const NAME: &str = "TIOCSTI";

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    ioctl deny crate::NAME;
};

fn main() {}
