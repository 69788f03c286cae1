//! What exploring promises at its limit.

use super::*;

#[test]
fn ways_that_are_not_followed_are_not_left_out() {
    let program = [
        SockFilter::statement(LD_ABS, 16),
        SockFilter::jump(JEQ_K, 1, 0, 1),
        SockFilter::statement(RET_K, 1),
        SockFilter::statement(RET_K, 2),
    ];
    let answers = |most| -> Vec<_> {
        let ends = explore_up_to(most, &program, &State::default());
        ends.iter().map(|end| (end.answer, end.exact)).collect()
    };
    assert_eq!(answers(9), [(Some(1), true), (Some(2), true)]);
    assert_eq!(answers(0), [(None, false), (None, false)]);
}
