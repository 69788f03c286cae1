//! A call that waits, and what becomes of it.

use libc::{seccomp_notif, seccomp_notif_resp};

use crate::data::SeccompData;
use crate::error::Errno;

// libc has it as an unsigned long; the struct has 32 bits for it.
const CONTINUE: u32 = 1;
const _: () = assert!(CONTINUE as libc::c_ulong == libc::SECCOMP_USER_NOTIF_FLAG_CONTINUE);

/// A call that waits for an answer: `struct seccomp_notif`.
///
/// ```
/// use evalbox_seccomp::Notification;
///
/// fn describe(call: &Notification) -> String {
///     format!("thread {} calls {} with {:x?}", call.pid, call.data.nr, call.data.args)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Notification {
    /// The name of this call on its listener, used once.
    pub id: u64,
    /// The id of the thread that made it, in the supervisor's PID namespace; 0 where it is not in there. Once the call waits
    /// no more it may be another thread's.
    pub pid: u32,
    /// The call: number, ABI, instruction pointer and the registers of its arguments.
    pub data: SeccompData,
}

impl Notification {
    pub(super) fn new(notification: &seccomp_notif) -> Notification {
        let libc::seccomp_data {
            nr,
            arch,
            instruction_pointer,
            args,
        } = notification.data;
        Notification {
            id: notification.id,
            pid: notification.pid,
            data: SeccompData {
                nr,
                arch,
                instruction_pointer,
                args,
            },
        }
    }
}

/// What becomes of a call: `struct seccomp_notif_resp`.
///
/// ```
/// use evalbox_seccomp::{Answer, Listener, Notification};
///
/// /// `uname` and its kin are the supervisor's own, everything else does not exist.
/// fn decide(listener: &Listener, call: &Notification) -> std::io::Result<()> {
///     let answer = match call.data.nr {
///         39 => Answer::Value(1), // getpid(2) on x86_64: the target believes that it is init.
///         _ => Answer::Errno(38), // ENOSYS
///     };
///     match listener.answer(call.id, answer) {
///         // Killed or interrupted while this was decided (ENOENT).
///         Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
///         answered => answered,
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Answer {
    /// The call is made, with what its registers and memory hold by then (`SECCOMP_USER_NOTIF_FLAG_CONTINUE`, Linux 5.5).
    ///
    /// No security boundary: whoever can write to the target's memory can change what pointers point to after it was looked
    /// at. Continue only what would be harmless with any memory. Other filters that answered notify or allow too do not stop
    /// the call any more.
    Continue,
    /// The call is not made and fails with this errno, from 1 to 4095.
    Errno(u16),
    /// The call is not made and returns this. From -4095 to -1 the C library takes it for an errno.
    Value(i64),
}

impl Answer {
    /// The kernel's struct; `EINVAL` for an errno that is none.
    pub(super) fn response(self, id: u64) -> Result<seccomp_notif_resp, Errno> {
        let (val, error, flags) = match self {
            Answer::Continue => (0, 0, CONTINUE),
            Answer::Errno(errno @ 1..=4095) => (0, -i32::from(errno), 0),
            Answer::Errno(_) => return Err(Errno::from_raw(libc::EINVAL)),
            Answer::Value(value) => (value, 0, 0),
        };
        Ok(seccomp_notif_resp {
            id,
            val,
            error,
            flags,
        })
    }
}
