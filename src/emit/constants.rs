//! Symbolic constants: items with an expression that rustc computes in `i128`, where nothing wraps. Each has a check of its
//! own against the width of its argument, so that every one that does not fit is reported, and reported once: what the
//! program uses is the clipped value, which never fails.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Emitter;
use crate::constant::{Binary, ConstId, Constant, Fit, FitRange, Step};
use crate::error::message_at;

/// For each constant whose value is not known here `CONSTANT_N`, its bits, and `FITS_N`, whether it has a value of its
/// width; for all of them `ALL_FIT`, without which nothing that is tested of the program means anything.
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
        all.push(numbered("FITS", id));
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
    let (name, fits) = (name(id), numbered("FITS", id));
    let Value {
        steps,
        last,
        complemented,
    } = value(emitter, id, constant);
    let fitting = complemented
        .iter()
        .map(|operand| within(emitter, constant, operand, FitRange::Bits));
    let fitting: Vec<TokenStream> = fitting
        .chain([within(emitter, constant, &last, constant.fit.range)])
        .collect();
    let check = emitter.check(&constant.place, "assume", &quote!(#fits, #message), false);
    quote! {
        #steps
        const #fits: #site::core::primitive::bool = #(#fitting)&&*;
        #check
        const #name: #site::core::primitive::u64 = #site::clip(#last, #bits);
    }
}

/// Whether an item has a value of the constant's width.
fn within(
    emitter: &Emitter<'_>,
    constant: &Constant,
    item: &Ident,
    range: FitRange,
) -> TokenStream {
    let site = &emitter.site;
    let Fit { bits, signed, .. } = constant.fit;
    let bits = Literal::u8_unsuffixed(bits);
    let range = super::range(site, range);
    quote!(#site::fits(#item, #bits, #signed, #range))
}

/// An expression that rustc computes.
struct Value {
    /// The items of its operators.
    steps: TokenStream,
    /// The item that is its value.
    last: Ident,
    /// The items that `!` complements in the width: they must fit it as well.
    complemented: Vec<Ident>,
}

/// The expression, an item an operator: no depth of nesting reaches rustc.
fn value(emitter: &Emitter<'_>, id: ConstId, constant: &Constant) -> Value {
    let span = emitter.root.span(constant.place.span);
    let path = emitter.root.at(constant.place.span);
    let bits = Literal::u8_unsuffixed(constant.fit.bits);
    let signed = constant.fit.signed;
    let mut steps = TokenStream::new();
    let mut named = |index: usize, value: &TokenStream| {
        let name = Ident::new(&format!("STEP_{}_{index}", id.0), Span::call_site());
        // What libc calls deprecated is what policies refuse, and `crate::X` cannot be `X`, which is libc's.
        steps.extend(quote_spanned!(span=>
            #[allow(deprecated, unused_qualifications)]
            const #name: #path::core::primitive::i128 = #value;
        ));
        name
    };
    let mut complemented = Vec::new();
    let mut stack: Vec<TokenStream> = Vec::new();
    let count = constant.expr.0.len();
    for (index, step) in constant.expr.0.iter().enumerate() {
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
            Step::Not => {
                let operand = named(count + index, &right);
                complemented.push(operand.clone());
                quote_spanned!(span=> #path::not(#operand, #bits, #signed))
            }
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
        let name = named(index, &result);
        stack.push(quote!(#name));
    }
    let last = named(2 * count, &stack.pop().unwrap_or_default());
    Value {
        steps,
        last,
        complemented,
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
