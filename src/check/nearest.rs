//! The words that a misspelt one may have been meant to be.

/// The nearest of the words, best first, at most three; none where all are too far.
pub(super) fn nearest<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Vec<&'w str> {
    let limit = (word.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = words
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter()
        .take(3)
        .map(|(_, candidate)| candidate)
        .collect()
}

/// `hint: did you mean ..?` on a line of its own, or nothing.
pub(super) fn did_you_mean(mark: &str, words: &[&str]) -> String {
    if words.is_empty() {
        return String::new();
    }
    let words: Vec<String> = words.iter().map(|word| format!("`{mark}{word}`")).collect();
    format!("\nhint: did you mean {}?", words.join(" or "))
}

/// Levenshtein's distance, one row at a time.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, &b) in right.iter().enumerate() {
            let kept = row.get(j).copied().unwrap_or(0) + usize::from(a != b);
            let removed = row.get(j + 1).copied().unwrap_or(0) + 1;
            let added = next.last().copied().unwrap_or(0) + 1;
            next.push(kept.min(removed).min(added));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_come_first() {
        assert_eq!(
            nearest("baisc-io", ["basic-io", "file-system"]),
            ["basic-io"]
        );
        assert_eq!(nearest("x68", ["x32", "x86", "arm"]), Vec::<&str>::new());
        assert_eq!(nearest("typ", ["type", "domain"]), ["type"]);
    }
}
