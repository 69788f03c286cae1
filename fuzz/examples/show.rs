fn main() { let data = std::fs::read(std::env::args().nth(1).unwrap()).unwrap(); evalbox_fuzz::policy::run(&data); }
