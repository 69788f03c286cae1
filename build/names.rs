//! The one map of this script: whoever depends on the compiler builds the script first, and each kind of map is machine code of its own.

/// Names, sorted, each with a number: a line, or a place in a list.
#[derive(Default)]
pub(crate) struct Names<'a>(Vec<(&'a str, usize)>);

impl<'a> Names<'a> {
    /// So many maps.
    pub(crate) fn several(count: usize) -> Vec<Self> {
        let mut several = Vec::new();
        several.resize_with(count, Names::default);
        several
    }

    /// Where a name is, or where it belongs.
    pub(crate) fn position(&self, name: &str) -> Result<usize, usize> {
        // What files say comes in order, nearly always.
        match self.0.last() {
            Some(&(last, _)) if last < name => Err(self.0.len()),
            _ => self.0.binary_search_by(|&(other, _)| other.cmp(name)),
        }
    }

    /// Adds a name, unless it is there: then its number.
    pub(crate) fn insert(&mut self, name: &'a str, number: usize) -> Option<usize> {
        match self.position(name) {
            Ok(at) => Some(self.0[at].1),
            Err(at) => {
                self.0.insert(at, (name, number));
                None
            }
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<usize> {
        match self.position(name) {
            Ok(at) => Some(self.0[at].1),
            Err(_) => None,
        }
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.position(name).is_ok()
    }

    /// All, ascending.
    pub(crate) fn list(&self) -> &[(&'a str, usize)] {
        &self.0
    }
}
