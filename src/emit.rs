//! The last stage: a proved program as Rust tokens. It cannot fail; what rustc then computes and checks is
//! - every constant, fitted to the width of its argument,
//! - what the table claimed about constants,
//! - the kernel's own checks on the final bytes,
//! - the `expect` statements, on the same bytes.
//!
//! Everything is named through the `$crate` that evalbox-seccomp's `macro_rules!` handed on, so that no name of the
//! caller's can get in between.

mod constants;

use crate::ordered::Set;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::action::{Action, Data};
use crate::compile::Compiled;
use crate::constant::{ConstId, FitRange};
use crate::error::{Errors, Place, around, message_at};
use crate::lint::Open;
use crate::policy::{Expect, Is, Mention, Policy};
use crate::program::{Assumption, Instruction, Value};

/// The way to evalbox-seccomp's hidden module: `$crate::__private`, with the span of whatever it is emitted for.
#[derive(Clone, Debug)]
pub struct Root(TokenStream);

impl Root {
    /// From the tokens of `$crate`.
    #[must_use]
    pub fn new(krate: TokenStream) -> Root {
        Root(krate)
    }

    /// The path at a place of the user's: rustc reports there what goes wrong, and resolves it as we wrote it.
    fn at(&self, place: Span) -> TokenStream {
        let krate = self.0.clone().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(place));
            token
        });
        let krate: TokenStream = krate.collect();
        let span = self.span(place);
        quote_spanned!(span=> #krate::__private)
    }

    /// A place of the user's for tokens of ours: lints of the user's crate are not about them.
    fn span(&self, place: Span) -> Span {
        let own = self
            .0
            .clone()
            .into_iter()
            .next()
            .map_or_else(Span::call_site, |token| token.span());
        own.located_at(place)
    }
}

