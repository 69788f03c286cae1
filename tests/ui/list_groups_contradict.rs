use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [@basic_io, exit_group];
    errno(EPERM) [@file_system];
};

fn main() {}
