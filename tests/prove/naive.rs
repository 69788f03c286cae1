//! The slow and plain way: a policy and a program are answered for one input at a time, and a policy is compiled without
//! any thought.

use evalbox_compiler::action::{Action, Data};
use evalbox_compiler::constant::ConstId;
use evalbox_compiler::policy::{Arg, Cond, Is, Number, Policy, Test};
use evalbox_compiler::program::{Instruction, Program, Value, offset, opcode};
use evalbox_compiler::target::Abi;

/// An input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input {
    pub(crate) nr: Number,
    pub(crate) arch: u32,
    pub(crate) args: [u64; 6],
}

/// Values of the constants, by index.
pub(crate) type Env = Vec<u64>;

fn low(value: u64) -> u32 {
    u32::try_from(value & 0xffff_ffff).unwrap()
}

fn high(value: u64) -> u32 {
    u32::try_from(value >> 32).unwrap()
}

fn value(of: &Value, sets: &[Vec<Value>], env: &Env) -> u32 {
    match of {
        Value::Known(known) => *known,
        Value::Low(id) => low(env[id.0 as usize]),
        Value::High(id) => high(env[id.0 as usize]),
        Value::Or(parts) => parts
            .iter()
            .map(|part| value(part, sets, env))
            .fold(0, |a, b| a | b),
        Value::Not(inner) => !value(inner, sets, env),
        Value::Flip(inner) => value(inner, sets, env) ^ 0x8000_0000,
        Value::Data(base, id) => base | (low(env[id.0 as usize]) & 0xffff),
        Value::Sorted(set, index) => {
            let mut members: Vec<u32> = sets[set.0 as usize]
                .iter()
                .map(|member| value(member, sets, env))
                .collect();
            members.sort_unstable();
            members[*index as usize]
        }
    }
}

/// The program's operands as numbers: a set is sorted once.
pub(crate) fn resolve(program: &Program, env: &Env) -> Vec<(u16, u8, u8, u32)> {
    program
        .instructions
        .iter()
        .map(|i| (i.code, i.jt, i.jf, value(&i.k, &program.sets, env)))
        .collect()
}

/// What the program answers; nothing where it runs off its end or loads what is not there.
pub(crate) fn run(code: &[(u16, u8, u8, u32)], input: &Input, policy: &Policy) -> Option<u32> {
    let mut a = 0u32;
    let mut pc = 0;
    loop {
        let (code, jt, jf, k) = *code.get(pc)?;
        let jump = |taken: bool| usize::from(if taken { jt } else { jf });
        pc += 1;
        match code {
            opcode::LD => a = load(k, input, policy)?,
            opcode::JA => pc += k as usize,
            opcode::JEQ => pc += jump(a == k),
            opcode::JGT => pc += jump(a > k),
            opcode::JGE => pc += jump(a >= k),
            opcode::JSET => pc += jump(a & k != 0),
            opcode::AND => a &= k,
            opcode::XOR => a ^= k,
            opcode::RET => return Some(k),
            _ => return None,
        }
    }
}

fn load(k: u32, input: &Input, policy: &Policy) -> Option<u32> {
    match k {
        offset::NR => Some(input.nr),
        offset::ARCH => Some(input.arch),
        8 | 12 => Some(0),
        _ => {
            let slots = (0..6u8).flat_map(|slot| [(slot, false), (slot, true)]);
            let (slot, upper) = slots
                .into_iter()
                .find(|&(slot, upper)| offset::arg(slot, upper, policy.target.endian) == k)?;
            let word = input.args[usize::from(slot)];
            Some(if upper { high(word) } else { low(word) })
        }
    }
}

