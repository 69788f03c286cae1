//! What is wrong with a file of data/.

/// A message each.
pub(crate) struct Errors {
    file: &'static str,
    messages: Vec<String>,
}

impl Errors {
    pub(crate) fn of(file: &'static str) -> Self {
        Errors {
            file,
            messages: Vec::new(),
        }
    }

    pub(crate) fn at(&mut self, line: usize, message: &str) {
        let message = format!("{}:{line}: {message}", self.file);
        self.messages.push(message);
    }

    /// What no line says.
    pub(crate) fn lacking(&mut self, message: &str) {
        self.messages.push(format!("{}: {message}", self.file));
    }

    /// What was read, where nothing is wrong with it.
    pub(crate) fn or<T>(self, read: T) -> Result<T, Vec<String>> {
        if self.messages.is_empty() {
            Ok(read)
        } else {
            Err(self.messages)
        }
    }
}
