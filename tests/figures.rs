//! The figures that docs/figures.md promises, held without a clock: length, attach work and executed instructions.
#![cfg(target_arch = "x86_64")]

#[path = "../benches/figures/alike.rs"]
mod alike;
#[path = "../benches/figures/cost.rs"]
mod cost;
#[path = "../benches/figures/inputs.rs"]
mod inputs;
#[path = "../benches/figures/interpreter.rs"]
mod interpreter;
#[path = "../benches/figures/policies.rs"]
mod policies;
#[path = "../benches/figures/recorded.rs"]
mod recorded;

use alike::differences;
use cost::measure;
use evalbox_seccomp::{Action, Filter, SeccompData, SockFilter, opcode};
use interpreter::{Reader, run};

type Answer<T> = Result<T, Box<dyn std::error::Error>>;

/// What a program may cost at most.
struct Target {
    length: usize,
    attach: u64,
    not_cached: f64,
    all: f64,
}

#[track_caller]
fn within(filter: &Filter, target: &Target) {
    let traces = recorded::traces().expect("readable traces");
    let cost = measure(&[*filter], &traces).expect("a program that ends");
    println!(
        "length {}, attach {}, nc {:?}, all {:?}",
        cost.length, cost.attach, cost.not_cached, cost.all
    );
    assert!(cost.length <= target.length, "length {}", cost.length);
    assert!(cost.attach <= target.attach, "attach {}", cost.attach);
    if let (Some(not_cached), Some(all)) = (cost.not_cached, cost.all) {
        assert!(not_cached <= target.not_cached, "nc {not_cached}");
        assert!(all <= target.all, "all {all}");
    } else {
        println!("skipped: executed instructions: no traces beside the project");
    }
}

#[test]
fn seed() {
    let target = Target {
        length: 86,
        attach: 5980,
        not_cached: 10.2,
        all: 8.8,
    };
    within(&policies::SEED, &target);
}

/// `hot` buys short paths for the named calls with attach work; the mean over all calls is not its aim.
#[test]
fn seed_with_hot_calls() {
    let target = Target {
        length: usize::MAX,
        attach: 6900,
        not_cached: 8.4,
        all: f64::INFINITY,
    };
    within(&policies::SEED_HOT, &target);
}

#[test]
fn container() {
    let target = Target {
        length: 71,
        attach: 5700,
        not_cached: 9.2,
        all: 8.1,
    };
    within(&policies::CONTAINER, &target);
}

/// The policy file says what the filters say that it was recovered from: 305 calls and three by argument.
#[test]
fn container_policy_is_the_profile() {
    let allowed = (0..470)
        .filter(|&nr| policies::CONTAINER.is_cached(nr))
        .count();
    assert_eq!(allowed, 305);
    let recorded = recorded::programs("docker").expect("readable programs");
    let Some((_, recorded)) = recorded.iter().find(|(name, _)| name == "kafel") else {
        println!("skipped: comparison with the recorded program: it is not beside the project");
        return;
    };
    for nr in 0..600 {
        for first in [
            0,
            1,
            2,
            8,
            38,
            40,
            41,
            0x2_0000,
            0x2_0008,
            0x200_0000,
            0x4000_0000,
            0x8000_0000,
            0xffff_ffff,
        ] {
            let data = SeccompData::new(nr, [first, 1, 0, 0, 0, 0]);
            let answer = run(recorded, &data, Reader::Call)
                .expect("a program that ends")
                .answer;
            let ours = policies::CONTAINER.evaluate(&data);
            assert_eq!(Some(ours.to_raw()), answer, "{nr} {first:#x}");
        }
    }
}