/// What the policy says.
pub(crate) fn answer(policy: &Policy, input: &Input, env: &Env) -> u32 {
    let x32 = policy.target.abi == Abi::X86_64
        && input.arch == policy.target.audit_arch(Abi::X86_64)
        && input.nr & 0x4000_0000 != 0
        && input.nr != u32::MAX;
    let abi = policy.abis.iter().find(|abi| {
        policy.target.audit_arch(abi.abi) == input.arch && (abi.abi == Abi::X32) == x32
    });
    let action = match abi {
        None => policy.foreign,
        Some(abi) => match abi.rules.get(&input.nr) {
            None => abi.unknown,
            Some(rule) => {
                let arm = rule.arms.iter().find(|arm| holds(&arm.when, input, env));
                arm.map_or(rule.otherwise, |arm| arm.then)
            }
        },
    };
    value(&returned(action), &[], env)
}

fn returned(action: Action) -> Value {
    match action.data {
        Data::Known(data) => Value::Known(action.kind.ret() | u32::from(data)),
        Data::Constant(id) => Value::Data(action.kind.ret(), id),
    }
}

fn holds(cond: &Cond, input: &Input, env: &Env) -> bool {
    match cond {
        Cond::Always => true,
        Cond::Never => false,
        Cond::Test(test) => is(test, input, env),
        Cond::Not(inner) => !holds(inner, input, env),
        Cond::All(list) => list.iter().all(|cond| holds(cond, input, env)),
        Cond::Any(list) => list.iter().any(|cond| holds(cond, input, env)),
    }
}

fn is(test: &Test, input: &Input, env: &Env) -> bool {
    let Arg { slot, bits, signed } = test.arg;
    let constant = |id: &ConstId| env[id.0 as usize];
    let arg = input.args[usize::from(slot)] & (u64::MAX >> (64 - bits));
    let number = |value: u64| {
        let value = i128::from(value);
        if signed && value >> (bits - 1) & 1 == 1 {
            value - (1i128 << bits)
        } else {
            value
        }
    };
    match &test.is {
        Is::Equal(id) => arg == constant(id),
        Is::Less(id) => number(arg) < number(constant(id)),
        Is::AtMost(id) => number(arg) <= number(constant(id)),
        Is::OneOf(ids) => ids.iter().any(|id| arg == constant(id)),
        Is::Between(a, b) => {
            number(arg) >= number(constant(a)) && number(arg) <= number(constant(b))
        }
        Is::Masked(mask, id) => arg & constant(mask) == constant(id),
        Is::MaskedOneOf(mask, ids) => ids.iter().any(|id| arg & constant(mask) == constant(id)),
        Is::Has(id) => arg & constant(id) == constant(id),
        Is::Any(id) => arg & constant(id) != 0,
        Is::Only(ids) => arg & !ids.iter().map(constant).fold(0, |a, b| a | b) == 0,
    }
}

/// A jump's end: an index into the places of [`Assembler`].
type Label = usize;

/// Code whose jumps are labels still.
#[derive(Default)]
struct Assembler {
    code: Vec<(u16, Label, Label, Value)>,
    places: Vec<usize>,
}

impl Assembler {
    fn label(&mut self) -> Label {
        self.places.push(usize::MAX);
        self.places.len() - 1
    }

    fn place(&mut self, label: Label) {
        self.places[label] = self.code.len();
    }

    fn jump(&mut self, code: u16, k: Value, yes: Label, no: Label) {
        self.code.push((code, yes, no, k));
    }

    fn plain(&mut self, code: u16, k: Value) {
        self.code.push((code, usize::MAX, usize::MAX, k));
    }
}

