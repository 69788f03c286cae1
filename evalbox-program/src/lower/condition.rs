//! A condition on arguments as a formula over 32-bit words.
//!
//! ```text
//! before: type & 0xf in [SOCK_RAW, SOCK_PACKET]        (an int in args[1])
//! after:  any of (args[1].low & 0xf) == SOCK_RAW, (args[1].low & 0xf) == SOCK_PACKET
//! ```
//! A 32-bit argument never looks at the upper word of its register; a 64-bit one is both of its words.

use crate::ordered::{Map, Set};

use super::formula::{Ask, FormulaId, Formulas};
use crate::constant::{ConstId, Constants};
use crate::graph::{Change, Test, View, Word};
use crate::policy::{Arg, Cond, Is};
use crate::program::{Assumption, Value};

/// From this many symbolic values on, `optimise` decides how a set is searched.
const SEARCHED: usize = 2;

/// The upper half of a word that a 16-bit argument does not have.
pub(super) const ABOVE_16: u32 = 0xffff_0000;

/// The formulas of a policy, and what was taken from the table about its constants to make them smaller.
pub(super) struct Conditions<'a> {
    constants: &'a Constants,
    pub(super) formulas: Formulas,
    pub(super) assumptions: Set<Assumption>,
}

impl<'a> Conditions<'a> {
    pub(super) fn new(constants: &'a Constants) -> Self {
        Conditions {
            constants,
            formulas: Formulas::default(),
            assumptions: Set::new(),
        }
    }

    /// The formula of a condition. Recursion is bounded by the parser's limit on nesting.
    pub(super) fn lower(&mut self, cond: &Cond) -> FormulaId {
        match cond {
            Cond::Always => self.formulas.constant(true),
            Cond::Never => self.formulas.constant(false),
            Cond::Test(test) => self.test(test.arg, &test.is),
            Cond::Not(inner) => {
                let inner = self.lower(inner);
                self.formulas.not(inner)
            }
            Cond::All(parts) => {
                let parts = self.lower_each(parts);
                self.formulas.all(parts)
            }
            Cond::Any(parts) => {
                let parts = self.lower_each(parts);
                self.formulas.any(parts)
            }
        }
    }

    fn lower_each(&mut self, conds: &[Cond]) -> Vec<FormulaId> {
        let mut formulas = Vec::with_capacity(conds.len());
        for cond in conds {
            formulas.push(self.lower(cond));
        }
        formulas
    }

    fn test(&mut self, arg: Arg, is: &Is) -> FormulaId {
        match is {
            Is::Equal(value) => self.one_of(arg, None, &[*value]),
            Is::OneOf(values) => self.one_of(arg, None, values),
            Is::Masked(mask, value) => self.one_of(arg, Some(*mask), &[*value]),
            Is::MaskedOneOf(mask, values) => self.one_of(arg, Some(*mask), values),
            Is::Less(bound) => self.below(arg, *bound, false),
            Is::AtMost(bound) => self.below(arg, *bound, true),
            Is::Between(first, last) => {
                let under = self.below(arg, *first, false);
                let not_under = self.formulas.not(under);
                let up_to = self.below(arg, *last, true);
                self.formulas.all(vec![not_under, up_to])
            }
            Is::Has(flags) => self.has(arg, *flags),
            Is::Any(flags) => {
                let mut parts = Vec::new();
                for &high in highs(arg) {
                    let test = Test::Bits(self.half(*flags, high));
                    let view = View::raw(word(arg, high));
                    parts.push(self.formulas.atom(view, Ask::Test(test)));
                }
                self.formulas.any(parts)
            }
            Is::Only(flags) => self.only(arg, flags),
        }
    }

    /// One word of a fitted constant.
    pub(super) fn half(&mut self, id: ConstId, high: bool) -> Value {
        let constant = self.constants.get(id);
        match (constant.known, high) {
            (Some(value), false) => Value::Known(low_word(value)),
            (Some(value), true) => Value::Known(low_word(value >> 32)),
            (None, false) => Value::Low(id),
            (None, true) if constant.small => {
                self.assumptions.insert(Assumption::Small(id));
                Value::Known(0)
            }
            (None, true) => Value::High(id),
        }
    }

    /// `arg == V` or `arg & MASK == V`, for one of the values.
    fn one_of(&mut self, arg: Arg, mask: Option<ConstId>, values: &[ConstId]) -> FormulaId {
        let low = word(arg, false);
        let low_mask = match mask {
            Some(mask) => self.half(mask, false),
            None if arg.bits == 16 => Value::Known(!ABOVE_16),
            None => Value::Known(u32::MAX),
        };
        if arg.bits <= 32 {
            let mut low_values = Vec::with_capacity(values.len());
            for &value in values {
                low_values.push(self.half(value, false));
            }
            return self.word_in(low, &low_mask, &low_values);
        }
        // A pair of words is in the set where the low one goes with the high one.
        let mut by_high: Map<Value, Vec<Value>> = Map::new();
        for &value in values {
            let high = self.half(value, true);
            let low = self.half(value, false);
            by_high.entry(high).or_default().push(low);
        }
        let high_mask = match mask {
            Some(mask) => self.half(mask, true),
            None => Value::Known(u32::MAX),
        };
        let high = word(arg, true);
        let mut pairs = Vec::with_capacity(by_high.len());
        for (high_value, low_values) in &by_high {
            let low = self.word_in(low, &low_mask, low_values);
            let high = self.word_in(high, &high_mask, std::slice::from_ref(high_value));
            pairs.push(self.formulas.all(vec![low, high]));
        }
        self.formulas.any(pairs)
    }

