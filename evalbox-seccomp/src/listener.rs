//! x
/// x
pub struct Listener;
