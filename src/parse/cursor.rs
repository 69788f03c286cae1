//! The parser's place in the tokens, and how it reports what it finds there.

use crate::constant::Word;
use crate::error::{Errors, Place};
use crate::syntax::Name;
use crate::target::Target;
use crate::tokens::text;
use crate::tokens::{Bracket, Kind, Token};

/// More mistakes than anyone reads: a file that is no policy at all must not print a line for each of its words.
const MAX_MISTAKES: usize = 100;

/// A mistake that has been reported; the statement it is in is given up.
pub(super) struct Reported;

/// A part of a policy, or a mistake in it.
pub(super) type Parsed<T> = Result<T, Reported>;

/// Reads the tokens of one text: the macro's, or those of an included file.
pub(super) struct Parser<'a> {
    pub(super) target: Target,
    pub(super) input: Input,
    errors: &'a mut Errors,
    left: usize,
}

/// A text's tokens and how far they are read.
pub(super) struct Input {
    tokens: Vec<Token>,
    at: usize,
}

impl Input {
    /// The tokens must end with [`Kind::End`].
    pub(super) fn new(tokens: Vec<Token>) -> Input {
        Input { tokens, at: 0 }
    }

    fn kind(&self, at: usize) -> &Kind {
        match self.tokens.get(at) {
            Some(token) => &token.kind,
            None => &END,
        }
    }
}

const END: Kind = Kind::End;

impl<'a> Parser<'a> {
    pub(super) fn new(tokens: Vec<Token>, target: Target, errors: &'a mut Errors) -> Parser<'a> {
        Parser {
            target,
            input: Input::new(tokens),
            errors,
            left: MAX_MISTAKES,
        }
    }

    /// The token that is next.
    pub(super) fn peek(&self) -> &Kind {
        self.peek_at(0)
    }

    /// The token `ahead` of the next one.
    pub(super) fn peek_at(&self, ahead: usize) -> &Kind {
        self.input.kind(self.input.at + ahead)
    }

    /// The token after the group that opens at the next one.
    pub(super) fn peek_past_group(&self) -> &Kind {
        match *self.peek() {
            Kind::Open(_, close) => self.input.kind(close + 1),
            _ => self.peek_at(1),
        }
    }

    /// Where the next token is; at the end of the text, where the last one is.
    pub(super) fn place(&self) -> Place {
        let tokens = &self.input.tokens;
        match tokens.get(self.input.at).or(tokens.last()) {
            Some(token) => token.place.clone(),
            None => Place::whole(),
        }
    }

    /// Right after the token before the next one: where something is missing.
    pub(super) fn place_after(&self) -> Place {
        if self.input.at == 0 {
            return self.place();
        }
        let Some(before) = self.input.tokens.get(self.input.at - 1) else {
            return self.place();
        };
        let mut place = before.place.clone();
        let text = text::of_kind(&before.kind);
        // After a string of several lines, its beginning is the line that the message shows.
        if let Some(line) = &mut place.line
            && !text.contains('\n')
        {
            line.column += text.chars().count();
        }
        place
    }

    /// Goes on to the next token.
    pub(super) fn bump(&mut self) {
        if self.input.at + 1 < self.input.tokens.len() {
            self.input.at += 1;
        }
    }

    /// How many tokens are read.
    pub(super) fn position(&self) -> usize {
        self.input.at
    }

    pub(super) fn at_end(&self) -> bool {
        matches!(self.peek(), Kind::End)
    }

    pub(super) fn is(&self, punct: &str) -> bool {
        matches!(self.peek(), Kind::Punct(text) if *text == punct)
    }

    pub(super) fn eat(&mut self, punct: &str) -> bool {
        let found = self.is(punct);
        if found {
            self.bump();
        }
        found
    }

    /// Whether that bracket opens next.
    pub(super) fn opens(&self, bracket: Bracket) -> bool {
        matches!(self.peek(), Kind::Open(found, _) if *found == bracket)
    }

    /// Whether a bracket, or the text, closes next.
    pub(super) fn closes(&self) -> bool {
        matches!(self.peek(), Kind::Close(_) | Kind::End)
    }

    /// The next word; one with `r#` is never a word of the language.
    pub(super) fn word(&self) -> Option<&str> {
        self.word_at(0)
    }

    /// The word `ahead` of the next token.
    pub(super) fn word_at(&self, ahead: usize) -> Option<&str> {
        match self.peek_at(ahead) {
            Kind::Word(Word {
                text, raw: false, ..
            }) => Some(text),
            _ => None,
        }
    }

    /// Whether that bracket closes next, which is read then.
    pub(super) fn eat_close(&mut self, bracket: Bracket) -> bool {
        let found = matches!(self.peek(), Kind::Close(found) if *found == bracket);
        if found {
            self.bump();
        }
        found
    }

    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let found = self.word() == Some(word);
        if found {
            self.bump();
        }
        found
    }

