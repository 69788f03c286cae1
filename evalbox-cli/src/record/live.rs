//! The live count on a terminal. The command writes to the same terminal: the count stands behind the cursor, which stays
//! where the command left it, and is gone before the command's next output.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use evalbox_compiler::table::{SyscallId, syscalls};

/// Commands that are done by then show their output and nothing else.
const PATIENCE: Duration = Duration::from_millis(500);
/// Between one count and the next.
const PERIOD: Duration = Duration::from_millis(200);

/// What may write to the terminal.
const OUTPUT: [&str; 7] = [
    "write", "writev", "pwritev2", "sendfile", "splice", "vmsplice", "ioctl",
];

pub(super) struct Live {
    terminal: bool,
    due: Instant,
    shown: bool,
}

impl Default for Live {
    fn default() -> Live {
        Live {
            terminal: stderr().is_terminal(),
            due: Instant::now() + PATIENCE,
            shown: false,
        }
    }
}

impl Live {
    /// A call is about to be made.
    pub(super) fn call(&mut self, id: Option<SyscallId>, (calls, kinds): &(u64, usize)) {
        if !self.terminal {
            return;
        }
        let writes = id.is_none_or(|id| OUTPUT.contains(&syscalls::name(id)));
        if writes {
            self.clear();
        } else if self.due <= Instant::now() {
            self.due = Instant::now() + PERIOD;
            self.shown = true;
            // Save the cursor, clear to the end of the line, restore the cursor (console_codes(4)).
            show(&format!(
                "\x1b7\x1b[K [evalbox: {calls} calls of {kinds} kinds]\x1b8"
            ));
        }
    }

    /// The command has ended.
    pub(super) fn end(&mut self, (calls, kinds): &(u64, usize)) {
        if self.terminal {
            self.clear();
            show(&format!("evalbox: {calls} calls of {kinds} kinds\n"));
        }
    }

    fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            show("\x1b[K");
        }
    }
}

/// Nothing depends on it.
fn show(text: &str) {
    let _ = stderr().write_all(text.as_bytes());
}
