//! Comparisons by order: of one word unsigned or with its sign, of two words the upper one first.

use super::condition::{ABOVE_16, Conditions, masked, word};
use super::formula::{Ask, FormulaId};
use crate::constant::ConstId;
use crate::graph::{Change, Test, View, Word};
use crate::policy::Arg;
use crate::program::Value;

impl Conditions<'_> {
    /// `arg < C`, or `arg <= C`, in the argument's sign.
    pub(super) fn below(&mut self, arg: Arg, bound: ConstId, or_equal: bool) -> FormulaId {
        let low = word(arg, false);
        let low_bound = self.half(bound, false);
        if arg.bits == 16 {
            return self.unsigned_below(masked(low, &Value::Known(!ABOVE_16)), low_bound, or_equal);
        }
        if arg.bits == 32 {
            return self.word_below(low, low_bound, or_equal, arg.signed);
        }
        // hi < HI || hi == HI && lo < LO
        let high = word(arg, true);
        let high_bound = self.half(bound, true);
        let high_below = self.word_below(high, high_bound.clone(), false, arg.signed);
        let (view, value) = match high_bound {
            Value::Known(_) => (View::raw(high), high_bound),
            symbolic if arg.signed => (flipped(high), symbolic.flip()),
            symbolic => (View::raw(high), symbolic),
        };
        let same = self.formulas.atom(view, Ask::Test(Test::Equal(value)));
        let low_below = self.word_below(low, low_bound, or_equal, false);
        let tied = self.formulas.all(vec![same, low_below]);
        self.formulas.any(vec![high_below, tied])
    }

    fn word_below(&mut self, word: Word, bound: Value, or_equal: bool, signed: bool) -> FormulaId {
        match bound {
            bound if !signed => self.unsigned_below(View::raw(word), bound, or_equal),
            // Negative numbers are the upper half of the unsigned ones: no flip is needed where the bound is known.
            Value::Known(bound) => {
                let sign = Ask::Test(Test::AtLeast(Value::Known(0x8000_0000)));
                let negative = self.formulas.atom(View::raw(word), sign);
                let below = self.unsigned_below(View::raw(word), Value::Known(bound), or_equal);
                if bound >= 0x8000_0000 {
                    self.formulas.all(vec![negative, below])
                } else {
                    self.formulas.any(vec![negative, below])
                }
            }
            bound => self.unsigned_below(flipped(word), bound.flip(), or_equal),
        }
    }

    fn unsigned_below(&mut self, view: View, bound: Value, or_equal: bool) -> FormulaId {
        let test = if or_equal {
            Test::Above(bound)
        } else {
            Test::AtLeast(bound)
        };
        let beyond = self.formulas.atom(view, Ask::Test(test));
        self.formulas.not(beyond)
    }
}

fn flipped(word: Word) -> View {
    View {
        word,
        change: Change::Flip,
    }
}
