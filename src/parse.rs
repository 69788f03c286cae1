//! The first stage: tokens to a [`Policy`] as written. Syntax only: whether names exist and values fit is not asked here, but
//! `#[cfg]`s are decided and included files are in place.
//!
//! Every mistake is reported, not only the first: after one the parser goes on behind the statement. No input is deep or long
//! enough to overflow the stack: tokens are flat, constants need no recursion, and conditions nest [`MAX_DEPTH`] deep.

mod action;
mod call;
mod cfg;
mod condition;
mod constant;
mod cursor;
mod files;
mod lexer;
mod list;
mod statement;

use std::rc::Rc;

use crate::error::{Errors, SpanId};
use crate::source::Sources;
use crate::syntax::{Name, Oci, Policy, Statement, StatementKind};
use crate::target::Target;
use crate::tokens::Token;
use cfg::Abis;
use cursor::{Input, Parsed, Parser};
use statement::{Path, Written};

/// How deep parentheses and `!` may nest.
pub const MAX_DEPTH: usize = 64;

/// How many times a policy may include files, so that files that include each other twice come to an end.
const MAX_INCLUDES: usize = 500;

/// Parses the tokens of a macro, ended by [`Kind::End`](crate::tokens::Kind::End).
pub fn parse(
    tokens: Vec<Token>,
    target: Target,
    sources: &dyn Sources,
    errors: &mut Errors,
) -> Policy {
    Reader::new(tokens, target, sources, errors).policy()
}

/// Parses a text, `file` being its name in messages.
pub fn parse_text(
    file: &str,
    text: &str,
    target: Target,
    sources: &dyn Sources,
    errors: &mut Errors,
) -> Policy {
    match lexer::lex(file, text, SpanId::WHOLE) {
        Ok(tokens) => Reader::new(tokens, target, sources, errors).policy(),
        Err(broken) => {
            errors.push(&broken.place, broken.message);
            Policy::default()
        }
    }
}

/// The policy and the files that it includes.
struct Reader<'a> {
    parser: Parser<'a>,
    sources: &'a dyn Sources,
    policy: Policy,
    /// The texts that wait until an included one ends, innermost last.
    outer: Vec<(Input, File)>,
    /// The text that is being read.
    file: File,
    includes: usize,
}

/// What holds for a whole text.
struct File {
    /// Its absolute path; the policy itself has none.
    path: Option<String>,
    /// The ABIs for which its `include` speaks.
    abis: Abis,
}

impl File {
    fn is_at(&self, path: &str) -> bool {
        self.path.as_deref() == Some(path)
    }
}

impl<'a> Reader<'a> {
    fn new(
        tokens: Vec<Token>,
        target: Target,
        sources: &'a dyn Sources,
        errors: &'a mut Errors,
    ) -> Self {
        let file = File {
            path: None,
            abis: Abis::all(target),
        };
        let parser = Parser::new(tokens, target, errors);
        Reader {
            parser,
            sources,
            policy: Policy::default(),
            outer: Vec::new(),
            file,
            includes: 0,
        }
    }

    fn policy(mut self) -> Policy {
        match self.parser.inner_attributes() {
            Ok((allowed, denied)) => {
                self.policy.allowed = allowed;
                self.policy.denied = denied;
            }
            Err(_) => self.parser.skip_attribute(),
        }
        if self.parser.at_end() {
            self.parser
                .error_here("a policy without a statement\nhint: write `allow [read, write];`");
        }
        while !self.parser.gives_up() {
            if self.parser.at_end() {
                let Some((input, file)) = self.outer.pop() else {
                    break;
                };
                self.parser.input = input;
                self.file = file;
                continue;
            }
            let start = self.parser.position();
            if self.statement().is_err() {
                self.parser.skip_statement(start);
            }
        }
        self.policy
    }

    /// One statement with its attributes. Where no ABI is left it is read, so that its mistakes show on every target.
    fn statement(&mut self) -> Parsed<()> {
        let place = self.parser.place();
        let mut abis = self.file.abis.clone();
        self.parser.outer_attributes(&mut abis)?;
        let written = self.parser.statement()?;
        if abis.is_empty() {
            return Ok(());
        }
        // The files of statements are read after their `;`: a mistake in a file is none of the statement's syntax.
        let kind = match written {
            Written::Done(kind) => Some(*kind),
            Written::Include(path) => {
                self.include(&path, abis);
                return Ok(());
            }
            Written::Profile(path) => self.profile(&path),
            Written::Oci { path, caps } => self.oci(path, caps),
        };
        if let Some(kind) = kind {
            let abis = abis.into_option(self.parser.target);
            self.policy.statements.push(Statement { place, abis, kind });
        }
        Ok(())
    }

    /// Puts the text of a file in front of what is left.
    fn include(&mut self, path: &Path, abis: Abis) {
        self.includes += 1;
        if self.includes > MAX_INCLUDES {
            if self.includes == MAX_INCLUDES + 1 {
                self.parser.error(
                    &path.place,
                    format!("more than {MAX_INCLUDES} included files"),
                );
            }
            return;
        }
        let Some((name, text)) = self.open(path) else {
            return;
        };
        let mut itself = self.file.is_at(&name);
        for (_, file) in &self.outer {
            itself |= file.is_at(&name);
        }
        if itself {
            self.parser
                .error(&path.place, format!("`{}` includes itself", path.text));
            return;
        }
        match lexer::lex(&path.text, &text, path.place.span) {
            Ok(tokens) => {
                let input = std::mem::replace(&mut self.parser.input, Input::new(tokens));
                let file = std::mem::replace(
                    &mut self.file,
                    File {
                        path: Some(name),
                        abis,
                    },
                );
                self.outer.push((input, file));
            }
            Err(broken) => {
                self.parser.error(&broken.place, broken.message);
            }
        }
    }

    fn profile(&mut self, path: &Path) -> Option<StatementKind> {
        let (_, text) = self.open(path)?;
        let counts = self.parser.profile(&path.text, &text, &path.place);
        Some(StatementKind::Profile { counts })
    }

    fn oci(&mut self, path: Path, caps: Vec<Name>) -> Option<StatementKind> {
        let (_, text) = self.open(&path)?;
        Some(StatementKind::Oci(Oci {
            path: path.text,
            text: Rc::from(text),
            place: path.place,
            caps,
        }))
    }

    /// Reads a file and remembers that the policy depends on it.
    fn open(&mut self, path: &Path) -> Option<(String, String)> {
        match self.sources.read(&path.text) {
            Ok((name, text)) => {
                if !self.policy.files.contains(&name) {
                    self.policy.files.push(name.clone());
                }
                Some((name, text))
            }
            Err(why) => {
                self.parser
                    .error(&path.place, format!("cannot read `{}`: {why}", path.text));
                None
            }
        }
    }
}
