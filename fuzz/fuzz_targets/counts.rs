#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| evalbox_fuzz::counts::run(data));
