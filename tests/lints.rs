//! Lints: what trips each, what does not, and that each is switched off by its name.

#[path = "lints/bypass.rs"]
mod bypass;
#[path = "lints/conditions.rs"]
mod conditions;
#[path = "lints/policies.rs"]
mod policies;
#[path = "lints/support.rs"]
mod support;
