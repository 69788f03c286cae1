//! Tables as Rust source. rustc takes in a string at once where it would check every number and name of it one by one, on every
//! user's machine: what a table has of a call is a text, and the modules of src/table read those that a policy asks for.

/// A static array of rows that are Rust expressions.
pub(crate) fn table(name: &str, row: &str, rows: &[String]) -> String {
    let mut out = format!("pub(super) static {name}: [{row}; {}] = [\n", rows.len());
    for row in rows {
        out.push_str(row);
        out.push_str(",\n");
    }
    out.push_str("];\n");
    out
}

/// A static array of texts.
pub(crate) fn texts(name: &str, texts: &[String]) -> String {
    let mut rows = Vec::new();
    for text in texts {
        rows.push(format!("{text:?}"));
    }
    table(name, "&str", &rows)
}
