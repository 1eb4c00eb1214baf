//! The fuzz target `report`.
#![no_main]

mod properties;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    properties::report(data);
});
