//! What rustc checks in const evaluation, each at the user's token that it is about.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Emitter;
use crate::constant::ConstId;
use crate::error::{Place, around, message_at};
use crate::lint::Open;
use crate::policy::{Expect, Is};
use crate::program::Assumption;

impl Emitter<'_> {
    pub(super) fn assumption(&self, assumption: &Assumption) -> TokenStream {
        let constants = &self.policy.constants;
        let (id, holds, message) = match assumption {
            Assumption::Distinct(a, b) => {
                let (left, right) = (self.constant(*a), self.constant(*b));
                let message = format!(
                    "`{}` and `{}` have the same value on this target, which evalbox's table does not know",
                    constants.get(*a).text,
                    constants.get(*b).text
                );
                (*a, quote!(#left != #right), message)
            }
            Assumption::SingleBit(id) => {
                let constant = self.constant(*id);
                let text = &constants.get(*id).text;
                (
                    *id,
                    quote!(#constant.is_power_of_two()),
                    format!("`{text}` is not one bit on this target, as evalbox's table has it"),
                )
            }
            Assumption::Small(id) => {
                let constant = self.constant(*id);
                let text = &constants.get(*id).text;
                (
                    *id,
                    quote!(#constant <= 0xffff_ffff),
                    format!(
                        "`{text}` does not fit 32 bits on this target, as evalbox's table has it"
                    ),
                )
            }
        };
        let place = &constants.get(id).place;
        let message = message_at(place, &message);
        self.check(place, "assume", &quote!(#holds, #message), true)
    }

    /// That a comparison neither always nor never holds.
    pub(super) fn open(&self, open: &Open) -> TokenStream {
        let site = &self.site;
        let union = |ids: &[ConstId]| {
            let parts = ids.iter().map(|&id| self.constant(id));
            quote!((#(#parts)|*))
        };
        let (kind, values) = match &open.test.is {
            Is::Less(most) => ("Less", vec![self.constant(*most)]),
            Is::AtMost(most) => ("AtMost", vec![self.constant(*most)]),
            Is::Between(a, b) => ("Between", vec![self.constant(*a), self.constant(*b)]),
            Is::Masked(a, b) => ("Masked", vec![self.constant(*a), self.constant(*b)]),
            Is::Has(flags) => ("Has", vec![self.constant(*flags)]),
            Is::Any(flags) => ("Any", vec![self.constant(*flags)]),
            Is::Only(flags) => ("Only", vec![union(flags)]),
            // Never constant, whatever the values.
            Is::Equal(_) | Is::OneOf(_) | Is::MaskedOneOf(..) => return TokenStream::new(),
        };
        let kind = Ident::new(kind, Span::call_site());
        let bits = Literal::u8_unsuffixed(open.test.arg.bits);
        let signed = open.test.arg.signed;
        let asked = quote!(#site::Asked::#kind(#(#values),*));
        let ask = |function: &str, message: &str| {
            let function = Ident::new(function, Span::call_site());
            let message = message_at(&open.place, message);
            let args = quote!(#asked.#function(#bits, #signed), #message);
            self.check(&open.place, "assume", &args, true)
        };
        let mut checks = ask("may_hold", &open.never);
        checks.extend(ask("may_fail", &open.always));
        checks
    }

    /// A call of one of the hidden functions that panic, in an item that nothing depends on. The function's name is a
    /// token at the user's place, so that rustc reports the panic there and not as one of the macro's. Where there are
    /// constants that do not fit, the program is another than the policy's: only they are reported, by checks that are not
    /// `guarded`.
    pub(super) fn check(
        &self,
        place: &Place,
        function: &str,
        args: &TokenStream,
        guarded: bool,
    ) -> TokenStream {
        let site = &self.site;
        let hidden = Ident::new(function, Span::call_site());
        let span = self.tokens.span(place.span);
        let name = Ident::new(&format!("evalbox_{function}"), span);
        let args = quote_spanned!(span=> (#args));
        let call = if guarded {
            quote!(if ALL_FIT { #name #args })
        } else {
            quote!(#name #args)
        };
        quote!(const _: () = {
            use #site::#hidden as #name;
            #call
        };)
    }

    pub(super) fn expect(&self, expect: &Expect) -> TokenStream {
        let place = &expect.place;
        let known = expect
            .args
            .iter()
            .map(|arg| arg.map_or_else(|| quote!(0), |(id, _)| self.constant(id)));
        let masks = expect.args.iter().map(|arg| {
            let bits = arg.map_or(0, |(_, bits)| bits);
            Literal::u64_unsuffixed(u64::MAX.checked_shr(64 - u32::from(bits)).unwrap_or(0))
        });
        let target = self.policy.target;
        let number = Literal::u32_unsuffixed(expect.number);
        let arch = Literal::u32_unsuffixed(target.audit_arch(target.abi));
        let answer = self.answer(expect.action);
        let [before, after] = around(place);
        let before = format!(
            "{before}the program does not answer as `{}` says",
            expect.text
        );
        self.check(
            place,
            "expect",
            &quote!(&BYTES, #number, #arch, [#(#known),*], [#(#masks),*], #answer, [#before, #after]),
            true,
        )
    }
}