/// Compiles a policy, one test after the other.
pub(crate) fn compile(policy: &Policy) -> Program {
    let mut out = Assembler::default();
    for abi in &policy.abis {
        let other = out.label();
        let arch = policy.target.audit_arch(abi.abi);
        out.plain(opcode::LD, Value::Known(offset::ARCH));
        guard(&mut out, opcode::JEQ, arch, true, other);
        out.plain(opcode::LD, Value::Known(offset::NR));
        if policy.target.abi == Abi::X86_64 && arch == policy.target.audit_arch(Abi::X86_64) {
            let (x32, native, test) = (out.label(), out.label(), out.label());
            out.jump(opcode::JEQ, Value::Known(u32::MAX), native, test);
            out.place(test);
            out.jump(opcode::JSET, Value::Known(0x4000_0000), x32, native);
            if abi.abi == Abi::X32 {
                out.place(native);
                let skip = out.label();
                out.jump(opcode::JEQ, Value::Known(0), other, skip);
                out.place(skip);
                out.jump(opcode::JEQ, Value::Known(0), other, other);
                out.place(x32);
            } else {
                out.place(x32);
                out.jump(opcode::JEQ, Value::Known(0), other, other);
                out.place(native);
            }
        }
        for (number, rule) in &abi.rules {
            let next = out.label();
            guard(&mut out, opcode::JEQ, *number, true, next);
            for arm in &rule.arms {
                let (yes, no) = (out.label(), out.label());
                condition(&mut out, &arm.when, policy, yes, no);
                out.place(yes);
                out.plain(opcode::RET, returned(arm.then));
                out.place(no);
            }
            out.plain(opcode::RET, returned(rule.otherwise));
            out.place(next);
        }
        out.plain(opcode::RET, returned(abi.unknown));
        out.place(other);
    }
    out.plain(opcode::RET, returned(policy.foreign));
    let resolve = |label: Label, pc: usize| {
        if label == usize::MAX {
            0
        } else {
            u8::try_from(out.places[label] - pc - 1).unwrap()
        }
    };
    let instructions = out.code.iter().enumerate();
    let instructions = instructions.map(|(pc, (code, yes, no, k))| Instruction {
        code: *code,
        jt: resolve(*yes, pc),
        jf: resolve(*no, pc),
        k: k.clone(),
    });
    Program {
        instructions: instructions.collect(),
        sets: Vec::new(),
        assumptions: Vec::new(),
    }
}

/// Goes on where the comparison is `holds`, to `other` where it is not.
fn guard(out: &mut Assembler, code: u16, k: u32, holds: bool, other: Label) {
    let on = out.label();
    let (yes, no) = if holds { (on, other) } else { (other, on) };
    out.jump(code, Value::Known(k), yes, no);
    out.place(on);
}

fn condition(out: &mut Assembler, cond: &Cond, policy: &Policy, yes: Label, no: Label) {
    match cond {
        Cond::Always => out.jump(opcode::JEQ, Value::Known(0), yes, yes),
        Cond::Never => out.jump(opcode::JEQ, Value::Known(0), no, no),
        Cond::Not(inner) => condition(out, inner, policy, no, yes),
        Cond::All(list) => {
            for cond in list {
                let next = out.label();
                condition(out, cond, policy, next, no);
                out.place(next);
            }
            out.jump(opcode::JEQ, Value::Known(0), yes, yes);
        }
        Cond::Any(list) => {
            for cond in list {
                let next = out.label();
                condition(out, cond, policy, yes, next);
                out.place(next);
            }
            out.jump(opcode::JEQ, Value::Known(0), no, no);
        }
        Cond::Test(test) => comparison(out, test, policy, yes, no),
    }
}

