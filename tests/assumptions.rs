//! A mistake planted in each thing that the proof takes for granted, and what finds it: the proof itself, or an assertion
//! that the expansion makes when rustc has the values. docs/design.md has the list.

use evalbox_compiler::compile::{Compiled, compile_written};
use evalbox_compiler::constant::ConstId;
use evalbox_compiler::emit::{Root, emit};
use evalbox_compiler::error::Errors;
use evalbox_compiler::parse::parse_text;
use evalbox_compiler::program::{Assumption, Program, Value, opcode};
use evalbox_compiler::prove::{Failure, prove};
use evalbox_compiler::source::NoFiles;
use evalbox_compiler::target::Target;
use evalbox_compiler::tokens::Tokens;
use quote::quote;

fn compiled(text: &str) -> Compiled {
    let mut errors = Errors::new();
    let written = parse_text("policy", text, Target::X86_64, &NoFiles, &mut errors);
    compile_written(&written, Target::X86_64, errors).unwrap_or_else(|errors| {
        let list: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", list.join("\n"))
    })
}

fn with(own: &str) -> String {
    format!(
        "#![allow(unreachable_arm, constant_condition, no_exit, sibling_bypass)] allow [read]; {own}"
    )
}

/// The constant `crate::NAME`.
fn id(compiled: &Compiled, name: &str) -> ConstId {
    let text = format!("crate::{name}");
    let mut constants = compiled.policy.constants.iter();
    let found = constants.find(|(_, constant)| constant.text == text);
    found.unwrap_or_else(|| panic!("{text}")).0
}

/// Where the program compares with the constant.
fn place(program: &Program, id: ConstId) -> usize {
    let is = |value: &Value| *value == Value::Low(id);
    let found = program.instructions.iter().position(|one| is(&one.k));
    found.expect("a comparison with the constant")
}

/// What the proof says of the program with one thing changed.
fn changed(compiled: &Compiled, change: &dyn Fn(&mut Program)) -> Result<(), Failure> {
    let mut program = compiled.program.clone();
    change(&mut program);
    assert_ne!(program, compiled.program, "nothing was planted");
    prove(&compiled.policy, &program).map(drop)
}

fn expansion(compiled: &Compiled) -> String {
    emit(&Root::new(quote!(evalbox)), &Tokens::default(), compiled).to_string()
}

/// A mask with one bit more, or one less.
#[test]
fn a_wrong_mask() {
    let compiled = compiled(&with(
        "socket deny if type & 0xf == 3; openat allow if flags only 0x43;",
    ));
    let masks = |program: &Program| -> Vec<usize> {
        let masks = program.instructions.iter().enumerate();
        let masks = masks.filter(|(_, one)| [opcode::AND, opcode::JSET].contains(&one.code));
        masks.map(|(at, _)| at).collect()
    };
    let masks = masks(&compiled.program);
    assert_eq!(masks.len(), 2);
    for at in masks {
        for bit in 0..32 {
            let planted = changed(&compiled, &|program| {
                if let Value::Known(mask) = &mut program.instructions[at].k {
                    *mask ^= 1 << bit;
                }
            });
            let failure = planted.expect_err("another mask");
            assert!(!failure.exhausted, "{failure}");
        }
    }
}

/// Of ten constants whose values only rustc knows: the search for them has one place of the sorted set for another.
#[test]
fn a_set_searched_wrongly() {
    let constants: Vec<String> = (0..10).map(|at| format!("crate::C{at}")).collect();
    let compiled = compiled(&with(&format!("ioctl deny {};", constants.join(", "))));
    let searched = |value: &Value| matches!(value, Value::Sorted(..));
    let instructions = &compiled.program.instructions;
    let places = instructions.iter().enumerate();
    let places: Vec<usize> = places
        .filter(|(_, one)| searched(&one.k))
        .map(|(at, _)| at)
        .collect();
    assert!(places.len() >= 10, "{places:?}");
    for &at in &places {
        for to in [-1, 1] {
            let planted = changed(&compiled, &|program| {
                if let Value::Sorted(_, index) = &mut program.instructions[at].k {
                    *index = index.checked_add_signed(to).unwrap_or(5);
                }
            });
            assert!(planted.is_err(), "instruction {at}");
        }
    }
    // That the values are in order is not known here: the expansion asserts it, of the values themselves.
    let expansion = expansion(&compiled);
    assert!(
        expansion.contains("in_order (& SORTED , & VALUES)"),
        "{expansion}"
    );
}