/// The expression that stands for the macro call.
#[must_use]
pub fn emit(root: &Root, compiled: &Compiled) -> TokenStream {
    let (policy, program) = (&compiled.policy, &compiled.program);
    let site = root.at(Span::call_site());
    let emitter = Emitter {
        root,
        policy,
        site: site.clone(),
    };
    let constants = constants::items(&emitter);
    let sets = program
        .sets
        .iter()
        .enumerate()
        .map(|(index, set)| emitter.set(index, set));
    let length = program.instructions.len();
    let instructions = program
        .instructions
        .iter()
        .map(|instruction| emitter.instruction(instruction));
    let assumptions = program
        .assumptions
        .iter()
        .map(|assumption| emitter.assumption(assumption));
    let open = compiled.open.iter().map(|open| emitter.open(open));
    let expects = policy.expects.iter().map(|expect| emitter.expect(expect));
    let files = files(&site, &policy.files);
    let mentions = mentions(root, &policy.mentions);
    quote! {
        {
            #constants
            #(#sets)*
            const BYTES: [#site::SockFilter; #length] = [#(#instructions),*];
            static PROGRAM: [#site::SockFilter; #length] = BYTES;
            const FILTER: #site::Filter = #site::program(&PROGRAM);
            #(#assumptions)*
            #(#open)*
            #(#expects)*
            #files
            #mentions
            FILTER
        }
    }
}

/// More mistakes than anyone reads, and rustc takes its time with each.
const MAX_SHOWN: usize = 100;

/// The errors at their tokens, and in the filter's place one that kills everything, so that no second error follows.
#[must_use]
pub fn emit_errors(root: &Root, errors: &Errors, files_read: &[String]) -> TokenStream {
    let site = root.at(Span::call_site());
    let mut places = Vec::new();
    for mistake in errors.iter().take(MAX_SHOWN) {
        places.push((mistake.place.clone(), mistake.message.clone()));
        places.extend(mistake.other.clone());
    }
    if let Some(next) = errors.iter().nth(MAX_SHOWN) {
        let message = format!("more than {MAX_SHOWN} mistakes: the rest is not shown");
        places.push((next.place.clone(), message));
    }
    let messages = places.iter().map(|(place, message)| {
        let message = message_at(place, message);
        // Not through `$crate`: rustc would add to each error that it comes from a macro.
        quote_spanned!(place.span=> ::core::compile_error! { #message })
    });
    let files = files(&site, files_read);
    quote! {
        {
            #(#messages)*
            #files
            #site::kill_everything()
        }
    }
}

/// rustc depends on a file that `include_bytes!` names: the crate is rebuilt when it changes.
fn files(site: &TokenStream, paths: &[String]) -> TokenStream {
    let paths: Set<&String> = paths.iter().collect();
    let paths = paths.into_iter();
    quote!(#(const _: &[#site::core::primitive::u8] = #site::core::include_bytes!(#paths);)*)
}

/// Uses of documented items under the user's own tokens, for editors.
fn mentions(root: &Root, mentions: &[Mention]) -> TokenStream {
    let mut seen = Set::new();
    let uses = mentions.iter().filter_map(|mention| {
        let (module, ident) = match mention {
            Mention::Syscall(ident) => ("syscall", ident),
            Mention::Action(ident) => ("action", ident),
        };
        let word = syn::parse_str::<Ident>(&ident.to_string()).ok()?;
        // One use of each is as good as many: the first token of a word stands for all.
        let first = seen.insert((module, word.to_string()));
        let path = root.at(ident.span());
        let module = Ident::new(module, root.span(ident.span()));
        first.then(|| quote!(#path::#module::#ident))
    });
    let uses: Vec<TokenStream> = uses.collect();
    quote!(const _: &[()] = &[#(#uses),*];)
}

struct Emitter<'a> {
    root: &'a Root,
    policy: &'a Policy,
    site: TokenStream,
}

impl Emitter<'_> {
    /// A fitted constant as a `u64`.
    fn constant(&self, id: ConstId) -> TokenStream {
        if let Some(value) = self.policy.constants.get(id).known {
            let value = Literal::u64_suffixed(value);
            return quote!(#value);
        }
        let name = constants::name(id);
        quote!(#name)
    }

    fn set(&self, index: usize, set: &[Value]) -> TokenStream {
        let site = &self.site;
        let name = set_name(index);
        let length = set.len();
        let values = set.iter().map(|value| self.value(value));
        quote!(const #name: [#site::core::primitive::u32; #length] = #site::sorted([#(#values),*]);)
    }

    fn instruction(&self, instruction: &Instruction) -> TokenStream {
        let site = &self.site;
        let (code, jt, jf) = (
            Literal::u16_unsuffixed(instruction.code),
            Literal::u8_unsuffixed(instruction.jt),
            Literal::u8_unsuffixed(instruction.jf),
        );
        let k = self.value(&instruction.k);
        quote!(#site::SockFilter { code: #code, jt: #jt, jf: #jf, k: #k })
    }

    fn value(&self, value: &Value) -> TokenStream {
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

    fn assumption(&self, assumption: &Assumption) -> TokenStream {
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
    fn open(&self, open: &Open) -> TokenStream {
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
    fn check(
        &self,
        place: &Place,
        function: &str,
        args: &TokenStream,
        guarded: bool,
    ) -> TokenStream {
        let site = &self.site;
        let hidden = Ident::new(function, Span::call_site());
        let name = Ident::new(&format!("evalbox_{function}"), place.span);
        let args = quote_spanned!(place.span=> (#args));
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

    fn expect(&self, expect: &Expect) -> TokenStream {
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

    fn answer(&self, action: Action) -> TokenStream {
        self.value(&match action.data {
            Data::Known(data) => Value::Known(action.kind.ret() | u32::from(data)),
            Data::Constant(id) => Value::Data(action.kind.ret(), id),
        })
    }
}

fn set_name(index: usize) -> Ident {
    Ident::new(&format!("SET_{index}"), Span::call_site())
}

/// `Range` of evalbox-seccomp's hidden module.
fn range(path: &TokenStream, range: FitRange) -> TokenStream {
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
