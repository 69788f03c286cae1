use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    #![allow(no_exit)]
};

fn main() {}
