//! JSON Schemas of the report and the letterhead (draft 2020-12), for editors to complete and
//! check against. They are generated from the model, whose fields say here what YAML they are
//! read from; only [`crate::check`] decides what is valid.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::check::{MAX_PATH, MAX_TEXT};
use crate::model::{Letterhead, Mark, Report};

/// The schema of a report file.
pub fn report() -> Value {
    generate::<Report>()
}

/// The schema of a letterhead file.
pub fn letterhead() -> Value {
    generate::<Letterhead>()
}

fn generate<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
}

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

// A text that YAML reads as a number or as true or false is taken as its author typed it; a
// pattern has no say in those.
scalars! {
    /// Plain text of one line.
    Line: {"type": ["string", "number", "boolean"], "maxLength": MAX_TEXT, "pattern": r"^\s*[^\r\n]*\s*$"},
    /// Prose.
    Text: {"type": ["string", "number", "boolean"], "maxLength": MAX_TEXT},
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

impl JsonSchema for Mark {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Mark".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "oneOf": [
                {
                    "properties": {
                        "wordmark": with_texts(Filled::<Line>::json_schema(generator), "Ordbild", "Namnet uppe till vänster på varje sida.", "NACKA KOMMUN"),
                    },
                    "required": ["wordmark"],
                },
                {
                    "properties": {
                        "logo": {
                            "type": "object",
                            "title": "Logotyp",
                            "description": "En bild i ordbildens ställe.",
                            "properties": {
                                "file": with_texts(Filled::<File>::json_schema(generator), "Fil", "Sökväg till en SVG-, PNG- eller JPEG-fil, räknad från brevhuvudets egen mapp. SVG utan text.", "logo.svg"),
                                "alt": with_texts(Filled::<Line>::json_schema(generator), "Alternativtext", "Vad logotypen visar.", "Nacka kommun"),
                                "height": {
                                    "type": "string",
                                    "pattern": r"^\s*\d+(\.\d+)?\s*(mm|cm|pt)\s*$",
                                    "title": "Höjd",
                                    "description": "Ett tal med enheten mm, cm eller pt.",
                                    "examples": ["14mm"],
                                },
                            },
                            "required": ["file", "alt", "height"],
                            "additionalProperties": false,
                        },
                    },
                    "required": ["logo"],
                },
            ],
        })
    }
}

fn with_texts(mut schema: Schema, title: &str, description: &str, example: &str) -> Schema {
    schema.insert("title".into(), title.into());
    schema.insert("description".into(), description.into());
    schema.insert("examples".into(), vec![example].into());
    schema
}
