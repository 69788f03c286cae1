//! Planted mistakes: what the proof is there for.
//!
//! Two kinds. In finished programs: every opcode, operand, jump and place of an instruction. In what is compiled: a
//! policy with one thing changed (a condition lost, the wrong argument, width, sign or operator, arms out of order) goes
//! through the whole back end, and its program, which is a good one, is held against the policy as it was. A mistake that any input
//! shows must be refused; one that the proof lets pass is tried on every derived input.

#[allow(dead_code, reason = "tests/prove.rs uses the rest")]
#[path = "prove/derive.rs"]
mod derive;
#[path = "support/inputs.rs"]
mod inputs;
#[path = "support/machine.rs"]
mod machine;
#[allow(dead_code, reason = "tests/prove.rs uses the rest")]
#[path = "prove/naive.rs"]
mod naive;
#[path = "support/policies.rs"]
mod policies;
#[path = "support/strategy.rs"]
mod strategy;
#[path = "support/words.rs"]
mod words;

use evalbox_compiler::action::Action;
use evalbox_compiler::assemble::assemble;
use evalbox_compiler::lower::lower;
use evalbox_compiler::optimise::optimise;
use evalbox_compiler::policy::{Arm, Cond, Is, Policy, Test};
use evalbox_compiler::program::Program;
use evalbox_compiler::prove::{Way, prove_by};
use evalbox_compiler::target::{Abi, Endian, Target};
use inputs::{Draw, interesting};
use machine::Machine;
use naive::{Input, resolve, run};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const S390X: Target = Target {
    abi: Abi::S390x,
    endian: Endian::Big,
};

const SEED: &str = "allow [@evalbox]; errno(ENOSYS) [clone3]; clone deny NEW*;
    socket deny AF_NETLINK, SOCK_RAW; ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX;";

const ORDER: &str = "#![allow(sibling_bypass, io_uring_bypass)] allow [read, exit_group]; foreign errno(5); unknown errno(ENOSYS);
    mprotect allow if prot & PROT_EXEC == 0 && len < 0x1_0000_0000;
    lseek allow if offset >= -5 && whence in [SEEK_SET, SEEK_END];
    kill { pid == 0 => allow, sig in [SIGTERM, SIGKILL] => errno(EPERM), pid < -1 => trap, _ => log }";

const SETS: &str = "#![allow(sibling_bypass, io_uring_bypass)] allow [read, exit_group];
    ioctl deny TIOCSTI, TIOCSETD, TIOCLINUX, FIONREAD, FIONBIO, FIOCLEX, TCGETS, TIOCGWINSZ, 0x5413;
    socket allow AF_UNIX, AF_INET, SOCK_STREAM, SOCK_DGRAM;
    openat allow O_RDONLY, O_CREAT, O_EXCL;
    prctl allow if option == PR_SET_NAME || arg1 has 6 && !(arg1 any 0x100);";

fn machine(text: &str, target: Target) -> Machine {
    Machine::new(text, target, &words::word).unwrap_or_else(|errors| panic!("{target}: {errors}"))
}

/// Inputs at the edges of the policy's constants, and mixtures, for each number that arguments decide; the rest once.
fn tries(machine: &Machine, mixtures: usize) -> Vec<Input> {
    let values = interesting(machine);
    let policy = &machine.compiled.policy;
    let mut draw = Draw(1);
    let mut all = Vec::new();
    for abi in &policy.abis {
        let arch = policy.target.audit_arch(abi.abi);
        for (&nr, rule) in &abi.rules {
            let mut add = |args| all.push(Input { nr, arch, args });
            add([0; 6]);
            if !rule.arms.is_empty() {
                values.iter().for_each(|&value| add([value; 6]));
                (0..mixtures).for_each(|_| add([(); 6].map(|()| values[draw.below(values.len())])));
            }
        }
        for nr in [
            u32::MAX,
            0x4000_0000,
            0x4000_0001,
            0x3fff_ffff,
            0x8000_0000,
            0xc000_0000,
        ] {
            for arch in [arch, arch ^ 1, 0, u32::MAX] {
                all.push(Input {
                    nr,
                    arch,
                    args: [1; 6],
                });
            }
        }
        let numbers: Vec<u32> = abi.rules.keys().copied().collect();
        all.extend(numbers.iter().map(|nr| Input {
            nr: nr + 1,
            arch,
            args: [1; 6],
        }));
        all.extend(numbers.iter().map(|&nr| Input {
            nr,
            arch: arch ^ 1,
            args: [1; 6],
        }));
    }
    all
}

/// An input that shows that the program is not the policy.
fn shown(machine: &Machine, program: &Program, tries: &[Input]) -> Option<Input> {
    let policy = &machine.compiled.policy;
    let code = resolve(program, &machine.values);
    let wrong = |input: &&Input| {
        run(&code, input, policy) != Some(machine.plain(input.arch, input.nr, &input.args))
    };
    tries.iter().find(wrong).copied()
}

