//! Symbolic constants: each is an item with an expression that rustc computes in `i128`, where nothing wraps, and that
//! `fit` checks against the width of its argument. An item each, so that every one that does not fit is reported.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Emitter;
use crate::constant::{Binary, ConstId, Constant, Fit, Step};
use crate::error::message_at;

/// `const CONSTANT_0: u64`, and so on, for the constants whose value is not known here.
pub(super) fn items(emitter: &Emitter<'_>) -> TokenStream {
    let symbolic = emitter
        .policy
        .constants
        .iter()
        .filter(|(_, constant)| constant.known.is_none());
    symbolic
        .map(|(id, constant)| {
            let name = name(id);
            let value = fitted(emitter, constant);
            let site = &emitter.site;
            // What libc calls deprecated is what policies refuse.
            quote!(#[allow(deprecated)] const #name: #site::core::primitive::u64 = #value;)
        })
        .collect()
}

/// The name of a constant's item.
pub(super) fn name(id: ConstId) -> Ident {
    Ident::new(&format!("CONSTANT_{}", id.0), Span::call_site())
}

fn fitted(emitter: &Emitter<'_>, constant: &Constant) -> TokenStream {
    let span = emitter.root.span(constant.place.span);
    let path = emitter.root.at(constant.place.span);
    let message = message_at(&constant.place, &constant.message);
    let Fit {
        bits,
        signed,
        range,
    } = constant.fit;
    let bits = Literal::u8_unsuffixed(bits);
    let range = super::range(&path, range, span);
    let value = value(emitter, constant, &message);
    quote_spanned!(span=> #path::fit(#value, #bits, #signed, #range, #message))
}

/// The expression, one `let` an operator: no depth of nesting reaches rustc.
fn value(emitter: &Emitter<'_>, constant: &Constant, message: &str) -> TokenStream {
    let span = emitter.root.span(constant.place.span);
    let path = emitter.root.at(constant.place.span);
    let bits = Literal::u8_unsuffixed(constant.fit.bits);
    let signed = constant.fit.signed;
    let mut steps = TokenStream::new();
    let mut stack: Vec<TokenStream> = Vec::new();
    for (index, step) in constant.expr.0.iter().enumerate() {
        let name = Ident::new(&format!("step_{index}"), Span::mixed_site());
        let right = match step {
            Step::Literal(_) | Step::Libc(_) | Step::Path(_) => TokenStream::new(),
            _ => stack.pop().unwrap_or_default(),
        };
        let result = match step {
            Step::Literal(value) => {
                let literal = Literal::u128_suffixed(value.unsigned_abs());
                // The parser makes no negative literal: `-` is a step of its own.
                stack.push(quote_spanned!(span=> (#literal as #path::core::primitive::i128)));
                continue;
            }
            Step::Libc(word) => {
                stack.push(
                    quote_spanned!(span=> (#path::libc::#word as #path::core::primitive::i128)),
                );
                continue;
            }
            Step::Path(tokens) => {
                stack.push(quote_spanned!(span=> (#tokens as #path::core::primitive::i128)));
                continue;
            }
            Step::Not => quote_spanned!(span=> #path::not(#right, #bits, #signed, #message)),
            Step::Negate => quote_spanned!(span=> -#right),
            Step::Cast(to) => {
                let to = Ident::new(&to.to_string(), span);
                quote_spanned!(span=> ((#right as #path::core::primitive::#to) as #path::core::primitive::i128))
            }
            Step::Binary(operator) => {
                let left = stack.pop().unwrap_or_default();
                let operator = operator_tokens(*operator, span);
                quote_spanned!(span=> #left #operator #right)
            }
        };
        steps.extend(quote_spanned!(span=> let #name = #result;));
        stack.push(quote!(#name));
    }
    let last = stack.pop().unwrap_or_default();
    if steps.is_empty() {
        last
    } else {
        quote_spanned!(span=> { #steps #last })
    }
}

fn operator_tokens(operator: Binary, span: Span) -> TokenStream {
    match operator {
        Binary::Or => quote_spanned!(span=> |),
        Binary::And => quote_spanned!(span=> &),
        Binary::Xor => quote_spanned!(span=> ^),
        Binary::Add => quote_spanned!(span=> +),
        Binary::Sub => quote_spanned!(span=> -),
        Binary::Mul => quote_spanned!(span=> *),
        Binary::Shl => quote_spanned!(span=> <<),
        Binary::Shr => quote_spanned!(span=> >>),
    }
}
