//! What YAML the fields of reports and letterheads are read from, for their JSON Schemas.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;

use crate::limits::{MAX_IDENTIFIER, MAX_PATH, MAX_TEXT};

/// Declares types that stand in the model's schema for a kind of YAML scalar.
macro_rules! scalars {
    ($($(#[$doc:meta])* $name:ident: $schema:tt),* $(,)?) => {
        $(
            $(#[$doc])*
            pub(crate) enum $name {}

            impl JsonSchema for $name {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!($schema)
                }
            }
        )*
    };
}

// A text that YAML reads as a number is taken as its author typed it; a pattern has no say in
// those.
scalars! {
    /// Plain text of one line.
    Line: {"type": ["string", "number"], "maxLength": MAX_TEXT, "pattern": r"^\s*[^\r\n]*\s*$"},
    /// Prose.
    Text: {"type": ["string", "number"], "maxLength": MAX_TEXT},
    /// Whether a box is ticked, or the prose that it is ticked with.
    Tick: {"type": ["string", "number", "boolean"], "maxLength": MAX_TEXT},
    /// A date as in ISO 8601.
    Date: {"type": "string", "pattern": r"^\s*\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\s*$"},
    /// An e-mail address.
    Email: {"type": "string", "pattern": r"^\s*([^@\s]+@[^@\s]+\.[^@\s]+)?\s*$"},
    /// A web address.
    Web: {"type": "string", "pattern": r"^\s*((https?://)?[^:/?#\s]+\.\S+)?\s*$"},
    /// A path below the file's own folder.
    File: {
        "type": "string",
        "maxLength": MAX_PATH,
        "pattern": r"^\s*(?!/|\\|[A-Za-z]:|(\./)*\.\.(/|\s*$))\S",
    },
    /// A package's identifier.
    Identifier: {
        "type": ["string", "number"],
        "maxLength": MAX_IDENTIFIER,
        "pattern": r"^\s*[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_-])?\s*$",
    },
    /// A language as in ISO 639.
    LanguageCode: {"type": "string", "pattern": r"^\s*([a-z]{2,3})?\s*$"},
    /// Ten digits.
    OrganisationNumber: {"type": ["string", "integer"], "pattern": r"^\s*\d{6}-?\d{4}\s*$"},
}

/// A text that must not be blank.
pub(crate) struct Filled<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Filled<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        schema.insert("allOf".into(), json!([{"pattern": r"\S"}]));
        schema
    }
}
