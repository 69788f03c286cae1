//! What expansions name: constants to operands.

use evalbox_seccomp::__private::{Range, clip, fits, in_order, kill_everything, not, sorted};
use evalbox_seccomp::{Action, SeccompData};

/// What a constant becomes, `None` where the build fails.
fn fitted(value: i128, bits: u32, signed: bool, range: Range) -> Option<u64> {
    fits(value, bits, signed, range).then(|| clip(value, bits))
}

#[test]
fn bits_take_both_signs() {
    assert_eq!(fitted(-1, 32, false, Range::Bits), Some(0xffff_ffff));
    assert_eq!(
        fitted(0xffff_ffff, 32, true, Range::Bits),
        Some(0xffff_ffff)
    );
    assert_eq!(
        fitted(-0x8000_0000, 32, false, Range::Bits),
        Some(0x8000_0000)
    );
    assert_eq!(fitted(-0x8000_0001, 32, false, Range::Bits), None);
    assert_eq!(fitted(0x1_0000_0000, 32, false, Range::Bits), None);
    assert_eq!(fitted(-1, 64, true, Range::Bits), Some(u64::MAX));
    assert_eq!(
        fitted(i128::from(u64::MAX), 64, true, Range::Bits),
        Some(u64::MAX)
    );
    assert_eq!(
        fitted(i128::from(u64::MAX) + 1, 64, true, Range::Bits),
        None
    );
    assert_eq!(fitted(i128::MAX, 64, true, Range::Bits), None);
    assert_eq!(fitted(i128::MIN, 64, true, Range::Bits), None);
    assert_eq!(fitted(-1, 16, false, Range::Bits), Some(0xffff));
}

#[test]
fn order_takes_the_type() {
    assert_eq!(fitted(-1, 32, true, Range::Ordered), Some(0xffff_ffff));
    assert_eq!(fitted(-1, 32, false, Range::Ordered), None);
    assert_eq!(fitted(0x8000_0000, 32, true, Range::Ordered), None);
    assert_eq!(
        fitted(0x7fff_ffff, 32, true, Range::Ordered),
        Some(0x7fff_ffff)
    );
    assert_eq!(
        fitted(0xffff_ffff, 32, false, Range::Ordered),
        Some(0xffff_ffff)
    );
}

#[test]
fn other_ranges() {
    assert_eq!(fitted(0, 32, false, Range::NonZeroBits), None);
    assert_eq!(fitted(-1, 32, false, Range::NonZeroBits), Some(0xffff_ffff));
    assert_eq!(fitted(4095, 32, false, Range::UpTo(4095)), Some(4095));
    assert_eq!(fitted(4096, 32, false, Range::UpTo(4095)), None);
    assert_eq!(fitted(-1, 32, false, Range::UpTo(4095)), None);
}

#[test]
fn complements() {
    assert_eq!(not(0, 32, true), -1);
    assert_eq!(not(0, 32, false), 0xffff_ffff);
    assert_eq!(not(-1, 32, false), 0);
    assert_eq!(not(0xffff_ffff, 32, true), 0);
    assert_eq!(not(0x7fff_ffff, 32, true), -0x8000_0000);
    assert_eq!(not(3, 64, false), i128::from(u64::MAX - 3));
    assert_eq!(not(3, 64, true), -4);
}

#[test]
fn sorts_in_const_evaluation() {
    const MANY: [u32; 1000] = {
        let mut values = [0; 1000];
        let (mut index, mut value) = (0, 1_u32);
        while index < 1000 {
            value = value.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            values[index] = value;
            index += 1;
        }
        sorted(values)
    };
    assert!(MANY.is_sorted());
    assert_eq!(MANY.len(), std::collections::BTreeSet::from(MANY).len());
    assert_eq!(sorted([]), []);
    assert_eq!(sorted([3, 1, 2, 1]), [1, 1, 2, 3]);
}

/// Every way to sort four values wrongly: out of order, one lost, one twice, one that was not there.
#[test]
fn only_the_right_order_is_in_order() {
    let four = |number: u32| [0, 2, 4, 6].map(|shift| number >> shift & 3);
    for values in (0..256).map(four) {
        let mut right = values;
        right.sort_unstable();
        assert_eq!(sorted(values), right);
        for claimed in (0..256).map(four) {
            assert_eq!(in_order(&claimed, &values), claimed == right);
        }
    }
    assert!(in_order(&[], &[]));
}

#[test]
fn the_stub_kills() {
    let stub = kill_everything();
    assert_eq!(
        stub.evaluate(&SeccompData::new(0, [0; 6])),
        Action::KillProcess
    );
    assert_eq!(evalbox_seccomp::verify(stub.program()), Ok(()));
}
