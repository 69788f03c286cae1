//! data/numbers.txt against what it was made from, and against two sources that it was not made from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use evalbox_compiler::table::syscalls;
use evalbox_compiler::target::Abi;

type Column = BTreeMap<String, u32>;

/// What the table has for an ABI.
fn column(abi: Abi) -> Column {
    syscalls::numbers(abi)
        .iter()
        .map(|&(number, id)| (syscalls::name(id).to_owned(), number))
        .collect()
}

// By `new`, as the crate's `iter` leaves the last call out.
macro_rules! crate_column {
    ($arch:ident) => {{
        use ::syscalls::$arch::Sysno;

        let last = usize::try_from(Sysno::last().id()).expect("a number");
        let numbers = (0..=last).filter_map(|number| Some((Sysno::new(number)?, number)));
        let named =
            numbers.map(|(call, number)| (call.name().trim_start_matches("r#").to_owned(), number));
        named
            .map(|(name, number)| (name, u32::try_from(number).expect("32 bits")))
            .collect::<Column>()
    }};
}

/// What the `syscalls` crate has; it knows neither x32 nor n32.
fn crate_column(abi: Abi) -> Option<Column> {
    Some(match abi {
        Abi::X32 | Abi::N32 => return None,
        Abi::X86_64 => crate_column!(x86_64),
        Abi::X86 => crate_column!(x86),
        Abi::Aarch64 => crate_column!(aarch64),
        Abi::Arm => crate_column!(arm),
        Abi::Riscv64 => crate_column!(riscv64),
        Abi::Riscv32 => crate_column!(riscv32),
        Abi::Loongarch64 => crate_column!(loongarch64),
        Abi::Powerpc64 => crate_column!(powerpc64),
        Abi::Powerpc => crate_column!(powerpc),
        Abi::S390x => crate_column!(s390x),
        Abi::Mips64 => crate_column!(mips64),
        Abi::Mips => crate_column!(mips),
    })
}

/// Numbers that the crate takes from the generic header with every `#if` taken. scripts/syscall.tbl gives them to
/// 32-bit ABIs only, so that a 64-bit kernel has nothing there.
const ONLY_ON_32_BITS: [&str; 20] = [
    "clock_gettime64",
    "clock_settime64",
    "clock_adjtime64",
    "clock_getres_time64",
    "clock_nanosleep_time64",
    "timer_gettime64",
    "timer_settime64",
    "timerfd_gettime64",
    "timerfd_settime64",
    "utimensat_time64",
    "pselect6_time64",
    "ppoll_time64",
    "io_pgetevents_time64",
    "recvmmsg_time64",
    "mq_timedsend_time64",
    "mq_timedreceive_time64",
    "semtimedop_time64",
    "rt_sigtimedwait_time64",
    "futex_time64",
    "sched_rr_get_interval_time64",
];

/// The same for rows of that table that arch/*/kernel/Makefile.syscalls does not choose: `renameat`, `rlimit`,
/// `memfd_secret`.
const NOT_CHOSEN: [(Abi, &[&str]); 2] = [
    (
        Abi::Loongarch64,
        &["renameat", "getrlimit", "setrlimit", "memfd_secret"],
    ),
    (Abi::Riscv32, &["getrlimit", "setrlimit"]),
];

/// arch/arm/include/uapi/asm/unistd.h, `__ARM_NR_BASE`: private calls, which the crate lacks.
const ARM_PRIVATE: [(&str, u32); 6] = [
    ("breakpoint", 0xf_0001),
    ("cacheflush", 0xf_0002),
    ("usr26", 0xf_0003),
    ("usr32", 0xf_0004),
    ("set_tls", 0xf_0005),
    ("get_tls", 0xf_0006),
];

#[test]
fn columns_are_the_syscalls_crate_with_the_listed_differences() {
    for abi in Abi::ALL {
        let Some(mut expected) = crate_column(abi) else {
            continue;
        };
        if matches!(abi, Abi::Aarch64 | Abi::Loongarch64) {
            for name in ONLY_ON_32_BITS {
                assert!(
                    expected.remove(name).is_some(),
                    "{abi}: the crate no longer has {name}"
                );
            }
            let number = expected
                .remove("fstatat")
                .expect("the generic header's name for newfstatat");
            expected.insert("newfstatat".to_owned(), number);
        }
        for name in NOT_CHOSEN
            .iter()
            .filter(|(other, _)| *other == abi)
            .flat_map(|(_, names)| *names)
        {
            assert!(
                expected.remove(*name).is_some(),
                "{abi}: the crate no longer has {name}"
            );
        }
        if abi == Abi::Arm {
            expected.extend(ARM_PRIVATE.map(|(name, number)| (name.to_owned(), number)));
        }
        let table = column(abi);
        let of = |entries: &Column| entries.clone().into_iter().collect::<BTreeSet<_>>();
        let differences: Vec<_> = of(&table)
            .symmetric_difference(&of(&expected))
            .cloned()
            .collect();
        assert_eq!(differences, [], "{abi}");
    }
}

