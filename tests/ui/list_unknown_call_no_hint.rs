use evalbox_seccomp::{Filter, seccomp_filter};

static SANDBOX: Filter = seccomp_filter! {
    allow [read, open_the_pod_bay_doors, exit_group];
};

fn main() {}
