//! The user's tokens as the compiler is given them: a flat list, a token's place in which is its span's number. So nothing here knows
//! rustc's own tokens, which exist inside rustc alone; the procedural macro has them, by the same numbers.

mod flatten;

use crate::error::SpanId;

#[doc(no_inline)]
pub use evalbox_policy::tokens::Bracket;
pub use flatten::flatten;

/// A token of the macro call.
#[derive(Clone, Debug)]
pub enum Given {
    /// Opens a group; `None` is the invisible one that a macro's `$x:expr` comes in.
    Open(Option<Bracket>),
    /// Closes the group that was opened last.
    Close(Option<Bracket>),
    /// An identifier or keyword, as written.
    Word(String),
    /// A number, string, character .., as written.
    Literal(String),
    /// A character of an operator, and whether the next one belongs to it.
    Punct(char, bool),
}

/// The number of the token of that index.
fn span_of(index: usize) -> SpanId {
    SpanId(u32::try_from(index + 1).unwrap_or(0))
}

/// The token of that number; none is [`SpanId::WHOLE`].
pub(crate) fn given_at(given: &[Given], id: SpanId) -> Option<&Given> {
    given.get(id.0.checked_sub(1)? as usize)
}
