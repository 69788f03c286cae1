//! Every system call of the table. Written by `BLESS=1 cargo test --test names` from data/.

/// `_llseek(fd: unsigned int, offset_high: unsigned long, offset_low: unsigned long, result: loff_t __user *, whence: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/_llseek.2.html>, on `x86 arm powerpc64 powerpc mips`
pub const _llseek: () = ();

/// `_newselect(nfds: int, readfds: fd_set __user *, writefds: fd_set __user *, exceptfds: fd_set __user *, timeout: struct __kernel_old_timeval __user *)`
///
/// <https://man7.org/linux/man-pages/man2/_newselect.2.html>, on `x86 arm powerpc64 powerpc mips64 n32 mips`
pub const _newselect: () = ();

/// `_sysctl(..)`
///
/// <https://man7.org/linux/man-pages/man2/_sysctl.2.html>, on `x86_64 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const _sysctl: () = ();

/// `accept(sockfd: int, addr: struct sockaddr __user *, addrlen: int __user *)`
///
/// <https://man7.org/linux/man-pages/man2/accept.2.html>, on `x86_64 x32 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc mips64 n32 mips`
pub const accept: () = ();

/// `accept4(sockfd: int, addr: struct sockaddr __user *, addrlen: int __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/accept4.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const accept4: () = ();

/// `access(pathname: char __user *, mode: int)`
///
/// <https://man7.org/linux/man-pages/man2/access.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const access: () = ();

/// `acct(filename: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/acct.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const acct: () = ();

/// `add_key(type: char __user *, description: char __user *, payload: void __user *, plen: size_t, keyring: key_serial_t)`
///
/// <https://man7.org/linux/man-pages/man2/add_key.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const add_key: () = ();

/// `adjtimex(buf: struct __kernel_timex __user *)`
///
/// <https://man7.org/linux/man-pages/man2/adjtimex.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const adjtimex: () = ();

/// `afs_syscall(..)`
///
/// <https://man7.org/linux/man-pages/man2/afs_syscall.2.html>, on `x86_64 x32 x86 powerpc64 powerpc s390x mips64 n32 mips`
pub const afs_syscall: () = ();

/// `alarm(seconds: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/alarm.2.html>, on `x86_64 x32 x86 powerpc64 powerpc s390x mips64 n32 mips`
pub const alarm: () = ();

/// `arch_prctl(code: int, addr: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/arch_prctl.2.html>, on `x86_64 x32 x86`
pub const arch_prctl: () = ();

/// `arm_fadvise64_64(fd: int, advice: int, offset: loff_t, len: loff_t)`
///
/// <https://man7.org/linux/man-pages/man2/arm_fadvise64_64.2.html>, on `arm`
pub const arm_fadvise64_64: () = ();

/// `arm_sync_file_range(fd: int, flags: unsigned int, offset: loff_t, nbytes: loff_t)`
///
/// <https://man7.org/linux/man-pages/man2/arm_sync_file_range.2.html>, on `arm`
pub const arm_sync_file_range: () = ();

/// `bdflush(..)`
///
/// <https://man7.org/linux/man-pages/man2/bdflush.2.html>, on `x86 arm powerpc64 powerpc s390x mips`
pub const bdflush: () = ();

/// `bind(sockfd: int, addr: struct sockaddr __user *, addrlen: int)`
///
/// <https://man7.org/linux/man-pages/man2/bind.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const bind: () = ();

/// `bpf(cmd: int, attr: union bpf_attr __user *, size: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/bpf.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const bpf: () = ();

/// `breakpoint()`
///
/// <https://man7.org/linux/man-pages/man2/breakpoint.2.html>, on `arm`
pub const breakpoint: () = ();

/// `brk(addr: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/brk.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const brk: () = ();

/// `cachectl(addr: char *, nbytes: int, op: int)`
///
/// <https://man7.org/linux/man-pages/man2/cachectl.2.html>, on `mips64 n32 mips`
pub const cachectl: () = ();

/// `cacheflush(start: unsigned long, end: unsigned long, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/cacheflush.2.html>, on `arm mips64 n32 mips`
pub const cacheflush: () = ();

/// `cachestat(fd: unsigned int, cstat_range: struct cachestat_range __user *, cstat: struct cachestat __user *, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/cachestat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const cachestat: () = ();

/// `capget(hdrp: cap_user_header_t, datap: cap_user_data_t)`
///
/// <https://man7.org/linux/man-pages/man2/capget.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const capget: () = ();

/// `capset(hdrp: cap_user_header_t, datap: cap_user_data_t)`
///
/// <https://man7.org/linux/man-pages/man2/capset.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const capset: () = ();

/// `chdir(path: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/chdir.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const chdir: () = ();

/// `chmod(pathname: char __user *, mode: umode_t)`
///
/// <https://man7.org/linux/man-pages/man2/chmod.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const chmod: () = ();

/// `chown(pathname: char __user *, owner: uid_t, group: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/chown.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const chown: () = ();

/// `chown32(pathname: char __user *, owner: uid_t, group: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/chown32.2.html>, on `x86 arm`
pub const chown32: () = ();

/// `chroot(path: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/chroot.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const chroot: () = ();

/// `clock_adjtime(clk_id: clockid_t, buf: struct __kernel_timex __user *)`
///
/// <https://man7.org/linux/man-pages/man2/clock_adjtime.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const clock_adjtime: () = ();

/// `clock_adjtime64(clk_id: clockid_t, buf: struct __kernel_timex __user *)`
///
/// <https://man7.org/linux/man-pages/man2/clock_adjtime64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const clock_adjtime64: () = ();

/// `clock_getres(clockid: clockid_t, res: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/clock_getres.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const clock_getres: () = ();

/// `clock_getres_time64(clockid: clockid_t, res: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/clock_getres_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const clock_getres_time64: () = ();

/// `clock_gettime(clockid: clockid_t, tp: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/clock_gettime.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const clock_gettime: () = ();

/// `clock_gettime64(clockid: clockid_t, tp: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/clock_gettime64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const clock_gettime64: () = ();

/// `clock_nanosleep(clockid: clockid_t, flags: int, request: struct __kernel_timespec __user *, remain: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/clock_nanosleep.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const clock_nanosleep: () = ();

/// `clock_nanosleep_time64(clockid: clockid_t, flags: int, request: struct __kernel_timespec __user *, remain: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/clock_nanosleep_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const clock_nanosleep_time64: () = ();

/// `clock_settime(clockid: clockid_t, tp: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/clock_settime.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const clock_settime: () = ();

/// `clock_settime64(clockid: clockid_t, tp: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/clock_settime64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const clock_settime64: () = ();

/// `clone(flags: unsigned long, of which u32 is used, stack: unsigned long, parent_tid: int __user *, child_tid: int __user *, tls: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/clone.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const clone: () = ();

/// `clone3(cl_args: struct clone_args __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/clone3.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const clone3: () = ();

/// `close(fd: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/close.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const close: () = ();

/// `close_range(first: unsigned int, last: unsigned int, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/close_range.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const close_range: () = ();

/// `connect(sockfd: int, addr: struct sockaddr __user *, addrlen: int)`
///
/// <https://man7.org/linux/man-pages/man2/connect.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const connect: () = ();

/// `copy_file_range(fd_in: int, off_in: loff_t __user *, fd_out: int, off_out: loff_t __user *, len: size_t, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/copy_file_range.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const copy_file_range: () = ();

/// `creat(pathname: char __user *, mode: umode_t)`
///
/// <https://man7.org/linux/man-pages/man2/creat.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const creat: () = ();

/// `create_module(..)`
///
/// <https://man7.org/linux/man-pages/man2/create_module.2.html>, on `x86_64 x86 powerpc64 powerpc s390x mips64 n32 mips`
pub const create_module: () = ();

/// `delete_module(name: char __user *, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/delete_module.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const delete_module: () = ();

/// `dup(oldfd: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/dup.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const dup: () = ();

/// `dup2(oldfd: unsigned int, newfd: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/dup2.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const dup2: () = ();

/// `dup3(oldfd: unsigned int, newfd: unsigned int, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/dup3.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const dup3: () = ();

/// `epoll_create(size: int)`
///
/// <https://man7.org/linux/man-pages/man2/epoll_create.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const epoll_create: () = ();

/// `epoll_create1(flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/epoll_create1.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const epoll_create1: () = ();

/// `epoll_ctl(epfd: int, op: int, fd: int, event: struct epoll_event __user *)`
///
/// <https://man7.org/linux/man-pages/man2/epoll_ctl.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const epoll_ctl: () = ();

/// `epoll_ctl_old(..)`
///
/// <https://man7.org/linux/man-pages/man2/epoll_ctl_old.2.html>, on `x86_64`
pub const epoll_ctl_old: () = ();

/// `epoll_pwait(epfd: int, events: struct epoll_event __user *, maxevents: int, timeout: int, sigmask: sigset_t __user *, sigsetsize: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/epoll_pwait.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const epoll_pwait: () = ();

/// `epoll_pwait2(epfd: int, events: struct epoll_event __user *, maxevents: int, timeout: struct __kernel_timespec __user *, sigmask: sigset_t __user *, sigsetsize: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/epoll_pwait2.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const epoll_pwait2: () = ();

/// `epoll_wait(epfd: int, events: struct epoll_event __user *, maxevents: int, timeout: int)`
///
/// <https://man7.org/linux/man-pages/man2/epoll_wait.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const epoll_wait: () = ();

/// `epoll_wait_old(..)`
///
/// <https://man7.org/linux/man-pages/man2/epoll_wait_old.2.html>, on `x86_64`
pub const epoll_wait_old: () = ();

/// `eventfd(initval: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/eventfd.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const eventfd: () = ();

/// `eventfd2(count: unsigned int, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/eventfd2.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const eventfd2: () = ();

/// `execve(pathname: char __user *, argv: char __user **, envp: char __user **)`
///
/// <https://man7.org/linux/man-pages/man2/execve.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const execve: () = ();

/// `execveat(dirfd: int, pathname: char __user *, argv: char __user **, envp: char __user **, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/execveat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const execveat: () = ();

/// `exit(status: int)`
///
/// <https://man7.org/linux/man-pages/man2/exit.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const exit: () = ();

/// `exit_group(status: int)`
///
/// <https://man7.org/linux/man-pages/man2/exit_group.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const exit_group: () = ();

/// `faccessat(dirfd: int, pathname: char __user *, mode: int)`
///
/// <https://man7.org/linux/man-pages/man2/faccessat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const faccessat: () = ();

/// `faccessat2(dirfd: int, pathname: char __user *, mode: int, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/faccessat2.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const faccessat2: () = ();

/// `fadvise64(fd: int, offset: loff_t, len: size_t, advice: int)`
///
/// <https://man7.org/linux/man-pages/man2/fadvise64.2.html>, on `x86_64 x32 x86 aarch64 riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fadvise64: () = ();

