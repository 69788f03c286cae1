//! Symbolic constants: items with an expression that rustc computes in `i128`, where nothing wraps. Each has a check of its
//! own against the width of its argument, so that every one that does not fit is reported, and reported once: what the
//! program uses is the clipped value, which never fails.

use super::{At, Code, Emitter};
use crate::constant::{Binary, ConstId, Constant, Fit, FitRange, Step};
use crate::error::message_at;
use crate::tokens::Bracket;

/// For each constant whose value is not known here `VALUE_N`, its value and whether it fits, and `CONSTANT_N`, its bits;
/// for all of them `ALL_FIT`, without which nothing that is tested of the program means anything.
pub(super) fn items(emitter: &Emitter<'_>, code: &mut Code) {
    let mut all = Code::default();
    for (id, constant) in emitter.policy.constants.iter() {
        if constant.known.is_some() {
            continue;
        }
        item(emitter, code, id, constant);
        if !all.tokens.is_empty() {
            all.put(",");
        }
        numbered(&mut all, "VALUE", id);
        all.put(".1");
    }
    code.put("const ALL_FIT: $::core::primitive::bool = $::all(&[");
    code.add(all);
    code.put("]);");
}

/// The name of a constant's item.
pub(super) fn name(code: &mut Code, id: ConstId) {
    numbered(code, "CONSTANT", id);
}

fn numbered(code: &mut Code, word: &str, id: ConstId) {
    code.word(format!("{word}_{}", id.0), At::Call);
}

fn item(emitter: &Emitter<'_>, code: &mut Code, id: ConstId, constant: &Constant) {
    // What libc calls deprecated is what policies refuse, and `crate::X` cannot be `X`, which is libc's.
    code.put("#[allow(deprecated, unused_qualifications)] const");
    numbered(code, "VALUE", id);
    code.put(": ($::core::primitive::i128, $::core::primitive::bool) =");
    expression(emitter, code, constant);
    code.put(";");

    let mut args = Code::default();
    numbered(&mut args, "VALUE", id);
    args.put(".1,");
    args.text(message_at(&constant.place, &constant.message));
    emitter.check(code, &constant.place, "assume", args, false);

    code.put("const");
    name(code, id);
    code.put(": $::core::primitive::u64 = $::clip(");
    numbered(code, "VALUE", id);
    code.put(".0,");
    code.number(constant.fit.bits);
    code.put(");");
}

/// The value and whether it fits, one `let` an operator: no depth of nesting reaches rustc.
fn expression(emitter: &Emitter<'_>, code: &mut Code, constant: &Constant) {
    // Of the constant's own place is only what the user wrote: editors show what has it.
    let at = At::Ours(constant.place.span);
    // What `!` complements in the width must fit it as well.
    let mut complemented = Code::default();
    let mut stack: Vec<Code> = Vec::new();
    code.put("{");
    for (index, step) in constant.expr.0.iter().enumerate() {
        let mut result = Code::default();
        match step {
            Step::Literal(value) => {
                // The parser makes no negative literal: `-` is a step of its own.
                result.open(Bracket::Round, at);
                result.suffixed(format!("{}u128", value.unsigned_abs()));
                result.put_at(at, "as $::core::primitive::i128)");
            }
            Step::Libc(word) => {
                result.put("($::libc::");
                emitter.word(&mut result, word);
                result.put("as $::core::primitive::i128)");
            }
            Step::Path(path) => {
                // Where the path is no number, rustc points to what is from it to the type. That has no name of its own here,
                // which the path could mean.
                result.open(Bracket::Round, at);
                emitter.path(&mut result, path);
                result.put_at(at, "as (");
                result.put("$::core::primitive::i128))");
            }
            Step::Not => {
                let right = stack.pop().unwrap_or_default();
                fits(
                    &mut complemented,
                    right.clone(),
                    constant.fit,
                    FitRange::Bits,
                );
                complemented.put(",");
                result.put("$::not(");
                result.add(right);
                width(&mut result, constant.fit);
                result.put(")");
            }
            Step::Negate => {
                result.put_at(at, "-");
                result.add(stack.pop().unwrap_or_default());
            }
            Step::Cast(to) => {
                result.put_at(at, "((");
                result.add(stack.pop().unwrap_or_default());
                result.put_at(at, "as $::core::primitive::");
                result.word((*to).to_owned(), at);
                result.put_at(at, ") as $::core::primitive::i128)");
            }
            Step::Binary(operator) => {
                let right = stack.pop().unwrap_or_default();
                result.add(stack.pop().unwrap_or_default());
                result.put_at(at, sign(*operator));
                result.add(right);
            }
        }
        // What stands right of an operator is written there: of a long `|`, that is half of what rustc has to read.
        let is_right = matches!(constant.expr.0.get(index + 1), Some(Step::Binary(_)));
        if is_right && matches!(step, Step::Literal(_) | Step::Libc(_) | Step::Path(_)) {
            stack.push(result);
            continue;
        }
        let mut name = Code::default();
        name.word(format!("step_{index}"), At::Mixed);
        code.put("let");
        code.add(name.clone());
        code.put("=");
        code.add(result);
        code.put(";");
        stack.push(name);
    }
    let last = stack.pop().unwrap_or_default();
    code.put("(");
    code.add(last.clone());
    code.put(", $::all(&[");
    code.add(complemented);
    fits(code, last, constant.fit, constant.fit.range);
    code.put("])) }");
}

/// Whether a value fits.
fn fits(code: &mut Code, value: Code, fit: Fit, range: FitRange) {
    code.put("$::fits(");
    code.add(value);
    width(code, fit);
    // `Range` of evalbox-seccomp's hidden module.
    code.put(", $::Range::");
    match range {
        FitRange::Bits => code.put("Bits"),
        FitRange::Ordered => code.put("Ordered"),
        FitRange::NonZeroBits => code.put("NonZeroBits"),
        FitRange::Within(mask) => {
            code.put("Within(");
            code.number(mask);
            code.put(")");
        }
        FitRange::UpTo(max) => {
            code.put("UpTo(");
            code.number(max);
            code.put(")");
        }
    }
    code.put(")");
}

/// The bits that a value must fit, and whether the highest is a sign: the arguments of that.
fn width(code: &mut Code, fit: Fit) {
    code.put(",");
    code.number(fit.bits);
    code.put(",");
    code.truth(fit.signed);
}

fn sign(operator: Binary) -> &'static str {
    match operator {
        Binary::Or => "|",
        Binary::And => "&",
        Binary::Xor => "^",
        Binary::Add => "+",
        Binary::Sub => "-",
        Binary::Mul => "*",
        Binary::Shl => "<<",
        Binary::Shr => ">>",
    }
}
