//! The compiler's table of contents.

use proc_macro2::TokenStream;

use crate::assemble::assemble;
use crate::check::check;
use crate::emit::{Root, emit, emit_errors};
use crate::error::{Errors, Place};
use crate::lint::{Open, lint, switched_on};
use crate::lower::{Lowered, lower, lower_short};
use crate::optimise::optimise;
use crate::parse::parse;
use crate::policy::Policy;
use crate::program::Program;
use crate::prove::{Proved, prove};
use crate::source::Sources;
use crate::syntax;
use crate::target::Target;
use crate::tokens::flatten;

/// `BPF_MAXINSNS` (`uapi/linux/bpf_common.h)`: what seccomp(2) takes.
pub const MAX_INSTRUCTIONS: usize = 4096;

/// A policy with the program that was proved to answer as it says.
#[derive(Debug)]
pub struct Compiled {
    /// What is answered.
    pub policy: Policy,
    /// What answers it.
    pub program: Program,
    /// What the proof found.
    pub proved: Proved,
    /// What a lint still asks when the values of constants are known.
    pub open: Vec<Open>,
}

/// Compiles the tokens of a policy for a target.
///
/// # Errors
/// Everything that is wrong with the policy, in the order of the text within a stage.
pub fn compile(
    tokens: TokenStream,
    target: Target,
    sources: &dyn Sources,
) -> Result<Compiled, Errors> {
    let mut errors = Errors::new();
    let (tokens, _) = flatten(tokens);
    let written = parse(tokens, target, sources, &mut errors);
    compile_written(&written, target, errors)
}

/// Compiles a policy that has been parsed, with the errors found so far.
///
/// # Errors
/// As [`compile`].
pub fn compile_written(
    written: &syntax::Policy,
    target: Target,
    mut errors: Errors,
) -> Result<Compiled, Errors> {
    let checked = check(written, target, &mut errors);
    let lints = switched_on(written, &mut errors);
    let Some(policy) = checked else {
        return Err(errors);
    };
    let open = lint(lints, written, &policy, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }

    let lowered = lower(&policy);
    let shorter = lowered.shorter;
    let mut program = build(lowered, target);
    if program.instructions.len() > MAX_INSTRUCTIONS && shorter {
        program = build(lower_short(&policy), target);
    }

    let whole = Place::whole();
    let length = program.instructions.len();
    if length > MAX_INSTRUCTIONS {
        let message = format!(
            "the policy compiles to {length} instructions, and the kernel takes at most {MAX_INSTRUCTIONS}\n\
             hint: part it into two filters, or decide more calls whatever their arguments"
        );
        // Where the policy begins: shown whole it would fill the screen.
        let first = written.statements.first();
        errors.push(first.map_or(&whole, |first| &first.place), message);
        return Err(errors);
    }
    match prove(&policy, &program) {
        Ok(proved) => Ok(Compiled {
            policy,
            program,
            proved,
            open,
        }),
        Err(failure) => {
            let message = if failure.exhausted {
                format!(
                    "the policy is too involved to be proved: {failure}\n\
                     hint: part this call's conditions into fewer arms, or decide it by fewer arguments"
                )
            } else {
                format!("internal error: the program was not proved to be the policy: {failure}")
            };
            errors.push(&whole, message);
            Err(errors)
        }
    }
}

/// What a lowered policy comes to.
fn build(lowered: Lowered, target: Target) -> Program {
    let optimised = optimise(&lowered.graph, lowered.root);
    assemble(optimised, lowered.assumptions, target.endian)
}

/// The expansion of `seccomp_filter!`: `krate` is `$crate`, the way to evalbox-seccomp.
#[must_use]
pub fn expand(
    krate: TokenStream,
    target: Target,
    policy: TokenStream,
    sources: &dyn Sources,
) -> TokenStream {
    let root = Root::new(krate);
    let mut errors = Errors::new();
    let (flat, tokens) = flatten(policy);
    let written = parse(flat, target, sources, &mut errors);
    match compile_written(&written, target, errors) {
        Ok(compiled) => emit(&root, &tokens, &compiled),
        Err(errors) => emit_errors(&root, &tokens, &written.files, &errors),
    }
}
