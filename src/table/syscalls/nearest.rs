//! The names that a misspelt one, or a libc function's, may have meant.

/// How many are worth showing.
const SHOWN: usize = 3;

/// The nearest known names to a misspelt one, best first, at most three.
#[must_use]
pub fn suggestions(name: &str) -> Vec<&'static str> {
    let cutoff = 1 + name.len() / 4;
    let known = super::data::NAMES.iter().copied();
    let mut near: Vec<(usize, &str)> = known
        // The distance is at least the difference in length: of a very long word no letter is looked at.
        .filter(|candidate| {
            variant(name, candidate).is_some() || name.len().abs_diff(candidate.len()) <= cutoff
        })
        .map(|candidate| {
            (
                variant(name, candidate).unwrap_or_else(|| distance(name, candidate)),
                candidate,
            )
        })
        .filter(|&(distance, _)| distance <= cutoff)
        .collect();
    near.sort_unstable();
    near.into_iter()
        .map(|(_, candidate)| candidate)
        .take(SHOWN)
        .collect()
}

/// Libc's name and the kernel's often differ by a version only: `pread` is pread64, `wait` is wait4, `fstatat` is
/// newfstatat, `open64` is open. `SYS_read`, `__NR_read` and `sys_read`, which
/// come here in lower case, are what C has for the number and the kernel for the function.
fn variant(name: &str, candidate: &str) -> Option<usize> {
    let digits = |c: char| c.is_ascii_digit();
    if name == candidate {
        return Some(0);
    }
    let stem = name.trim_end_matches(digits);
    if !stem.is_empty() && stem == candidate.trim_end_matches(digits) {
        return Some(1);
    }
    let written = ["sys_", "__nr_", "__x64_sys_"];
    if written
        .iter()
        .any(|prefix| name.strip_prefix(prefix) == Some(candidate))
    {
        return Some(0);
    }
    let prefixes = ["new", "old", "rt_", "_"];
    prefixes
        .iter()
        .any(|prefix| candidate.strip_prefix(prefix) == Some(name))
        .then_some(1)
}

/// Insertions, deletions, replacements and swaps of neighbours between the two (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut older: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, &from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &to) in b.iter().enumerate() {
            let replaced = above[j] + usize::from(from != to);
            let mut best = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && from == b[j - 1] && a[i - 1] == to {
                best = best.min(older[j - 1] + 1);
            }
            row.push(best);
        }
        older = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{distance, suggestions};

    #[test]
    fn distances() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("read", "read"), 0);
        assert_eq!(distance("raed", "read"), 1);
        assert_eq!(distance("exit_grp", "exit_group"), 2);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn libc_names_and_slips_of_the_finger() {
        assert_eq!(suggestions("pread").first(), Some(&"pread64"));
        assert_eq!(suggestions("wait").first(), Some(&"wait4"));
        assert_eq!(suggestions("open64").first(), Some(&"open"));
        assert_eq!(suggestions("exit_grp").first(), Some(&"exit_group"));
        assert_eq!(suggestions("opneat").first(), Some(&"openat"));
        assert!(suggestions("fstatat").contains(&"newfstatat"));
        for written in ["sys_kill", "__nr_kill"] {
            assert_eq!(suggestions(written).first(), Some(&"kill"));
        }
        assert!(suggestions("readx").len() <= 3);
        assert_eq!(suggestions("frobnicate"), Vec::<&str>::new());
        assert_eq!(suggestions(""), Vec::<&str>::new());
    }
}
