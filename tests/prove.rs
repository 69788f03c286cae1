//! The proof against the slow and plain way: right programs are proved, and every planted mistake that changes an answer
//! for some input is refused.

#[path = "prove/derive.rs"]
mod derive;
#[path = "prove/naive.rs"]
mod naive;

use evalbox_compiler::ordered::Map;

use derive::{Random, inputs, mutants};
use evalbox_compiler::action::{Action, Data, Kind};
use evalbox_compiler::constant::{ConstId, Constant, Constants, Expr, Fit, FitRange};
use evalbox_compiler::error::Place;
use evalbox_compiler::policy::{AbiPolicy, Arg, Arm, Cond, Is, Policy, Rule, Test};
use evalbox_compiler::program::{Assumption, Instruction, Program, SetId, Value, opcode};
use evalbox_compiler::prove::prove;
use evalbox_compiler::target::{Abi, Endian, Target};
use naive::{Env, answer, compile, resolve, run};

const ERRNO: Action = Action {
    kind: Kind::Errno,
    data: Data::Known(1),
};
const INT: Arg = Arg {
    slot: 0,
    bits: 32,
    signed: true,
};
const UINT: Arg = Arg {
    slot: 1,
    bits: 32,
    signed: false,
};
const MODE: Arg = Arg {
    slot: 2,
    bits: 16,
    signed: false,
};
const LONG: Arg = Arg {
    slot: 0,
    bits: 64,
    signed: true,
};
const SIZE: Arg = Arg {
    slot: 3,
    bits: 64,
    signed: false,
};

/// A policy in the making, and what its constants are in the test.
struct Made {
    policy: Policy,
    env: Env,
}

impl Made {
    fn new(target: Target) -> Made {
        let abi = AbiPolicy {
            abi: target.abi,
            rules: Map::new(),
            unknown: Action::KILL_PROCESS,
            origins: Map::new(),
        };
        let policy = Policy {
            target,
            foreign: Action::plain(Kind::KillThread),
            abis: vec![abi],
            constants: Constants::default(),
            weights: Map::new(),
            expects: Vec::new(),
            files: Vec::new(),
            mentions: Vec::new(),
        };
        Made {
            policy,
            env: Vec::new(),
        }
    }

    fn constant(&mut self, value: u64, bits: u8, known: bool) -> ConstId {
        let value = value & (u64::MAX >> (64 - bits));
        let text = format!("c{}", self.env.len());
        let id = self.policy.constants.intern(Constant {
            expr: Expr(Vec::new()),
            fit: Fit {
                bits,
                signed: false,
                range: FitRange::Bits,
            },
            known: known.then_some(value),
            single_bit: false,
            small: false,
            listed: None,
            text,
            owner: String::new(),
            message: String::new(),
            place: Place::whole(),
        });
        self.env.push(value);
        id
    }

    fn rule(&mut self, number: u32, arms: Vec<(Cond, Action)>, otherwise: Action) {
        let arms = arms
            .into_iter()
            .map(|(when, then)| Arm { when, then })
            .collect();
        let rule = Rule {
            name: format!("call{number}"),
            arms,
            otherwise,
        };
        self.policy.abis[0].rules.insert(number, rule);
    }
}

fn test(arg: Arg, is: Is) -> Cond {
    Cond::Test(Test { arg, is })
}

/// Values of the constants, each with inputs at their edges.
type Tries = Vec<(Env, Vec<naive::Input>)>;

/// An input that the program and the policy answer differently.
fn difference(made: &Made, program: &Program, tries: &Tries) -> Option<String> {
    tries.iter().find_map(|(env, inputs)| {
        let code = resolve(program, env);
        inputs.iter().find_map(|input| {
            let (is, says) = (
                run(&code, input, &made.policy),
                answer(&made.policy, input, env),
            );
            (is != Some(says)).then(|| format!("{input:x?}: {is:x?} for {says:#x}"))
        })
    })
}

