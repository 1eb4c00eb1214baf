//! JSON Schemas of the report, the letterhead and the package file (draft 2020-12), for editors to complete and
//! check against. They are generated from the model, whose fields say here what YAML they are
//! read from; only [`crate::check`] decides what is valid.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use crate::model::yaml::{File, Filled, Line};
use crate::model::{Letterhead, Mark, Report, Submission};

/// The schema of a report file.
pub fn report() -> Value {
    generate::<Report>()
}

/// The schema of a letterhead file.
pub fn letterhead() -> Value {
    generate::<Letterhead>()
}

/// The schema of a package file.
pub fn package() -> Value {
    generate::<Submission>()
}

fn generate<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
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