/// `fadvise64_64(fd: int, offset: loff_t, len: loff_t, advice: int)`
///
/// <https://man7.org/linux/man-pages/man2/fadvise64_64.2.html>, on `x86 riscv32 powerpc`
pub const fadvise64_64: () = ();

/// `fallocate(fd: int, mode: int, offset: loff_t, len: loff_t)`
///
/// <https://man7.org/linux/man-pages/man2/fallocate.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fallocate: () = ();

/// `fanotify_init(flags: unsigned int, event_f_flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/fanotify_init.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fanotify_init: () = ();

/// `fanotify_mark(fanotify_fd: int, flags: unsigned int, mask: __u64, dirfd: int, pathname: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/fanotify_mark.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fanotify_mark: () = ();

/// `fchdir(fd: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/fchdir.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fchdir: () = ();

/// `fchmod(fd: unsigned int, mode: umode_t)`
///
/// <https://man7.org/linux/man-pages/man2/fchmod.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fchmod: () = ();

/// `fchmodat(dirfd: int, pathname: char __user *, mode: umode_t)`
///
/// <https://man7.org/linux/man-pages/man2/fchmodat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fchmodat: () = ();

/// `fchmodat2(dfd: int, filename: char __user *, mode: umode_t, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/fchmodat2.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fchmodat2: () = ();

/// `fchown(fd: unsigned int, owner: uid_t, group: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/fchown.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fchown: () = ();

/// `fchown32(fd: unsigned int, owner: uid_t, group: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/fchown32.2.html>, on `x86 arm`
pub const fchown32: () = ();

/// `fchownat(dirfd: int, pathname: char __user *, owner: uid_t, group: gid_t, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/fchownat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fchownat: () = ();

/// `fcntl(fd: unsigned int, cmd: unsigned int, arg: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/fcntl.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fcntl: () = ();

/// `fcntl64(fd: unsigned int, cmd: unsigned int, arg: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/fcntl64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const fcntl64: () = ();

/// `fdatasync(fd: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/fdatasync.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fdatasync: () = ();

/// `fgetxattr(fd: int, name: char __user *, value: void __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/fgetxattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fgetxattr: () = ();

/// `file_getattr(dirfd: int, pathname: char __user *, attr: struct file_attr __user *, size: size_t, at_flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/file_getattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const file_getattr: () = ();

/// `file_setattr(dirfd: int, pathname: char __user *, attr: struct file_attr __user *, size: size_t, at_flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/file_setattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const file_setattr: () = ();

/// `finit_module(fd: int, param_values: char __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/finit_module.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const finit_module: () = ();

/// `flistxattr(fd: int, list: char __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/flistxattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const flistxattr: () = ();

/// `flock(fd: unsigned int, operation: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/flock.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const flock: () = ();

/// `fork()`
///
/// <https://man7.org/linux/man-pages/man2/fork.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const fork: () = ();

/// `fremovexattr(fd: int, name: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/fremovexattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fremovexattr: () = ();

/// `fsconfig(fd: int, cmd: unsigned int, key: char __user *, value: void __user *, aux: int)`
///
/// <https://man7.org/linux/man-pages/man2/fsconfig.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fsconfig: () = ();

/// `fsetxattr(fd: int, name: char __user *, value: void __user *, size: size_t, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/fsetxattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fsetxattr: () = ();

/// `fsmount(fsfd: int, flags: unsigned int, attr_flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/fsmount.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fsmount: () = ();

/// `fsopen(fsname: char __user *, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/fsopen.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fsopen: () = ();

/// `fspick(dfd: int, path: char __user *, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/fspick.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fspick: () = ();

/// `fstat(fd: unsigned int, statbuf: struct stat __user *)`
///
/// <https://man7.org/linux/man-pages/man2/fstat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fstat: () = ();

/// `fstat64(fd: unsigned long, statbuf: struct stat64 __user *)`
///
/// <https://man7.org/linux/man-pages/man2/fstat64.2.html>, on `x86 arm powerpc mips`
pub const fstat64: () = ();

/// `fstatat64(dirfd: int, pathname: char __user *, statbuf: struct stat64 __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/fstatat64.2.html>, on `x86 arm powerpc mips`
pub const fstatat64: () = ();

/// `fstatfs(fd: unsigned int, buf: struct statfs __user *)`
///
/// <https://man7.org/linux/man-pages/man2/fstatfs.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fstatfs: () = ();

/// `fstatfs64(fd: unsigned int, sz: size_t, buf: struct statfs64 __user *)`
///
/// <https://man7.org/linux/man-pages/man2/fstatfs64.2.html>, on `x86 arm riscv32 powerpc64 powerpc s390x n32 mips`
pub const fstatfs64: () = ();

/// `fsync(fd: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/fsync.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const fsync: () = ();

/// `ftime(..)`
///
/// <https://man7.org/linux/man-pages/man2/ftime.2.html>, on `x86 powerpc64 powerpc mips`
pub const ftime: () = ();

/// `ftruncate(fd: unsigned int, length: off_t)`
///
/// <https://man7.org/linux/man-pages/man2/ftruncate.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const ftruncate: () = ();

/// `ftruncate64(fd: unsigned int, length: loff_t)`
///
/// <https://man7.org/linux/man-pages/man2/ftruncate64.2.html>, on `x86 arm riscv32 powerpc mips`
pub const ftruncate64: () = ();

/// `futex(uaddr: u32 __user *, futex_op: int, val: u32, timeout: struct __kernel_timespec __user *, uaddr2: u32 __user *, val3: u32)`
///
/// <https://man7.org/linux/man-pages/man2/futex.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const futex: () = ();

/// `futex_requeue(waiters: struct futex_waitv __user *, flags: unsigned int, nr_wake: int, nr_requeue: int)`
///
/// <https://man7.org/linux/man-pages/man2/futex_requeue.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const futex_requeue: () = ();

/// `futex_time64(uaddr: u32 __user *, futex_op: int, val: u32, timeout: struct __kernel_timespec __user *, uaddr2: u32 __user *, val3: u32)`
///
/// <https://man7.org/linux/man-pages/man2/futex_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const futex_time64: () = ();

/// `futex_wait(uaddr: void __user *, val: unsigned long, mask: unsigned long, flags: unsigned int, timeout: struct __kernel_timespec __user *, clockid: clockid_t)`
///
/// <https://man7.org/linux/man-pages/man2/futex_wait.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const futex_wait: () = ();

/// `futex_waitv(waiters: struct futex_waitv __user *, nr_futexes: unsigned int, flags: unsigned int, timeout: struct __kernel_timespec __user *, clockid: clockid_t)`
///
/// <https://man7.org/linux/man-pages/man2/futex_waitv.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const futex_waitv: () = ();

/// `futex_wake(uaddr: void __user *, mask: unsigned long, nr: int, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/futex_wake.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const futex_wake: () = ();

/// `futimesat(dirfd: int, pathname: char __user *, times: struct __kernel_old_timeval __user *)`
///
/// <https://man7.org/linux/man-pages/man2/futimesat.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const futimesat: () = ();

/// `get_kernel_syms(..)`
///
/// <https://man7.org/linux/man-pages/man2/get_kernel_syms.2.html>, on `x86_64 x86 powerpc64 powerpc s390x mips64 n32 mips`
pub const get_kernel_syms: () = ();

/// `get_mempolicy(mode: int __user *, nodemask: unsigned long __user *, maxnode: unsigned long, addr: unsigned long, flags: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/get_mempolicy.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const get_mempolicy: () = ();

/// `get_robust_list(pid: int, head_ptr: struct robust_list_head __user **, len_ptr: size_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/get_robust_list.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const get_robust_list: () = ();

/// `get_thread_area(u_info: struct user_desc __user *)`
///
/// <https://man7.org/linux/man-pages/man2/get_thread_area.2.html>, on `x86_64 x86`
pub const get_thread_area: () = ();

/// `get_tls()`
///
/// <https://man7.org/linux/man-pages/man2/get_tls.2.html>, on `arm`
pub const get_tls: () = ();

/// `getcpu(cpu: unsigned __user *, node: unsigned __user *, arg2: struct getcpu_cache __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getcpu.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getcpu: () = ();

/// `getcwd(buf: char __user *, size: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/getcwd.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getcwd: () = ();

/// `getdents(fd: unsigned int, dirp: struct linux_dirent __user *, count: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/getdents.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const getdents: () = ();

/// `getdents64(fd: unsigned int, dirp: struct linux_dirent64 __user *, count: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/getdents64.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getdents64: () = ();

/// `getegid()`
///
/// <https://man7.org/linux/man-pages/man2/getegid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getegid: () = ();

/// `getegid32()`
///
/// <https://man7.org/linux/man-pages/man2/getegid32.2.html>, on `x86 arm`
pub const getegid32: () = ();

/// `geteuid()`
///
/// <https://man7.org/linux/man-pages/man2/geteuid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const geteuid: () = ();

/// `geteuid32()`
///
/// <https://man7.org/linux/man-pages/man2/geteuid32.2.html>, on `x86 arm`
pub const geteuid32: () = ();

/// `getgid()`
///
/// <https://man7.org/linux/man-pages/man2/getgid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getgid: () = ();

/// `getgid32()`
///
/// <https://man7.org/linux/man-pages/man2/getgid32.2.html>, on `x86 arm`
pub const getgid32: () = ();

/// `getgroups(size: int, list: gid_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getgroups.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getgroups: () = ();

/// `getgroups32(size: int, list: gid_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getgroups32.2.html>, on `x86 arm`
pub const getgroups32: () = ();

/// `getitimer(which: int, curr_value: struct __kernel_old_itimerval __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getitimer.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getitimer: () = ();

/// `getpeername(sockfd: int, addr: struct sockaddr __user *, addrlen: int __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getpeername.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getpeername: () = ();

/// `getpgid(pid: pid_t)`
///
/// <https://man7.org/linux/man-pages/man2/getpgid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getpgid: () = ();

/// `getpgrp()`
///
/// <https://man7.org/linux/man-pages/man2/getpgrp.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const getpgrp: () = ();

/// `getpid()`
///
/// <https://man7.org/linux/man-pages/man2/getpid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getpid: () = ();

/// `getpmsg(..)`
///
/// <https://man7.org/linux/man-pages/man2/getpmsg.2.html>, on `x86_64 x32 x86 powerpc64 powerpc s390x mips64 n32 mips`
pub const getpmsg: () = ();

/// `getppid()`
///
/// <https://man7.org/linux/man-pages/man2/getppid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getppid: () = ();

/// `getpriority(which: int, who: int)`
///
/// <https://man7.org/linux/man-pages/man2/getpriority.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getpriority: () = ();

/// `getrandom(buf: char __user *, buflen: size_t, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/getrandom.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getrandom: () = ();

