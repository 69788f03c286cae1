//! Policies drawn from bytes (tests/support/policies.rs): nearly all are right, so that the fuzzer spends its time behind
//! the front end. The program answers as the policy does, and `evalbox_seccomp` takes and runs it.

use evalbox_compiler::target::{Endian, Target};
use evalbox_seccomp::{SeccompData, SockFilter};

use crate::program::with_filter;
use crate::{answers, compile, policies, target};

/// A byte for the machine, then chunks parted by newlines: the settings, and one for each statement.
pub fn run(data: &[u8]) {
    let (target, rest) = target(data);
    let chunks: Vec<&[u8]> = rest.split(|&byte| byte == b'\n').take(24).collect();
    let text = policies::policy(&chunks, target);
    let Some(machine) = compile(&text, target) else {
        return;
    };
    answers(&machine, target, &text);
    if target.endian == Endian::Big {
        return;
    }
    let instructions = machine.program.iter();
    let program: Vec<SockFilter> = instructions
        .map(|&(code, jt, jf, k)| SockFilter { code, jt, jf, k })
        .collect();
    with_filter(&program, |filter| {
        let filter = filter.expect("the compiler's programs pass the kernel's checks");
        for abi in &machine.compiled.policy.abis {
            let arch = target.audit_arch(abi.abi);
            for &number in abi.rules.keys() {
                let args = [u64::from(number), 1, u64::MAX, 1 << 32, 1 << 31, 0];
                let data = SeccompData {
                    arch,
                    ..SeccompData::new(number.cast_signed(), args)
                };
                let (raw, plain) = (filter.evaluate(&data), machine.plain(arch, number, &args));
                assert_eq!(
                    raw,
                    evalbox_seccomp::Action::from_raw(plain),
                    "{target} {number}\n{text}"
                );
            }
        }
    });
}

/// A few lengths of the plainest and of mixed bytes.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut state = 1u32;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let mut list = Vec::new();
    for at in 0..96usize {
        let mut seed = vec![u8::try_from(at % Target::ALL.len()).unwrap_or(0)];
        for _ in 0..at % 7 {
            seed.extend((0..10 + at).map(|_| byte()).filter(|&byte| byte != b'\n'));
            seed.push(b'\n');
        }
        list.push(seed);
    }
    list
}
