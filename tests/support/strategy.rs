//! Random policies for proptest; the fuzzers draw theirs from the same bytes without it.

use evalbox_compiler::target::Target;
use proptest::prelude::*;

use crate::policies::policy;

/// Policies for a target.
pub(crate) fn policies(target: Target) -> impl Strategy<Value = String> {
    // Chunks of one byte each shrink to the plainest statements.
    let chunk = prop::collection::vec(any::<u8>(), 1..160);
    prop::collection::vec(chunk, 1..10).prop_map(move |chunks| policy(&chunks, target))
}
