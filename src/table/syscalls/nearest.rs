//! The names that a misspelt one, or a libc function's, may have meant.

use crate::ordered::sort_by;
use crate::suggest::distance;

/// How many are worth showing.
const SHOWN: usize = 3;

/// The nearest known names to a misspelt one, best first, at most three.
#[must_use]
pub fn suggestions(name: &str) -> Vec<&'static str> {
    let cutoff = 1 + name.len() / 4;
    // A letter that is not ASCII counts as its bytes: no name has one.
    let letters: Vec<char> = name.bytes().map(char::from).collect();
    let mut near: Vec<(usize, &str)> = Vec::new();
    for &candidate in &super::data::NAMES {
        let distance = match variant(name, candidate) {
            Some(distance) => distance,
            None if name.len().abs_diff(candidate.len()) <= cutoff => distance(&letters, candidate),
            // The distance is at least the difference in length: of a very long word no letter is looked at.
            None => continue,
        };
        if distance <= cutoff {
            near.push((distance, candidate));
        }
    }
    // Those that are as near as each other stay in the order of their names.
    sort_by(&mut near, &|(a, _), (b, _)| a.cmp(b));
    let nearest = near.iter().take(SHOWN);
    nearest.map(|&(_, candidate)| candidate).collect()
}

/// Libc's name and the kernel's often differ by a version only: `pread` is pread64, `wait` is wait4, `fstatat` is
/// newfstatat, `open64` is open. `SYS_read`, `__NR_read` and `sys_read`, which
/// come here in lower case, are what C has for the number and the kernel for the function.
fn variant(name: &str, candidate: &str) -> Option<usize> {
    if name == candidate {
        return Some(0);
    }
    let stem = unversioned(name);
    if !stem.is_empty() && stem == unversioned(candidate) {
        return Some(1);
    }
    for &prefix in &["sys_", "__nr_", "__x64_sys_"] {
        if name.strip_prefix(prefix) == Some(candidate) {
            return Some(0);
        }
    }
    for &prefix in &["new", "old", "rt_", "_"] {
        if candidate.strip_prefix(prefix) == Some(name) {
            return Some(1);
        }
    }
    None
}

/// The name without the digits that it ends in.
fn unversioned(name: &str) -> &str {
    name.trim_end_matches(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::suggestions;

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
