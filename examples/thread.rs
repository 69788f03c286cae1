//! Confines one thread of a program: what it starts is confined as well, the others are not.
//!
//! `cargo run --example thread`

use std::fs::File;
use std::net::UdpSocket;
use std::thread;

use evalbox_seccomp::{Filter, seccomp_filter};

/// A parser of untrusted input needs neither the network nor new files. Errors are more useful here than death.
static PARSER: Filter = seccomp_filter! {
    default allow;
    errno(EACCES) [socket, connect, execve, execveat, ptrace, io_uring_setup, open, creat, openat2];
    openat { flags & O_ACCMODE == O_RDONLY => allow, _ => errno(EACCES) }
};

fn main() {
    let confined = thread::spawn(|| {
        PARSER.install().expect("the kernel has seccomp filters");
        println!(
            "confined thread: socket: {:?}",
            UdpSocket::bind("127.0.0.1:0").map(drop)
        );
        println!(
            "confined thread: reading: {:?}",
            File::open("/dev/null").map(drop)
        );
        println!(
            "confined thread: writing: {:?}",
            File::create("/dev/null").map(drop)
        );
    });
    confined.join().expect("the thread does not panic");
    println!(
        "this thread: socket: {:?}",
        UdpSocket::bind("127.0.0.1:0").map(drop)
    );
}