/// `getresgid(rgid: gid_t __user *, egid: gid_t __user *, sgid: gid_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getresgid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getresgid: () = ();

/// `getresgid32(rgid: gid_t __user *, egid: gid_t __user *, sgid: gid_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getresgid32.2.html>, on `x86 arm`
pub const getresgid32: () = ();

/// `getresuid(ruid: uid_t __user *, euid: uid_t __user *, suid: uid_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getresuid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getresuid: () = ();

/// `getresuid32(ruid: uid_t __user *, euid: uid_t __user *, suid: uid_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getresuid32.2.html>, on `x86 arm`
pub const getresuid32: () = ();

/// `getrlimit(resource: unsigned int, rlim: struct rlimit __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getrlimit.2.html>, on `x86_64 x32 x86 aarch64 riscv64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getrlimit: () = ();

/// `getrusage(who: int, usage: struct rusage __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getrusage.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getrusage: () = ();

/// `getsid(pid: pid_t)`
///
/// <https://man7.org/linux/man-pages/man2/getsid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getsid: () = ();

/// `getsockname(sockfd: int, addr: struct sockaddr __user *, addrlen: int __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getsockname.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getsockname: () = ();

/// `getsockopt(sockfd: int, level: int, optname: int, optval: char __user *, optlen: int __user *)`
///
/// <https://man7.org/linux/man-pages/man2/getsockopt.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getsockopt: () = ();

/// `gettid()`
///
/// <https://man7.org/linux/man-pages/man2/gettid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const gettid: () = ();

/// `gettimeofday(tv: struct __kernel_old_timeval __user *, tz: struct timezone __user *)`
///
/// <https://man7.org/linux/man-pages/man2/gettimeofday.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const gettimeofday: () = ();

/// `getuid()`
///
/// <https://man7.org/linux/man-pages/man2/getuid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getuid: () = ();

/// `getuid32()`
///
/// <https://man7.org/linux/man-pages/man2/getuid32.2.html>, on `x86 arm`
pub const getuid32: () = ();

/// `getxattr(path: char __user *, name: char __user *, value: void __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/getxattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getxattr: () = ();

/// `getxattrat(dirfd: int, pathname: char __user *, at_flags: unsigned int, name: char __user *, uargs: struct xattr_args __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/getxattrat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const getxattrat: () = ();

/// `gtty(..)`
///
/// <https://man7.org/linux/man-pages/man2/gtty.2.html>, on `x86 powerpc64 powerpc mips`
pub const gtty: () = ();

/// `idle(..)`
///
/// <https://man7.org/linux/man-pages/man2/idle.2.html>, on `x86 powerpc64 powerpc s390x mips`
pub const idle: () = ();

/// `init_module(module_image: void __user *, len: unsigned long, param_values: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/init_module.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const init_module: () = ();

/// `inotify_add_watch(fd: int, pathname: char __user *, mask: u32)`
///
/// <https://man7.org/linux/man-pages/man2/inotify_add_watch.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const inotify_add_watch: () = ();

/// `inotify_init()`
///
/// <https://man7.org/linux/man-pages/man2/inotify_init.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const inotify_init: () = ();

/// `inotify_init1(flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/inotify_init1.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const inotify_init1: () = ();

/// `inotify_rm_watch(fd: int, wd: __s32)`
///
/// <https://man7.org/linux/man-pages/man2/inotify_rm_watch.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const inotify_rm_watch: () = ();

/// `io_cancel(ctx_id: aio_context_t, iocb: struct iocb __user *, result: struct io_event __user *)`
///
/// <https://man7.org/linux/man-pages/man2/io_cancel.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const io_cancel: () = ();

/// `io_destroy(ctx_id: aio_context_t)`
///
/// <https://man7.org/linux/man-pages/man2/io_destroy.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const io_destroy: () = ();

/// `io_getevents(ctx_id: aio_context_t, min_nr: long, nr: long, events: struct io_event __user *, timeout: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/io_getevents.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const io_getevents: () = ();

/// `io_pgetevents(ctx_id: aio_context_t, min_nr: long, nr: long, events: struct io_event __user *, timeout: struct __kernel_timespec __user *, usig: struct __aio_sigset __user *)`
///
/// <https://man7.org/linux/man-pages/man2/io_pgetevents.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const io_pgetevents: () = ();

/// `io_pgetevents_time64(ctx_id: aio_context_t, min_nr: long, nr: long, events: struct io_event __user *, timeout: struct __kernel_timespec __user *, usig: struct __aio_sigset __user *)`
///
/// <https://man7.org/linux/man-pages/man2/io_pgetevents_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const io_pgetevents_time64: () = ();

/// `io_setup(nr_events: unsigned, ctx_idp: aio_context_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/io_setup.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const io_setup: () = ();

/// `io_submit(ctx_id: aio_context_t, nr: long, iocbpp: struct iocb __user **)`
///
/// <https://man7.org/linux/man-pages/man2/io_submit.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const io_submit: () = ();

/// `io_uring_enter(fd: unsigned int, to_submit: u32, min_complete: u32, flags: u32, argp: void __user *, argsz: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/io_uring_enter.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const io_uring_enter: () = ();

/// `io_uring_register(fd: unsigned int, opcode: unsigned int, arg: void __user *, nr_args: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/io_uring_register.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const io_uring_register: () = ();

/// `io_uring_setup(entries: u32, params: struct io_uring_params __user *)`
///
/// <https://man7.org/linux/man-pages/man2/io_uring_setup.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const io_uring_setup: () = ();

/// `ioctl(fd: unsigned int, request: unsigned int, arg: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/ioctl.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const ioctl: () = ();

/// `ioperm(from: unsigned long, num: unsigned long, turn_on: int)`
///
/// <https://man7.org/linux/man-pages/man2/ioperm.2.html>, on `x86_64 x32 x86 powerpc64 powerpc mips`
pub const ioperm: () = ();

/// `iopl(level: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/iopl.2.html>, on `x86_64 x32 x86 powerpc64 powerpc mips`
pub const iopl: () = ();

/// `ioprio_get(which: int, who: int)`
///
/// <https://man7.org/linux/man-pages/man2/ioprio_get.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const ioprio_get: () = ();

/// `ioprio_set(which: int, who: int, ioprio: int)`
///
/// <https://man7.org/linux/man-pages/man2/ioprio_set.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const ioprio_set: () = ();

/// `ipc(call: unsigned int, first: int, second: unsigned long, third: unsigned long, ptr: void __user *, fifth: long)`
///
/// <https://man7.org/linux/man-pages/man2/ipc.2.html>, on `x86 powerpc64 powerpc s390x mips`
pub const ipc: () = ();

/// `kcmp(pid1: pid_t, pid2: pid_t, type: int, idx1: unsigned long, idx2: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/kcmp.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const kcmp: () = ();

/// `kexec_file_load(kernel_fd: int, initrd_fd: int, cmdline_len: unsigned long, cmdline: char __user *, flags: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/kexec_file_load.2.html>, on `x86_64 x32 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x`
pub const kexec_file_load: () = ();

/// `kexec_load(entry: unsigned long, nr_segments: unsigned long, segments: struct kexec_segment __user *, flags: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/kexec_load.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const kexec_load: () = ();

/// `keyctl(operation: int, arg1: unsigned long, arg2: unsigned long, arg3: unsigned long, arg4: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/keyctl.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const keyctl: () = ();

/// `kill(pid: pid_t, sig: int)`
///
/// <https://man7.org/linux/man-pages/man2/kill.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const kill: () = ();

/// `landlock_add_rule(ruleset_fd: int, rule_type: enum landlock_rule_type, rule_attr: void __user *, flags: __u32)`
///
/// <https://man7.org/linux/man-pages/man2/landlock_add_rule.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const landlock_add_rule: () = ();

/// `landlock_create_ruleset(attr: struct landlock_ruleset_attr __user *, size: size_t, flags: __u32)`
///
/// <https://man7.org/linux/man-pages/man2/landlock_create_ruleset.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const landlock_create_ruleset: () = ();

/// `landlock_restrict_self(ruleset_fd: int, flags: __u32)`
///
/// <https://man7.org/linux/man-pages/man2/landlock_restrict_self.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const landlock_restrict_self: () = ();

/// `lchown(pathname: char __user *, owner: uid_t, group: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/lchown.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const lchown: () = ();

/// `lchown32(pathname: char __user *, owner: uid_t, group: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/lchown32.2.html>, on `x86 arm`
pub const lchown32: () = ();

/// `lgetxattr(path: char __user *, name: char __user *, value: void __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/lgetxattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const lgetxattr: () = ();

/// `link(oldpath: char __user *, newpath: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/link.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const link: () = ();

/// `linkat(olddirfd: int, oldpath: char __user *, newdirfd: int, newpath: char __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/linkat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const linkat: () = ();

/// `listen(sockfd: int, backlog: int)`
///
/// <https://man7.org/linux/man-pages/man2/listen.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const listen: () = ();

/// `listmount(req: struct mnt_id_req __user *, mnt_ids: u64 __user *, nr_mnt_ids: size_t, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/listmount.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const listmount: () = ();

/// `listxattr(path: char __user *, list: char __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/listxattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const listxattr: () = ();

/// `listxattrat(dirfd: int, pathname: char __user *, at_flags: unsigned int, list: char __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/listxattrat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const listxattrat: () = ();

/// `llistxattr(path: char __user *, list: char __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/llistxattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const llistxattr: () = ();

/// `llseek(fd: unsigned int, offset_high: unsigned long, offset_low: unsigned long, result: loff_t __user *, whence: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/llseek.2.html>, on `riscv32`
pub const llseek: () = ();

/// `lock(..)`
///
/// <https://man7.org/linux/man-pages/man2/lock.2.html>, on `x86 powerpc64 powerpc mips`
pub const lock: () = ();

/// `lookup_dcookie(cookie64: u64, buf: char __user *, len: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/lookup_dcookie.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const lookup_dcookie: () = ();

/// `lremovexattr(path: char __user *, name: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/lremovexattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const lremovexattr: () = ();

/// `lseek(fd: unsigned int, offset: off_t, whence: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/lseek.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const lseek: () = ();

/// `lsetxattr(path: char __user *, name: char __user *, value: void __user *, size: size_t, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/lsetxattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const lsetxattr: () = ();

/// `lsm_get_self_attr(attr: unsigned int, ctx: struct lsm_ctx __user *, size: u32 __user *, flags: u32)`
///
/// <https://man7.org/linux/man-pages/man2/lsm_get_self_attr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const lsm_get_self_attr: () = ();

/// `lsm_list_modules(ids: u64 __user *, size: u32 __user *, flags: u32)`
///
/// <https://man7.org/linux/man-pages/man2/lsm_list_modules.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const lsm_list_modules: () = ();

