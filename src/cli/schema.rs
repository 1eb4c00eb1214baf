//! `nacka-report schema`: the JSON Schemas that editors read.

use nacka_report::schema;

use super::args::{Described, Schema};
use super::console::print;
use super::status::Status;
use super::wording::CommandError;

/// Runs the command.
pub fn run(args: &Schema) -> Result<Status, CommandError> {
    let schema = match args.which {
        Described::Report => schema::report(),
        Described::Letterhead => schema::letterhead(),
        Described::Package => schema::package(),
        Described::Config => return print(include_str!("../../docs/config.schema.json")),
        Described::Messages => return print(include_str!("../../docs/messages.schema.json")),
    };
    print(&format!("{schema:#}\n"))
}
