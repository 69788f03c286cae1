//! A program that was verified.

use core::fmt;

use libc::{SECCOMP_RET_ACTION_FULL, SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_USER_NOTIF};

use crate::action::Action;
use crate::data::SeccompData;
use crate::evaluate;
use crate::instruction::{MAX_INSTRUCTIONS, SockFilter, opcode::*};
use crate::verify::{VerifyError, verify};

/// A filter: a program in static memory that the kernel takes.
///
/// `seccomp_filter!` makes them from policies; [`Filter::new`] takes a hand-written program.
///
/// ```
/// use evalbox_seccomp::{opcode, Action, Filter, SeccompData, SockFilter};
///
/// static PROGRAM: [SockFilter; 4] = [
///     SockFilter::statement(opcode::LD_ABS, 0),
///     SockFilter::jump(opcode::JEQ_K, 39, 0, 1),
///     SockFilter::statement(opcode::RET_K, Action::Errno(1).to_raw()),
///     SockFilter::statement(opcode::RET_K, Action::Allow.to_raw()),
/// ];
/// static FILTER: Filter = match Filter::new(&PROGRAM) {
///     Ok(filter) => filter,
///     Err(error) => panic!("{}", error.kind.message()),
/// };
/// assert_eq!(FILTER.evaluate(&SeccompData::new(39, [0; 6])), Action::Errno(1));
/// assert_eq!(FILTER.evaluate(&SeccompData::new(40, [0; 6])), Action::Allow);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Filter {
    program: &'static [SockFilter],
}

static KILL: [SockFilter; 1] = [SockFilter::statement(RET_K, SECCOMP_RET_KILL_PROCESS)];

impl Filter {
    /// A filter of a hand-written program.
    ///
    /// # Errors
    /// Where the kernel would refuse the program: see [`verify`].
    pub const fn new(program: &'static [SockFilter]) -> Result<Filter, VerifyError> {
        match verify(program) {
            Ok(()) => Ok(Filter { program }),
            Err(error) => Err(error),
        }
    }

    /// A filter that kills the process at its next system call.
    pub(crate) const fn kill_everything() -> Filter {
        Filter { program: &KILL }
    }

    /// The instructions, 1 to 4096 of them.
    #[must_use]
    pub const fn program(&self) -> &'static [SockFilter] {
        self.program
    }

    /// What the filter answers for a call; works in const evaluation.
    ///
    /// The kernel asks every filter of a task and follows the most restrictive one: this is the answer of this one.
    #[must_use]
    pub const fn evaluate(&self, data: &SeccompData) -> Action {
        Action::from_raw(evaluate::evaluate(self.program, data))
    }

    /// Whether some path answers notify, so that a listener must be there to decide.
    ///
    /// Computed answers (`RET A`) are not looked into.
    #[must_use]
    pub const fn needs_listener(&self) -> bool {
        let mut reached = [false; MAX_INSTRUCTIONS];
        reached[0] = true;
        let mut pc = 0;
        while pc < self.program.len() {
            let SockFilter { code, jt, jf, k } = self.program[pc];
            // Jumps go forward only, so that an instruction is known to be reached before it is looked at.
            match code {
                _ if !reached[pc] => {}
                RET_K if k & SECCOMP_RET_ACTION_FULL == SECCOMP_RET_USER_NOTIF => return true,
                RET_K | RET_A => {}
                JA => reached[pc + 1 + k as usize] = true,
                JEQ_K | JEQ_X | JGT_K | JGT_X | JGE_K | JGE_X | JSET_K | JSET_X => {
                    reached[pc + 1 + jt as usize] = true;
                    reached[pc + 1 + jf as usize] = true;
                }
                _ => reached[pc + 1] = true,
            }
            pc += 1;
        }
        false
    }
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter")
            .field("program", &self.program)
            .finish()
    }
}
