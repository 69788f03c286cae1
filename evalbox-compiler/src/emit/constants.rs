//! Symbolic constants: items with an expression that rustc computes in `i128`, where nothing wraps. Each has a check of its
//! own against the width of its argument, so that every one that does not fit is reported, and reported once: what the
//! program uses is the clipped value, which never fails.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Emitter;
use crate::constant::{Binary, ConstId, Constant, Fit, FitRange, Step};
use crate::error::message_at;

/// For each constant whose value is not known here `VALUE_N`, its value and whether it fits, and `CONSTANT_N`, its bits;
/// for all of them `ALL_FIT`, without which nothing that is tested of the program means anything.
pub(super) fn items(emitter: &Emitter<'_>) -> TokenStream {
    let symbolic = emitter
        .policy
        .constants
        .iter()
        .filter(|(_, constant)| constant.known.is_none());
    let mut items = TokenStream::new();
    let mut all = Vec::new();
    for (id, constant) in symbolic {
        items.extend(item(emitter, id, constant));
        let value = numbered("VALUE", id);
        all.push(quote!(#value.1));
    }
    let site = &emitter.site;
    quote!(
        #items
        const ALL_FIT: #site::core::primitive::bool = #site::all(&[#(#all),*]);
    )
}

/// The name of a constant's item.
pub(super) fn name(id: ConstId) -> Ident {
    numbered("CONSTANT", id)
}

fn numbered(word: &str, id: ConstId) -> Ident {
    Ident::new(&format!("{word}_{}", id.0), Span::call_site())
}

fn item(emitter: &Emitter<'_>, id: ConstId, constant: &Constant) -> TokenStream {
    let site = &emitter.site;
    let message = message_at(&constant.place, &constant.message);
    let bits = Literal::u8_unsuffixed(constant.fit.bits);
    let (name, value) = (name(id), numbered("VALUE", id));
    let expression = expression(emitter, constant);
    let check = emitter.check(
        &constant.place,
        "assume",
        &quote!(#value.1, #message),
        false,
    );
    quote! {
        // What libc calls deprecated is what policies refuse, and `crate::X` cannot be `X`, which is libc's.
        #[allow(deprecated, unused_qualifications)]
        const #value: (#site::core::primitive::i128, #site::core::primitive::bool) = #expression;
        #check
        const #name: #site::core::primitive::u64 = #site::clip(#value.0, #bits);
    }
}

/// The value and whether it fits, one `let` an operator: no depth of nesting reaches rustc.
fn expression(emitter: &Emitter<'_>, constant: &Constant) -> TokenStream {
    let span = emitter.root.span(emitter.tokens.span(constant.place.span));
    // Of the constant's own place is only what the user wrote: editors show what has it.
    let path = &emitter.site;
    let Fit {
        bits,
        signed,
        range,
    } = constant.fit;
    let bits = Literal::u8_unsuffixed(bits);
    let width = range_of(path, FitRange::Bits);
    let range = range_of(path, range);
    let mut steps = TokenStream::new();
    // What `!` complements in the width must fit it as well.
    let mut complemented = Vec::new();
    let mut stack: Vec<TokenStream> = Vec::new();
    for (index, step) in constant.expr.0.iter().enumerate() {
        let name = Ident::new(&format!("step_{index}"), Span::mixed_site());
        let right = match step {
            Step::Literal(_) | Step::Libc(_) | Step::Path(_) => TokenStream::new(),
            _ => stack.pop().unwrap_or_default(),
        };
        let result = match step {
            Step::Literal(value) => {
                // The parser makes no negative literal: `-` is a step of its own.
                let literal = Literal::u128_suffixed(value.unsigned_abs());
                quote_spanned!(span=> (#literal as #path::core::primitive::i128))
            }
            Step::Libc(word) => {
                let word = emitter.tokens.ident(word);
                quote!((#path::libc::#word as #path::core::primitive::i128))
            }
            Step::Path(path_of) => {
                let tokens = emitter.tokens.path(path_of);
                // Where the path is no number, rustc points to what is from it to the type. That has no name of its own here,
                // which the path could mean.
                let number = quote!(#path::core::primitive::i128);
                let mut number = Group::new(Delimiter::Parenthesis, number);
                number.set_span(span);
                quote_spanned!(span=> (#tokens as #number))
            }
            Step::Not => {
                complemented.push(quote!(#path::fits(#right, #bits, #signed, #width)));
                quote!(#path::not(#right, #bits, #signed))
            }
            Step::Negate => quote_spanned!(span=> -#right),
            Step::Cast(to) => {
                let to = Ident::new(to, span);
                quote_spanned!(span=> ((#right as #path::core::primitive::#to) as #path::core::primitive::i128))
            }
            Step::Binary(operator) => {
                let left = stack.pop().unwrap_or_default();
                let operator = operator_tokens(*operator, span);
                quote_spanned!(span=> #left #operator #right)
            }
        };
        // What stands right of an operator is written there: of a long `|`, that is half of what rustc has to read.
        let is_right = matches!(constant.expr.0.get(index + 1), Some(Step::Binary(_)));
        if is_right && matches!(step, Step::Literal(_) | Step::Libc(_) | Step::Path(_)) {
            stack.push(result);
            continue;
        }
        steps.extend(quote!(let #name = #result;));
        stack.push(quote!(#name));
    }
    let last = stack.pop().unwrap_or_default();
    quote!({
        #steps
        (#last, #path::all(&[#(#complemented,)* #path::fits(#last, #bits, #signed, #range)]))
    })
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

/// `Range` of evalbox-seccomp's hidden module.
fn range_of(path: &TokenStream, range: FitRange) -> TokenStream {
    match range {
        FitRange::Bits => quote!(#path::Range::Bits),
        FitRange::Ordered => quote!(#path::Range::Ordered),
        FitRange::NonZeroBits => quote!(#path::Range::NonZeroBits),
        FitRange::Within(mask) => {
            let mask = Literal::u64_unsuffixed(mask);
            quote!(#path::Range::Within(#mask))
        }
        FitRange::UpTo(max) => {
            let max = Literal::u16_unsuffixed(max);
            quote!(#path::Range::UpTo(#max))
        }
    }
}
