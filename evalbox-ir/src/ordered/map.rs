//! Values by key.

use std::borrow::Borrow;
use std::slice::Iter;

use super::position;

/// Values by key, in the order of the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<K, V> {
    keys: Vec<K>,
    /// In the order of the keys.
    values: Vec<V>,
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Map::new()
    }
}

impl<K, V> Map<K, V> {
    /// Without entries.
    #[must_use]
    pub const fn new() -> Self {
        Map {
            keys: Vec::new(),
            values: Vec::new(),
        }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Entries by ascending key.
    pub fn iter(&self) -> Pairs<'_, K, V> {
        Pairs {
            keys: self.keys.iter(),
            values: self.values.iter(),
        }
    }

    /// Keys, ascending.
    pub fn keys(&self) -> Iter<'_, K> {
        self.keys.iter()
    }

    /// Values by ascending key.
    pub fn values(&self) -> Iter<'_, V> {
        self.values.iter()
    }

    /// Takes out every entry.
    pub fn clear(&mut self) {
        self.keys.clear();
        self.values.clear();
    }

    /// Takes out the entry with the greatest key.
    pub fn pop_last(&mut self) -> Option<(K, V)> {
        Some((self.keys.pop()?, self.values.pop()?))
    }
}

impl<K: Ord, V> Map<K, V> {
    /// The value at a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let at = position(&self.keys, key).ok()?;
        Some(&self.values[at])
    }

    /// The value at a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = position(&self.keys, key).ok()?;
        Some(&mut self.values[at])
    }

    /// Whether the key has a value.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        position(&self.keys, key).is_ok()
    }

    /// Sets the value at a key; the one that was there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match position(&self.keys, &key) {
            Ok(at) => Some(std::mem::replace(&mut self.values[at], value)),
            Err(at) => {
                self.keys.insert(at, key);
                self.values.insert(at, value);
                None
            }
        }
    }

    /// The place of a key, to be filled where it is empty.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        let at = position(&self.keys, &key);
        Entry { map: self, at, key }
    }

    /// Takes out the value at a key.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = position(&self.keys, key).ok()?;
        self.keys.remove(at);
        Some(self.values.remove(at))
    }

    /// The entry with the greatest key that is not above this.
    pub fn last_to(&self, key: &K) -> Option<(&K, &V)> {
        let last = match position(&self.keys, key) {
            Ok(at) => at,
            Err(at) => at.checked_sub(1)?,
        };
        Some((&self.keys[last], &self.values[last]))
    }

    /// The entries with keys from `first` to `last`, both included.
    pub fn between(&self, first: &K, last: &K) -> Pairs<'_, K, V> {
        let (Ok(from) | Err(from)) = position(&self.keys, first);
        let end = match position(&self.keys, last) {
            Ok(at) => at + 1,
            Err(at) => at,
        };
        let within = from..end.max(from);
        Pairs {
            keys: self.keys[within.clone()].iter(),
            values: self.values[within].iter(),
        }
    }
}

/// The place of a key in a [`Map`].
#[derive(Debug)]
pub struct Entry<'a, K, V> {
    map: &'a mut Map<K, V>,
    at: Result<usize, usize>,
    key: K,
}

impl<'a, K, V> Entry<'a, K, V> {
    /// The value that is there, or this one.
    pub fn or_insert(self, value: V) -> &'a mut V {
        let Map { keys, values } = self.map;
        let at = match self.at {
            Ok(at) => at,
            Err(at) => {
                keys.insert(at, self.key);
                values.insert(at, value);
                at
            }
        };
        &mut values[at]
    }

    /// The value that is there, or what this makes.
    pub fn or_insert_with(self, value: impl FnOnce() -> V) -> &'a mut V {
        match self.at {
            Ok(at) => &mut self.map.values[at],
            Err(_) => self.or_insert(value()),
        }
    }

    /// The value that is there, or the default.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert(V::default())
    }
}

/// Entries by ascending key.
#[derive(Clone, Debug)]
pub struct Pairs<'a, K, V> {
    keys: Iter<'a, K>,
    values: Iter<'a, V>,
}

impl<'a, K, V> Iterator for Pairs<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.keys.next()?, self.values.next()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.keys.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for Pairs<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        Some((self.keys.next_back()?, self.values.next_back()?))
    }
}

impl<K, V> ExactSizeIterator for Pairs<'_, K, V> {}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Map::new();
        map.extend(entries);
        map
    }
}

impl<K: Ord, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for Map<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::iter::Zip<std::vec::IntoIter<K>, std::vec::IntoIter<V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.keys.into_iter().zip(self.values)
    }
}

impl<'a, K, V> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Pairs<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K: Borrow<Q> + Ord, Q: Ord + ?Sized, V> std::ops::Index<&Q> for Map<K, V> {
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("a key of the map")
    }
}
