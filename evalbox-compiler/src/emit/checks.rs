//! What rustc checks in const evaluation, each at the user's token that it is about.

use super::{At, Code, Emitter};
use crate::constant::ConstId;
use crate::error::{Place, around, message_at};
use crate::lint::Open;
use crate::policy::{Expect, Is};
use crate::program::Assumption;
use crate::tokens::Bracket;

impl Emitter<'_> {
    pub(super) fn assumption(&self, code: &mut Code, assumption: &Assumption) {
        let constants = &self.policy.constants;
        let mut args = Code::default();
        let (id, message) = match assumption {
            Assumption::Distinct(a, b) => {
                self.constant(&mut args, *a);
                args.put("!=");
                self.constant(&mut args, *b);
                let (a_text, b_text) = (&constants.get(*a).text, &constants.get(*b).text);
                let message = format!(
                    "`{a_text}` and `{b_text}` have the same value on this target, which evalbox's table does not know"
                );
                (*a, message)
            }
            Assumption::SingleBit(id) => {
                self.constant(&mut args, *id);
                args.put(".is_power_of_two()");
                let text = &constants.get(*id).text;
                let message =
                    format!("`{text}` is not one bit on this target, as evalbox's table has it");
                (*id, message)
            }
            Assumption::Small(id) => {
                self.constant(&mut args, *id);
                args.put("<= 0xffff_ffff");
                let text = &constants.get(*id).text;
                let message = format!(
                    "`{text}` does not fit 32 bits on this target, as evalbox's table has it"
                );
                (*id, message)
            }
        };
        let place = &constants.get(id).place;
        args.put(",");
        args.text(message_at(place, &message));
        self.check(code, place, "assume", args, true);
    }

    /// That a comparison neither always nor never holds.
    pub(super) fn open(&self, code: &mut Code, open: &Open) {
        self.ask(code, open, ".may_hold", &open.never);
        self.ask(code, open, ".may_fail", &open.always);
    }

    fn ask(&self, code: &mut Code, open: &Open, function: &'static str, message: &str) {
        let (kind, values): (_, &[ConstId]) = match &open.test.is {
            Is::Less(most) => ("Less(", &[*most]),
            Is::AtMost(most) => ("AtMost(", &[*most]),
            Is::Between(a, b) => ("Between(", &[*a, *b]),
            Is::Masked(a, b) => ("Masked(", &[*a, *b]),
            Is::Has(flags) => ("Has(", &[*flags]),
            Is::Any(flags) => ("Any(", &[*flags]),
            Is::Only(flags) => ("Only((", flags),
            // Never constant, whatever the values.
            Is::Equal(_) | Is::OneOf(_) | Is::MaskedOneOf(..) => return,
        };
        let is_union = matches!(open.test.is, Is::Only(_));
        let mut args = Code::default();
        args.put("$::Asked::");
        args.put(kind);
        for (index, &value) in values.iter().enumerate() {
            if index > 0 {
                args.put(if is_union { "|" } else { "," });
            }
            self.constant(&mut args, value);
        }
        args.put(if is_union { "))" } else { ")" });
        args.put(function);
        args.put("(");
        args.number(open.test.arg.bits);
        args.put(",");
        args.truth(open.test.arg.signed);
        args.put("),");
        args.text(message_at(&open.place, message));
        self.check(code, &open.place, "assume", args, true);
    }

    /// A call of one of the hidden functions that panic, in an item that nothing depends on. The function's name is a
    /// token at the user's place, so that rustc reports the panic there and not as one of the macro's. Where there are
    /// constants that do not fit, the program is another than the policy's: only they are reported, by checks that are not
    /// `guarded`.
    pub(super) fn check(
        &self,
        code: &mut Code,
        place: &Place,
        function: &'static str,
        args: Code,
        guarded: bool,
    ) {
        let at = At::User(place.span);
        let name = format!("evalbox_{function}");
        code.put("const _: () = { use $::");
        code.put(function);
        code.put("as");
        code.word(name.clone(), at);
        code.put(if guarded { "; if ALL_FIT {" } else { ";" });
        code.word(name, at);
        code.open(Bracket::Round, at);
        code.add(args);
        code.put(if guarded { ") } };" } else { ") };" });
    }

    pub(super) fn expect(&self, code: &mut Code, expect: &Expect) {
        let place = &expect.place;
        let target = self.policy.target;
        let mut args = Code::default();
        args.put("&BYTES,");
        args.number(expect.number);
        args.put(",");
        args.number(target.audit_arch(target.abi));
        args.put(", [");
        for (index, arg) in expect.args.iter().enumerate() {
            if index > 0 {
                args.put(",");
            }
            match arg {
                Some((id, _)) => self.constant(&mut args, *id),
                None => args.put("0"),
            }
        }
        args.put("], [");
        for (index, arg) in expect.args.iter().enumerate() {
            if index > 0 {
                args.put(",");
            }
            let bits = arg.map_or(0, |(_, bits)| bits);
            args.number(u64::MAX.checked_shr(64 - u32::from(bits)).unwrap_or(0));
        }
        args.put("],");
        self.answer(&mut args, expect.action);
        let [before, after] = around(place);
        let says = &expect.text;
        args.put(", [");
        args.text(format!(
            "{before}the program does not answer as `{says}` says"
        ));
        args.put(",");
        args.text(after);
        args.put("]");
        self.check(code, place, "expect", args, true);
    }
}
