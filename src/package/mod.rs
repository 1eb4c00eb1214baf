//! Packages for archives: what of an output folder is handed over, and how it is described
//! (docs/paket.md).

mod assemble;
mod bag;
mod bench;
mod container;
mod describe;
mod description;
mod flaw;
mod format;
mod gather;
mod inventory;
mod mets;
mod opened;
mod parcel;
mod path;
mod premis;
mod schemas;
mod sources;
mod validation;
mod verify;
mod xml;

pub use assemble::{Failure, LetterheadFiles, Order, assemble};
pub use container::Kind;
pub use flaw::Flaw;
pub use gather::Gatherer;
pub use parcel::Shape;
pub use sources::Sources;
pub use validation::Validations;
pub use verify::{Finding, NotAPackage, is_package, verify};
