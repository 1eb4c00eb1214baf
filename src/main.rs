//! The command line program; everything it can do is in the library and in `cli`.

fn main() {}