    /// `word & mask` is one of the values.
    fn word_in(&mut self, word: Word, mask: &Value, values: &[Value]) -> FormulaId {
        let (mut known, mut symbolic) = (Vec::new(), Vec::new());
        for value in values {
            match value {
                Value::Known(_) => known.push(value.clone()),
                _ => symbolic.push(value),
            }
        }
        if symbolic.len() >= SEARCHED {
            let set = Ask::In(values.to_vec());
            return self.formulas.atom(masked(word, mask), set);
        }
        let mut ways = Vec::with_capacity(symbolic.len() + 1);
        match known.as_slice() {
            [] => {}
            [value] => ways.push(self.word_equal(word, mask, value.clone())),
            _ => ways.push(self.formulas.atom(masked(word, mask), Ask::In(known))),
        }
        for &value in &symbolic {
            ways.push(self.word_equal(word, mask, value.clone()));
        }
        self.formulas.any(ways)
    }

    /// `word & mask == value`, without the `AND` where a `JSET` can tell.
    fn word_equal(&mut self, word: Word, mask: &Value, value: Value) -> FormulaId {
        match (mask, &value) {
            (Value::Known(0), Value::Known(value)) => self.formulas.constant(*value == 0),
            (Value::Known(u32::MAX), _) => self
                .formulas
                .atom(View::raw(word), Ask::Test(Test::Equal(value))),
            (_, Value::Known(0)) => {
                let bits = self
                    .formulas
                    .atom(View::raw(word), Ask::Test(Test::Bits(mask.clone())));
                self.formulas.not(bits)
            }
            (Value::Known(mask), Value::Known(bit)) if mask == bit && mask.is_power_of_two() => {
                self.formulas
                    .atom(View::raw(word), Ask::Test(Test::Bits(value)))
            }
            _ => self
                .formulas
                .atom(masked(word, mask), Ask::Test(Test::Equal(value))),
        }
    }

    /// `arg & C == C`: one `JSET` where C is a single bit.
    fn has(&mut self, arg: Arg, flags: ConstId) -> FormulaId {
        let constant = self.constants.get(flags);
        if constant.known.is_none() && constant.single_bit && (arg.bits <= 32 || constant.small) {
            self.assumptions.insert(Assumption::SingleBit(flags));
            if arg.bits > 32 {
                self.assumptions.insert(Assumption::Small(flags));
            }
            let test = Test::Bits(Value::Low(flags));
            let view = View::raw(word(arg, false));
            return self.formulas.atom(view, Ask::Test(test));
        }
        let mut parts = Vec::new();
        for &high in highs(arg) {
            let bits = self.half(flags, high);
            parts.push(self.word_equal(word(arg, high), &bits, bits.clone()));
        }
        self.formulas.all(parts)
    }

    /// No bit outside of the union.
    fn only(&mut self, arg: Arg, flags: &[ConstId]) -> FormulaId {
        let mut parts = Vec::new();
        for &high in highs(arg) {
            let mut listed = Vec::with_capacity(flags.len() + 1);
            for &flag in flags {
                listed.push(self.half(flag, high));
            }
            if arg.bits == 16 {
                listed.push(Value::Known(ABOVE_16));
            }
            let outside = Value::union(listed).complement();
            let view = View::raw(word(arg, high));
            let bits = self.formulas.atom(view, Ask::Test(Test::Bits(outside)));
            parts.push(self.formulas.not(bits));
        }
        self.formulas.all(parts)
    }
}

fn low_word(value: u64) -> u32 {
    u32::try_from(value & u64::from(u32::MAX)).unwrap_or(0)
}

pub(super) fn masked(word: Word, mask: &Value) -> View {
    match mask {
        Value::Known(u32::MAX) => View::raw(word),
        mask => View {
            word,
            change: Change::And(mask.clone()),
        },
    }
}

/// A word of an argument, the upper one or the lower one.
pub(super) fn word(arg: Arg, high: bool) -> Word {
    Word::Arg {
        slot: arg.slot,
        high,
    }
}

/// For each word of an argument, whether it is the upper one.
fn highs(arg: Arg) -> &'static [bool] {
    if arg.bits > 32 {
        &[false, true]
    } else {
        &[false]
    }
}
