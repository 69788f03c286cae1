//! Writes tables between markers: `<!-- figures: KEY -->` and `<!-- end of figures -->`, each on a line of its own.

use crate::Answer;

const END: &str = "<!-- end of figures -->";

/// The text with what stands between the markers of `key` replaced.
///
/// # Errors
/// Where the markers are not there.
pub(crate) fn replaced(text: &str, key: &str, content: &str) -> Answer<String> {
    let begin = format!("<!-- figures: {key} -->\n");
    let missing = || format!("no place for {key}: `{}` and `{END}`", begin.trim_end());
    let (before, rest) = text.split_once(&begin).ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    Ok(format!(
        "{before}{begin}\n{}\n\n{END}{after}",
        content.trim_end()
    ))
}