/// `lsm_set_self_attr(attr: unsigned int, ctx: struct lsm_ctx __user *, size: u32, flags: u32)`
///
/// <https://man7.org/linux/man-pages/man2/lsm_set_self_attr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const lsm_set_self_attr: () = ();

/// `lstat(pathname: char __user *, statbuf: struct stat __user *)`
///
/// <https://man7.org/linux/man-pages/man2/lstat.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const lstat: () = ();

/// `lstat64(pathname: char __user *, statbuf: struct stat64 __user *)`
///
/// <https://man7.org/linux/man-pages/man2/lstat64.2.html>, on `x86 arm powerpc mips`
pub const lstat64: () = ();

/// `madvise(addr: unsigned long, length: size_t, advice: int)`
///
/// <https://man7.org/linux/man-pages/man2/madvise.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const madvise: () = ();

/// `map_shadow_stack(addr: unsigned long, size: unsigned long, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/map_shadow_stack.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const map_shadow_stack: () = ();

/// `mbind(addr: unsigned long, len: unsigned long, mode: unsigned long, of which int is used, nodemask: unsigned long __user *, maxnode: unsigned long, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/mbind.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mbind: () = ();

/// `membarrier(cmd: int, flags: unsigned int, cpu_id: int)`
///
/// <https://man7.org/linux/man-pages/man2/membarrier.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const membarrier: () = ();

/// `memfd_create(name: char __user *, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/memfd_create.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const memfd_create: () = ();

/// `memfd_secret(flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/memfd_secret.2.html>, on `x86_64 x32 x86 aarch64 riscv64 riscv32 s390x`
pub const memfd_secret: () = ();

/// `migrate_pages(pid: pid_t, maxnode: unsigned long, old_nodes: unsigned long __user *, new_nodes: unsigned long __user *)`
///
/// <https://man7.org/linux/man-pages/man2/migrate_pages.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const migrate_pages: () = ();

/// `mincore(addr: unsigned long, length: size_t, vec: unsigned char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/mincore.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mincore: () = ();

/// `mkdir(pathname: char __user *, mode: umode_t)`
///
/// <https://man7.org/linux/man-pages/man2/mkdir.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const mkdir: () = ();

/// `mkdirat(dirfd: int, pathname: char __user *, mode: umode_t)`
///
/// <https://man7.org/linux/man-pages/man2/mkdirat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mkdirat: () = ();

/// `mknod(pathname: char __user *, mode: umode_t, dev: unsigned)`
///
/// <https://man7.org/linux/man-pages/man2/mknod.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const mknod: () = ();

/// `mknodat(dirfd: int, pathname: char __user *, mode: umode_t, dev: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/mknodat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mknodat: () = ();

/// `mlock(addr: unsigned long, len: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/mlock.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mlock: () = ();

/// `mlock2(addr: unsigned long, len: size_t, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/mlock2.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mlock2: () = ();

/// `mlockall(flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/mlockall.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mlockall: () = ();

/// `mmap(addr: unsigned long, length: unsigned long, prot: unsigned long, flags: unsigned long, fd: unsigned long, of which unsigned int is used, offset: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/mmap.2.html>, on `x86_64 x32 x86 aarch64 riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mmap: () = ();

/// `mmap2(addr: unsigned long, length: unsigned long, prot: unsigned long, flags: unsigned long, fd: unsigned long, of which unsigned int is used, pgoffset: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/mmap2.2.html>, on `x86 arm riscv32 powerpc mips`
pub const mmap2: () = ();

/// `modify_ldt(func: int, ptr: void __user *, bytecount: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/modify_ldt.2.html>, on `x86_64 x32 x86 powerpc64 powerpc mips`
pub const modify_ldt: () = ();

/// `mount(source: char __user *, target: char __user *, filesystemtype: char __user *, mountflags: unsigned long, data: void __user *)`
///
/// <https://man7.org/linux/man-pages/man2/mount.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mount: () = ();

/// `mount_setattr(dirfd: int, pathname: char __user *, flags: unsigned int, attr: struct mount_attr __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/mount_setattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mount_setattr: () = ();

/// `move_mount(from_dirfd: int, from_pathname: char __user *, to_dirfd: int, to_pathname: char __user *, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/move_mount.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const move_mount: () = ();

/// `move_pages(pid: pid_t, count: unsigned long, pages: void __user **, nodes: int __user *, status: int __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/move_pages.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const move_pages: () = ();

/// `mprotect(addr: unsigned long, len: size_t, prot: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/mprotect.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mprotect: () = ();

/// `mpx(..)`
///
/// <https://man7.org/linux/man-pages/man2/mpx.2.html>, on `x86 powerpc64 powerpc mips`
pub const mpx: () = ();

/// `mq_getsetattr(mqdes: mqd_t, newattr: struct mq_attr __user *, oldattr: struct mq_attr __user *)`
///
/// <https://man7.org/linux/man-pages/man2/mq_getsetattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mq_getsetattr: () = ();

/// `mq_notify(mqdes: mqd_t, sevp: struct sigevent __user *)`
///
/// <https://man7.org/linux/man-pages/man2/mq_notify.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mq_notify: () = ();

/// `mq_open(name: char __user *, oflag: int, mode: umode_t, attr: struct mq_attr __user *)`
///
/// <https://man7.org/linux/man-pages/man2/mq_open.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mq_open: () = ();

/// `mq_timedreceive(mqdes: mqd_t, msg_ptr: char __user *, msg_len: size_t, msg_prio: unsigned int __user *, abs_timeout: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/mq_timedreceive.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mq_timedreceive: () = ();

/// `mq_timedreceive_time64(mqdes: mqd_t, msg_ptr: char __user *, msg_len: size_t, msg_prio: unsigned int __user *, abs_timeout: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/mq_timedreceive_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const mq_timedreceive_time64: () = ();

/// `mq_timedsend(mqdes: mqd_t, msg_ptr: char __user *, msg_len: size_t, msg_prio: unsigned int, abs_timeout: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/mq_timedsend.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mq_timedsend: () = ();

/// `mq_timedsend_time64(mqdes: mqd_t, msg_ptr: char __user *, msg_len: size_t, msg_prio: unsigned int, abs_timeout: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/mq_timedsend_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const mq_timedsend_time64: () = ();

/// `mq_unlink(name: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/mq_unlink.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mq_unlink: () = ();

/// `mremap(old_address: unsigned long, old_size: unsigned long, new_size: unsigned long, flags: unsigned long, new_address: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/mremap.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mremap: () = ();

/// `mseal(start: unsigned long, len: size_t, flags: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/mseal.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const mseal: () = ();

/// `msgctl(msqid: int, cmd: int, buf: struct msqid_ds __user *)`
///
/// <https://man7.org/linux/man-pages/man2/msgctl.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const msgctl: () = ();

/// `msgget(key: key_t, msgflg: int)`
///
/// <https://man7.org/linux/man-pages/man2/msgget.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const msgget: () = ();

/// `msgrcv(msqid: int, msgp: struct msgbuf __user *, msgsz: size_t, msgtyp: long, msgflg: int)`
///
/// <https://man7.org/linux/man-pages/man2/msgrcv.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const msgrcv: () = ();

/// `msgsnd(msqid: int, msgp: struct msgbuf __user *, msgsz: size_t, msgflg: int)`
///
/// <https://man7.org/linux/man-pages/man2/msgsnd.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const msgsnd: () = ();

/// `msync(addr: unsigned long, length: size_t, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/msync.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const msync: () = ();

/// `multiplexer(..)`
///
/// <https://man7.org/linux/man-pages/man2/multiplexer.2.html>, on `powerpc64 powerpc`
pub const multiplexer: () = ();

/// `munlock(addr: unsigned long, len: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/munlock.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const munlock: () = ();

/// `munlockall()`
///
/// <https://man7.org/linux/man-pages/man2/munlockall.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const munlockall: () = ();

/// `munmap(addr: unsigned long, length: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/munmap.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const munmap: () = ();

/// `name_to_handle_at(dirfd: int, pathname: char __user *, handle: struct file_handle __user *, mount_id: void __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/name_to_handle_at.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const name_to_handle_at: () = ();

/// `nanosleep(req: struct __kernel_timespec __user *, rem: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/nanosleep.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const nanosleep: () = ();

/// `newfstatat(dirfd: int, pathname: char __user *, statbuf: struct stat __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/newfstatat.2.html>, on `x86_64 x32 aarch64 riscv64 loongarch64 powerpc64 s390x mips64 n32`
pub const newfstatat: () = ();

/// `nfsservctl(..)`
///
/// <https://man7.org/linux/man-pages/man2/nfsservctl.2.html>, on `x86_64 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const nfsservctl: () = ();

/// `nice(inc: int)`
///
/// <https://man7.org/linux/man-pages/man2/nice.2.html>, on `x86 arm powerpc64 powerpc s390x mips`
pub const nice: () = ();

/// `oldfstat(fd: unsigned int, statbuf: struct __old_kernel_stat __user *)`
///
/// <https://man7.org/linux/man-pages/man2/oldfstat.2.html>, on `x86 powerpc64 powerpc`
pub const oldfstat: () = ();

/// `oldlstat(filename: char __user *, statbuf: struct __old_kernel_stat __user *)`
///
/// <https://man7.org/linux/man-pages/man2/oldlstat.2.html>, on `x86 powerpc64 powerpc`
pub const oldlstat: () = ();

/// `oldolduname(name: struct oldold_utsname __user *)`
///
/// <https://man7.org/linux/man-pages/man2/oldolduname.2.html>, on `x86 powerpc64 powerpc`
pub const oldolduname: () = ();

/// `oldstat(filename: char __user *, statbuf: struct __old_kernel_stat __user *)`
///
/// <https://man7.org/linux/man-pages/man2/oldstat.2.html>, on `x86 powerpc64 powerpc`
pub const oldstat: () = ();

/// `olduname(name: struct old_utsname __user *)`
///
/// <https://man7.org/linux/man-pages/man2/olduname.2.html>, on `x86 powerpc64 powerpc`
pub const olduname: () = ();

/// `open(pathname: char __user *, flags: int, mode: umode_t)`
///
/// <https://man7.org/linux/man-pages/man2/open.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const open: () = ();

/// `open_by_handle_at(mount_fd: int, handle: struct file_handle __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/open_by_handle_at.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const open_by_handle_at: () = ();

/// `open_tree(dfd: int, filename: char __user *, flags: unsigned)`
///
/// <https://man7.org/linux/man-pages/man2/open_tree.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const open_tree: () = ();

/// `open_tree_attr(dirfd: int, pathname: char __user *, flags: unsigned int, attr: struct mount_attr __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/open_tree_attr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const open_tree_attr: () = ();

/// `openat(dirfd: int, pathname: char __user *, flags: int, mode: umode_t)`
///
/// <https://man7.org/linux/man-pages/man2/openat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const openat: () = ();

