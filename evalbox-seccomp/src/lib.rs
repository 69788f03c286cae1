//! Verified seccomp-BPF filters.
#![no_std]
