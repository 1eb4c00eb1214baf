//! The fuzz target `manifest`.
#![no_main]

mod records;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    records::manifest(data);
});
