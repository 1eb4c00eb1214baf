//! The fuzz target `picture`: the file of a picture or a logo.
#![no_main]

mod pictures;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    pictures::picture(data);
});
