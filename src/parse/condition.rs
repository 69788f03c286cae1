//! Conditions on arguments, with Rust's precedence. `&&` and `||` are loops; what nests is counted, so that the recursion
//! is at most [`MAX_DEPTH`](super::MAX_DEPTH) deep.

use super::constant::is_upper;
use super::cursor::{Parsed, Parser, Reported};
use crate::error::Place;
use crate::syntax::{Comparison, Condition, Constant, Name, Operator};
use crate::tokens::{Bracket, Kind};

/// What stands before a comparison: `ARG`, `ARG & MASK`, either in parentheses.
struct Left {
    argument: Name,
    mask: Option<Constant>,
}

/// Whether an operator of a comparison stands there, or the `=` that is meant for one.
pub(super) fn is_comparison(kind: &Kind) -> bool {
    match kind {
        Kind::Word(word) if !word.raw => {
            matches!(word.text.as_str(), "in" | "has" | "any" | "only")
        }
        _ => is_comparison_sign(kind),
    }
}

/// Those that are no words.
pub(super) fn is_comparison_sign(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Punct("==" | "!=" | "<" | "<=" | ">" | ">=" | "=")
    )
}

impl Parser<'_> {
    /// A condition.
    pub(super) fn condition(&mut self) -> Parsed<Condition> {
        self.alternatives(0)
    }

    fn alternatives(&mut self, depth: usize) -> Parsed<Condition> {
        let first = self.conjunction(depth)?;
        if !self.is("||") {
            return Ok(first);
        }
        let mut any = vec![first];
        while self.eat("||") {
            any.push(self.conjunction(depth)?);
        }
        Ok(Condition::Any(any))
    }

    fn conjunction(&mut self, depth: usize) -> Parsed<Condition> {
        let first = self.negation(depth)?;
        if !self.is("&&") {
            return Ok(first);
        }
        let mut all = vec![first];
        while self.eat("&&") {
            all.push(self.negation(depth)?);
        }
        Ok(Condition::All(all))
    }

    /// A comparison or a condition in parentheses, with the `!`s before it.
    fn negation(&mut self, depth: usize) -> Parsed<Condition> {
        let first = self.place();
        let mut nots = 0;
        while self.eat("!") {
            nots += 1;
            self.limit(depth + nots)?;
        }
        let mut condition = if self.opens(Bracket::Round) && !self.compares_group() {
            self.limit(depth + nots + 1)?;
            self.bump();
            let inner = self.alternatives(depth + nots + 1)?;
            self.close_round()?;
            inner
        } else if nots > 0 {
            return Err(self.negated_argument(&first));
        } else {
            Condition::Compare(self.comparison()?)
        };
        for _ in 0..nots {
            condition = Condition::Not(Box::new(condition));
        }
        self.joined_well()?;
        Ok(condition)
    }

    /// Whether the parentheses that open here are the left side of a comparison, as in `(flags & CLONE_NEWUSER) != 0`.
    fn compares_group(&self) -> bool {
        let next = self.peek_past_group();
        if is_comparison_sign(next) || matches!(next, Kind::Punct("&")) {
            return !self.holds_comparison();
        }
        is_comparison(next)
    }

    /// Whether what follows the opening parentheses is a whole comparison: `(domain == 1) & ..`.
    fn holds_comparison(&self) -> bool {
        let next = self.peek_at(2);
        is_comparison_sign(next) && !matches!(next, Kind::Punct("="))
    }

    fn close_round(&mut self) -> Parsed<()> {
        if self.eat_close(Bracket::Round) {
            return Ok(());
        }
        Err(self.expected("`)`, `&&` or `||`"))
    }

    /// `!ARG == V` is `(!ARG) == V` to Rust and `!(ARG == V)` to its author.
    fn negated_argument(&mut self, first: &Place) -> Reported {
        let (what, whole) = match self.peek() {
            Kind::Word(word) if !is_upper(&word.text) => {
                (word.text.clone(), format!("{} ..", word.text))
            }
            Kind::Open(..) => ("(..)".to_owned(), "(ARG & MASK) == ..".to_owned()),
            _ => return self.expected("`(` after `!`"),
        };
        let message = format!(
            "`!{what}` negates the argument, not the comparison\nhint: parentheses say which: write `!({whole})`"
        );
        self.error(first, message)
    }

    /// Reports `and`, `&`, chained comparisons and other ways to go on that are not `&&` or `||`.
    fn joined_well(&mut self) -> Parsed<()> {
        let hint = match self.peek() {
            Kind::Punct("&") => "conditions are joined by `&&`",
            Kind::Punct("|") => "conditions are joined by `||`",
            next if is_comparison_sign(next) => {
                "comparisons cannot be chained: write `A < B && B < C`"
            }
            Kind::Word(word) => match word.text.as_str() {
                "and" => "conditions are joined by `&&`",
                "or" => "conditions are joined by `||`",
                _ => return Ok(()),
            },
            _ => return Ok(()),
        };
        let found = self.quoted();
        Err(self.error_here(format!("{found} after a comparison\nhint: {hint}")))
    }

    fn comparison(&mut self) -> Parsed<Comparison> {
        let place = self.place();
        let Left { argument, mask } = self.left()?;
        let found = self.quoted();
        let word = argument.text.clone();
        let operator = match mask {
            Some(mask) => self.masked(mask)?,
            None => self.unmasked(&word, &found)?,
        };
        Ok(Comparison {
            argument,
            operator,
            place,
        })
    }

    fn masked(&mut self, mask: Constant) -> Parsed<Operator> {
        if self.eat("==") {
            Ok(Operator::MaskEqual(mask, self.constant()?))
        } else if self.eat("!=") {
            Ok(Operator::MaskNotEqual(mask, self.constant()?))
        } else {
            Err(self.expected("`==` or `!=` after a mask"))
        }
    }

    fn unmasked(&mut self, argument: &str, found: &str) -> Parsed<Operator> {
        type Make = fn(Constant) -> Operator;
        let make: Make = match self.peek() {
            Kind::Punct("==") => Operator::Equal,
            Kind::Punct("!=") => Operator::NotEqual,
            Kind::Punct("<") => Operator::Less,
            Kind::Punct("<=") => Operator::LessEqual,
            Kind::Punct(">") => Operator::Greater,
            Kind::Punct(">=") => Operator::GreaterEqual,
            Kind::Word(word) if !word.raw => match word.text.as_str() {
                "has" => Operator::Has,
                "any" => Operator::AnyOf,
                "only" => Operator::Only,
                "in" => {
                    self.bump();
                    return self.within();
                }
                _ => return Err(self.no_comparison(argument, found)),
            },
            _ => return Err(self.no_comparison(argument, found)),
        };
        self.bump();
        Ok(make(self.constant()?))
    }

    /// Reports what stands where an operator belongs.
    fn no_comparison(&mut self, argument: &str, found: &str) -> Reported {
        let message = match self.peek() {
            Kind::Punct("=") => match self.peek_at(1) {
                Kind::Punct("<") => "`=<` is no operator\nhint: write `<=`".to_owned(),
                _ => "`=` is no comparison\nhint: write `==`".to_owned(),
            },
            Kind::Punct("|" | "^" | "+" | "-" | "*" | "/" | "%" | "<<" | ">>") => {
                format!(
                    "{found} on an argument: only `&` may stand between `{argument}` and its comparison"
                )
            }
            Kind::Word(word) => match word.text.as_str() {
                "is" | "eq" | "equals" => format!("{found} is no comparison\nhint: write `==`"),
                "not" => format!("`not` is no operator\nhint: write `!({argument} ..)`, `!=`"),
                "as" => "an argument's type is the kernel's and is not cast".to_owned(),
                _ => format!("a comparison of `{argument}` expected, not {found}"),
            },
            Kind::Punct("::") => {
                format!(
                    "a comparison begins with an argument, not with `{argument}::`\nhint: write `ARG == {argument}::..`"
                )
            }
            _ => {
                return self.error_after(format!(
                    "`{argument}` is not compared with anything\nhint: write `{argument} != 0`"
                ));
            }
        };
        self.error_here(message)
    }

    /// `[A, B, C]` or `A..=B`.
    fn within(&mut self) -> Parsed<Operator> {
        if self.opens(Bracket::Square) {
            return Ok(Operator::OneOf(self.elements()?));
        }
        if self.opens(Bracket::Curly) {
            return Err(self.error_here("a set is written in brackets: `in [A, B]`"));
        }
        let low = self.constant()?;
        if self.eat("..=") {
            return Ok(Operator::Between(low, self.constant()?));
        }
        Err(match self.peek() {
            Kind::Punct("..") => {
                self.error_here("`..` leaves its end open\nhint: write `A..=B`, both ends included")
            }
            Kind::Punct(",") => self.error_here("`in A, B` is no set\nhint: write `in [A, B]`"),
            _ => self.expected("`..=` after the first constant of a range (a set is `in [A, B]`)"),
        })
    }

    /// The argument of a comparison and its mask.
    fn left(&mut self) -> Parsed<Left> {
        let mut open = 0;
        while self.opens(Bracket::Round) {
            open += 1;
            self.limit(open)?;
            self.bump();
        }
        let argument = self.argument()?;
        let mut mask = None;
        loop {
            while open > 0 && self.eat_close(Bracket::Round) {
                open -= 1;
            }
            if mask.is_some() || !self.eat("&") {
                break;
            }
            let (constant, loose) = self.constant_and_loose()?;
            if let Some(place) = loose {
                let argument = argument.text.clone();
                let message = format!(
                    "`&` binds tighter than this operator\nhint: parentheses say what is meant: write `{argument} & ({}) == ..`",
                    constant.text
                );
                return Err(self.error(&place, message));
            }
            mask = Some(constant);
        }
        if open > 0 {
            return Err(self.expected("`)`"));
        }
        Ok(Left { argument, mask })
    }

    fn argument(&mut self) -> Parsed<Name> {
        let message = match self.peek() {
            Kind::Word(word) => match word.text.as_str() {
                "_" => "`_` stands alone: `_ => ACTION`, as the last arm".to_owned(),
                "not" => "`not` is no operator\nhint: write `!(..)`".to_owned(),
                "true" | "false" => {
                    format!("`{}` is no condition: it compares no argument", word.text)
                }
                text if is_upper(text) => {
                    format!(
                        "`{text}` is a constant: a comparison begins with an argument\nhint: write `ARG == {text}`"
                    )
                }
                _ => return self.name("an argument"),
            },
            Kind::Literal(literal) => {
                format!(
                    "`{}` is a constant: a comparison begins with an argument",
                    literal.text
                )
            }
            _ => return Err(self.expected("a condition")),
        };
        Err(self.error_here(message))
    }
}
