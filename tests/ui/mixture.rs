use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [read, write, exit_group];
    socket allow AF_UNIX;
    socket deny SOCK_RAW;
};

fn main() {}
