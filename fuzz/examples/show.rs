//! Runs the target `policy` on one file, to see again what a fuzzer found: `cargo run --example show -- FILE`.

use std::{env, fs};

fn main() {
    let path = env::args().nth(1).expect("a file's name");
    let data = fs::read(path).expect("a file that can be read");
    evalbox_fuzz::policy::run(&data);
}
