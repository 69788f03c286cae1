//! What a constant's name is worth here: libc's values for this target, by name and by value.

/// Above everything that fits an argument: the name is known, and libc lacks it for this target.
const MISSING: i128 = i128::MAX;

include!(concat!(env!("OUT_DIR"), "/constants.rs"));

/// The constant's value.
pub(crate) fn value(name: &str) -> Option<i128> {
    let index = CONSTANTS
        .binary_search_by(|(entry, _)| (*entry).cmp(name))
        .ok()?;
    CONSTANTS
        .get(index)
        .map(|&(_, value)| value)
        .filter(|&value| value != MISSING)
}

/// The first name of that value that begins with the prefix.
pub(crate) fn named(prefix: &str, value: i128) -> Option<&'static str> {
    CONSTANTS
        .iter()
        .filter(|(name, _)| name.starts_with(prefix))
        .find(|&&(_, other)| other == value)
        .map(|&(name, _)| name)
}

/// The existing name that is spelt most alike, where one is near.
pub(crate) fn nearest(name: &str) -> Option<&'static str> {
    CONSTANTS
        .iter()
        .filter(|&&(_, value)| value != MISSING)
        .map(|&(other, _)| (strsim::damerau_levenshtein(name, other), other))
        .min()
        .filter(|&(distance, _)| distance <= 1 + name.len() / 6)
        .map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_libc_s() {
        assert_eq!(value("AF_NETLINK"), Some(i128::from(libc::AF_NETLINK)));
        assert_eq!(value("ENOSYS"), Some(i128::from(libc::ENOSYS)));
        assert_eq!(value("TIOCSTI"), Some(0x5412));
        assert_eq!(value("AF_NONESUCH"), None);
    }

    #[test]
    fn a_name_that_the_target_lacks_has_no_value() {
        // A flag of sparc's termios, in the list because some target has it.
        assert!(CONSTANTS.iter().any(|&(_, value)| value == MISSING));
    }

    #[test]
    fn slips_are_found() {
        assert_eq!(nearest("AF_NETLNK"), Some("AF_NETLINK"));
        assert_eq!(nearest("ENOSYSS"), Some("ENOSYS"));
        assert_eq!(nearest("NOTHING_LIKE_IT_ANYWHERE"), None);
    }
}
