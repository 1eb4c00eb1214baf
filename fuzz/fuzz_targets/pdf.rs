//! The fuzz target `pdf`.
#![no_main]

mod properties;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    properties::pdf(data);
});
