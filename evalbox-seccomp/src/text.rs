//! Messages made in const evaluation, where nothing else formats.

use crate::action::Action;
use crate::data::low;

/// Longer messages end in the middle.
const LENGTH: usize = 4096;

/// A text that grows.
pub(crate) struct Text {
    bytes: [u8; LENGTH],
    length: usize,
}

impl Text {
    #[inline]
    pub(crate) const fn new() -> Text {
        Text {
            bytes: [0; LENGTH],
            length: 0,
        }
    }

    /// Appends a text, as much of it as there is room for.
    #[inline]
    pub(crate) const fn push(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut index = 0;
        while index < bytes.len() && self.length < LENGTH {
            self.bytes[self.length] = bytes[index];
            self.length += 1;
            index += 1;
        }
    }

    /// Appends a number, with `0x` where the base is 16.
    #[inline]
    pub(crate) const fn push_number(&mut self, number: u64, base: u64) {
        if base == 16 {
            self.push("0x");
        }
        let mut place = 1;
        while number / place >= base {
            place *= base;
        }
        while place > 0 {
            let digit = low(number / place % base) as usize;
            self.push("0123456789abcdef".split_at(digit).1.split_at(1).0);
            place /= base;
        }
    }

    /// Appends an answer of a program as policies write it.
    #[inline]
    pub(crate) const fn push_answer(&mut self, answer: u32) {
        let (word, data) = match Action::from_raw(answer) {
            Action::KillProcess => ("kill_process", None),
            Action::KillThread => ("kill_thread", None),
            Action::Trap(data) => ("trap", Some(data)),
            Action::Errno(errno) => ("errno", Some(errno)),
            Action::Notify => ("notify", None),
            Action::Trace(data) => ("trace", Some(data)),
            Action::Log => ("log", None),
            Action::Allow => ("allow", None),
        };
        self.push(word);
        if let Some(data) = data {
            self.push("(");
            self.push_number(data as u64, 10);
            self.push(")");
        }
    }

    /// The text, without a character that was cut.
    #[inline]
    pub(crate) const fn as_str(&self) -> &str {
        let mut length = self.length;
        loop {
            match core::str::from_utf8(self.bytes.split_at(length).0) {
                Ok(text) => return text,
                Err(_) => length -= 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::format;
    use std::string::ToString;

    use super::{LENGTH, Text};

    #[test]
    fn numbers_and_answers() {
        for answer in [
            0_u32,
            0x8000_0000,
            0x0003_0000,
            0x0005_0fff,
            0x7fc0_0000,
            0x7ff0_ffff,
            0x7ffc_0000,
            0x7fff_0000,
        ] {
            let mut text = Text::new();
            text.push_answer(answer);
            let displayed = crate::Action::from_raw(answer).to_string();
            assert_eq!(text.as_str(), displayed);
        }
        for number in [0, 9, 10, 0x10, 4095, u64::MAX] {
            let mut text = Text::new();
            text.push_number(number, 10);
            text.push_number(number, 16);
            assert_eq!(text.as_str(), format!("{number}{number:#x}"));
        }
    }

    #[test]
    fn a_character_is_not_cut() {
        let mut text = Text::new();
        text.push("x");
        for _ in 0..LENGTH {
            text.push("é");
        }
        assert_eq!(text.as_str().len(), LENGTH - 1);
        assert!(text.as_str().ends_with('é'));
    }
}
