#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| evalbox_fuzz::trace::run(data));
