//! What an action as written answers.

use super::constants::Use;
use super::scope::Scope;
use crate::action::{Action, Data, Kind};
use crate::constant::{Fit, FitRange};
use crate::syntax::{self, ActionKind};

/// `SECCOMP_RET_DATA` of uapi/linux/seccomp.h.
const MAX_DATA: u16 = 0xffff;
/// `MAX_ERRNO` of linux/err.h: the kernel cuts larger ones to it.
pub(super) const MAX_ERRNO: u16 = 4095;

impl Scope<'_> {
    /// The action with its data; `deny` is the default, or `kill_process` where the default lets calls through.
    pub(super) fn action(&mut self, action: &syntax::Action) -> Option<Action> {
        let (kind, max) = match action.kind {
            ActionKind::Allow => (Kind::Allow, None),
            ActionKind::Deny => return Some(self.deny()),
            ActionKind::KillProcess => (Kind::KillProcess, None),
            ActionKind::KillThread => (Kind::KillThread, None),
            ActionKind::Trap => (Kind::Trap, Some(MAX_DATA)),
            ActionKind::Errno => (Kind::Errno, Some(MAX_ERRNO)),
            ActionKind::Trace => (Kind::Trace, Some(MAX_DATA)),
            ActionKind::Log => (Kind::Log, None),
            ActionKind::Notify => (Kind::Notify, None),
        };
        let word = &action.name.text;
        match (max, &action.data) {
            (Some(max), Some(data)) => {
                let data = self.data(data, max, word)?;
                Some(Action { kind, data })
            }
            (Some(_), None) if kind != Kind::Trap => {
                self.report.push(
                    &action.name.place,
                    format!("`{word}` needs a number: `{word}(N)`"),
                );
                None
            }
            (None, Some(data)) => {
                self.report
                    .push(&data.place, format!("`{word}` takes no number"));
                None
            }
            _ => Some(Action::plain(kind)),
        }
    }

    fn deny(&self) -> Action {
        match self.default.kind {
            Kind::Allow | Kind::Log => Action::KILL_PROCESS,
            _ => self.default,
        }
    }

    /// An action's number, at most `max`.
    pub(super) fn data(&mut self, data: &syntax::Constant, max: u16, word: &str) -> Option<Data> {
        let fit = Fit {
            bits: 16,
            signed: false,
            range: FitRange::UpTo(max),
        };
        let usage = Use {
            owner: format!("`{word}`"),
            misfit: format!("`{}` is out of range: `{word}` takes 0 to {max}", data.text),
            known: None,
            small: false,
        };
        let id = self.constant(data, fit, usage)?;
        let known = self
            .constants
            .get(id)
            .known
            .and_then(|value| u16::try_from(value).ok());
        Some(known.map_or(Data::Constant(id), Data::Known))
    }
}
