//! Constant expressions, in Rust's syntax and precedence, to reverse Polish order without recursion.

use super::MAX_DEPTH;
use super::condition::is_comparison;
use super::cursor::{Parsed, Parser, Reported};
use crate::constant::{self, Binary, Expr, Step, Word};
use crate::error::Place;
use crate::fold::{integer_type, of_literals};
use crate::syntax::{Constant, Name};
use crate::tokens::literal::Value;
use crate::tokens::text;
use crate::tokens::{Bracket, Kind};

/// What waits for its right operand, or for its `)`.
#[derive(Clone, Copy)]
enum Pending {
    Binary(Binary),
    Negate,
    Not,
    Paren,
}

/// An expression that is being read.
#[derive(Default)]
struct Reading {
    steps: Vec<Step>,
    pending: Vec<Pending>,
    /// How many of `pending` nest: all but the binary operators.
    depth: usize,
    parens: usize,
    word: Option<Name>,
    is_path: bool,
    /// The first `|` or `^` outside of parentheses, which binds looser than `&`.
    loose: Option<Place>,
}

impl Reading {
    /// Moves what binds at least as tight as `precedence` to the output.
    fn reduce(&mut self, precedence: u8) {
        while let Some(&top) = self.pending.last() {
            let (binding, step) = match top {
                Pending::Paren => return,
                Pending::Negate => (UNARY, Step::Negate),
                Pending::Not => (UNARY, Step::Not),
                Pending::Binary(operator) => (binding(operator), Step::Binary(operator)),
            };
            if binding < precedence {
                return;
            }
            if binding == UNARY {
                self.depth -= 1;
            }
            self.steps.push(step);
            self.pending.pop();
        }
    }
}

const UNARY: u8 = 7;

/// The Rust reference's table of precedence, loosest first.
const fn binding(operator: Binary) -> u8 {
    match operator {
        Binary::Or => 1,
        Binary::Xor => 2,
        Binary::And => 3,
        Binary::Shl | Binary::Shr => 4,
        Binary::Add | Binary::Sub => 5,
        Binary::Mul => 6,
    }
}

fn binary(punct: &str) -> Option<Binary> {
    Some(match punct {
        "|" => Binary::Or,
        "^" => Binary::Xor,
        "&" => Binary::And,
        "<<" => Binary::Shl,
        ">>" => Binary::Shr,
        "+" => Binary::Add,
        "-" => Binary::Sub,
        "*" => Binary::Mul,
        _ => return None,
    })
}

