//! A place in a file: which field it is, by its keys and its positions in lists from the top.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A place in a report or letterhead, written `evaluation[2].assessment`; positions count from 0.
/// The empty path is the file as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath {
    steps: Vec<Step>,
}

/// A step down from a block or a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// To the value of a key.
    Key(Cow<'static, str>),
    /// To an item of a list, from 0.
    Item(usize),
}

impl FieldPath {
    /// The place of a key at the top of the file.
    pub fn of(key: impl Into<Cow<'static, str>>) -> Self {
        Self::default().key(key)
    }

    /// The place of a key in this block.
    #[must_use]
    pub fn key(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        self.push(Step::Key(key.into()));
        self
    }

    /// The place of an item, from 0, in this list.
    #[must_use]
    pub fn item(mut self, index: usize) -> Self {
        self.push(Step::Item(index));
        self
    }

    /// Goes one step down.
    pub fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Goes back up; returns the step that led here, or nothing at the top.
    pub fn pop(&mut self) -> Option<Step> {
        self.steps.pop()
    }

    /// The steps from the top.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The keys alone, which all items of a list have in common: `evaluation.assessment`.
    pub fn without_positions(&self) -> String {
        let mut keys = String::new();
        for step in &self.steps {
            if let Step::Key(key) = step {
                if !keys.is_empty() {
                    keys.push('.');
                }
                keys.push_str(key);
            }
        }
        keys
    }

    /// Whether this is the file as a whole.
    pub fn is_root(&self) -> bool {
        self.steps.is_empty()
    }

    /// The key that leads here, if the last step is one.
    pub fn last_key(&self) -> Option<&str> {
        match self.steps.last()? {
            Step::Key(key) => Some(key),
            Step::Item(_) => None,
        }
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, step) in self.steps.iter().enumerate() {
            match step {
                Step::Key(key) if depth == 0 => formatter.write_str(key)?,
                Step::Key(key) => write!(formatter, ".{key}")?,
                Step::Item(index) => write!(formatter, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// A text that is no [`FieldPath`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoFieldPath;

impl fmt::Display for NoFieldPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a place such as evaluation[2].assessment")
    }
}

impl std::error::Error for NoFieldPath {}

impl FromStr for FieldPath {
    type Err = NoFieldPath;

    /// Reads a place as [`Display`](fmt::Display) writes it. Keys hold neither `.` nor brackets.
    fn from_str(written: &str) -> Result<Self, NoFieldPath> {
        let mut path = Self::default();
        if written.is_empty() {
            return Ok(path);
        }
        for piece in written.split('.') {
            let (key, mut rest) = piece.split_at(piece.find('[').unwrap_or(piece.len()));
            if key.is_empty() || key.contains(']') {
                return Err(NoFieldPath);
            }
            path = path.key(key.to_owned());
            while !rest.is_empty() {
                let (index, after) = rest
                    .strip_prefix('[')
                    .and_then(|rest| rest.split_once(']'))
                    .ok_or(NoFieldPath)?;
                if index.is_empty() || !index.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(NoFieldPath);
                }
                path = path.item(index.parse().map_err(|_| NoFieldPath)?);
                rest = after;
            }
        }
        Ok(path)
    }
}

impl Serialize for FieldPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for written in ["", "title", "next_steps.notes", "evaluation[2].assessment", "a[0][11].b"] {
            assert_eq!(written.parse::<FieldPath>().unwrap().to_string(), written);
        }
        let built = FieldPath::of("evaluation").item(2).key("assessment");
        assert_eq!("evaluation[2].assessment".parse(), Ok(built));
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for written in
            [".", "a.", "[1]", "a[", "a[]", "a[-1]", "a[1]b", "a]", "a[99999999999999999999]"]
        {
            assert_eq!(written.parse::<FieldPath>(), Err(NoFieldPath), "{written}");
        }
    }
}
