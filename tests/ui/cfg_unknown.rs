use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    #[cfg(feature = "net")]
    allow [socket];
    allow [read, write, exit_group];
};

fn main() {}