/// How many were refused, and how many proved to be harmless.
#[derive(Debug, Default)]
struct Tally {
    refused: usize,
    harmless: usize,
}

impl Tally {
    fn hold(&mut self, machine: &Machine, what: &str, program: &Program, tries: &[Input]) {
        self.hold_by(&Way::ALL, machine, what, program, tries);
    }

    fn hold_by(
        &mut self,
        ways: &[Way],
        machine: &Machine,
        what: &str,
        program: &Program,
        tries: &[Input],
    ) {
        if prove_by(&machine.compiled.policy, program, ways).is_err() {
            self.refused += 1;
            return;
        }
        if let Some(input) = shown(machine, program, tries) {
            panic!("{what} is proved by {ways:?}, and wrong for {input:x?}");
        }
        self.harmless += 1;
    }
}

fn program_mistakes(name: &str, text: &str, target: Target) {
    let machine = machine(text, target);
    let tries = tries(&machine, 150);
    assert!(shown(&machine, &machine.compiled.program, &tries).is_none());
    let mut tally = Tally::default();
    for (index, (what, mutant)) in derive::mutants(&machine.compiled.program)
        .into_iter()
        .enumerate()
    {
        // Every operand in the place of every other is a great many: a share of them.
        if what.starts_with("operand") && index % 11 != 0 {
            continue;
        }
        tally.hold(
            &machine,
            &format!("{name}, {target}: {what}"),
            &mutant,
            &tries,
        );
    }
    println!("{name}, {target}: {tally:?}");
    assert!(tally.refused > 100);
}

#[test]
fn in_the_seeds_program() {
    program_mistakes("seed", SEED, Target::X86_64);
}

#[test]
fn in_programs_of_ordered_conditions() {
    program_mistakes("order", ORDER, Target::X86_64);
    program_mistakes("order", ORDER, S390X);
}

#[test]
fn in_programs_of_sets() {
    program_mistakes("sets", SETS, Target::X86_64);
    program_mistakes("sets", SETS, S390X);
}

/// Numbers next to each other, which program and proof read as ranges.
#[test]
fn in_programs_of_runs() {
    let list = |from: i64, to: i64| (from..to).map(|at| format!("{at}, ")).collect::<String>();
    let arms: String = (20..40)
        .map(|sig| format!("kill errno({}) if sig == {sig};", sig / 30))
        .collect();
    let text = format!(
        "#![allow(unreachable_arm, sibling_bypass, io_uring_bypass)] allow [read, exit_group]; {arms}
        ioctl deny {}{}TIOCSTI; lseek allow if !(offset in [{}]) || whence in [{}];",
        list(10, 30),
        list(40, 44),
        list(-9, 9),
        list(2, 6),
    );
    program_mistakes("runs", &text, Target::X86_64);
    program_mistakes("runs", &text, S390X);
}

/// A block's arms, of as many conditions.
fn arms(count: usize, arm: impl Fn(usize) -> String) -> String {
    (0..count)
        .map(|at| format!("{} => errno({}), ", arm(at), at % 3 + 1))
        .collect()
}

/// Some mistakes in the jumps of a block's program, tried on inputs at the edges of its arms. The last way has to prove it: the
/// block has too many paths for those before.
fn block_mistakes(ways: &[Way], arms: &str, edges: &[[usize; 3]]) {
    let text = format!(
        "#![allow(unreachable_arm, sibling_bypass, io_uring_bypass)] allow [read, exit_group];
        ioctl {{ {arms} _ => allow }}"
    );
    let machine = machine(&text, Target::X86_64);
    let (policy, program) = (&machine.compiled.policy, &machine.compiled.program);
    let (_, before) = ways.split_last().expect("a way");
    assert!(prove_by(policy, program, before).is_err());
    assert!(prove_by(policy, program, ways).is_ok());
    let mut tries = tries(&machine, 0);
    tries.extend(edges.iter().map(|edge| {
        let [fd, cmd, arg] = edge.map(|word| word as u64);
        Input {
            nr: 16,
            arch: Target::X86_64.audit_arch(Abi::X86_64),
            args: [fd, cmd, arg, 0, 0, 0],
        }
    }));
    let mut tally = Tally::default();
    let mut mutants = derive::mutants(program);
    // The opcodes and operands of each are the other tests'.
    mutants.retain(|(what, _)| what.starts_with("jt") || what.starts_with("jf"));
    let every = mutants.len() / 60;
    for (what, mutant) in mutants.into_iter().step_by(every) {
        tally.hold_by(ways, &machine, &what, &mutant, &tries);
    }
    println!("{ways:?}: {tally:?}");
    assert!(tally.refused > 20);
}