/// `syscall_64.tbl`: the calls whose structures differ have numbers from 512 on x32, and the
/// 64-bit entry is not served there; what is left has the number of `x86_64`.
#[test]
fn x32_is_x86_64_but_for_its_own_range() {
    const BIT: u32 = 0x4000_0000;
    let native = column(Abi::X86_64);
    let x32 = column(Abi::X32);
    let mut own = BTreeMap::new();
    for (name, number) in &x32 {
        assert_eq!(number & BIT, BIT, "{name}");
        let number = number & !BIT;
        if (512..548).contains(&number) {
            own.insert(number, name.as_str());
        } else {
            assert_eq!(native.get(name), Some(&number), "{name}");
        }
    }
    assert_eq!(
        own.keys().copied().collect::<Vec<_>>(),
        (512..548).collect::<Vec<_>>()
    );
    assert_eq!(own.get(&514), Some(&"ioctl"));
    assert_eq!(own.get(&520), Some(&"execve"));
    assert_eq!(own.get(&545), Some(&"execveat"));
    // Rows `64` of the table without one of `x32`.
    let without: BTreeSet<&str> = native
        .keys()
        .map(String::as_str)
        .filter(|name| !x32.contains_key(*name))
        .collect();
    for name in [
        "uselib",
        "_sysctl",
        "create_module",
        "get_kernel_syms",
        "query_module",
        "nfsservctl",
    ] {
        assert!(without.contains(name), "{name}");
    }
}

/// From 403 on every ABI has the same number above its base, so that what one ABI has there no other contradicts.
#[test]
fn new_numbers_are_the_same_everywhere() {
    let mut seen = BTreeMap::new();
    for abi in Abi::ALL {
        let base = match abi {
            Abi::X32 => 0x4000_0000,
            Abi::Mips64 => 5000,
            Abi::N32 => 6000,
            Abi::Mips => 4000,
            _ => 0,
        };
        for (name, number) in column(abi) {
            let number = number - base;
            if (424..600).contains(&number) && !(abi == Abi::X32 && (512..548).contains(&number)) {
                assert_eq!(
                    *seen.entry(name.clone()).or_insert(number),
                    number,
                    "{name} on {abi}"
                );
            }
        }
    }
    for name in [
        "clone3",
        "openat2",
        "landlock_add_rule",
        "setxattrat",
        "file_setattr",
    ] {
        for abi in Abi::ALL {
            assert!(column(abi).contains_key(name), "{name} on {abi}");
        }
    }
}

#[cfg(all(
    target_arch = "x86_64",
    target_pointer_width = "64",
    target_env = "gnu"
))]
macro_rules! libc_numbers {
    ($($name:ident)*) => {
        [$((stringify!($name), libc::$name)),*]
    };
}

#[test]
#[cfg(all(
    target_arch = "x86_64",
    target_pointer_width = "64",
    target_env = "gnu"
))]
fn x86_64_agrees_with_libc() {
    let table = column(Abi::X86_64);
    let libc = include!("numbers/libc_x86_64.rs");
    assert!(libc.len() > 350);
    for (name, number) in libc {
        let name = name.trim_start_matches("SYS_");
        assert_eq!(
            table.get(name).copied().map(i64::from),
            Some(number),
            "{name}"
        );
    }
}

/// The headers of the kernel that the machine's libc was built for: older than the table, so that they may lack calls
/// and may not have others.
#[test]
fn installed_headers_agree() {
    for (abi, file) in [
        (Abi::X86_64, "unistd_64.h"),
        (Abi::X86, "unistd_32.h"),
        (Abi::X32, "unistd_x32.h"),
    ] {
        let path = format!("/usr/include/x86_64-linux-gnu/asm/{file}");
        let Ok(text) = fs::read_to_string(&path) else {
            println!("skipped: {path} is not installed");
            continue;
        };
        let table = column(abi);
        let mut compared = 0;
        for line in text.lines() {
            let Some(define) = line.strip_prefix("#define __NR_") else {
                continue;
            };
            let (name, value) = define.split_once(' ').expect("a name and a value");
            let number = match value.trim().strip_prefix("(__X32_SYSCALL_BIT + ") {
                Some(offset) => {
                    0x4000_0000
                        + offset
                            .trim_end_matches(')')
                            .parse::<u32>()
                            .expect("a number")
                }
                None => value.trim().parse().expect("a number"),
            };
            assert_eq!(table.get(name), Some(&number), "{name} in {path}");
            compared += 1;
        }
        assert!(compared > 300, "{path} was not read: {compared}");
    }
}