/// The program is proved, and none of its mutants that some input tells apart.
fn check(made: &Made, program: &Program, envs: &[Env]) {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let tries: Tries = envs
        .iter()
        .map(|env| (env.clone(), inputs(&made.policy, env, 40, &mut random)))
        .collect();
    assert_eq!(
        difference(made, program, &tries),
        None,
        "the test's own program"
    );
    if let Err(failure) = prove(&made.policy, program) {
        panic!(
            "a right program is refused: {failure}\n{:#?}",
            program.instructions
        );
    }
    let (mut wrong, mut harmless, mut refused) = (0, 0, 0);
    for (what, mutant) in mutants(program) {
        let proved = prove(&made.policy, &mutant).is_ok();
        match difference(made, &mutant, &tries) {
            Some(input) => {
                assert!(!proved, "{what} is not found: {input}");
                wrong += 1;
            }
            None if proved => harmless += 1,
            None => refused += 1,
        }
    }
    println!(
        "{wrong} wrong mutants refused, {harmless} harmless ones proved, {refused} refused that no input told apart"
    );
    assert!(wrong > 0);
}

/// Every comparison, on every width, with numbers and with constants.
fn comparisons(target: Target, known: bool) {
    for (at, arg) in [INT, UINT, MODE, LONG, SIZE].into_iter().enumerate() {
        for kind in 0..10 {
            let mut made = Made::new(target);
            let mut c = |value: u64| made.constant(value, arg.bits, known);
            let is = match kind {
                0 => Is::Equal(c(0x1_8000_0003)),
                1 => Is::Less(c(0x2_0000_0005)),
                2 => Is::AtMost(c(0xffff_ffff_ffff_fff0)),
                3 => Is::OneOf(vec![c(3), c(0x7_0000_0009), c(0x8000_0000_0000_0000)]),
                4 => Is::Between(c(0x1_0000_0002), c(0x3_0000_0020)),
                5 => Is::Masked(c(0xf_0000_000f), c(0x1_0000_0002)),
                6 => Is::MaskedOneOf(c(0xff), vec![c(1), c(0x11)]),
                7 => Is::Has(c(0x3_0000_0005)),
                8 => Is::Any(c(0x5_0000_0006)),
                _ => Is::Only(vec![c(1), c(0x80_0000_0000), c(0xc)]),
            };
            made.rule(10, vec![(test(arg, is), ERRNO)], Action::ALLOW);
            made.rule(11, vec![], Action::ALLOW);
            println!("{target} argument {at} comparison {kind}");
            let program = compile(&made.policy);
            let mut envs = vec![made.env.clone()];
            if !known {
                let mut random = Random(77 + kind);
                let width = u64::MAX >> (64 - arg.bits);
                envs.extend((0..1).map(|_| {
                    made.env
                        .iter()
                        .map(|_| random.next() & width)
                        .collect::<Env>()
                }));
                envs.push(made.env.iter().map(|_| made.env[0]).collect());
            }
            check(&made, &program, &envs);
        }
    }
}

#[test]
fn comparisons_of_numbers() {
    comparisons(Target::X86_64, true);
}

#[test]
fn comparisons_of_constants() {
    comparisons(
        Target {
            abi: Abi::S390x,
            endian: Endian::Big,
        },
        false,
    );
}

/// A search of a sorted set of constants by bisection, and the policy that it is for.
fn bisection(size: u16) -> (Made, Program) {
    let target = Target {
        abi: Abi::Aarch64,
        endian: Endian::Little,
    };
    let mut made = Made::new(target);
    let ids: Vec<ConstId> = (0..size)
        .map(|at| made.constant(u64::from(at) * 37 % 1009, 32, false))
        .collect();
    made.rule(
        16,
        vec![(test(UINT, Is::OneOf(ids.clone())), ERRNO)],
        Action::ALLOW,
    );
    let plain = |code, jt, k| Instruction {
        code,
        jt,
        jf: 0,
        k: Value::Known(k),
    };
    let mut instructions = vec![
        plain(opcode::LD, 0, 4),
        plain(opcode::JEQ, 1, target.audit_arch(target.abi)),
        plain(opcode::RET, 0, Kind::KillThread.ret()),
        plain(opcode::LD, 0, 0),
        plain(opcode::JEQ, 1, 16),
        plain(opcode::RET, 0, Kind::KillProcess.ret()),
        plain(opcode::LD, 0, 24),
    ];
    tree(&mut instructions, 0, size);
    let sets = vec![ids.into_iter().map(Value::Low).collect()];
    (
        made,
        Program {
            instructions,
            sets,
            assumptions: Vec::new(),
        },
    )
}

