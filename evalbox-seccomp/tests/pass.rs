//! Listeners in messages, with another implementation of messages at the other end.
#![allow(unsafe_code, reason = "shares its helpers with the tests that fork")]

mod common;

use std::io::{self, IoSlice, IoSliceMut, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::{UnixDatagram, UnixStream};
use std::thread;

use common::allow;
use evalbox_seccomp::{Listener, Options};
use rustix::io::{FdFlags, fcntl_getfd};
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, recvmsg, sendmsg,
};

/// A listener of a thread that has ended: it is hung up.
fn hung_up() -> Listener {
    let thread = thread::spawn(|| allow().install_listener(Options::new()));
    thread.join().expect("no panic").expect("one a thread")
}

/// Sends a byte with as many descriptors, by rustix.
fn send(socket: &UnixStream, descriptors: &[&OwnedFd]) {
    let descriptors: Vec<_> = descriptors
        .iter()
        .map(|descriptor| descriptor.as_fd())
        .collect();
    let mut room = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(3))];
    let mut control = SendAncillaryBuffer::new(&mut room);
    if !descriptors.is_empty() {
        assert!(control.push(SendAncillaryMessage::ScmRights(&descriptors)));
    }
    let sent = sendmsg(
        socket,
        &[IoSlice::new(b"x")],
        &mut control,
        SendFlags::empty(),
    );
    assert_eq!(sent, Ok(1));
}

fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").expect("there").count()
}

#[test]
fn there_and_back() {
    let (one, other) = UnixStream::pair().expect("a pair");
    hung_up().send_to(&one).expect("sent");
    let listener = Listener::receive_from(&other).expect("received");
    let flags = fcntl_getfd(&listener).expect("open");
    assert!(flags.contains(FdFlags::CLOEXEC));
    assert_eq!(listener.recv().expect("hung up"), None);

    let (one, other) = UnixDatagram::pair().expect("a pair");
    listener.send_to(&one).expect("sent");
    let copy = Listener::receive_from(&other).expect("received");
    assert_eq!(copy.try_recv().expect("hung up"), None);
}

#[test]
fn received_by_others() {
    let (one, other) = UnixStream::pair().expect("a pair");
    hung_up().send_to(&one).expect("sent");
    let mut room = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(3))];
    let mut control = RecvAncillaryBuffer::new(&mut room);
    let mut bytes = [0; 8];
    let message = recvmsg(
        &other,
        &mut [IoSliceMut::new(&mut bytes)],
        &mut control,
        RecvFlags::empty(),
    )
    .expect("received");
    assert_eq!(message.bytes, 1);
    let mut received: Vec<OwnedFd> = control
        .drain()
        .flat_map(|message| match message {
            RecvAncillaryMessage::ScmRights(descriptors) => descriptors.collect(),
            _ => Vec::new(),
        })
        .collect();
    let listener = received.pop().expect("a descriptor");
    assert!(received.is_empty());
    let listener = Listener::from_fd(listener).expect("a listener");
    assert_eq!(listener.recv().expect("hung up"), None);
}

#[test]
fn sent_by_others() {
    let listener = OwnedFd::from(hung_up());
    let (one, other) = UnixStream::pair().expect("a pair");
    send(&one, &[&listener]);
    let received = Listener::receive_from(&other).expect("received");
    assert_eq!(received.recv().expect("hung up"), None);
}

/// What is no listener, or more than one, is an error, and no descriptor stays behind.
#[test]
fn wrong_messages() {
    common::in_own_process("wrong_messages", || {
        let (mut one, other) = UnixStream::pair().expect("a pair");
        let error = |result: io::Result<Listener>| result.unwrap_err().raw_os_error();
        let listener = OwnedFd::from(hung_up());
        let before = descriptors();
        one.write_all(b"x").expect("written");
        assert_eq!(
            error(Listener::receive_from(&other)),
            Some(libc::EBADMSG),
            "no descriptor"
        );
        send(&one, &[]);
        assert_eq!(error(Listener::receive_from(&other)), Some(libc::EBADMSG));
        for several in [&[&listener, &listener][..], &[&listener; 3]] {
            send(&one, several);
            assert_eq!(error(Listener::receive_from(&other)), Some(libc::EBADMSG));
        }
        assert_eq!(descriptors(), before);
        // Something else than a listener shows when it is asked.
        let (stranger, _other) = UnixStream::pair().expect("a pair");
        send(&one, &[&stranger.into()]);
        let stranger = Listener::receive_from(&other).expect("not looked at");
        let asked = stranger.is_valid(1).unwrap_err();
        assert_eq!(asked.raw_os_error(), Some(libc::ENOTTY));
    });
}

/// Closed and missing sockets are errors and no signals.
#[test]
fn sockets_that_fail() {
    let listener = hung_up();
    let (one, other) = UnixStream::pair().expect("a pair");
    drop(other);
    let closed = listener.send_to(&one).unwrap_err();
    assert_eq!(closed.raw_os_error(), Some(libc::EPIPE));
    let ended = Listener::receive_from(&one).unwrap_err();
    assert_eq!(ended.kind(), io::ErrorKind::UnexpectedEof);

    let file = std::fs::File::open("/dev/null").expect("there");
    let no_socket = listener.send_to(&file).unwrap_err();
    assert_eq!(no_socket.raw_os_error(), Some(libc::ENOTSOCK));
    let no_socket = Listener::receive_from(&file).unwrap_err();
    assert_eq!(no_socket.raw_os_error(), Some(libc::ENOTSOCK));
    let unconnected = UnixDatagram::unbound().expect("a socket");
    let nobody = listener.send_to(&unconnected).unwrap_err();
    assert_eq!(nobody.raw_os_error(), Some(libc::ENOTCONN));
    let (one, _other) = UnixStream::pair().expect("a pair");
    one.set_nonblocking(true).expect("set");
    let nothing = Listener::receive_from(&one).unwrap_err();
    assert_eq!(nothing.kind(), io::ErrorKind::WouldBlock);
}