/// One condition after the other.
#[test]
fn in_programs_proved_afresh() {
    let number = |at: usize| (at * 37 % 50, at * 29 % 50);
    let exceptions = |at: usize| {
        let (fd, cmd) = number(at);
        format!(
            "!(fd == {fd} && cmd in [{cmd}, {}]) && arg == {at}",
            cmd + 50
        )
    };
    let edges = |at: usize| {
        let (fd, cmd) = number(at);
        let cmds = [cmd, cmd + 50, cmd + 1];
        [fd, fd + 1]
            .into_iter()
            .flat_map(move |fd| cmds.map(|cmd| [fd, cmd, at]))
    };
    let edges: Vec<_> = (0..101).flat_map(edges).collect();
    block_mistakes(&[Way::Plain, Way::Afresh], &arms(100, exceptions), &edges);
}

/// Each condition says something of what the next ones ask.
#[test]
fn in_programs_proved_backwards() {
    let flags = |at: usize| {
        let bit = |by: usize, below: usize| 1 << (at * by % 97 % below);
        format!(
            "fd has {} && cmd any {}",
            bit(37, 20) | bit(53, 20),
            bit(29, 9)
        )
    };
    let mut draw = Draw(3);
    let edges: Vec<_> = (0..10_000)
        .map(|_| [draw.below(1 << 20), draw.below(1 << 9), 0])
        .collect();
    block_mistakes(&[Way::Plain, Way::Backwards], &arms(60, flags), &edges);
}

/// A tree whose branches meet again.
#[test]
fn in_programs_that_share_tails() {
    let number = |at: usize| (at * 7, at * 37 + 5);
    let pairs = |at: usize| {
        let (fd, cmd) = number(at);
        format!("fd == {fd} && cmd == {cmd}")
    };
    let edges = |at: usize| {
        let (fd, cmd) = number(at);
        [fd, fd + 1]
            .into_iter()
            .flat_map(move |fd| [[fd, cmd, 0], [fd, cmd + 1, 0]])
    };
    let edges: Vec<_> = (0..101).flat_map(edges).collect();
    block_mistakes(&[Way::Shared], &arms(100, pairs), &edges);
}

/// Every condition with one thing changed.
fn changed(cond: &Cond) -> Vec<(String, Cond)> {
    match cond {
        Cond::Always | Cond::Never => Vec::new(),
        Cond::Not(inner) => {
            let mut list = vec![("a negation lost".to_owned(), (**inner).clone())];
            let inside = changed(inner).into_iter();
            list.extend(inside.map(|(what, cond)| (what, Cond::Not(Box::new(cond)))));
            list
        }
        Cond::All(parts) => {
            let mut list = vec![("|| for &&".to_owned(), Cond::Any(parts.clone()))];
            list.extend(
                changed_part(parts)
                    .into_iter()
                    .map(|(what, parts)| (what, Cond::All(parts))),
            );
            list
        }
        Cond::Any(parts) => {
            let mut list = vec![("&& for ||".to_owned(), Cond::All(parts.clone()))];
            list.extend(
                changed_part(parts)
                    .into_iter()
                    .map(|(what, parts)| (what, Cond::Any(parts))),
            );
            list
        }
        Cond::Test(test) => {
            let tests = changed_test(test).into_iter();
            let mut list: Vec<_> = tests.map(|(what, test)| (what, Cond::Test(test))).collect();
            list.push(("a condition that holds".to_owned(), Cond::Always));
            list.push(("a condition that fails".to_owned(), Cond::Never));
            list
        }
    }
}

fn changed_part(parts: &[Cond]) -> Vec<(String, Vec<Cond>)> {
    let mut list = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let mut fewer = parts.to_vec();
        fewer.remove(at);
        list.push(("a part dropped".to_owned(), fewer));
        for (what, cond) in changed(part) {
            let mut other = parts.to_vec();
            other[at] = cond;
            list.push((what, other));
        }
    }
    list
}