/// `errno` where A is an element of `from..to`, `allow` where it is none.
fn tree(out: &mut Vec<Instruction>, from: u16, to: u16) {
    let ret = |action: Action, data| Instruction {
        code: opcode::RET,
        jt: 0,
        jf: 0,
        k: Value::Known(action.kind.ret() | data),
    };
    if to - from == 1 {
        out.push(Instruction {
            code: opcode::JEQ,
            jt: 0,
            jf: 1,
            k: Value::Sorted(SetId(0), from),
        });
        out.push(ret(ERRNO, 1));
        out.push(ret(Action::ALLOW, 0));
        return;
    }
    let middle = from.midpoint(to);
    let (mut lower, mut upper) = (Vec::new(), Vec::new());
    tree(&mut lower, from, middle);
    tree(&mut upper, middle, to);
    let skip = u8::try_from(lower.len()).unwrap();
    out.push(Instruction {
        code: opcode::JGE,
        jt: skip,
        jf: 0,
        k: Value::Sorted(SetId(0), middle),
    });
    out.extend(lower);
    out.extend(upper);
}

#[test]
fn sorted_sets() {
    let (made, program) = bisection(6);
    let envs = [made.env.clone(), vec![5; 6]];
    check(&made, &program, &envs);
}

#[test]
fn fifty_symbols_in_a_tree() {
    let (made, program) = bisection(50);
    let start = std::time::Instant::now();
    let proved = prove(&made.policy, &program).unwrap();
    println!("{proved:?} in {:?}", start.elapsed());
}

#[test]
fn sixty_values_take_milliseconds() {
    for known in [true, false] {
        let mut made = Made::new(Target::X86_64);
        let ids: Vec<ConstId> = (0..60)
            .map(|at| made.constant(at * 37, 32, known))
            .collect();
        made.rule(16, vec![(test(UINT, Is::OneOf(ids)), ERRNO)], Action::ALLOW);
        let program = compile(&made.policy);
        let start = std::time::Instant::now();
        let proved = prove(&made.policy, &program).unwrap();
        println!("known {known}: {proved:?} in {:?}", start.elapsed());
        assert!(proved.longest > 60);
    }
}

#[test]
fn x32_is_foreign_but_for_minus_one() {
    let mut made = Made::new(Target::X86_64);
    made.rule(1, vec![], Action::ALLOW);
    made.rule(3, vec![], ERRNO);
    let program = compile(&made.policy);
    check(&made, &program, &[made.env.clone()]);
}

#[test]
fn a_single_bit_may_be_tested_with_jset() {
    let mut made = Made::new(Target::X86_64);
    let bits: Vec<ConstId> = (0..4)
        .map(|at| made.constant(1 << (3 * at), 32, false))
        .collect();
    let any = bits.iter().map(|&bit| test(UINT, Is::Has(bit))).collect();
    made.rule(7, vec![(Cond::Any(any), ERRNO)], Action::ALLOW);
    let mut other = made.policy.clone();
    let union = |bit: &ConstId| test(UINT, Is::Any(*bit));
    let arm = Arm {
        when: Cond::Any(bits.iter().map(union).collect()),
        then: ERRNO,
    };
    if let Some(rule) = other.abis[0].rules.get_mut(&7) {
        rule.arms = vec![arm];
    }
    let mut program = compile(&other);
    assert!(
        prove(&made.policy, &program).is_err(),
        "without the assumption a constant may have two bits"
    );
    program.assumptions = bits.iter().map(|&bit| Assumption::SingleBit(bit)).collect();
    check(&made, &program, &[made.env.clone()]);
}
