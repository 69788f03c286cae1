//! A listener on its way from the filtered process to its supervisor.

use std::io;
use std::os::fd::AsFd;

use crate::listener::Listener;
use crate::sys::socket;

impl Listener {
    /// Sends the listener over a connected Unix socket, with a message of one byte.
    ///
    /// Async-signal-safe: it may follow [`install_listener`](crate::Filter::install_listener) in `Command::pre_exec`. The
    /// filter must not answer notify for sendmsg(2), nor for close(2) where the listener is dropped then: nobody would
    /// answer. The sender's own descriptor stays open until it is dropped; a target that keeps one can answer its own calls.
    ///
    /// sendmsg(2), `SCM_RIGHTS` of unix(7)
    ///
    /// ```
    /// use std::os::unix::{net::UnixStream, process::CommandExt};
    /// use std::{io, process::Command};
    ///
    /// use evalbox_seccomp::{Answer, Filter, Listener, Options, seccomp_filter};
    ///
    /// static ASK: Filter = seccomp_filter! {
    ///     default allow;
    ///     notify [uname];
    /// };
    ///
    /// # fn main() -> io::Result<()> {
    /// let (ours, theirs) = UnixStream::pair()?;
    /// let mut command = Command::new("uname");
    /// // SAFETY: both are async-signal-safe.
    /// unsafe {
    ///     command.pre_exec(move || ASK.install_listener(Options::new())?.send_to(&theirs));
    /// }
    /// let mut child = command.spawn()?;
    /// // The command holds the child's end of the pair as well.
    /// drop(command);
    /// let listener = Listener::receive_from(&ours)?;
    /// while let Some(call) = listener.recv()? {
    ///     listener.answer(call.id, Answer::Errno(2))?;
    /// }
    /// assert!(!child.wait()?.success());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of sendmsg(2): `EPIPE` where the other end is closed, `ENOTCONN` where there is none, `ENOTSOCK` where it is no
    /// socket, `EAGAIN` where it does not block and is full; any errno that a filter in force answers.
    pub fn send_to(&self, socket: impl AsFd) -> io::Result<()> {
        Ok(socket::send_descriptor(socket.as_fd(), self.as_fd())?)
    }

    /// Waits for a listener that [`send_to`](Listener::send_to), or another program's sendmsg(2), sends over a Unix socket.
    ///
    /// The descriptor is closed on exec. Whether it is a listener shows in the first [`recv`](Listener::recv).
    ///
    /// recvmsg(2), `SCM_RIGHTS` of unix(7)
    ///
    /// # Errors
    /// [`UnexpectedEof`](io::ErrorKind::UnexpectedEof) where the other end is closed: the child did not get that far.
    /// `EBADMSG` where the message holds no descriptor or more than one; those of recvmsg(2) and of
    /// [`from_fd`](Listener::from_fd).
    pub fn receive_from(socket: impl AsFd) -> io::Result<Listener> {
        match socket::receive_descriptor(socket.as_fd())? {
            Some(descriptor) => Listener::from_fd(descriptor),
            None => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}
