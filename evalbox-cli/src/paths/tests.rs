//! What exploring promises: at its limit, and of what ways know.

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

/// `args[0]` compared with 0, 1, ..: as many ways as numbers and one more, of which each but the last is one equality.
#[test]
fn an_equality_says_what_the_comparisons_before_it_did() {
    const NUMBERS: u32 = 100;
    let mut program = vec![SockFilter::statement(LD_ABS, 16)];
    for number in 0..NUMBERS {
        program.push(SockFilter::jump(JEQ_K, number, 0, 1));
        program.push(SockFilter::statement(RET_K, number));
    }
    program.push(SockFilter::statement(RET_K, NUMBERS));
    let ends = explore(&program, &State::default());
    let mut known: Vec<_> = ends
        .iter()
        .map(|end| (end.answer, end.state.facts.len()))
        .collect();
    known.sort_unstable();
    let one = (0..NUMBERS).map(|number| (Some(number), 1));
    let all = (Some(NUMBERS), usize::try_from(NUMBERS).expect("small"));
    assert_eq!(known, one.chain([all]).collect::<Vec<_>>());

    // Each of them has one way through the same program again, and nothing is added to what it knows.
    for end in &ends {
        let again = explore(&program, &end.state);
        assert_eq!(again.len(), 1, "{:?}", end.answer);
        assert_eq!(again[0].answer, end.answer);
    }
}