fn comparison(out: &mut Assembler, test: &Test, policy: &Policy, yes: Label, no: Label) {
    let arg = test.arg;
    let word = |upper: bool| Value::Known(offset::arg(arg.slot, upper, policy.target.endian));
    let wide = arg.bits == 64;
    let lower = |out: &mut Assembler| {
        out.plain(opcode::LD, word(false));
        if arg.bits == 16 {
            out.plain(opcode::AND, Value::Known(0xffff));
        }
    };
    let mut equal = |mask: Option<ConstId>, id: ConstId, yes: Label, no: Label| {
        if wide {
            let next = out.label();
            out.plain(opcode::LD, word(true));
            mask.into_iter()
                .for_each(|mask| out.plain(opcode::AND, Value::High(mask)));
            out.jump(opcode::JEQ, Value::High(id), next, no);
            out.place(next);
        }
        lower(out);
        mask.into_iter()
            .for_each(|mask| out.plain(opcode::AND, Value::Low(mask)));
        out.jump(opcode::JEQ, Value::Low(id), yes, no);
    };
    match &test.is {
        Is::Equal(id) => equal(None, *id, yes, no),
        Is::Masked(mask, id) => equal(Some(*mask), *id, yes, no),
        Is::Has(id) => equal(Some(*id), *id, yes, no),
        Is::OneOf(ids) => {
            let tests = ids
                .iter()
                .map(|id| {
                    Cond::Test(Test {
                        arg,
                        is: Is::Equal(*id),
                    })
                })
                .collect();
            condition(out, &Cond::Any(tests), policy, yes, no);
        }
        Is::MaskedOneOf(mask, ids) => {
            let tests = ids
                .iter()
                .map(|id| {
                    Cond::Test(Test {
                        arg,
                        is: Is::Masked(*mask, *id),
                    })
                })
                .collect();
            condition(out, &Cond::Any(tests), policy, yes, no);
        }
        Is::Any(id) => bits(
            out,
            test,
            policy,
            (Value::Low(*id), Value::High(*id)),
            (yes, no),
        ),
        Is::Only(ids) => {
            let outside = |half: fn(ConstId) -> Value| {
                Value::Not(Box::new(Value::Or(
                    ids.iter().map(|id| half(*id)).collect(),
                )))
            };
            bits(
                out,
                test,
                policy,
                (outside(Value::Low), outside(Value::High)),
                (no, yes),
            );
        }
        Is::Less(id) => order(out, opcode::JGE, *id, test, policy, (no, yes)),
        Is::AtMost(id) => order(out, opcode::JGT, *id, test, policy, (no, yes)),
        Is::Between(from, to) => {
            let next = out.label();
            order(out, opcode::JGE, *from, test, policy, (next, no));
            out.place(next);
            order(out, opcode::JGT, *to, test, policy, (no, yes));
        }
    }
}

/// Whether a bit of the masks is set.
fn bits(
    out: &mut Assembler,
    test: &Test,
    policy: &Policy,
    masks: (Value, Value),
    (yes, no): (Label, Label),
) {
    let arg = test.arg;
    if arg.bits == 64 {
        let next = out.label();
        out.plain(
            opcode::LD,
            Value::Known(offset::arg(arg.slot, true, policy.target.endian)),
        );
        out.jump(opcode::JSET, masks.1, yes, next);
        out.place(next);
    }
    out.plain(
        opcode::LD,
        Value::Known(offset::arg(arg.slot, false, policy.target.endian)),
    );
    if arg.bits == 16 {
        out.plain(opcode::AND, Value::Known(0xffff));
    }
    out.jump(opcode::JSET, masks.0, yes, no);
}

/// `arg >= id` or `arg > id`, by `code`.
fn order(
    out: &mut Assembler,
    code: u16,
    id: ConstId,
    test: &Test,
    policy: &Policy,
    (yes, no): (Label, Label),
) {
    let Arg { slot, bits, signed } = test.arg;
    let flip = |value: Value, flipped: bool| {
        if flipped {
            Value::Flip(Box::new(value))
        } else {
            value
        }
    };
    if bits == 64 {
        let (equal, low) = (out.label(), out.label());
        out.plain(
            opcode::LD,
            Value::Known(offset::arg(slot, true, policy.target.endian)),
        );
        if signed {
            out.plain(opcode::XOR, Value::Known(0x8000_0000));
        }
        out.jump(opcode::JGT, flip(Value::High(id), signed), yes, equal);
        out.place(equal);
        out.jump(opcode::JEQ, flip(Value::High(id), signed), low, no);
        out.place(low);
    }
    out.plain(
        opcode::LD,
        Value::Known(offset::arg(slot, false, policy.target.endian)),
    );
    if bits == 16 {
        out.plain(opcode::AND, Value::Known(0xffff));
    }
    let flipped = signed && bits == 32;
    if flipped {
        out.plain(opcode::XOR, Value::Known(0x8000_0000));
    }
    out.jump(code, flip(Value::Low(id), flipped), yes, no);
}
