//! Values with numbers.

use super::search;

/// Values, each with the number under which it came first.
///
/// What is moved when one is inserted is four bytes for each that follows in the order, so that it serves the tens of thousands of
/// nodes that a long policy has.
#[derive(Clone, Debug)]
pub struct Interner<T> {
    items: Vec<T>,
    order: Vec<u32>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Interner {
            items: Vec::new(),
            order: Vec::new(),
        }
    }
}

impl<T> Interner<T> {
    /// How many values there are: the number of the next.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The value of that number.
    #[must_use]
    pub fn get(&self, number: usize) -> &T {
        &self.items[number]
    }
}

impl<T: Ord> Interner<T> {
    fn position(&self, item: &T) -> Result<usize, usize> {
        search(self.order.len(), |at| {
            self.get(self.order[at] as usize).cmp(item)
        })
    }

    /// The number of a value, if it has one.
    pub fn find(&self, item: &T) -> Option<usize> {
        let at = self.position(item).ok()?;
        Some(self.order[at] as usize)
    }

    /// The number of a value: the next one where it has none.
    pub fn intern(&mut self, item: T) -> usize {
        match self.position(&item) {
            Ok(at) => self.order[at] as usize,
            Err(at) => {
                let number = self.items.len();
                self.items.push(item);
                self.order
                    .insert(at, u32::try_from(number).unwrap_or(u32::MAX));
                number
            }
        }
    }
}