/// `openat2(dirfd: int, pathname: char __user *, how: struct open_how __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/openat2.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const openat2: () = ();

/// `pause()`
///
/// <https://man7.org/linux/man-pages/man2/pause.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const pause: () = ();

/// `pciconfig_iobase(which: long, bus: unsigned long, devfn: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/pciconfig_iobase.2.html>, on `arm powerpc64 powerpc`
pub const pciconfig_iobase: () = ();

/// `pciconfig_read(bus: unsigned long, dfn: unsigned long, off: unsigned long, len: unsigned long, buf: void *)`
///
/// <https://man7.org/linux/man-pages/man2/pciconfig_read.2.html>, on `arm powerpc64 powerpc`
pub const pciconfig_read: () = ();

/// `pciconfig_write(bus: unsigned long, dfn: unsigned long, off: unsigned long, len: unsigned long, buf: void *)`
///
/// <https://man7.org/linux/man-pages/man2/pciconfig_write.2.html>, on `arm powerpc64 powerpc`
pub const pciconfig_write: () = ();

/// `perf_event_open(attr: struct perf_event_attr __user *, pid: pid_t, cpu: int, group_fd: int, flags: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/perf_event_open.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const perf_event_open: () = ();

/// `personality(persona: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/personality.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const personality: () = ();

/// `pidfd_getfd(pidfd: int, targetfd: int, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/pidfd_getfd.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pidfd_getfd: () = ();

/// `pidfd_open(pid: pid_t, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/pidfd_open.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pidfd_open: () = ();

/// `pidfd_send_signal(pidfd: int, sig: int, info: siginfo_t __user *, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/pidfd_send_signal.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pidfd_send_signal: () = ();

/// `pipe(pipefd: int __user *)`
///
/// <https://man7.org/linux/man-pages/man2/pipe.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const pipe: () = ();

/// `pipe2(pipefd: int __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/pipe2.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pipe2: () = ();

/// `pivot_root(new_root: char __user *, put_old: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/pivot_root.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pivot_root: () = ();

/// `pkey_alloc(flags: unsigned long, access_rights: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/pkey_alloc.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pkey_alloc: () = ();

/// `pkey_free(pkey: int)`
///
/// <https://man7.org/linux/man-pages/man2/pkey_free.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pkey_free: () = ();

/// `pkey_mprotect(addr: unsigned long, len: size_t, prot: unsigned long, pkey: int)`
///
/// <https://man7.org/linux/man-pages/man2/pkey_mprotect.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pkey_mprotect: () = ();

/// `poll(fds: struct pollfd __user *, nfds: unsigned int, timeout: int)`
///
/// <https://man7.org/linux/man-pages/man2/poll.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const poll: () = ();

/// `ppoll(fds: struct pollfd __user *, nfds: unsigned int, tmo_p: struct __kernel_timespec __user *, sigmask: sigset_t __user *, sigsetsize: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/ppoll.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const ppoll: () = ();

/// `ppoll_time64(fds: struct pollfd __user *, nfds: unsigned int, tmo_p: struct __kernel_timespec __user *, sigmask: sigset_t __user *, sigsetsize: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/ppoll_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const ppoll_time64: () = ();

/// `prctl(option: int, arg1: unsigned long, arg2: unsigned long, arg3: unsigned long, arg4: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/prctl.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const prctl: () = ();

/// `pread64(fd: unsigned int, buf: char __user *, count: size_t, offset: loff_t)`
///
/// <https://man7.org/linux/man-pages/man2/pread64.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pread64: () = ();

/// `preadv(fd: unsigned long, of which unsigned int is used, iov: struct iovec __user *, iovcnt: unsigned long, pos_l: unsigned long, pos_h: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/preadv.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const preadv: () = ();

/// `preadv2(fd: unsigned long, of which unsigned int is used, iov: struct iovec __user *, iovcnt: unsigned long, pos_l: unsigned long, pos_h: unsigned long, flags: rwf_t)`
///
/// <https://man7.org/linux/man-pages/man2/preadv2.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const preadv2: () = ();

/// `prlimit64(pid: pid_t, resource: unsigned int, new_limit: struct rlimit64 __user *, old_limit: struct rlimit64 __user *)`
///
/// <https://man7.org/linux/man-pages/man2/prlimit64.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const prlimit64: () = ();

/// `process_madvise(pidfd: int, iovec: struct iovec __user *, vlen: size_t, advice: int, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/process_madvise.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const process_madvise: () = ();

/// `process_mrelease(pidfd: int, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/process_mrelease.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const process_mrelease: () = ();

/// `process_vm_readv(pid: pid_t, local_iov: struct iovec __user *, liovcnt: unsigned long, remote_iov: struct iovec __user *, riovcnt: unsigned long, flags: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/process_vm_readv.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const process_vm_readv: () = ();

/// `process_vm_writev(pid: pid_t, local_iov: struct iovec __user *, liovcnt: unsigned long, remote_iov: struct iovec __user *, riovcnt: unsigned long, flags: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/process_vm_writev.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const process_vm_writev: () = ();

/// `prof(..)`
///
/// <https://man7.org/linux/man-pages/man2/prof.2.html>, on `x86 powerpc64 powerpc mips`
pub const prof: () = ();

/// `profil(..)`
///
/// <https://man7.org/linux/man-pages/man2/profil.2.html>, on `x86 powerpc64 powerpc mips`
pub const profil: () = ();

/// `pselect6(nfds: int, readfds: fd_set __user *, writefds: fd_set __user *, exceptfds: fd_set __user *, timeout: struct __kernel_timespec __user *, sigmask: void __user *)`
///
/// <https://man7.org/linux/man-pages/man2/pselect6.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pselect6: () = ();

/// `pselect6_time64(nfds: int, readfds: fd_set __user *, writefds: fd_set __user *, exceptfds: fd_set __user *, timeout: struct __kernel_timespec __user *, sigmask: void __user *)`
///
/// <https://man7.org/linux/man-pages/man2/pselect6_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const pselect6_time64: () = ();

/// `ptrace(request: long, pid: long, of which pid_t is used, addr: unsigned long, data: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/ptrace.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const ptrace: () = ();

/// `putpmsg(..)`
///
/// <https://man7.org/linux/man-pages/man2/putpmsg.2.html>, on `x86_64 x32 x86 powerpc64 powerpc s390x mips64 n32 mips`
pub const putpmsg: () = ();

/// `pwrite64(fd: unsigned int, buf: char __user *, count: size_t, offset: loff_t)`
///
/// <https://man7.org/linux/man-pages/man2/pwrite64.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pwrite64: () = ();

/// `pwritev(fd: unsigned long, of which unsigned int is used, iov: struct iovec __user *, iovcnt: unsigned long, pos_l: unsigned long, pos_h: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/pwritev.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pwritev: () = ();

/// `pwritev2(fd: unsigned long, of which unsigned int is used, iov: struct iovec __user *, iovcnt: unsigned long, pos_l: unsigned long, pos_h: unsigned long, flags: rwf_t)`
///
/// <https://man7.org/linux/man-pages/man2/pwritev2.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const pwritev2: () = ();

/// `query_module(..)`
///
/// <https://man7.org/linux/man-pages/man2/query_module.2.html>, on `x86_64 x86 powerpc64 powerpc s390x mips64 n32 mips`
pub const query_module: () = ();

/// `quotactl(cmd: unsigned int, special: char __user *, id: qid_t, addr: void __user *)`
///
/// <https://man7.org/linux/man-pages/man2/quotactl.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const quotactl: () = ();

/// `quotactl_fd(fd: unsigned int, cmd: unsigned int, id: qid_t, addr: void __user *)`
///
/// <https://man7.org/linux/man-pages/man2/quotactl_fd.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const quotactl_fd: () = ();

/// `read(fd: unsigned int, buf: char __user *, count: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/read.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const read: () = ();

/// `readahead(fd: int, offset: loff_t, count: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/readahead.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const readahead: () = ();

/// `readdir(fd: unsigned int, dirp: struct old_linux_dirent __user *, count: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/readdir.2.html>, on `x86 powerpc64 powerpc s390x mips`
pub const readdir: () = ();

/// `readlink(pathname: char __user *, buf: char __user *, bufsiz: int)`
///
/// <https://man7.org/linux/man-pages/man2/readlink.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const readlink: () = ();

/// `readlinkat(dirfd: int, pathname: char __user *, buf: char __user *, bufsiz: int)`
///
/// <https://man7.org/linux/man-pages/man2/readlinkat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const readlinkat: () = ();

/// `readv(fd: unsigned long, of which unsigned int is used, iov: struct iovec __user *, iovcnt: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/readv.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const readv: () = ();

/// `reboot(magic: int, magic2: int, cmd: unsigned int, arg: void __user *)`
///
/// <https://man7.org/linux/man-pages/man2/reboot.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const reboot: () = ();

/// `recv(sockfd: int, buf: void __user *, len: size_t, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/recv.2.html>, on `arm powerpc64 powerpc mips`
pub const recv: () = ();

/// `recvfrom(sockfd: int, buf: void __user *, len: size_t, flags: unsigned int, src_addr: struct sockaddr __user *, addrlen: int __user *)`
///
/// <https://man7.org/linux/man-pages/man2/recvfrom.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const recvfrom: () = ();

/// `recvmmsg(sockfd: int, msgvec: struct mmsghdr __user *, vlen: unsigned int, flags: unsigned int, timeout: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/recvmmsg.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const recvmmsg: () = ();

/// `recvmmsg_time64(sockfd: int, msgvec: struct mmsghdr __user *, vlen: unsigned int, flags: unsigned int, timeout: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/recvmmsg_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const recvmmsg_time64: () = ();

/// `recvmsg(sockfd: int, msg: struct user_msghdr __user *, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/recvmsg.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const recvmsg: () = ();

/// `remap_file_pages(addr: unsigned long, size: unsigned long, prot: unsigned long, pgoff: unsigned long, flags: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/remap_file_pages.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const remap_file_pages: () = ();

/// `removexattr(path: char __user *, name: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/removexattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const removexattr: () = ();

/// `removexattrat(dirfd: int, pathname: char __user *, at_flags: unsigned int, name: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/removexattrat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const removexattrat: () = ();

/// `rename(oldpath: char __user *, newpath: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/rename.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const rename: () = ();

/// `renameat(olddirfd: int, oldpath: char __user *, newdirfd: int, newpath: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/renameat.2.html>, on `x86_64 x32 x86 aarch64 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const renameat: () = ();

/// `renameat2(olddirfd: int, oldpath: char __user *, newdirfd: int, newpath: char __user *, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/renameat2.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const renameat2: () = ();

/// `request_key(type: char __user *, description: char __user *, callout_info: char __user *, dest_keyring: key_serial_t)`
///
/// <https://man7.org/linux/man-pages/man2/request_key.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const request_key: () = ();

