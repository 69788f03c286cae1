//! Mistakes in the proof itself, planted where no policy can put them.

use super::classes::are_all;
use super::rule::Decision;
use super::terms::Pool;
use super::walk::{Stop, Walk};
use super::ways::Way;
use crate::action::Action;
use crate::constant::Constants;
use crate::program::{Instruction, Program, Value, opcode};

const ALL: (u32, u32) = (0, u32::MAX);

/// What a walk says of a program that answers a word, and of a policy that says another or the same.
fn walked(answers: u32, says: u32, arch: (u32, u32), nr: (u32, u32)) -> Result<(), Stop> {
    let program = Program {
        instructions: vec![Instruction {
            code: opcode::RET,
            jt: 0,
            jf: 0,
            k: Value::Known(answers),
        }],
        sets: Vec::new(),
        assumptions: Vec::new(),
    };
    let constants = Constants::default();
    let pool = Pool::new(&constants, &program).map_err(Stop::Unknown)?;
    let mut walk = Walk::new(pool, &program.instructions).map_err(Stop::Unknown)?;
    let decision = Decision {
        arms: Vec::new(),
        otherwise: Value::Known(says),
    };
    walk.class(arch, nr, &decision, &Way::ALL)
}

/// No input has the facts of such a class: whatever the program answers would be right.
#[test]
fn a_class_that_contradicts_itself() {
    let (allow, kill) = (Action::ALLOW.kind.ret(), Action::KILL_PROCESS.kind.ret());
    assert!(walked(allow, allow, ALL, ALL).is_ok());
    assert!(matches!(
        walked(allow, kill, ALL, ALL),
        Err(Stop::Differs {
            witness: Some(_),
            ..
        })
    ));
    for contradiction in [(5, 4), (1, 0), (u32::MAX, 0)] {
        for (arch, nr) in [(contradiction, ALL), (ALL, contradiction)] {
            for says in [allow, kill] {
                assert!(matches!(
                    walked(allow, says, arch, nr),
                    Err(Stop::Unknown(_))
                ));
            }
        }
    }
}

/// What no class has is not looked at.
#[test]
fn classes_that_leave_something_out() {
    const LAST: u32 = u32::MAX;
    for all in [
        &[(0, LAST)][..],
        &[(0, 0), (1, LAST)],
        &[(0, 4), (5, 5), (6, LAST - 1), (LAST, LAST)],
    ] {
        assert!(are_all(all.iter().copied()));
    }
    for wrong in [
        &[][..],
        &[(0, LAST - 1)],
        &[(1, LAST)],
        &[(0, 4), (6, LAST)],
        &[(0, 4), (4, LAST)],
        &[(0, 4), (5, 3), (4, LAST)],
        &[(0, LAST), (0, LAST)],
    ] {
        assert!(!are_all(wrong.iter().copied()), "{wrong:?}");
    }
}
