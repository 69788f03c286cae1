//! The last stage: a proved program as Rust tokens. It cannot fail; what rustc then computes and checks is
//! - every constant, fitted to the width of its argument,
//! - what the table claimed about constants,
//! - the kernel's own checks on the final bytes,
//! - the `expect` statements, on the same bytes.
//!
//! Everything is named through the `$crate` that evalbox-seccomp's `macro_rules!` handed on, so that no name of the
//! caller's can get in between.

mod checks;
mod code;
mod constants;
mod values;

pub use code::{At, Code, Emitted};

use crate::ordered::Set;

use crate::compile::Compiled;
use crate::constant::{Path, Word};
use crate::error::{Errors, message_at};
use crate::policy::{Mention, Policy};
use crate::tokens::{Given, given_at};

/// The expression that stands for the macro call.
#[must_use]
pub fn emit(given: &[Given], compiled: &Compiled) -> Code {
    let (policy, program) = (&compiled.policy, &compiled.program);
    let emitter = Emitter { policy, given };
    let mut code = Code::default();
    code.put("{");
    constants::items(&emitter, &mut code);
    for (index, set) in program.sets.iter().enumerate() {
        emitter.set(&mut code, index, set);
    }
    let length = program.instructions.len();
    code.put("const BYTES: [$::SockFilter;");
    code.suffixed(format!("{length}usize"));
    code.put("] = [");
    for (index, instruction) in program.instructions.iter().enumerate() {
        if index > 0 {
            code.put(",");
        }
        emitter.instruction(&mut code, instruction);
    }
    code.put("]; static PROGRAM: [$::SockFilter;");
    code.suffixed(format!("{length}usize"));
    code.put("] = BYTES; const FILTER: $::Filter = $::program(&PROGRAM);");
    for assumption in &program.assumptions {
        emitter.assumption(&mut code, assumption);
    }
    for open in &compiled.open {
        emitter.open(&mut code, open);
    }
    for expect in &policy.expects {
        emitter.expect(&mut code, expect);
    }
    files(&mut code, &policy.files);
    emitter.mentions(&mut code);
    code.put("FILTER }");
    code
}

/// What `compile_error!` is called in the expansion, whatever the caller has of that name.
const REPORT: &str = "__evalbox_mistake";

/// The errors at their tokens, and in the filter's place one that kills everything, so that no second error follows.
#[must_use]
pub fn emit_errors(files_read: &[String], errors: &Errors) -> Code {
    let shown = errors.shown();
    let mut places = Vec::new();
    for mistake in shown.iter() {
        places.push((&mistake.place, &mistake.message));
        if let Some((place, message)) = &mistake.other {
            places.push((place, message));
        }
    }
    let mut code = Code::default();
    code.put("{ use $::core::compile_error as");
    code.put(REPORT);
    code.put(";");
    // From the last on: so rustc expands what waits for an import, and shows the first one first.
    while let Some((place, message)) = places.pop() {
        // By a name without a path: rustc would add to one through `$crate` that it comes from a macro, and `::core` is nothing in
        // a crate of edition 2015.
        let at = At::User(place.span);
        code.put_at(at, REPORT);
        code.put_at(at, "! {");
        code.text(message_at(place, message));
        code.put("}");
    }
    files(&mut code, files_read);
    code.put("$::kill_everything() }");
    code
}

/// rustc depends on a file that `include_bytes!` names: the crate is rebuilt when it changes.
fn files(code: &mut Code, paths: &[String]) {
    let mut seen = Set::new();
    for path in paths {
        seen.insert(path);
    }
    for path in &seen {
        code.put("const _: &[$::core::primitive::u8] = $::core::include_bytes!(");
        code.text((*path).clone());
        code.put(");");
    }
}

/// The one system call that has a keyword of Rust for a name: no item can be called so.
pub const KEYWORD: &str = "break";

struct Emitter<'a> {
    policy: &'a Policy,
    given: &'a [Given],
}

impl Emitter<'_> {
    /// Uses of documented items under the user's own tokens, for editors.
    fn mentions(&self, code: &mut Code) {
        code.put("const _: &[()] = &[");
        let mut seen = Set::new();
        for mention in &self.policy.mentions {
            let (module, word) = match mention {
                Mention::Syscall(word) => ("syscall", word),
                Mention::Action(word) => ("action", word),
            };
            if word.text == KEYWORD {
                continue;
            }
            // One use of each is as good as many: the first token of a word stands for all.
            let first_of_all = seen.is_empty();
            if seen.insert((module, word.text.as_str())) {
                code.put(if first_of_all { "$::" } else { ", $::" });
                code.put(module);
                code.put("::");
                self.word(code, word);
            }
        }
        code.put("];");
    }

    /// A word. The user's own token where there is one: no other can say `$crate`.
    fn word(&self, code: &mut Code, word: &Word) {
        match given_at(self.given, word.span) {
            Some(Given::Word(own)) if *own == word.text => {
                code.tokens.push(Emitted::Own(word.span));
            }
            _ => {
                let text = match word.text.as_str() {
                    // With `r#` they are no words of Rust.
                    text @ ("crate" | "self" | "super" | "Self" | "_") => text.to_owned(),
                    text if word.raw => format!("r#{text}"),
                    text => text.to_owned(),
                };
                code.word(text, At::User(word.span));
            }
        }
    }

    /// A path.
    fn path(&self, code: &mut Code, path: &Path) {
        let mut colons = path.root;
        for word in &path.words {
            if let Some(before) = colons {
                code.put_at(At::User(before), "::");
            }
            self.word(code, word);
            colons = Some(word.span);
        }
    }
}