/// `reserved177(..)`
///
/// <https://man7.org/linux/man-pages/man2/reserved177.2.html>, on `mips64 n32`
pub const reserved177: () = ();

/// `reserved193(..)`
///
/// <https://man7.org/linux/man-pages/man2/reserved193.2.html>, on `mips64 n32`
pub const reserved193: () = ();

/// `reserved221(..)`
///
/// <https://man7.org/linux/man-pages/man2/reserved221.2.html>, on `mips`
pub const reserved221: () = ();

/// `reserved82(..)`
///
/// <https://man7.org/linux/man-pages/man2/reserved82.2.html>, on `mips`
pub const reserved82: () = ();

/// `restart_syscall()`
///
/// <https://man7.org/linux/man-pages/man2/restart_syscall.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const restart_syscall: () = ();

/// `riscv_flush_icache(start: uintptr_t, end: uintptr_t, flags: uintptr_t)`
///
/// <https://man7.org/linux/man-pages/man2/riscv_flush_icache.2.html>, on `riscv64 riscv32`
pub const riscv_flush_icache: () = ();

/// `riscv_hwprobe(pairs: struct riscv_hwprobe __user *, pair_count: size_t, cpusetsize: size_t, cpus: unsigned long __user *, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/riscv_hwprobe.2.html>, on `riscv64 riscv32`
pub const riscv_hwprobe: () = ();

/// `rmdir(pathname: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/rmdir.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const rmdir: () = ();

/// `rseq(rseq: struct rseq __user *, rseq_len: u32, flags: int, sig: u32)`
///
/// <https://man7.org/linux/man-pages/man2/rseq.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const rseq: () = ();

/// `rt_sigaction(signum: int, act: struct sigaction __user *, oldact: struct sigaction __user *, sigsetsize: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/rt_sigaction.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const rt_sigaction: () = ();

/// `rt_sigpending(set: sigset_t __user *, sigsetsize: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/rt_sigpending.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const rt_sigpending: () = ();

/// `rt_sigprocmask(how: int, set: sigset_t __user *, oldset: sigset_t __user *, sigsetsize: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/rt_sigprocmask.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const rt_sigprocmask: () = ();

/// `rt_sigqueueinfo(tgid: pid_t, sig: int, info: siginfo_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/rt_sigqueueinfo.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const rt_sigqueueinfo: () = ();

/// `rt_sigreturn()`
///
/// <https://man7.org/linux/man-pages/man2/rt_sigreturn.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const rt_sigreturn: () = ();

/// `rt_sigsuspend(mask: sigset_t __user *, sigsetsize: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/rt_sigsuspend.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const rt_sigsuspend: () = ();

/// `rt_sigtimedwait(set: sigset_t __user *, info: siginfo_t __user *, timeout: struct __kernel_timespec __user *, sigsetsize: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/rt_sigtimedwait.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const rt_sigtimedwait: () = ();

/// `rt_sigtimedwait_time64(set: sigset_t __user *, info: siginfo_t __user *, timeout: struct __kernel_timespec __user *, sigsetsize: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/rt_sigtimedwait_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const rt_sigtimedwait_time64: () = ();

/// `rt_tgsigqueueinfo(tgid: pid_t, tid: pid_t, sig: int, info: siginfo_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/rt_tgsigqueueinfo.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const rt_tgsigqueueinfo: () = ();

/// `rtas(uargs: struct rtas_args __user *)`
///
/// <https://man7.org/linux/man-pages/man2/rtas.2.html>, on `powerpc64 powerpc`
pub const rtas: () = ();

/// `s390_guarded_storage(command: int, gs_cb: struct gs_cb __user *)`
///
/// <https://man7.org/linux/man-pages/man2/s390_guarded_storage.2.html>, on `s390x`
pub const s390_guarded_storage: () = ();

/// `s390_pci_mmio_read(addr: unsigned long, buffer: void __user *, length: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/s390_pci_mmio_read.2.html>, on `s390x`
pub const s390_pci_mmio_read: () = ();

/// `s390_pci_mmio_write(addr: unsigned long, buffer: void __user *, length: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/s390_pci_mmio_write.2.html>, on `s390x`
pub const s390_pci_mmio_write: () = ();

/// `s390_runtime_instr(command: int, signum: int)`
///
/// <https://man7.org/linux/man-pages/man2/s390_runtime_instr.2.html>, on `s390x`
pub const s390_runtime_instr: () = ();

/// `s390_sthyi(function_code: unsigned long, resp_buffer: void __user *, return_code: u64 __user *, flags: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/s390_sthyi.2.html>, on `s390x`
pub const s390_sthyi: () = ();

/// `sched_get_priority_max(policy: int)`
///
/// <https://man7.org/linux/man-pages/man2/sched_get_priority_max.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sched_get_priority_max: () = ();

/// `sched_get_priority_min(policy: int)`
///
/// <https://man7.org/linux/man-pages/man2/sched_get_priority_min.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sched_get_priority_min: () = ();

/// `sched_getaffinity(pid: pid_t, cpusetsize: unsigned int, mask: unsigned long __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sched_getaffinity.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sched_getaffinity: () = ();

/// `sched_getattr(pid: pid_t, attr: struct sched_attr __user *, size: unsigned int, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/sched_getattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sched_getattr: () = ();

/// `sched_getparam(pid: pid_t, param: struct sched_param __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sched_getparam.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sched_getparam: () = ();

/// `sched_getscheduler(pid: pid_t)`
///
/// <https://man7.org/linux/man-pages/man2/sched_getscheduler.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sched_getscheduler: () = ();

/// `sched_rr_get_interval(pid: pid_t, tp: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sched_rr_get_interval.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sched_rr_get_interval: () = ();

/// `sched_rr_get_interval_time64(pid: pid_t, tp: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sched_rr_get_interval_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const sched_rr_get_interval_time64: () = ();

/// `sched_setaffinity(pid: pid_t, cpusetsize: unsigned int, mask: unsigned long __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sched_setaffinity.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sched_setaffinity: () = ();

/// `sched_setattr(pid: pid_t, attr: struct sched_attr __user *, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/sched_setattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sched_setattr: () = ();

/// `sched_setparam(pid: pid_t, param: struct sched_param __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sched_setparam.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sched_setparam: () = ();

/// `sched_setscheduler(pid: pid_t, policy: int, param: struct sched_param __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sched_setscheduler.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sched_setscheduler: () = ();

/// `sched_yield()`
///
/// <https://man7.org/linux/man-pages/man2/sched_yield.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sched_yield: () = ();

/// `seccomp(operation: unsigned int, flags: unsigned int, args: void __user *)`
///
/// <https://man7.org/linux/man-pages/man2/seccomp.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const seccomp: () = ();

/// `security(..)`
///
/// <https://man7.org/linux/man-pages/man2/security.2.html>, on `x86_64 x32`
pub const security: () = ();

/// `select(nfds: int, readfds: fd_set __user *, writefds: fd_set __user *, exceptfds: fd_set __user *, timeout: struct __kernel_old_timeval __user *)`
///
/// <https://man7.org/linux/man-pages/man2/select.2.html>, on `x86_64 x32 x86 powerpc64 powerpc s390x`
pub const select: () = ();

/// `semctl(semid: int, semnum: int, cmd: int, arg: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/semctl.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const semctl: () = ();

/// `semget(key: key_t, nsems: int, semflg: int)`
///
/// <https://man7.org/linux/man-pages/man2/semget.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const semget: () = ();

/// `semop(semid: int, sops: struct sembuf __user *, nsops: unsigned)`
///
/// <https://man7.org/linux/man-pages/man2/semop.2.html>, on `x86_64 x32 aarch64 arm riscv64 riscv32 loongarch64 mips64 n32`
pub const semop: () = ();

/// `semtimedop(semid: int, sops: struct sembuf __user *, nsops: unsigned int, timeout: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/semtimedop.2.html>, on `x86_64 x32 aarch64 arm riscv64 loongarch64 powerpc64 s390x mips64 n32`
pub const semtimedop: () = ();

/// `semtimedop_time64(semid: int, sops: struct sembuf __user *, nsops: unsigned int, timeout: struct __kernel_timespec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/semtimedop_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const semtimedop_time64: () = ();

/// `send(sockfd: int, buf: void __user *, len: size_t, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/send.2.html>, on `arm powerpc64 powerpc mips`
pub const send: () = ();

/// `sendfile(out_fd: int, in_fd: int, offset: loff_t __user *, count: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/sendfile.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sendfile: () = ();

/// `sendfile64(out_fd: int, in_fd: int, offset: loff_t __user *, count: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/sendfile64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const sendfile64: () = ();

/// `sendmmsg(sockfd: int, msgvec: struct mmsghdr __user *, vlen: unsigned int, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/sendmmsg.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sendmmsg: () = ();

/// `sendmsg(sockfd: int, msg: struct user_msghdr __user *, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/sendmsg.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sendmsg: () = ();

/// `sendto(sockfd: int, buf: void __user *, len: size_t, flags: unsigned int, dest_addr: struct sockaddr __user *, addrlen: int)`
///
/// <https://man7.org/linux/man-pages/man2/sendto.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sendto: () = ();

/// `set_mempolicy(mode: int, nodemask: unsigned long __user *, maxnode: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/set_mempolicy.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const set_mempolicy: () = ();

/// `set_mempolicy_home_node(start: unsigned long, len: unsigned long, home_node: unsigned long, flags: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/set_mempolicy_home_node.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x n32 mips`
pub const set_mempolicy_home_node: () = ();

/// `set_robust_list(head: struct robust_list_head __user *, len: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/set_robust_list.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const set_robust_list: () = ();

/// `set_thread_area(u_info: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/set_thread_area.2.html>, on `x86_64 x86 mips64 n32 mips`
pub const set_thread_area: () = ();

/// `set_tid_address(tidptr: int __user *)`
///
/// <https://man7.org/linux/man-pages/man2/set_tid_address.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const set_tid_address: () = ();

/// `set_tls(tls: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/set_tls.2.html>, on `arm`
pub const set_tls: () = ();

/// `setdomainname(name: char __user *, len: int)`
///
/// <https://man7.org/linux/man-pages/man2/setdomainname.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setdomainname: () = ();

/// `setfsgid(fsgid: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setfsgid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setfsgid: () = ();

/// `setfsgid32(fsgid: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setfsgid32.2.html>, on `x86 arm`
pub const setfsgid32: () = ();

/// `setfsuid(fsuid: uid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setfsuid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setfsuid: () = ();

/// `setfsuid32(fsuid: uid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setfsuid32.2.html>, on `x86 arm`
pub const setfsuid32: () = ();

/// `setgid(gid: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setgid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setgid: () = ();

/// `setgid32(gid: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setgid32.2.html>, on `x86 arm`
pub const setgid32: () = ();

/// `setgroups(size: int, list: gid_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/setgroups.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setgroups: () = ();