    /// A name, keywords of Rust included.
    pub(super) fn name(&mut self, what: &str) -> Parsed<Name> {
        let place = self.place();
        let Kind::Word(word) = self.peek() else {
            return Err(self.expected(what));
        };
        let text = word.text.clone();
        self.bump();
        Ok(Name { text, place })
    }

    /// The `;` of a statement. Where it is missing the statement still counts: only the `;` is reported.
    pub(super) fn semicolon(&mut self) -> Parsed<()> {
        if self.eat(";") {
            return Ok(());
        }
        let reported = self.error_after("missing `;` after the statement");
        // What begins like a statement is read as one; anything else belongs to this one.
        match self.peek() {
            Kind::Word(_) | Kind::Punct("#") | Kind::End => Ok(()),
            _ => Err(reported),
        }
    }

    /// Reports that something else stands here.
    pub(super) fn expected(&mut self, what: &str) -> Reported {
        let message = match self.peek() {
            Kind::End => format!("{what} expected, the policy ends here"),
            kind => format!("{what} expected, not `{}`", text::of_kind(kind)),
        };
        self.error_here(message)
    }

    /// Reports a mistake at the next token.
    pub(super) fn error_here(&mut self, message: impl Into<String>) -> Reported {
        self.report(&self.place(), message.into())
    }

    /// Reports that something is missing after the token before the next one.
    pub(super) fn error_after(&mut self, message: impl Into<String>) -> Reported {
        self.report(&self.place_after(), message.into())
    }

    /// Reports a mistake at a place.
    pub(super) fn error(&mut self, place: &Place, message: impl Into<String>) -> Reported {
        self.report(place, message.into())
    }

    fn report(&mut self, place: &Place, message: String) -> Reported {
        if self.left > 0 {
            self.left -= 1;
            self.errors.push(place, message);
            if self.left == 0 {
                self.errors.push(
                    place,
                    format!("more than {MAX_MISTAKES} mistakes: the rest is not read"),
                );
            }
        }
        Reported
    }

    /// Whether so much is wrong that the rest is not read.
    pub(super) fn gives_up(&self) -> bool {
        self.left == 0
    }

    /// After a mistake: past the end of the statement that begins at `start`, its `;` or the `}` of its block.
    pub(super) fn skip_statement(&mut self, start: usize) {
        self.input.at = start;
        loop {
            match *self.peek() {
                Kind::End => return,
                Kind::Punct(";") => return self.bump(),
                Kind::Open(bracket, close) => {
                    self.input.at = close;
                    self.bump();
                    if bracket == Bracket::Curly {
                        self.eat(";");
                        return;
                    }
                }
                _ => self.bump(),
            }
        }
    }

    /// After a mistake in an attribute: past its brackets.
    pub(super) fn skip_attribute(&mut self) {
        while !self.at_end() {
            let closes = matches!(self.peek(), Kind::Close(Bracket::Square));
            self.bump();
            if closes {
                return;
            }
        }
    }

    /// The tokens from `start` to the next one, in the user's syntax.
    pub(super) fn text_since(&self, start: usize) -> String {
        match self.input.tokens.get(start..self.input.at) {
            Some(tokens) => text::of(tokens),
            None => String::new(),
        }
    }
}
