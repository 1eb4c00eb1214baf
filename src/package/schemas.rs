//! What every package carries with it: the schemas of its XML files, and the documentation of the
//! formats in it.

use super::format::Format;

/// The namespaces of METS, its extensions and their like.
pub const METS_SPACE: &str = "http://www.loc.gov/METS/";
pub const XLINK_SPACE: &str = "http://www.w3.org/1999/xlink";
pub const CSIP_SPACE: &str = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS";
pub const SIP_SPACE: &str = "https://DILCIS.eu/XML/METS/SIPExtensionMETS";
pub const PREMIS_SPACE: &str = "http://www.loc.gov/premis/v3";
pub const EAD_SPACE: &str = "http://ead3.archivists.org/schema/";
pub const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The names of the schemas' files.
pub const METS: &str = "mets.xsd";
pub const XLINK: &str = "xlink.xsd";
pub const CSIP: &str = "DILCISExtensionMETS.xsd";
pub const SIP: &str = "DILCISExtensionSIPMETS.xsd";
pub const PREMIS: &str = "premis-v3-0.xsd";
pub const EAD: &str = "ead3.xsd";
pub const DUBLIN_CORE: &str = "dublin-core.xsd";

/// A file that is built in.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// Its path in the package.
    pub path: &'static str,
    pub text: &'static str,
    pub format: Format,
}

macro_rules! built_in {
    ($format:ident: $($path:literal = $file:literal),* $(,)?) => {
        &[$(BuiltIn { path: $path, text: include_str!($file), format: Format::$format }),*]
    };
}

/// The schemas, as their makers publish them; Dublin Core's is this project's own.
pub const SCHEMAS: &[BuiltIn] = built_in!(Schema:
    "schemas/DILCISExtensionMETS.xsd" = "schemas/DILCISExtensionMETS.xsd",
    "schemas/DILCISExtensionSIPMETS.xsd" = "schemas/DILCISExtensionSIPMETS.xsd",
    "schemas/dublin-core.xsd" = "schemas/dublin-core.xsd",
    "schemas/ead3.xsd" = "schemas/ead3.xsd",
    "schemas/mets.xsd" = "schemas/mets.xsd",
    "schemas/premis-v3-0.xsd" = "schemas/premis-v3-0.xsd",
    "schemas/xlink.xsd" = "schemas/xlink.xsd",
);

/// The pages about the formats.
pub const PAGES: &[BuiltIn] = built_in!(Markdown:
    "documentation/paket.md" = "../../docs/paket.md",
    "documentation/skriva-rapport.md" = "../../docs/sv/skriva-rapport.md",
);

/// The schemas of the YAML files.
pub const FORMATS: &[BuiltIn] = built_in!(Json:
    "documentation/letterhead.schema.json" = "../../docs/letterhead.schema.json",
    "documentation/package.schema.json" = "../../docs/package.schema.json",
    "documentation/report.schema.json" = "../../docs/report.schema.json",
);

/// The program with its version.
pub fn program() -> String {
    format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
}
