//! The fuzz target `messages`: what every format makes of any name and any report.
#![no_main]

mod properties;
mod records;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    properties::messages(data, records::junit);
});