/// Two constants that the table has as different, taken for different where they are not known to be, and every assumption of a
/// program is asserted of the values.
#[test]
fn constants_of_equal_value() {
    let compiled = compiled(&with(
        "ioctl { cmd == crate::A => errno(1), cmd == crate::B => errno(2) }",
    ));
    // Where A and B are equal, the first arm answers. A program that asks for B first is right only where they differ.
    let (a, b) = (id(&compiled, "A"), id(&compiled, "B"));
    let swap = |program: &mut Program| {
        let (at_a, at_b) = (place(program, a), place(program, b));
        let answer =
            |program: &Program, at: usize| at + 1 + usize::from(program.instructions[at].jt);
        let (of_a, of_b) = (answer(program, at_a), answer(program, at_b));
        program.instructions[at_a].k = Value::Low(b);
        program.instructions[at_b].k = Value::Low(a);
        let k = program.instructions[of_a].k.clone();
        program.instructions[of_a].k = program.instructions[of_b].k.clone();
        program.instructions[of_b].k = k;
    };
    let failure = changed(&compiled, &swap).expect_err("the constants may be equal");
    assert!(!failure.exhausted, "{failure}");
    let claim = Assumption::Distinct(a, b);
    let claimed = changed(&compiled, &|program| {
        swap(program);
        program.assumptions.push(claim.clone());
    });
    assert_eq!(claimed, Ok(()));

    // Such a claim is not left to the table.
    let mut compiled = compiled;
    let claims = [
        (claim, format!("CONSTANT_{} != CONSTANT_{}", a.0, b.0)),
        (
            Assumption::SingleBit(b),
            format!("CONSTANT_{} . is_power_of_two ()", b.0),
        ),
        (
            Assumption::Small(b),
            format!("CONSTANT_{} <= 0xffff_ffff", b.0),
        ),
    ];
    for (claim, asserted) in claims {
        compiled.program.assumptions = vec![claim];
        let tokens = emit(&Root::new(quote!(evalbox)), &Tokens::default(), &compiled).to_string();
        assert!(
            tokens.contains(&format!("evalbox_assume ({asserted}")),
            "{tokens}"
        );
    }
}

/// Thirty-four constants of a single bit each in words of 32 that all differ: there are none, and no search finds that out by
/// trying. What is not found out is a failure, and says so.
#[test]
fn a_search_that_finds_nothing() {
    let constants: Vec<String> = (0..34).map(|at| format!("crate::C{at}")).collect();
    let arms: String = constants
        .iter()
        .enumerate()
        .map(|(at, name)| format!("cmd == {name} => errno({}), ", at + 1))
        .collect();
    let compiled = compiled(&with(&format!("ioctl {{ {arms} _ => allow }}")));
    let ids: Vec<ConstId> = (0..34).map(|at| id(&compiled, &format!("C{at}"))).collect();
    let failure = changed(&compiled, &|program| {
        for (at, &a) in ids.iter().enumerate() {
            program.assumptions.push(Assumption::SingleBit(a));
            let others = ids[at + 1..].iter();
            program
                .assumptions
                .extend(others.map(|&b| Assumption::Distinct(a, b)));
        }
        // Where the last is asked for, and the others are not.
        let at = place(program, ids[33]);
        let answer = at + 1 + usize::from(program.instructions[at].jt);
        program.instructions[answer].k = Value::Known(0);
    });
    let failure = failure.expect_err("what was not found out");
    assert!(failure.exhausted);
    let said = "it was not found out whether any arguments get 0x00000000";
    assert!(failure.message.starts_with(said), "{failure}");
}