impl Parser<'_> {
    /// A constant expression.
    pub(super) fn constant(&mut self) -> Parsed<Constant> {
        let (constant, _) = self.constant_and_loose()?;
        Ok(constant)
    }

    /// A constant expression, and its first `|` or `^` outside of parentheses.
    pub(super) fn constant_and_loose(&mut self) -> Parsed<(Constant, Option<Place>)> {
        let (start, place) = (self.position(), self.place());
        let mut reading = Reading::default();
        loop {
            self.operand(&mut reading)?;
            if !self.after_operand(&mut reading)? {
                break;
            }
        }
        reading.reduce(0);
        if reading.parens > 0 && (self.is("..=") || self.is("..")) {
            return Err(self.error_here("a range is written without parentheses: `in A..=B`"));
        }
        if reading.parens > 0 {
            return Err(self.expected("`)`"));
        }
        let Ok(value) = of_literals(&reading.steps, self.target.abi.long_bits()) else {
            return Err(self.error(&place, "the constant overflows"));
        };
        if reading.steps.len() > 1 {
            reading.word = None;
        }
        let constant = Constant {
            expr: Expr(reading.steps),
            value,
            is_path: reading.is_path && reading.word.is_some(),
            word: reading.word,
            text: self.text_since(start),
            place,
        };
        Ok((constant, reading.loose))
    }

    /// What an operator works on, with the prefix operators and parentheses before it.
    fn operand(&mut self, reading: &mut Reading) -> Parsed<()> {
        loop {
            let pending = match self.peek() {
                Kind::Punct("-") => Pending::Negate,
                Kind::Punct("!") => Pending::Not,
                Kind::Open(Bracket::Round, _) => Pending::Paren,
                _ => break,
            };
            reading.depth += 1;
            self.limit(reading.depth)?;
            reading.parens += usize::from(matches!(pending, Pending::Paren));
            reading.pending.push(pending);
            self.bump();
        }
        let message = match self.peek() {
            Kind::Literal(literal) => match &literal.value {
                Value::Integer(value) => {
                    let step = Step::Literal(*value);
                    self.bump();
                    reading.steps.push(step);
                    return Ok(());
                }
                Value::Text(text) if is_upper(text) => {
                    format!("a constant is written without quotes\nhint: write `{text}`")
                }
                Value::Text(_) => {
                    "a string is no constant: a filter sees addresses and cannot read what they point to".to_owned()
                }
                Value::Other(what) => {
                    format!("`{}` is {what}, a constant is an integer", literal.text)
                }
            },
            Kind::Word(_) | Kind::Punct("::") => return self.path(reading),
            _ => return Err(self.expected("a constant")),
        };
        Err(self.error_here(message))
    }

    /// Takes in what follows an operand; whether another operand must follow.
    fn after_operand(&mut self, reading: &mut Reading) -> Parsed<bool> {
        loop {
            match self.peek() {
                Kind::Word(Word {
                    text, raw: false, ..
                }) if text == "as" => {
                    self.bump();
                    let ty = self.cast_type()?;
                    reading.reduce(UNARY);
                    reading.steps.push(Step::Cast(ty));
                }
                Kind::Close(Bracket::Round) if reading.parens > 0 => {
                    self.bump();
                    reading.reduce(0);
                    reading.pending.pop();
                    reading.parens -= 1;
                    reading.depth -= 1;
                }
                &Kind::Punct(punct) => {
                    let Some(operator) = binary(punct) else {
                        if matches!(punct, "/" | "%" | "~" | "." | "?") {
                            let message = format!(
                                "`{punct}` is no operator of a policy\nhint: compute it in a `const` of your own"
                            );
                            return Err(self.error_here(message));
                        }
                        return Ok(false);
                    };
                    if reading.parens == 0
                        && reading.loose.is_none()
                        && matches!(operator, Binary::Or | Binary::Xor)
                    {
                        reading.loose = Some(self.place());
                    }
                    self.bump();
                    reading.reduce(binding(operator));
                    reading.pending.push(Pending::Binary(operator));
                    return Ok(true);
                }
                _ => return Ok(false),
            }
        }
    }

    /// An error where something nests deeper than [`MAX_DEPTH`].
    pub(super) fn limit(&mut self, depth: usize) -> Parsed<()> {
        if depth <= MAX_DEPTH {
            return Ok(());
        }
        Err(self.error_here(format!("nested more than {MAX_DEPTH} deep")))
    }

    fn cast_type(&mut self) -> Parsed<String> {
        let place = self.place();
        let name = self.name("a type")?;
        let text = name.text;
        if integer_type(&text, self.target.abi.long_bits()).is_some()
            && !matches!(self.peek(), Kind::Punct("::"))
        {
            return Ok(text);
        }
        let message = format!(
            "`as {text}`: constants are cast to primitive integers, `u32`, `i64`, `usize` .."
        );
        Err(self.error(&place, message))
    }

    /// A word of `libc`'s, or a path of the caller's.
    fn path(&mut self, reading: &mut Reading) -> Parsed<()> {
        let start = self.position();
        let root = if self.is("::") {
            Some(self.place().span)
        } else {
            None
        };
        let mut words = Vec::new();
        loop {
            self.eat("::");
            match self.peek() {
                Kind::Word(word) => words.push(word.clone()),
                _ => return Err(self.expected("a name after `::`")),
            }
            reading.word = Some(self.name("a constant")?);
            if !self.is("::") {
                break;
            }
        }
        let path = self.text_since(start);
        reading.is_path = root.is_some() || words.len() > 1;
        if self.opens(Bracket::Round) || self.is("!") {
            return Err(self.call(&path));
        }
        let Some(word) = &reading.word else {
            return Ok(());
        };
        if reading.is_path {
            let path = constant::Path { root, words };
            reading.steps.push(Step::Path(path));
        } else if is_upper(&path) {
            reading.steps.push(Step::Libc(word.word()));
        } else {
            let place = word.place.clone();
            return Err(self.lower_word(&place, &path));
        }
        Ok(())
    }

    fn call(&mut self, path: &str) -> Reported {
        let message = if is_upper(path) {
            format!("`{path}` is no function\nhint: constants are parted by `,`")
        } else {
            format!(
                "`{path}(..)` is a call, not a constant\nhint: give its value a name with `const` and write the path"
            )
        };
        self.error_here(message)
    }

    /// A word that is neither a constant of libc's nor a path.
    fn lower_word(&mut self, place: &Place, word: &str) -> Reported {
        let compared = is_comparison(self.peek());
        let message = match word {
            "_" => "`_` is no constant".to_owned(),
            "true" | "false" => {
                let number = u8::from(word == "true");
                format!("`{word}` is no constant: a constant is an integer\nhint: write `{number}`")
            }
            _ if compared => {
                format!(
                    "`{word}` is compared, but conditions are joined by `&&` and `||`, not by `&` and `|`"
                )
            }
            _ => format!(
                "`{word}` is no constant: libc's are upper-case words\nhint: write `{}`, or `self::{word}` for your own",
                word.to_uppercase()
            ),
        };
        self.error(place, message)
    }

    /// What stands here, quoted for a message.
    pub(super) fn quoted(&self) -> String {
        format!("`{}`", text::of_kind(self.peek()))
    }
}

/// Whether a word is written as constants are.
pub(super) fn is_upper(word: &str) -> bool {
    let mut upper = false;
    for letter in word.chars() {
        if letter.is_lowercase() {
            return false;
        }
        upper |= letter.is_uppercase();
    }
    upper
}
