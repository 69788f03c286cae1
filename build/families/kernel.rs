//! `kernel` and `both` statements: the kernel's values of constants, by ABI.

use super::{Text, number};
use crate::map::Map;
use crate::numbers::ABIS;

/// A constant's value on each ABI, where the kernel has it there.
pub(super) struct Values {
    pub(super) line: usize,
    /// Whether libc has the name on every target.
    pub(super) in_libc: bool,
    pub(super) most: Option<u64>,
    /// By index into `ABIS`: those that differ.
    pub(super) others: Map<usize, Option<u64>>,
}

impl<'a> Text<'a> {
    /// `kernel NAME VALUE ABI=VALUE ..`, and `both` alike.
    pub(super) fn kernel(
        &mut self,
        line: usize,
        name: &'a str,
        value: &'a str,
        others: &[&'a str],
        in_libc: bool,
    ) {
        let Some(most) = kernel_value(value) else {
            return self.error(line, format!("`{value}` is no value and not `-`"));
        };
        let mut values = Values {
            line,
            in_libc,
            most,
            others: Map::default(),
        };
        for other in others {
            let place = other.split_once('=').and_then(|(abi, value)| {
                let index = ABIS.iter().position(|&known| known == abi)?;
                Some((index, kernel_value(value)?))
            });
            match place {
                Some((index, value)) if value != most => {
                    values.others.insert(index, value);
                }
                _ => self.error(
                    line,
                    format!("expected ABI=VALUE of another value, not `{other}`"),
                ),
            }
        }
        if self.kernel.insert(name, values).is_some() {
            self.error(line, format!("{name} has its values already"));
        }
    }
}

impl Values {
    /// The values of all ABIs that have one.
    pub(super) fn each(&self) -> impl Iterator<Item = u64> {
        let of = |abi| self.others.get(&abi).copied().unwrap_or(self.most);
        (0..ABIS.len()).filter_map(of)
    }

    /// `VALUE ABI=VALUE ..`, ABIs by their places, `-` where the kernel has none.
    pub(super) fn print(&self) -> String {
        let value =
            |value: &Option<u64>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
        let others = self
            .others
            .iter()
            .map(|(abi, other)| format!(" {abi}={}", value(other)));
        value(&self.most) + &others.collect::<String>()
    }
}

/// A number, or `-` where the kernel has none.
fn kernel_value(text: &str) -> Option<Option<u64>> {
    match text {
        "-" => Some(None),
        _ => number(text).map(Some),
    }
}
