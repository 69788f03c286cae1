//! The word that a misspelt one was meant to be.

/// Longer words are no slips of the finger, and comparing them takes time.
const MAX_LENGTH: usize = 24;

/// The nearest of some words, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    if word.chars().count() > MAX_LENGTH {
        return None;
    }
    let word = letters(word);
    let allowed = if word.len() < 4 { 1 } else { 2 };
    let mut nearest: Option<(usize, &str)> = None;
    for &candidate in known {
        let distance = distance(&word, &letters(candidate));
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

/// Words with something between them: the standard library's `join` is a thousand lines of machine code for each kind of words.
pub(crate) fn joined<T: AsRef<str>>(words: &[T], between: &str) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(word.as_ref());
    }
    text
}

fn letters(word: &str) -> Vec<char> {
    let mut letters = Vec::new();
    for letter in word.chars() {
        letters.push(letter);
    }
    letters
}

/// How many characters of one word must be put in, taken out, replaced or swapped with their neighbour to make the other of it
/// (optimal string alignment).
pub(crate) fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = Vec::new();
    while row.len() <= b.len() {
        row.push(row.len());
    }
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
    use super::{distance, letters, nearest};

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
            assert_eq!(distance(&letters(a), &letters(b)), far, "{b}");
        }
    }
}
