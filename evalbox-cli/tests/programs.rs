//! Real programs under the embedded policies. A policy that nothing runs under protects nothing.

use std::process::{Command, Output, Stdio};

fn run(policy: &str, command: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_evalbox"))
        .args(["run", "--policy", policy, "--"])
        .args(command)
        .stdin(Stdio::null())
        .output()
        .expect("evalbox starts")
}

/// Runs it, expects success and answers its output.
fn works(policy: &str, command: &[&str]) -> String {
    let output = run(policy, command);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{command:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Whether the program is on this machine; its absence is printed.
fn installed(program: &str) -> bool {
    let found = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok();
    if !found {
        println!("skipped: {program} is not installed");
    }
    found
}

#[test]
fn shell_pipelines() {
    assert_eq!(
        works(
            "default",
            &["sh", "-c", "printf 'b\\na\\n' | sort | tr a-z A-Z"]
        ),
        "A\nB\n"
    );
    assert_eq!(
        works(
            "default",
            &[
                "sh",
                "-c",
                "umask 077; x=$(echo sub); echo $x; (exit 3) || echo $?"
            ]
        ),
        "sub\n3\n"
    );
}

#[test]
fn files_are_made_moved_and_removed() {
    let script = "d=$(mktemp -d) && cd $d && echo text > a && cp -a a b && mv b c && ln -s c d && chmod 600 c \
                  && touch -d yesterday c && ls -l >/dev/null && cat d && cd / && rm -r $d";
    assert_eq!(works("default", &["sh", "-c", script]), "text\n");
}

#[test]
fn python_with_threads_and_processes() {
    if !installed("python3") {
        return;
    }
    let script = "
import subprocess, threading, os, tempfile
total = []
threads = [threading.Thread(target=lambda n=n: total.append(n)) for n in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(sum(total))
print(subprocess.run(['echo', 'from a process'], capture_output=True, text=True).stdout, end='')
print(subprocess.run('exit 5', shell=True).returncode)
pid = os.fork()
if pid == 0:
    os._exit(6)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
with tempfile.TemporaryFile() as file:
    file.write(b'x' * 100000)
    print(file.tell())
";
    assert_eq!(
        works("default", &["python3", "-c", script]),
        "28\nfrom a process\n5\n6\n100000\n"
    );
}

#[test]
fn python_asyncio_and_pools() {
    if !installed("python3") {
        return;
    }
    let script = "
import asyncio
from concurrent.futures import ThreadPoolExecutor
async def main():
    await asyncio.sleep(0.01)
    process = await asyncio.create_subprocess_exec('true')
    return await process.wait()
print(asyncio.run(main()))
with ThreadPoolExecutor(4) as pool:
    print(sum(pool.map(lambda n: n * n, range(10))))
";
    assert_eq!(works("default", &["python3", "-c", script]), "0\n285\n");
}

const LOOPBACK: &str = "
import socket, threading
server = socket.create_server(('127.0.0.1', 0))
def serve():
    connection, _ = server.accept()
    with connection:
        connection.sendall(connection.recv(100).upper())
thread = threading.Thread(target=serve)
thread.start()
with socket.create_connection(server.getsockname()) as client:
    client.sendall(b'hello')
    print(client.recv(100).decode())
thread.join()
";

#[test]
fn a_loopback_server() {
    if installed("python3") {
        assert_eq!(works("default", &["python3", "-c", LOOPBACK]), "HELLO\n");
    }
}

#[test]
fn no_network_refuses_sockets_and_keeps_local_ones() {
    if !installed("python3") {
        return;
    }
    let refused = run("no-network", &["python3", "-c", LOOPBACK]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("PermissionError"));
    let local = "import socket; socket.socket(socket.AF_UNIX); a, b = socket.socketpair(); a.send(b'x'); print(b.recv(1))";
    assert_eq!(works("no-network", &["python3", "-c", local]), "b'x'\n");
}

#[test]
fn compute_computes_and_no_more() {
    let sum = "da39a3ee5e6b4b0d3255bfef95601890afd80709  -\n";
    assert_eq!(works("compute", &["sha1sum"]), sum);
    let file = std::env::temp_dir().join(format!("evalbox-compute-{}", std::process::id()));
    let refused = run("compute", &["cp", "/etc/passwd", &file.to_string_lossy()]);
    assert_ne!(refused.status.code(), Some(0));
    assert!(!file.exists(), "a file was made");
}

#[test]
fn observe_lets_through_what_default_kills() {
    // Only root may chroot, but under `observe` everyone gets as far as being told so.
    let chroot = ["chroot", "/", "true"];
    assert_eq!(run("default", &chroot).status.code(), Some(159));
    assert_ne!(run("observe", &chroot).status.code(), Some(159));
}

#[test]
fn tar_and_git() {
    if installed("tar") {
        let script = "d=$(mktemp -d) && cd $d && mkdir in out && echo text > in/a && tar cf a.tar in \
                      && tar xf a.tar -C out && cat out/in/a && cd / && rm -r $d";
        assert_eq!(works("default", &["sh", "-c", script]), "text\n");
    }
    if installed("git") {
        let script = "d=$(mktemp -d) && cd $d && git init -q . && echo text > a && git add a \
                      && git -c user.name=a -c user.email=a@b commit -qm first && git log --format=%s && cd / && rm -rf $d";
        assert_eq!(works("default", &["sh", "-c", script]), "first\n");
    }
}
