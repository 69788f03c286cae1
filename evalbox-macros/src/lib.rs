//! The procedural macro behind `evalbox_seccomp::seccomp_filter!`.