/// The counter is right: a program whose figures are known by hand.
#[test]
fn counting() {
    static PROGRAM: [SockFilter; 6] = [
        SockFilter::statement(opcode::LD_ABS, 0),
        SockFilter::jump(opcode::JEQ_K, 7, 0, 2),
        SockFilter::statement(opcode::LD_ABS, 16),
        SockFilter::jump(opcode::JEQ_K, 1, 1, 0),
        SockFilter::statement(opcode::RET_K, Action::Allow.to_raw()),
        SockFilter::statement(opcode::RET_K, Action::Errno(1).to_raw()),
    ];
    let steps = |nr, first, reader| {
        let data = SeccompData::new(nr, [first, 0, 0, 0, 0, 0]);
        run(&PROGRAM, &data, reader).expect("a program that ends")
    };
    assert_eq!(steps(0, 0, Reader::Call).steps, 3);
    assert_eq!(steps(7, 1, Reader::Call).steps, 5);
    let given_up = steps(7, 1, Reader::Emulator);
    assert!(given_up.steps == 3 && given_up.answer.is_none());
    // 470 natives and as many foreign ones take three steps; for number 7 the emulator gives up at the third.
    let filter = Filter::new(&PROGRAM).expect("a good program");
    let cost = measure(&[filter], &[]).expect("a program that ends");
    assert!(cost.length == 6 && cost.attach == 940 * 3 && cost.all.is_none());
    // A filter that allows everything in front takes a step for each; behind, one for each number that is still allowed.
    static ALLOW: [SockFilter; 1] = [SockFilter::statement(opcode::RET_K, 0x7fff_0000)];
    let allow = Filter::new(&ALLOW).expect("a good program");
    let attach = |filters: &[Filter]| measure(filters, &[]).expect("programs that end").attach;
    assert_eq!(attach(&[allow, filter]), 940 * 4);
    assert_eq!(attach(&[filter, allow]), 940 * 3 + 938);
}

/// The bench says where others decide otherwise: here, by what is commonly forgotten.
#[test]
fn differences_are_found() {
    fn filter(program: Vec<SockFilter>) -> Filter {
        Filter::new(program.leak()).expect("a good program")
    }
    let (kill, allow) = (Action::KillProcess.to_raw(), Action::Allow.to_raw());
    let ret = |answer| SockFilter::statement(opcode::RET_K, answer);
    let load = |offset| SockFilter::statement(opcode::LD_ABS, offset);
    let equal = |k, jt, jf| SockFilter::jump(opcode::JEQ_K, k, jt, jf);
    // `socket deny SOCK_RAW`, by a type under a mask, on x86_64 alone.
    let right = vec![
        load(4),
        equal(0xc000_003e, 0, 7),
        load(0),
        SockFilter::jump(opcode::JSET_K, 0x4000_0000, 5, 0),
        equal(41, 0, 3),
        load(24),
        SockFilter::statement(opcode::AND_K, 0xf),
        equal(3, 1, 0),
        ret(allow),
        ret(kill),
    ];
    let found = |at: usize, instruction| {
        let mut wrong = right.clone();
        wrong[at] = instruction;
        differences(&[filter(wrong)], &[filter(right.clone())])
    };
    assert!(found(0, load(4)).is_empty());
    let one = |at, instruction, sort: &str| {
        let found = found(at, instruction);
        assert!(
            found.len() == 1 && found[0].starts_with(sort),
            "{sort}: {found:?}"
        );
    };
    one(1, equal(0xc000_003e, 0, 0), "another architecture's calls");
    one(
        3,
        SockFilter::jump(opcode::JSET_K, 0x4000_0000, 4, 0),
        "x32's numbers",
    );
    one(6, SockFilter::statement(opcode::AND_K, 0xff), "socket (");
    let upper = found(5, load(28));
    assert!(
        upper.iter().any(|sort| sort.starts_with("the upper half")),
        "{upper:?}"
    );
    // A filter behind another one decides where it is more restrictive.
    let everything = filter(vec![ret(allow)]);
    let stacked = [filter(right.clone()), everything];
    assert!(differences(&stacked, &[filter(right)]).is_empty());
}
