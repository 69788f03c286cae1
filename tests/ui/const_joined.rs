use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [exit_group];
    mmap deny MAP_SHARED | MAP_ANONYMOUS;
};

fn main() {}
