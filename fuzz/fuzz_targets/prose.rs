//! The fuzz target `prose`.
#![no_main]

mod properties;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    properties::prose(data);
});