/// `setgroups32(size: int, list: gid_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/setgroups32.2.html>, on `x86 arm`
pub const setgroups32: () = ();

/// `sethostname(name: char __user *, len: int)`
///
/// <https://man7.org/linux/man-pages/man2/sethostname.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sethostname: () = ();

/// `setitimer(which: int, new_value: struct __kernel_old_itimerval __user *, old_value: struct __kernel_old_itimerval __user *)`
///
/// <https://man7.org/linux/man-pages/man2/setitimer.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setitimer: () = ();

/// `setns(fd: int, nstype: int)`
///
/// <https://man7.org/linux/man-pages/man2/setns.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setns: () = ();

/// `setpgid(pid: pid_t, pgid: pid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setpgid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setpgid: () = ();

/// `setpriority(which: int, who: int, prio: int)`
///
/// <https://man7.org/linux/man-pages/man2/setpriority.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setpriority: () = ();

/// `setregid(rgid: gid_t, egid: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setregid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setregid: () = ();

/// `setregid32(rgid: gid_t, egid: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setregid32.2.html>, on `x86 arm`
pub const setregid32: () = ();

/// `setresgid(rgid: gid_t, egid: gid_t, sgid: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setresgid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setresgid: () = ();

/// `setresgid32(rgid: gid_t, egid: gid_t, sgid: gid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setresgid32.2.html>, on `x86 arm`
pub const setresgid32: () = ();

/// `setresuid(ruid: uid_t, euid: uid_t, suid: uid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setresuid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setresuid: () = ();

/// `setresuid32(ruid: uid_t, euid: uid_t, suid: uid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setresuid32.2.html>, on `x86 arm`
pub const setresuid32: () = ();

/// `setreuid(ruid: uid_t, euid: uid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setreuid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setreuid: () = ();

/// `setreuid32(ruid: uid_t, euid: uid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setreuid32.2.html>, on `x86 arm`
pub const setreuid32: () = ();

/// `setrlimit(resource: unsigned int, rlim: struct rlimit __user *)`
///
/// <https://man7.org/linux/man-pages/man2/setrlimit.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setrlimit: () = ();

/// `setsid()`
///
/// <https://man7.org/linux/man-pages/man2/setsid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setsid: () = ();

/// `setsockopt(sockfd: int, level: int, optname: int, optval: char __user *, optlen: int)`
///
/// <https://man7.org/linux/man-pages/man2/setsockopt.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setsockopt: () = ();

/// `settimeofday(tv: struct __kernel_old_timeval __user *, tz: struct timezone __user *)`
///
/// <https://man7.org/linux/man-pages/man2/settimeofday.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const settimeofday: () = ();

/// `setuid(uid: uid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setuid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setuid: () = ();

/// `setuid32(uid: uid_t)`
///
/// <https://man7.org/linux/man-pages/man2/setuid32.2.html>, on `x86 arm`
pub const setuid32: () = ();

/// `setxattr(path: char __user *, name: char __user *, value: void __user *, size: size_t, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/setxattr.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setxattr: () = ();

/// `setxattrat(dirfd: int, pathname: char __user *, at_flags: unsigned int, name: char __user *, uargs: struct xattr_args __user *, size: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/setxattrat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const setxattrat: () = ();

/// `sgetmask()`
///
/// <https://man7.org/linux/man-pages/man2/sgetmask.2.html>, on `x86 powerpc64 powerpc mips`
pub const sgetmask: () = ();

/// `shmat(shmid: int, shmaddr: char __user *, shmflg: int)`
///
/// <https://man7.org/linux/man-pages/man2/shmat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const shmat: () = ();

/// `shmctl(shmid: int, cmd: int, buf: struct shmid_ds __user *)`
///
/// <https://man7.org/linux/man-pages/man2/shmctl.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const shmctl: () = ();

/// `shmdt(shmaddr: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/shmdt.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const shmdt: () = ();

/// `shmget(key: key_t, size: size_t, shmflg: int)`
///
/// <https://man7.org/linux/man-pages/man2/shmget.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const shmget: () = ();

/// `shutdown(sockfd: int, how: int)`
///
/// <https://man7.org/linux/man-pages/man2/shutdown.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const shutdown: () = ();

/// `sigaction(signum: int, act: struct old_sigaction __user *, oldact: struct old_sigaction __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sigaction.2.html>, on `x86 arm powerpc64 powerpc s390x mips`
pub const sigaction: () = ();

/// `sigaltstack(ss: stack_t __user *, old_ss: stack_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sigaltstack.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sigaltstack: () = ();

/// `signal(signum: int, handler: __sighandler_t)`
///
/// <https://man7.org/linux/man-pages/man2/signal.2.html>, on `x86 powerpc64 powerpc s390x mips`
pub const signal: () = ();

/// `signalfd(fd: int, mask: sigset_t __user *, sizemask: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/signalfd.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const signalfd: () = ();

/// `signalfd4(fd: int, mask: sigset_t __user *, sizemask: size_t, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/signalfd4.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const signalfd4: () = ();

/// `sigpending(set: old_sigset_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sigpending.2.html>, on `x86 arm powerpc64 powerpc s390x mips`
pub const sigpending: () = ();

/// `sigprocmask(how: int, set: old_sigset_t __user *, oldset: old_sigset_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sigprocmask.2.html>, on `x86 arm powerpc64 powerpc s390x mips`
pub const sigprocmask: () = ();

/// `sigreturn()`
///
/// <https://man7.org/linux/man-pages/man2/sigreturn.2.html>, on `x86 arm powerpc64 powerpc s390x mips`
pub const sigreturn: () = ();

/// `sigsuspend(arg0: int, arg1: int, mask: old_sigset_t)`
///
/// <https://man7.org/linux/man-pages/man2/sigsuspend.2.html>, on `x86 arm powerpc64 powerpc s390x mips`
pub const sigsuspend: () = ();

/// `socket(domain: int, type: int, protocol: int)`
///
/// <https://man7.org/linux/man-pages/man2/socket.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const socket: () = ();

/// `socketcall(call: int, args: unsigned long __user *)`
///
/// <https://man7.org/linux/man-pages/man2/socketcall.2.html>, on `x86 powerpc64 powerpc s390x mips`
pub const socketcall: () = ();

/// `socketpair(domain: int, type: int, protocol: int, sv: int __user *)`
///
/// <https://man7.org/linux/man-pages/man2/socketpair.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const socketpair: () = ();

/// `splice(fd_in: int, off_in: loff_t __user *, fd_out: int, off_out: loff_t __user *, len: size_t, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/splice.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const splice: () = ();

/// `spu_create(pathname: char __user *, flags: unsigned int, mode: umode_t, neighbor_fd: int)`
///
/// <https://man7.org/linux/man-pages/man2/spu_create.2.html>, on `powerpc64 powerpc`
pub const spu_create: () = ();

/// `spu_run(fd: int, npc: __u32 __user *, event: __u32 __user *)`
///
/// <https://man7.org/linux/man-pages/man2/spu_run.2.html>, on `powerpc64 powerpc`
pub const spu_run: () = ();

/// `ssetmask(newmask: int)`
///
/// <https://man7.org/linux/man-pages/man2/ssetmask.2.html>, on `x86 powerpc64 powerpc mips`
pub const ssetmask: () = ();

/// `stat(pathname: char __user *, statbuf: struct stat __user *)`
///
/// <https://man7.org/linux/man-pages/man2/stat.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const stat: () = ();

/// `stat64(pathname: char __user *, statbuf: struct stat64 __user *)`
///
/// <https://man7.org/linux/man-pages/man2/stat64.2.html>, on `x86 arm powerpc mips`
pub const stat64: () = ();

/// `statfs(path: char __user *, buf: struct statfs __user *)`
///
/// <https://man7.org/linux/man-pages/man2/statfs.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const statfs: () = ();

/// `statfs64(path: char __user *, sz: size_t, buf: struct statfs64 __user *)`
///
/// <https://man7.org/linux/man-pages/man2/statfs64.2.html>, on `x86 arm riscv32 powerpc64 powerpc s390x n32 mips`
pub const statfs64: () = ();

/// `statmount(req: struct mnt_id_req __user *, buf: struct statmount __user *, bufsize: size_t, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/statmount.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const statmount: () = ();

/// `statx(dirfd: int, pathname: char __user *, flags: unsigned, mask: unsigned int, statxbuf: struct statx __user *)`
///
/// <https://man7.org/linux/man-pages/man2/statx.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const statx: () = ();

/// `stime(t: old_time32_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/stime.2.html>, on `x86 powerpc64 powerpc mips`
pub const stime: () = ();

/// `stty(..)`
///
/// <https://man7.org/linux/man-pages/man2/stty.2.html>, on `x86 powerpc64 powerpc mips`
pub const stty: () = ();

/// `subpage_prot(addr: unsigned long, len: unsigned long, map: u32 __user *)`
///
/// <https://man7.org/linux/man-pages/man2/subpage_prot.2.html>, on `powerpc64 powerpc`
pub const subpage_prot: () = ();

/// `swapcontext(old_ctx: struct ucontext __user *, new_ctx: struct ucontext __user *, ctx_size: long)`
///
/// <https://man7.org/linux/man-pages/man2/swapcontext.2.html>, on `powerpc64 powerpc`
pub const swapcontext: () = ();

/// `swapoff(path: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/swapoff.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const swapoff: () = ();

/// `swapon(path: char __user *, swapflags: int)`
///
/// <https://man7.org/linux/man-pages/man2/swapon.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const swapon: () = ();

/// `switch_endian()`
///
/// <https://man7.org/linux/man-pages/man2/switch_endian.2.html>, on `powerpc64 powerpc`
pub const switch_endian: () = ();

/// `symlink(target: char __user *, linkpath: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/symlink.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const symlink: () = ();

/// `symlinkat(target: char __user *, newdirfd: int, linkpath: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/symlinkat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const symlinkat: () = ();

/// `sync()`
///
/// <https://man7.org/linux/man-pages/man2/sync.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sync: () = ();

/// `sync_file_range(fd: int, offset: loff_t, nbytes: loff_t, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/sync_file_range.2.html>, on `x86_64 x32 x86 aarch64 riscv64 riscv32 loongarch64 s390x mips64 n32 mips`
pub const sync_file_range: () = ();

/// `sync_file_range2(fd: int, flags: unsigned int, offset: loff_t, nbytes: loff_t)`
///
/// <https://man7.org/linux/man-pages/man2/sync_file_range2.2.html>, on `powerpc64 powerpc`
pub const sync_file_range2: () = ();

/// `syncfs(fd: int)`
///
/// <https://man7.org/linux/man-pages/man2/syncfs.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const syncfs: () = ();

/// `sys_debug_setcontext(ctx: struct ucontext __user *, ndbg: int, dbg: struct sig_dbg_op __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sys_debug_setcontext.2.html>, on `powerpc64 powerpc`
pub const sys_debug_setcontext: () = ();

