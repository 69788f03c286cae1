//! A policy as the test drew it, and what it means by LANGUAGE.md.

use crate::facts::{CALLS, Call, Family, How, LISTED, UNKNOWN};

/// `AUDIT_ARCH_X86_64` of linux/audit.h.
pub(crate) const ARCH: u32 = 0xc000_003e;

/// An action, with the value that the filter returns (`SECCOMP_RET_*` of linux/seccomp.h); `None` for `deny`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Act(pub(crate) &'static str, pub(crate) Option<u32>);

pub(crate) const ALLOW: Act = Act("allow", Some(0x7fff_0000));
pub(crate) const KILL: Act = Act("kill_process", Some(0x8000_0000));
pub(crate) const DENY: Act = Act("deny", None);
pub(crate) const OTHERS: &[Act] = &[
    Act("kill_thread", Some(0)),
    Act("trap", Some(0x3_0000)),
    Act("trap(7)", Some(0x3_0007)),
    Act("errno(EPERM)", Some(0x5_0001)),
    Act("errno(4095)", Some(0x5_0fff)),
    Act("trace(65535)", Some(0x7ff0_ffff)),
    Act("log", Some(0x7ffc_0000)),
    Act("notify", Some(0x7fc0_0000)),
];

/// A number as it is written, and what it is worth.
#[derive(Clone)]
pub(crate) struct Value(pub(crate) String, pub(crate) i128);

