//! A program that was verified.

use core::fmt;

use libc::SECCOMP_RET_KILL_PROCESS;

use crate::action::Action;
use crate::data::SeccompData;
use crate::evaluate;
use crate::instruction::{SockFilter, opcode::RET_K};
use crate::notifies::may_notify;
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
    // Worked out when the filter is made, in const evaluation as a rule, so that installing has nothing left to do.
    needs_listener: bool,
}

static KILL: [SockFilter; 1] = [SockFilter::statement(RET_K, SECCOMP_RET_KILL_PROCESS)];

impl Filter {
    /// A filter of a hand-written program; works in const evaluation, where a mistake is a build error.
    ///
    /// ```
    /// use evalbox_seccomp::{opcode, Action, Filter, SockFilter, VerifyErrorKind};
    ///
    /// static ALLOW: [SockFilter; 1] = [SockFilter::statement(opcode::RET_K, Action::Allow.to_raw())];
    /// assert_eq!(Filter::new(&ALLOW)?.program(), ALLOW);
    /// assert_eq!(Filter::new(&[]).unwrap_err().kind, VerifyErrorKind::Empty);
    /// # Ok::<(), evalbox_seccomp::VerifyError>(())
    /// ```
    ///
    /// # Errors
    /// Where the kernel would refuse the program with `EINVAL` (seccomp(2)): see [`verify`].
    #[inline]
    pub const fn new(program: &'static [SockFilter]) -> Result<Filter, VerifyError> {
        match verify(program) {
            Ok(()) => Ok(Filter {
                program,
                needs_listener: may_notify(program),
            }),
            Err(error) => Err(error),
        }
    }

    /// A filter that kills the process at its next system call.
    #[inline]
    pub(crate) const fn kill_everything() -> Filter {
        Filter {
            program: &KILL,
            needs_listener: false,
        }
    }

    /// The instructions, 1 to 4096 of them: what `struct sock_fprog` points to (seccomp(2)).
    ///
    /// ```
    /// # fn store(filter: &evalbox_seccomp::Filter) -> Vec<u8> {
    /// // As bubblewrap's `--seccomp` and other loaders want it.
    /// filter
    ///     .program()
    ///     .iter()
    ///     .flat_map(|i| [&i.code.to_ne_bytes()[..], &[i.jt, i.jf], &i.k.to_ne_bytes()].concat())
    ///     .collect()
    /// # }
    /// ```
    #[must_use]
    #[inline]
    pub const fn program(&self) -> &'static [SockFilter] {
        self.program
    }

    /// What the filter answers for a call, as the kernel would run it; works in const evaluation.
    ///
    /// The kernel asks every filter of a task and follows the most restrictive one: this is the answer of this one.
    ///
    /// ```
    /// use evalbox_seccomp::{opcode, Action, Filter, SeccompData, SockFilter};
    ///
    /// // Kills calls whose first argument has a bit set in its lower half.
    /// static PROGRAM: [SockFilter; 4] = [
    ///     SockFilter::statement(opcode::LD_ABS, if cfg!(target_endian = "little") { 16 } else { 20 }),
    ///     SockFilter::jump(opcode::JEQ_K, 0, 0, 1),
    ///     SockFilter::statement(opcode::RET_K, Action::Allow.to_raw()),
    ///     SockFilter::statement(opcode::RET_K, Action::KillProcess.to_raw()),
    /// ];
    /// const FILTER: Filter = match Filter::new(&PROGRAM) {
    ///     Ok(filter) => filter,
    ///     Err(_) => panic!("the program is wrong"),
    /// };
    /// const _: () = assert!(matches!(FILTER.evaluate(&SeccompData::new(0, [0; 6])), Action::Allow));
    /// assert_eq!(FILTER.evaluate(&SeccompData::new(0, [4, 0, 0, 0, 0, 0])), Action::KillProcess);
    /// ```
    #[must_use]
    #[inline]
    pub const fn evaluate(&self, data: &SeccompData) -> Action {
        Action::from_raw(evaluate::evaluate(self.program, data))
    }

    /// Whether some path answers notify, so that a listener must be there to decide.
    ///
    /// [`install`](Filter::install) refuses such a filter: without a listener those calls fail with `ENOSYS`, always. An
    /// answer that a hand-written program computes (`RET A`) counts where the bits that are known of it leave notify open.
    ///
    /// ```
    /// use evalbox_seccomp::{opcode, Action, Filter, SockFilter};
    ///
    /// static ASK: [SockFilter; 1] = [SockFilter::statement(opcode::RET_K, Action::Notify.to_raw())];
    /// assert!(Filter::new(&ASK)?.needs_listener());
    /// # Ok::<(), evalbox_seccomp::VerifyError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn needs_listener(&self) -> bool {
        self.needs_listener
    }
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter")
            .field("program", &self.program)
            .finish()
    }
}
