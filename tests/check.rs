//! The checked policy: what it answers, and what is wrong with a policy, rule by rule of the language.

#[path = "check/abis.rs"]
mod abis;
#[path = "check/conditions.rs"]
mod conditions;
#[path = "check/constants.rs"]
mod constants;
#[path = "check/decisions.rs"]
mod decisions;
#[path = "check/support.rs"]
mod support;