/// A comparison of the argument of that index.
pub(crate) enum Compare {
    Order(&'static str, Value),
    In(Vec<Value>),
    Range(Value, Value),
    Mask(Value, &'static str, Value),
    Has(Value),
    Any(Value),
    Only(Value),
}

pub(crate) enum Cond {
    Test(usize, Compare),
    Not(Box<Cond>),
    All(Vec<Cond>),
    Any(Vec<Cond>),
}

/// What a statement of a call says.
pub(crate) enum Says {
    /// Constants by family and place in it, with the text.
    Constants(Vec<(usize, usize, String)>),
    If(Cond),
}

pub(crate) enum Own {
    Statements(Vec<(Act, Says)>),
    Block(Vec<(Cond, Act)>, Option<Act>),
}

#[derive(Default)]
pub(crate) struct Policy {
    pub(crate) default: Option<Act>,
    pub(crate) foreign: Option<Act>,
    pub(crate) unknown: Option<Act>,
    pub(crate) lists: Vec<(Option<Act>, Vec<&'static str>)>,
    pub(crate) own: Vec<(usize, Own)>,
}

impl Policy {
    fn default_answer(&self) -> u32 {
        self.default.and_then(|act| act.1).unwrap_or(0x8000_0000)
    }

    fn answer(&self, act: Act) -> u32 {
        act.1.unwrap_or_else(|| match self.default_answer() {
            0x7fff_0000 | 0x7ffc_0000 => 0x8000_0000,
            other => other,
        })
    }

    /// What the filter must return.
    pub(crate) fn decide(&self, arch: u32, number: u32, args: &[u64; 6]) -> u32 {
        let x32 = number & 0x4000_0000 != 0 && number != u32::MAX;
        if arch != ARCH || x32 {
            return self.answer(self.foreign.unwrap_or(KILL));
        }
        for (call, own) in &self.own {
            if CALLS[*call].number == number {
                return own.decide(self, &CALLS[*call], args);
            }
        }
        let names = LISTED
            .iter()
            .copied()
            .chain(CALLS.iter().map(|call| (call.name, call.number)));
        for (name, of) in names {
            let list = self.lists.iter().find(|(_, names)| names.contains(&name));
            if let Some((act, _)) = list.filter(|_| of == number) {
                return self.answer(act.unwrap_or(DENY));
            }
        }
        match self.unknown {
            Some(act) if UNKNOWN.contains(&number) => self.answer(act),
            _ => self.default_answer(),
        }
    }
}

impl Own {
    fn decide(&self, policy: &Policy, call: &Call, args: &[u64; 6]) -> u32 {
        let allow = policy.answer(ALLOW);
        match self {
            Own::Block(arms, rest) => {
                let first = arms.iter().find(|(cond, _)| cond.holds(call, args));
                let act = first.map(|(_, act)| *act).or(*rest);
                act.map_or(policy.default_answer(), |act| policy.answer(act))
            }
            Own::Statements(all) if all[0].0 == ALLOW => {
                if all.iter().any(|(_, says)| says.admits(call, args)) {
                    allow
                } else {
                    policy.default_answer()
                }
            }
            Own::Statements(all) => {
                let first = all.iter().find(|(_, says)| says.refuses(call, args));
                first.map_or(allow, |(act, _)| policy.answer(*act))
            }
        }
    }
}

impl Says {
    fn refuses(&self, call: &Call, args: &[u64; 6]) -> bool {
        match self {
            Says::If(cond) => cond.holds(call, args),
            Says::Constants(list) => list.iter().any(|&(family, place, _)| {
                let family = &call.families[family];
                let (value, constant) = (read(call, family.arg, args), family.constants[place].1);
                match family.how {
                    How::Value => value == constant,
                    How::Field(mask) => value & mask == constant,
                    How::Flag => value & constant == constant,
                }
            }),
        }
    }

    fn admits(&self, call: &Call, args: &[u64; 6]) -> bool {
        match self {
            Says::If(cond) => cond.holds(call, args),
            Says::Constants(list) => (0..call.args.len()).all(|arg| {
                let of = |how: fn(How) -> bool| {
                    list.iter().filter_map(move |&(family, place, _)| {
                        let family: &Family = &call.families[family];
                        (family.arg == arg && how(family.how))
                            .then(|| (family.how, family.constants[place].1))
                    })
                };
                if of(|_| true).next().is_none() {
                    return true;
                }
                let value = read(call, arg, args);
                let values: Vec<u64> = of(|how| how == How::Value).map(|(_, c)| c).collect();
                if !values.is_empty() {
                    return values.contains(&value);
                }
                let through = call.through.iter().filter(|(of, _)| *of == arg);
                let mut open = through.fold(0, |bits, (_, more)| bits | more);
                for family in call.families.iter().filter(|family| family.arg == arg) {
                    let How::Field(mask) = family.how else {
                        continue;
                    };
                    open |= mask;
                    let mut listed = of(|how| matches!(how, How::Field(_))).peekable();
                    if listed.peek().is_some() && !listed.any(|(_, c)| value & mask == c) {
                        return false;
                    }
                }
                let flags = of(|how| how == How::Flag).fold(0, |bits, (_, c)| bits | c);
                value & !(open | flags) == 0
            }),
        }
    }
}

/// The argument: the bits that the kernel reads.
fn read(call: &Call, arg: usize, args: &[u64; 6]) -> u64 {
    args[arg] & bits(call, arg)
}

fn bits(call: &Call, arg: usize) -> u64 {
    u64::MAX >> (64 - call.args[arg].bits)
}

impl Cond {
    fn holds(&self, call: &Call, args: &[u64; 6]) -> bool {
        match self {
            Cond::Not(inner) => !inner.holds(call, args),
            Cond::All(parts) => parts.iter().all(|part| part.holds(call, args)),
            Cond::Any(parts) => parts.iter().any(|part| part.holds(call, args)),
            Cond::Test(arg, compare) => {
                let raw = read(call, *arg, args);
                let width = bits(call, *arg);
                // A constant's bits in the argument's width.
                let pattern = |value: &Value| {
                    u64::try_from(value.1 & i128::from(width)).expect("64 bits at most")
                };
                let top = 1u64 << (call.args[*arg].bits - 1);
                let signed = call.args[*arg].signed && raw & top != 0;
                let number = i128::from(raw) - if signed { i128::from(width) + 1 } else { 0 };
                match compare {
                    Compare::Order("==", value) => raw == pattern(value),
                    Compare::Order("!=", value) => raw != pattern(value),
                    Compare::Order("<", value) => number < value.1,
                    Compare::Order("<=", value) => number <= value.1,
                    Compare::Order(">", value) => number > value.1,
                    Compare::Order(_, value) => number >= value.1,
                    Compare::In(values) => values.iter().any(|value| raw == pattern(value)),
                    Compare::Range(low, high) => low.1 <= number && number <= high.1,
                    Compare::Mask(mask, "==", value) => raw & pattern(mask) == pattern(value),
                    Compare::Mask(mask, _, value) => raw & pattern(mask) != pattern(value),
                    Compare::Has(flags) => raw & pattern(flags) == pattern(flags),
                    Compare::Any(flags) => raw & pattern(flags) != 0,
                    Compare::Only(flags) => raw & !pattern(flags) == 0,
                }
            }
        }
    }
}
