//! What a filter answers: `SECCOMP_RET_*` of seccomp(2).

use std::fmt;

/// The kernel's answer to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "seccomp(2) has a section for each")]
pub enum Kind {
    KillProcess,
    KillThread,
    Trap,
    Errno,
    Notify,
    Trace,
    Log,
    Allow,
}

impl Kind {
    /// The `SECCOMP_RET_*` value, without data.
    #[must_use]
    pub const fn ret(self) -> u32 {
        match self {
            Kind::KillProcess => 0x8000_0000,
            Kind::KillThread => 0,
            Kind::Trap => 0x0003_0000,
            Kind::Errno => 0x0005_0000,
            Kind::Notify => 0x7fc0_0000,
            Kind::Trace => 0x7ff0_0000,
            Kind::Log => 0x7ffc_0000,
            Kind::Allow => 0x7fff_0000,
        }
    }
}

/// The 16 bits that go with an answer: a number, or a constant that rustc resolves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Data {
    /// A number known here.
    Known(u16),
    /// A constant of the policy (its value is checked in const evaluation to be in the action's range).
    Constant(crate::constant::ConstId),
}

/// An action of the policy: what seccomp(2) calls an action, with its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Action {
    /// What is answered.
    pub kind: Kind,
    /// `SECCOMP_RET_DATA`; `Known(0)` where the action takes none.
    pub data: Data,
}

impl Action {
    /// `allow`.
    pub const ALLOW: Action = Action::plain(Kind::Allow);
    /// `kill_process`.
    pub const KILL_PROCESS: Action = Action::plain(Kind::KillProcess);

    /// An action without data.
    #[must_use]
    pub const fn plain(kind: Kind) -> Action {
        Action {
            kind,
            data: Data::Known(0),
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.kind {
            Kind::KillProcess => "kill_process",
            Kind::KillThread => "kill_thread",
            Kind::Trap => "trap",
            Kind::Errno => "errno",
            Kind::Notify => "notify",
            Kind::Trace => "trace",
            Kind::Log => "log",
            Kind::Allow => "allow",
        };
        f.write_str(name)?;
        match (self.kind, self.data) {
            (_, Data::Constant(_)) => f.write_str("(..)"),
            (Kind::Errno | Kind::Trace, Data::Known(n)) => write!(f, "({n})"),
            (Kind::Trap, Data::Known(n)) if n != 0 => write!(f, "({n})"),
            _ => Ok(()),
        }
    }
}
