//! How the files of data/ are written: lines of words, and comments from `#` on.

/// What data/families.txt and data/groups.txt consist of.
pub(crate) struct Statement<'a> {
    /// Where it begins.
    pub(crate) line: usize,
    pub(crate) words: Vec<&'a str>,
}

/// A statement a line; an indented line goes on with the statement above.
pub(crate) fn statements(text: &str) -> Vec<Statement<'_>> {
    let mut statements: Vec<Statement<'_>> = Vec::new();
    for (line, content) in lines(text) {
        let content = without_comment(content);
        let words = words(content);
        match statements.last_mut() {
            _ if words.is_empty() => {}
            Some(statement) if content.starts_with(' ') => {
                statement.words.extend_from_slice(&words);
            }
            _ => statements.push(Statement { line, words }),
        }
    }
    statements
}

/// Lines with their numbers.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines())
}

pub(crate) fn without_comment(line: &str) -> &str {
    match line.split_once('#') {
        Some((content, _)) => content,
        None => line,
    }
}

pub(crate) fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Adds a word to words with a space between each two.
pub(crate) fn push_word(words: &mut String, word: &str) {
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(word);
}

/// Whether such words have that one among them.
pub(crate) fn has_word(words: &str, word: &str) -> bool {
    words.split(' ').any(|other| other == word)
}

/// A number, decimal, `0x` or `0o`.
pub(crate) fn number(text: &str) -> Option<u64> {
    let (digits, radix) = match text.split_at_checked(2) {
        Some(("0x", digits)) => (digits, 16),
        Some(("0o", digits)) => (digits, 8),
        _ => (text, 10),
    };
    u64::from_str_radix(digits, radix).ok()
}
