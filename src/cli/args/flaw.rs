//! What is wrong with a value that clap hands to us, as data: it is told in both languages.

use std::fmt;

use crate::output::MAX_SHARDS;

/// Why a value will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueFlaw {
    /// No shard's number and how many there are.
    NotAShard,
    /// More shards than there may be.
    TooManyShards,
    /// No shard of so many has that number, which counts from `first`.
    NoSuchShard { of: u32, first: u32 },
    /// No number of bytes with its unit.
    NotASize,
}

impl std::error::Error for ValueFlaw {}

/// In English, as clap shows it.
impl fmt::Display for ValueFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAShard => {
                f.write_str("two whole numbers are wanted, with a slash between, such as 3/16")
            }
            Self::TooManyShards => write!(f, "there may be {MAX_SHARDS} shards at most"),
            Self::NoSuchShard { of, first } => {
                write!(f, "the first of {of} is {first}/{of}, the last {}/{of}", of - 1 + first)
            }
            Self::NotASize => f.write_str("a number and its unit: kB, MB, GB or TB"),
        }
    }
}