fn changed_test(test: &Test) -> Vec<(String, Test)> {
    let mut list = Vec::new();
    let mut plant = |what: &str, test: Test| list.push((what.to_owned(), test));
    let arg = test.arg;
    let mut other = |what: &str, slot: u8, bits: u8, signed: bool| {
        let arg = evalbox_compiler::policy::Arg { slot, bits, signed };
        plant(
            what,
            Test {
                arg,
                is: test.is.clone(),
            },
        );
    };
    other("another argument", (arg.slot + 1) % 6, arg.bits, arg.signed);
    match arg.bits {
        32 => {
            other("64 bits for 32", arg.slot, 64, arg.signed);
            other("the other sign", arg.slot, 32, !arg.signed);
        }
        64 => {
            other("32 bits for 64", arg.slot, 32, arg.signed);
            other("the other sign", arg.slot, 64, !arg.signed);
        }
        _ => {}
    }
    let mut operator = |what: &str, is: Is| plant(what, Test { arg, is });
    let fewer = |list: &[_]| {
        list.split_first()
            .map_or_else(Vec::new, |(_, rest)| rest.to_vec())
    };
    match &test.is {
        Is::Equal(id) => {
            operator("<= for ==", Is::AtMost(*id));
            operator("has for ==", Is::Has(*id));
        }
        Is::Less(id) => operator("<= for <", Is::AtMost(*id)),
        Is::AtMost(id) => operator("< for <=", Is::Less(*id)),
        Is::OneOf(ids) => operator("a value forgotten", Is::OneOf(fewer(ids))),
        Is::Between(a, b) => {
            operator("no lower end", Is::AtMost(*b));
            operator("ends swapped", Is::Between(*b, *a));
        }
        Is::Masked(mask, id) => {
            operator("no mask", Is::Equal(*id));
            operator("has for a masked ==", Is::Has(*mask));
        }
        Is::MaskedOneOf(mask, ids) => {
            operator("no mask", Is::OneOf(ids.clone()));
            operator("a value forgotten", Is::MaskedOneOf(*mask, fewer(ids)));
        }
        Is::Has(id) => {
            operator("any for has", Is::Any(*id));
            operator("== for has", Is::Equal(*id));
        }
        Is::Any(id) => operator("has for any", Is::Has(*id)),
        Is::Only(ids) => operator("a flag forgotten", Is::Only(fewer(ids))),
    }
    list
}

/// The arms of a rule with one thing changed.
fn changed_arms(arms: &[Arm]) -> Vec<(String, Vec<Arm>)> {
    let mut list = Vec::new();
    for (at, arm) in arms.iter().enumerate() {
        let mut plant = |what: String, change: &dyn Fn(&mut Vec<Arm>)| {
            let mut changed = arms.to_vec();
            change(&mut changed);
            list.push((what, changed));
        };
        plant("an arm dropped".to_owned(), &|arms| drop(arms.remove(at)));
        plant("another action".to_owned(), &|arms| {
            let then = &mut arms[at].then;
            *then = if *then == Action::ALLOW {
                Action::KILL_PROCESS
            } else {
                Action::ALLOW
            };
        });
        if at > 0 {
            plant("arms out of order".to_owned(), &|arms| {
                arms.swap(at - 1, at);
            });
        }
        for (what, when) in changed(&arm.when) {
            plant(what, &|arms| arms[at].when = when.clone());
        }
    }
    list
}

/// Compiles, without a proof of its own.
fn compiled(policy: &Policy) -> Program {
    let lowered = lower(policy);
    let optimised = optimise(&lowered.graph, lowered.root);
    assemble(optimised, lowered.assumptions, policy.target.endian)
}

/// Holds the program of every changed policy against the policy.
fn lowering_mistakes(text: &str, target: Target, tally: &mut Tally) -> Option<()> {
    let machine = Machine::new(text, target, &words::word).ok()?;
    let tries = tries(&machine, 100);
    let policy = &machine.compiled.policy;
    for (place, abi) in policy.abis.iter().enumerate() {
        for (number, rule) in abi.rules.iter().filter(|(_, rule)| !rule.arms.is_empty()) {
            for (what, arms) in changed_arms(&rule.arms) {
                let mut other = policy.clone();
                if let Some(rule) = other.abis[place].rules.get_mut(number) {
                    rule.arms = arms;
                }
                let what = format!("{target}, {}: {what}\n{text}\n", rule.name);
                tally.hold(&machine, &what, &compiled(&other), &tries);
            }
        }
    }
    Some(())
}

#[test]
fn in_lowering() {
    let mut tally = Tally::default();
    for text in [SEED, ORDER, SETS] {
        for target in [Target::X86_64, S390X] {
            assert!(lowering_mistakes(text, target, &mut tally).is_some());
        }
    }
    println!("{tally:?}");
    // The sign of an equality, `any` for `has` of a single bit: some changes change nothing.
    assert!(tally.refused > 4 * tally.harmless);
}

#[test]
fn in_lowering_of_random_policies() {
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let wanted = if std::env::var_os("EVALBOX_LONG").is_some() {
        400
    } else {
        8
    };
    let (mut made, mut tally) = (0, Tally::default());
    while made < wanted {
        let target = Target::ALL[made % Target::ALL.len()];
        let text = strategy::policies(target)
            .new_tree(&mut runner)
            .expect("the strategy filters nothing")
            .current();
        made += usize::from(lowering_mistakes(&text, target, &mut tally).is_some());
    }
    println!("{made} policies: {tally:?}");
    assert!(tally.refused > tally.harmless);
}
