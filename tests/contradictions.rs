//! Mistakes in data/: what build.rs refuses, each a message with the file and the line, and what it leaves to these tests.

#[path = "../build/errors.rs"]
mod errors;
#[path = "../build/families.rs"]
mod families;
#[path = "../build/groups.rs"]
mod groups;
#[path = "../build/names.rs"]
mod names;
#[path = "../build/numbers.rs"]
#[allow(
    dead_code,
    reason = "what build.rs writes is tested through the tables"
)]
mod numbers;
#[path = "../build/signatures.rs"]
#[allow(
    dead_code,
    reason = "what build.rs writes is tested through the tables"
)]
mod signatures;
#[path = "../build/table.rs"]
mod table;
#[path = "../build/text.rs"]
mod text;
#[path = "../build/types.rs"]
mod types;

#[path = "contradictions/details.rs"]
mod details;
#[path = "contradictions/refused.rs"]
mod refused;