/// `syscall(..)`
///
/// <https://man7.org/linux/man-pages/man2/syscall.2.html>, on `mips`
pub const syscall: () = ();

/// `sysfs(option: int, fs_index: unsigned long, buf: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/sysfs.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const sysfs: () = ();

/// `sysinfo(info: struct sysinfo __user *)`
///
/// <https://man7.org/linux/man-pages/man2/sysinfo.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const sysinfo: () = ();

/// `syslog(type: int, bufp: char __user *, len: int)`
///
/// <https://man7.org/linux/man-pages/man2/syslog.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const syslog: () = ();

/// `sysmips(cmd: long, arg1: long, arg2: long)`
///
/// <https://man7.org/linux/man-pages/man2/sysmips.2.html>, on `mips64 n32 mips`
pub const sysmips: () = ();

/// `tee(fd_in: int, fd_out: int, len: size_t, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/tee.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const tee: () = ();

/// `tgkill(tgid: pid_t, tid: pid_t, sig: int)`
///
/// <https://man7.org/linux/man-pages/man2/tgkill.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const tgkill: () = ();

/// `time(tloc: __kernel_old_time_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/time.2.html>, on `x86_64 x32 x86 powerpc64 powerpc mips`
pub const time: () = ();

/// `timer_create(clockid: clockid_t, sevp: struct sigevent __user *, timerid: timer_t __user *)`
///
/// <https://man7.org/linux/man-pages/man2/timer_create.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const timer_create: () = ();

/// `timer_delete(timerid: timer_t)`
///
/// <https://man7.org/linux/man-pages/man2/timer_delete.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const timer_delete: () = ();

/// `timer_getoverrun(timerid: timer_t)`
///
/// <https://man7.org/linux/man-pages/man2/timer_getoverrun.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const timer_getoverrun: () = ();

/// `timer_gettime(timerid: timer_t, curr_value: struct __kernel_itimerspec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/timer_gettime.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const timer_gettime: () = ();

/// `timer_gettime64(timerid: timer_t, curr_value: struct __kernel_itimerspec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/timer_gettime64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const timer_gettime64: () = ();

/// `timer_settime(timerid: timer_t, flags: int, new_value: struct __kernel_itimerspec __user *, old_value: struct __kernel_itimerspec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/timer_settime.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const timer_settime: () = ();

/// `timer_settime64(timerid: timer_t, flags: int, new_value: struct __kernel_itimerspec __user *, old_value: struct __kernel_itimerspec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/timer_settime64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const timer_settime64: () = ();

/// `timerfd(..)`
///
/// <https://man7.org/linux/man-pages/man2/timerfd.2.html>, on `s390x mips64 n32 mips`
pub const timerfd: () = ();

/// `timerfd_create(clockid: int, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/timerfd_create.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const timerfd_create: () = ();

/// `timerfd_gettime(fd: int, curr_value: struct __kernel_itimerspec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/timerfd_gettime.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const timerfd_gettime: () = ();

/// `timerfd_gettime64(fd: int, curr_value: struct __kernel_itimerspec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/timerfd_gettime64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const timerfd_gettime64: () = ();

/// `timerfd_settime(fd: int, flags: int, new_value: struct __kernel_itimerspec __user *, old_value: struct __kernel_itimerspec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/timerfd_settime.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const timerfd_settime: () = ();

/// `timerfd_settime64(fd: int, flags: int, new_value: struct __kernel_itimerspec __user *, old_value: struct __kernel_itimerspec __user *)`
///
/// <https://man7.org/linux/man-pages/man2/timerfd_settime64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const timerfd_settime64: () = ();

/// `times(buf: struct tms __user *)`
///
/// <https://man7.org/linux/man-pages/man2/times.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const times: () = ();

/// `tkill(tid: pid_t, sig: int)`
///
/// <https://man7.org/linux/man-pages/man2/tkill.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const tkill: () = ();

/// `truncate(path: char __user *, length: long)`
///
/// <https://man7.org/linux/man-pages/man2/truncate.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const truncate: () = ();

/// `truncate64(path: char __user *, length: loff_t)`
///
/// <https://man7.org/linux/man-pages/man2/truncate64.2.html>, on `x86 arm riscv32 powerpc mips`
pub const truncate64: () = ();

/// `tuxcall(..)`
///
/// <https://man7.org/linux/man-pages/man2/tuxcall.2.html>, on `x86_64 x32 powerpc64 powerpc`
pub const tuxcall: () = ();

/// `ugetrlimit(resource: unsigned int, rlim: struct rlimit __user *)`
///
/// <https://man7.org/linux/man-pages/man2/ugetrlimit.2.html>, on `x86 arm powerpc64 powerpc`
pub const ugetrlimit: () = ();

/// `ulimit(..)`
///
/// <https://man7.org/linux/man-pages/man2/ulimit.2.html>, on `x86 powerpc64 powerpc mips`
pub const ulimit: () = ();

/// `umask(mask: int)`
///
/// <https://man7.org/linux/man-pages/man2/umask.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const umask: () = ();

/// `umount(target: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/umount.2.html>, on `x86 powerpc64 powerpc s390x mips`
pub const umount: () = ();

/// `umount2(target: char __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/umount2.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const umount2: () = ();

/// `uname(buf: struct new_utsname __user *)`
///
/// <https://man7.org/linux/man-pages/man2/uname.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const uname: () = ();

/// `unlink(pathname: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/unlink.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const unlink: () = ();

/// `unlinkat(dirfd: int, pathname: char __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/unlinkat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const unlinkat: () = ();

/// `unshare(flags: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/unshare.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const unshare: () = ();

/// `unused109(name: struct old_utsname __user *)`
///
/// <https://man7.org/linux/man-pages/man2/unused109.2.html>, on `mips`
pub const unused109: () = ();

/// `unused150(..)`
///
/// <https://man7.org/linux/man-pages/man2/unused150.2.html>, on `mips`
pub const unused150: () = ();

/// `unused18(..)`
///
/// <https://man7.org/linux/man-pages/man2/unused18.2.html>, on `mips`
pub const unused18: () = ();

/// `unused28(..)`
///
/// <https://man7.org/linux/man-pages/man2/unused28.2.html>, on `mips`
pub const unused28: () = ();

/// `unused59(name: struct oldold_utsname __user *)`
///
/// <https://man7.org/linux/man-pages/man2/unused59.2.html>, on `mips`
pub const unused59: () = ();

/// `unused84(..)`
///
/// <https://man7.org/linux/man-pages/man2/unused84.2.html>, on `mips`
pub const unused84: () = ();

/// `uprobe()`
///
/// <https://man7.org/linux/man-pages/man2/uprobe.2.html>, on `x86_64`
pub const uprobe: () = ();

/// `uretprobe()`
///
/// <https://man7.org/linux/man-pages/man2/uretprobe.2.html>, on `x86_64 x32`
pub const uretprobe: () = ();

/// `uselib(library: char __user *)`
///
/// <https://man7.org/linux/man-pages/man2/uselib.2.html>, on `x86_64 x86 arm powerpc64 powerpc s390x mips`
pub const uselib: () = ();

/// `userfaultfd(flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/userfaultfd.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const userfaultfd: () = ();

/// `usr26()`
///
/// <https://man7.org/linux/man-pages/man2/usr26.2.html>, on `arm`
pub const usr26: () = ();

/// `usr32()`
///
/// <https://man7.org/linux/man-pages/man2/usr32.2.html>, on `arm`
pub const usr32: () = ();

/// `ustat(dev: unsigned, ubuf: struct ustat __user *)`
///
/// <https://man7.org/linux/man-pages/man2/ustat.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const ustat: () = ();

/// `utime(filename: char __user *, times: struct utimbuf __user *)`
///
/// <https://man7.org/linux/man-pages/man2/utime.2.html>, on `x86_64 x32 x86 powerpc64 powerpc s390x mips64 n32 mips`
pub const utime: () = ();

/// `utimensat(dirfd: int, pathname: char __user *, times: struct __kernel_timespec __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/utimensat.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const utimensat: () = ();

/// `utimensat_time64(dirfd: int, pathname: char __user *, times: struct __kernel_timespec __user *, flags: int)`
///
/// <https://man7.org/linux/man-pages/man2/utimensat_time64.2.html>, on `x86 arm riscv32 powerpc n32 mips`
pub const utimensat_time64: () = ();

/// `utimes(filename: char __user *, times: struct __kernel_old_timeval __user *)`
///
/// <https://man7.org/linux/man-pages/man2/utimes.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x mips64 n32 mips`
pub const utimes: () = ();

/// `vfork()`
///
/// <https://man7.org/linux/man-pages/man2/vfork.2.html>, on `x86_64 x32 x86 arm powerpc64 powerpc s390x`
pub const vfork: () = ();

/// `vhangup()`
///
/// <https://man7.org/linux/man-pages/man2/vhangup.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const vhangup: () = ();

/// `vm86(fn: unsigned long, v86: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/vm86.2.html>, on `x86 powerpc64 powerpc mips`
pub const vm86: () = ();

/// `vm86old(info: struct vm86_struct __user *)`
///
/// <https://man7.org/linux/man-pages/man2/vm86old.2.html>, on `x86`
pub const vm86old: () = ();

/// `vmsplice(fd: int, iov: struct iovec __user *, nr_segs: unsigned long, flags: unsigned int)`
///
/// <https://man7.org/linux/man-pages/man2/vmsplice.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const vmsplice: () = ();

/// `vserver(..)`
///
/// <https://man7.org/linux/man-pages/man2/vserver.2.html>, on `x86_64 x86 arm mips64 n32 mips`
pub const vserver: () = ();

/// `wait4(pid: pid_t, wstatus: int __user *, options: int, rusage: struct rusage __user *)`
///
/// <https://man7.org/linux/man-pages/man2/wait4.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const wait4: () = ();

/// `waitid(idtype: int, id: pid_t, infop: struct siginfo __user *, options: int, ru: struct rusage __user *)`
///
/// <https://man7.org/linux/man-pages/man2/waitid.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const waitid: () = ();

/// `waitpid(pid: pid_t, wstatus: int __user *, options: int)`
///
/// <https://man7.org/linux/man-pages/man2/waitpid.2.html>, on `x86 powerpc64 powerpc mips`
pub const waitpid: () = ();

/// `write(fd: unsigned int, buf: char __user *, count: size_t)`
///
/// <https://man7.org/linux/man-pages/man2/write.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const write: () = ();

/// `writev(fd: unsigned long, of which unsigned int is used, iov: struct iovec __user *, iovcnt: unsigned long)`
///
/// <https://man7.org/linux/man-pages/man2/writev.2.html>, on `x86_64 x32 x86 aarch64 arm riscv64 riscv32 loongarch64 powerpc64 powerpc s390x mips64 n32 mips`
pub const writev: () = ();
