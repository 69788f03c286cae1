//! The word that a misspelt one was meant to be.

/// Longer words are no slips of the finger, and comparing them takes time.
const MAX_LENGTH: usize = 24;

/// The nearest of some words, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(MAX_LENGTH + 1).collect();
    if word.len() > MAX_LENGTH {
        return None;
    }
    let allowed = if word.len() < 4 { 1 } else { 2 };
    let mut nearest: Option<(usize, &str)> = None;
    for &candidate in known {
        let distance = distance(&word, candidate);
        let meant = distance <= allowed && distance < word.len();
        if meant && nearest.is_none_or(|best| (distance, candidate) < best) {
            nearest = Some((distance, candidate));
        }
    }
    Some(nearest?.1)
}

/// `\nhint: did you mean ..`, where there is a near word.
#[must_use]
pub fn hint(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(near) => format!("\nhint: did you mean `{near}`?"),
        None => String::new(),
    }
}

/// How many characters of one word must be put in, taken out, replaced or swapped with their neighbour to make the other of it
/// (optimal string alignment).
pub(crate) fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut best = (row[j] + usize::from(x != y))
                .min(row[j + 1] + 1)
                .min(next[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before[j - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn near_words() {
        let words = ["allow", "deny", "default", "kill_process"];
        assert_eq!(nearest("alow", &words), Some("allow"));
        assert_eq!(nearest("dney", &words), Some("deny"));
        assert_eq!(nearest("defualt", &words), Some("default"));
        assert_eq!(nearest("socket", &words), None);
        assert_eq!(nearest(&"a".repeat(100_000), &words), None);
    }

    #[test]
    fn distances() {
        for (a, b, far) in [
            ("", "abc", 3),
            ("read", "read", 0),
            ("raed", "read", 1),
            ("exit_grp", "exit_group", 2),
            ("kitten", "sitting", 3),
        ] {
            let a: Vec<char> = a.chars().collect();
            assert_eq!(distance(&a, b), far, "{b}");
        }
    }
}
