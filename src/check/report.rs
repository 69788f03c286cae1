//! Mistakes of one check, each said once.
//!
//! A statement is read once for every ABI of the policy. What is wrong on the native ABI is reported as it is; a
//! compat ABI's reading adds only what is wrong there alone, and says so.

use crate::ordered::{Map, sort_by};

use crate::error::{Errors, Mistake, Place};
use crate::target::Abi;

/// More than the expansion shows.
const MANY: usize = 200;

/// A statement's index and a message about it.
type Key = (usize, String);

pub(super) struct Report {
    /// With the index of the statement that each is about.
    mistakes: Vec<(usize, Mistake)>,
    target: Abi,
    abi: Abi,
    statement: usize,
    /// Whether the statement speaks for every ABI, so that parting it would help.
    whole: bool,
    /// How often a message was reported, and how often this ABI's reading has come to it.
    reported: Map<Key, usize>,
    met: Map<Key, usize>,
}

impl Report {
    pub(super) fn new(native: Abi) -> Report {
        Report {
            mistakes: Vec::new(),
            target: native,
            abi: native,
            statement: 0,
            whole: true,
            reported: Map::new(),
            met: Map::new(),
        }
    }

    fn native(&self) -> bool {
        self.abi == self.target
    }

    /// A new reading of all statements begins.
    pub(super) fn reading(&mut self, abi: Abi) {
        self.abi = abi;
        self.met.clear();
    }

    /// What follows is about the statement of that index.
    pub(super) fn at(&mut self, statement: usize, whole: bool) {
        self.statement = statement;
        self.whole = whole;
    }

    /// Whether there are more mistakes than are shown: looking for near names takes time.
    pub(super) fn is_full(&self) -> bool {
        self.mistakes.len() > MANY
    }

    pub(super) fn push(&mut self, place: &Place, message: impl Into<String>) {
        if let Some(message) = self.news(message.into()) {
            self.add(place, message, None);
        }
    }

    /// A mistake about what this ABI's version of a call has: another ABI's may be different.
    pub(super) fn push_of_abi(&mut self, place: &Place, message: impl Into<String>) {
        if let Some(mut message) = self.news(message.into()) {
            if self.native() && self.whole {
                message.push_str(&part(self.abi, true));
            }
            self.add(place, message, None);
        }
    }

    pub(super) fn push_pair(
        &mut self,
        place: &Place,
        message: impl Into<String>,
        other: &Place,
        there: &str,
    ) {
        if let Some(message) = self.news(message.into()) {
            self.add(place, message, Some((other.clone(), there.to_owned())));
        }
    }

    fn add(&mut self, place: &Place, message: String, other: Option<(Place, String)>) {
        let mistake = Mistake {
            place: place.clone(),
            message,
            other,
        };
        self.mistakes.push((self.statement, mistake));
    }

    /// Hands the mistakes over in the order of the statements.
    pub(super) fn finish(mut self, errors: &mut Errors) {
        sort_by(&mut self.mistakes, &|(a, _), (b, _)| a.cmp(b));
        for (
            _,
            Mistake {
                place,
                message,
                other,
            },
        ) in self.mistakes
        {
            match other {
                None => errors.push(&place, message),
                Some((other, there)) => errors.push_pair(&place, message, &other, there),
            }
        }
    }

    /// The message to report, unless an earlier reading has.
    fn news(&mut self, message: String) -> Option<String> {
        let key = (self.statement, message);
        let met = self.met.entry(key.clone()).or_default();
        *met += 1;
        let reported = self.reported.entry(key.clone()).or_default();
        if *met <= *reported {
            return None;
        }
        *reported = *met;
        let (_, message) = key;
        if self.native() {
            return Some(message);
        }
        let hint = if self.whole {
            part(self.abi, false)
        } else {
            String::new()
        };
        Some(format!("on {}: {message}{hint}", self.abi))
    }
}

fn part(abi: Abi, native: bool) -> String {
    let other = if native {
        "other targets"
    } else {
        "the other ABIs"
    };
    format!(
        "\nhint: part the statement: `#[cfg(abi = \"{abi}\")]` for {abi}, `#[cfg(not(abi = \"{abi}\"))]` for {other}"
    )
}
