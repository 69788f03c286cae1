//! Instructions into `verify`, `evaluate` and the listing: verdicts and answers are those of a model that was written from
//! the kernel's source on its own (`model.rs`), and the kernel's own verdict where it gives one.

use evalbox_seccomp::{Action, Filter, SeccompData, SockFilter, VerifyError, verify};

use crate::model;

/// The classes and modes that exist, and some that do not: raw opcodes alone would be refused nearly always.
const CODES: [u8; 44] = [
    0x20, 0x80, 0x00, 0x60, 0x81, 0x01, 0x61, 0x02, 0x03, 0x07, 0x87, 0x04, 0x0c, 0x14, 0x1c, 0x24,
    0x2c, 0x34, 0x3c, 0x54, 0x5c, 0x44, 0x4c, 0xa4, 0xac, 0x64, 0x6c, 0x74, 0x7c, 0x84, 0x05, 0x15,
    0x1d, 0x25, 0x2d, 0x35, 0x3d, 0x45, 0x4d, 0x06, 0x16, 0x0e, 0x28, 0xb1,
];

/// 48 bytes of arguments, 4 of a number, then six bytes an instruction and a last one that returns.
pub fn run(data: &[u8]) {
    let (call, instructions) = data.split_at(data.len().min(56));
    let word = |at: usize| -> u64 {
        let bytes: Vec<u8> = call.iter().copied().skip(8 * at).take(8).collect();
        bytes
            .iter()
            .fold(0, |word, &byte| word << 8 | u64::from(byte))
    };
    let data = SeccompData {
        instruction_pointer: word(0),
        ..SeccompData::new(0, std::array::from_fn(|slot| word(slot + 1)))
    };
    let mut program: Vec<SockFilter> = instructions.chunks(6).map(instruction).collect();
    check(&program, &data);
    program.push(SockFilter::statement(0x16, 0));
    check(&program, &data);
}

fn instruction(bytes: &[u8]) -> SockFilter {
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let code = match at(0) {
        // As it is, with bits above the low byte now and then.
        255 => u16::from_be_bytes([at(1), at(4)]),
        code => u16::from(CODES[usize::from(code) % CODES.len()]),
    };
    // Small jumps and operands, or the whole width.
    let short = |byte: u8| if byte < 0xf0 { byte % 5 } else { byte };
    let k = match at(3) {
        0..=99 => u32::from(at(4) % 16),
        100..=179 => 4 * u32::from(at(4) % 17),
        180..=199 => u32::from_be_bytes([at(4), at(5), 0, 0]),
        200..=219 => u32::MAX - u32::from(at(4)),
        _ => u32::from_be_bytes([at(1), at(2), at(4), at(5)]),
    };
    SockFilter {
        code,
        jt: short(at(1)),
        jf: short(at(2)),
        k,
    }
}

fn check(program: &[SockFilter], data: &SeccompData) {
    let verdict = verify(program);
    assert_eq!(
        verdict.is_ok(),
        model::takes(program),
        "{verdict:?} {program:?}"
    );
    with_filter(program, |filter| {
        let Ok(filter) = filter else {
            return;
        };
        for nr in [0, 1, -1, 0x4000_0000, data.args[0] as i32] {
            let data = SeccompData { nr, ..*data };
            let answer = filter.evaluate(&data);
            assert_eq!(
                answer,
                Action::from_raw(model::answers(program, &data)),
                "{data:x?} {program:?}"
            );
            if filter.is_cached(nr.cast_unsigned()) {
                // What the kernel remembers is an ALLOW whatever the arguments are.
                assert_eq!(answer, Action::Allow, "{data:x?} {program:?}");
            }
            // Computed answers are not looked into (`RET A`).
            let computed = program.iter().any(|instruction| instruction.code == 0x16);
            if answer == Action::Notify && !computed {
                assert!(filter.needs_listener(), "{program:?}");
            }
        }
        let listing = filter.to_string();
        assert_eq!(listing.lines().count(), program.len(), "{listing}");
        assert!(!listing.contains('?'), "{listing}");
    });
}

/// A filter on a program that lives as long as `body`: a fuzzer runs millions, and leaks none.
pub(crate) fn with_filter(program: &[SockFilter], body: impl FnOnce(Result<Filter, VerifyError>)) {
    let program = Box::into_raw(program.to_vec().into_boxed_slice());
    // SAFETY: the box is given back below. `Filter` hands no reference out but through itself, and the one that there is
    // ends with `body`, which cannot keep it: it returns nothing, and nothing here is static.
    #[allow(unsafe_code, reason = "a Filter wants a program that lives for ever")]
    let lent: &'static [SockFilter] = unsafe { &*program };
    body(Filter::new(lent));
    // SAFETY: from `Box::into_raw` above; nothing refers to it any more.
    #[allow(unsafe_code, reason = "see above")]
    drop(unsafe { Box::from_raw(program) });
}

/// The embedded policy's shape: loads, comparisons, returns.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut list = vec![Vec::new(), vec![0; 56], vec![0; 62]];
    let mut state = 7u32;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    for length in 1..60 {
        list.push((0..56 + 6 * length).map(|_| byte()).collect());
    }
    // Each opcode with a small operand, over a cell that was written.
    for code in 0..u8::try_from(CODES.len()).unwrap_or(0) {
        let store = [7, 0, 0, 0, 3, 0];
        list.push(
            [
                vec![1; 56],
                store.into(),
                vec![code, 1, 0, 0, 3, 0],
                vec![39, 0, 0, 0, 0, 0],
                vec![39, 0, 0, 0, 1, 0],
            ]
            .concat(),
        );
    }
    list
}
