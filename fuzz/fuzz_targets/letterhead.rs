//! The fuzz target `letterhead`.
#![no_main]

mod properties;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    properties::letterhead(data);
});
