//! The program itself: instructions, and what their operands are computed of.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::{Emitter, constants};
use crate::action::{Action, Data};
use crate::constant::ConstId;
use crate::program::{Instruction, Value};

impl Emitter<'_> {
    /// A fitted constant as a `u64`.
    pub(super) fn constant(&self, id: ConstId) -> TokenStream {
        if let Some(value) = self.policy.constants.get(id).known {
            let value = Literal::u64_suffixed(value);
            return quote!(#value);
        }
        let name = constants::name(id);
        quote!(#name)
    }

    /// A set in order. That it is in order is asserted, as the proof builds on it.
    pub(super) fn set(&self, index: usize, set: &[Value]) -> TokenStream {
        let site = &self.site;
        let name = set_name(index);
        let length = set.len();
        let values = set.iter().map(|value| self.value(value));
        let of = quote!([#site::core::primitive::u32; #length]);
        quote! {
            const #name: #of = {
                const VALUES: #of = [#(#values),*];
                const SORTED: #of = #site::sorted(VALUES);
                #site::assume(
                    #site::in_order(&SORTED, &VALUES),
                    "internal error: the values of a set are not in order",
                );
                SORTED
            };
        }
    }

    pub(super) fn instruction(&self, instruction: &Instruction) -> TokenStream {
        let site = &self.site;
        let (code, jt, jf) = (
            Literal::u16_unsuffixed(instruction.code),
            Literal::u8_unsuffixed(instruction.jt),
            Literal::u8_unsuffixed(instruction.jf),
        );
        let k = self.value(&instruction.k);
        quote!(#site::SockFilter { code: #code, jt: #jt, jf: #jf, k: #k })
    }

    pub(super) fn value(&self, value: &Value) -> TokenStream {
        let site = &self.site;
        match value {
            Value::Known(number) => {
                let number = Literal::u32_unsuffixed(*number);
                quote!(#number)
            }
            Value::Low(id) => {
                let constant = self.constant(*id);
                quote!(#site::low(#constant))
            }
            Value::High(id) => {
                let constant = self.constant(*id);
                quote!(#site::high(#constant))
            }
            Value::Or(parts) => {
                let parts = parts.iter().map(|part| self.value(part));
                quote!((#(#parts)|*))
            }
            Value::Not(inner) => {
                let inner = self.value(inner);
                quote!(!#inner)
            }
            Value::Flip(inner) => {
                let inner = self.value(inner);
                quote!((#inner ^ 0x8000_0000))
            }
            Value::Data(base, id) => {
                let base = Literal::u32_unsuffixed(*base);
                let constant = self.constant(*id);
                quote!((#base | #site::low(#constant)))
            }
            Value::Sorted(set, index) => {
                let name = set_name(usize::from(set.0));
                let index = Literal::usize_unsuffixed(usize::from(*index));
                quote!(#name[#index])
            }
        }
    }

    pub(super) fn answer(&self, action: Action) -> TokenStream {
        self.value(&match action.data {
            Data::Known(data) => Value::Known(action.kind.ret() | u32::from(data)),
            Data::Constant(id) => Value::Data(action.kind.ret(), id),
        })
    }
}

fn set_name(index: usize) -> Ident {
    Ident::new(&format!("SET_{index}"), Span::call_site())
}
