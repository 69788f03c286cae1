//! Which argument a constant of a list belongs to: by the family that its name begins with, or because the syscall
//! has just one argument that takes constants.

use super::globs::glob;
use super::scope::{Scope, Subject};
use crate::constant::{Expr, Step};
use crate::error::Place;
use crate::ordered::Interner;
use crate::suggest;
use crate::syntax::{Constant, ListConstant};
use crate::table::families::{
    any_constant, any_flag, families, family_of, mistaken_for, short_prefix,
};
use crate::table::{How, SyscallId, syscalls};

/// A constant of a list, its name written out, and what it is compared with.
pub(super) struct Belonging {
    pub(super) argument: &'static str,
    pub(super) how: How,
    pub(super) constant: Constant,
    /// Whether it is a flag because nothing else is known of it.
    pub(super) unnamed: bool,
}

impl Scope<'_> {
    /// The list's constants, globs expanded. Reports those that belong nowhere and those that come twice.
    pub(super) fn belongings(
        &mut self,
        subject: Subject,
        list: &[ListConstant],
        statement: &Place,
    ) -> Option<(SyscallId, Vec<Belonging>)> {
        let id = match subject {
            Subject::Syscall(id) if !families(id).is_empty() || any_constant(id).is_some() => id,
            _ => {
                let name = subject.name();
                let message = format!(
                    "no argument of {name} has constants that the table knows\nhint: write a condition, `{name} ACTION if ARG == ..;`, or a list, `ACTION [{name}];`"
                );
                self.report.push(statement, message);
                return None;
            }
        };
        let mut belongings: Vec<Belonging> = Vec::new();
        // What is listed so far, and where each came first.
        let (mut texts, mut places) = (Interner::default(), Vec::new());
        let mut sound = true;
        for listed in list {
            let found = match listed {
                ListConstant::Constant(constant) => belonging(id, constant)
                    .map(|one| vec![one])
                    .map_err(|message| (message, &constant.place)),
                ListConstant::Glob(word) => {
                    glob(id, word, self.abi).map_err(|message| (message, &word.place))
                }
            };
            let found = found.unwrap_or_else(|(message, place)| {
                self.report.push(place, message);
                sound = false;
                Vec::new()
            });
            // Of a glob the first that is there already stands for the others.
            let twice = found.iter().find_map(|one| {
                let first = texts.find(&one.constant.text)?;
                Some((one, places.get(first)?))
            });
            if let Some((one, first)) = twice {
                let message = format!("`{}` is in the list twice", one.constant.text);
                let place = &one.constant.place;
                self.report
                    .push_pair(place, message, first, "first listed here");
                sound = false;
                continue;
            }
            for one in &found {
                if texts.intern(one.constant.text.clone()) == places.len() {
                    places.push(one.constant.place.clone());
                }
            }
            belongings.extend(found);
        }
        sound.then_some((id, belongings))
    }
}

/// Where one constant belongs; otherwise the message about it.
fn belonging(id: SyscallId, constant: &Constant) -> Result<Belonging, String> {
    let constant = written_out(id, constant);
    if let Some((word, argument)) = mistaken(id, &constant.expr) {
        let call = syscalls::name(id);
        return Err(format!(
            "`{word}` is no `{argument}` of {call}, though its name begins so\n\
             hint: where it is another argument's, write a condition, `{call} ACTION if ARG == {word};`"
        ));
    }
    if let Some((argument, how)) = family_of_words(id, &constant.expr) {
        return Ok(Belonging {
            argument,
            how,
            constant,
            unnamed: false,
        });
    }
    if let Some(argument) = any_constant(id) {
        let family = families(id)
            .iter()
            .find(|family| family.argument == argument && !family.closed);
        return Ok(Belonging {
            argument,
            how: family.map_or(How::Value, |family| family.how),
            constant,
            unnamed: false,
        });
    }
    if let Some(argument) = any_flag(id).filter(|_| takes_any(id, &constant)) {
        return Ok(Belonging {
            argument,
            how: field_of(id, argument, &constant).unwrap_or(How::Flag),
            constant,
            unnamed: true,
        });
    }
    Err(stray(id, &constant))
}

/// What is wrong with a constant of no family.
fn stray(id: SyscallId, constant: &Constant) -> String {
    let (call, text) = (syscalls::name(id), &constant.text);
    if joins_families(id, &constant.expr) {
        return format!(
            "`{text}` joins constants of {call} that are compared each in its own way\n\
             hint: list them apart, parted by commas, or write a condition"
        );
    }
    let prefix = short_prefix(id).unwrap_or("");
    let (mut names, mut short) = (Vec::new(), Vec::new());
    for family in families(id) {
        for known in family.all() {
            names.push(known.name);
            short.extend(known.name.strip_prefix(prefix));
        }
    }
    // A prefix may be left off only where there is one.
    let whole = |name: &&&str| {
        name.strip_suffix(text.as_str())
            .is_some_and(|start| start.ends_with('_'))
    };
    let hint = match names.iter().find(whole) {
        Some(name) => format!("\nhint: did you mean `{name}`?"),
        None => {
            names.extend(short);
            suggest::hint(text, &names)
        }
    };
    let takes = takes(id);
    format!("`{text}` belongs to no argument of {call}{takes}{hint}")
}

/// Whether its words belong to arguments of the call, and to different ones or to ones that compare differently.
fn joins_families(id: SyscallId, expr: &Expr) -> bool {
    let mut first = None;
    let mut differ = false;
    for step in &expr.0 {
        let word = match step {
            Step::Libc(word) => word.text.as_str(),
            Step::Path(path) => path.last_word(),
            _ => continue,
        };
        let Some((family, _)) = family_of(id, word) else {
            return false;
        };
        let belongs = (family.argument, family.how);
        differ |= *first.get_or_insert(belongs) != belongs;
    }
    differ
}

/// A word that begins as the constants of an argument do and is another's, with that argument; of a path the last word.
fn mistaken(id: SyscallId, expr: &Expr) -> Option<(String, &'static str)> {
    expr.0.iter().find_map(|step| {
        let word = match step {
            Step::Libc(word) => &word.text,
            Step::Path(path) => path.last_word(),
            _ => return None,
        };
        mistaken_for(id, word).map(|argument| (word.to_owned(), argument))
    })
}

/// Whether it may be a flag: of literals, the caller's own paths and flags that a family has. Another word of libc's is a mistake.
fn takes_any(id: SyscallId, constant: &Constant) -> bool {
    constant.expr.0.iter().all(|step| match step {
        Step::Libc(word) => {
            let family = family_of(id, &word.text);
            family.is_some_and(|(family, _)| family.how == How::Flag)
        }
        _ => true,
    })
}

/// The field that a literal is a value of: all its bits are in the mask.
fn field_of(id: SyscallId, argument: &str, constant: &Constant) -> Option<How> {
    let value = u64::try_from(constant.value?)
        .ok()
        .filter(|&value| value != 0)?;
    for family in families(id) {
        if let How::Field(mask) = family.how
            && family.argument == argument
            && value & !mask == 0
        {
            return Some(family.how);
        }
    }
    None
}

/// The argument and comparison that all words of an expression have in common. A bare literal has no family.
fn family_of_words(id: SyscallId, expr: &Expr) -> Option<(&'static str, How)> {
    let mut common = None;
    for step in &expr.0 {
        let word = match step {
            Step::Libc(word) => word.text.as_str(),
            Step::Path(path) => path.last_word(),
            Step::Literal(_) => return None,
            Step::Not | Step::Negate | Step::Binary(_) | Step::Cast(_) => continue,
        };
        let (family, _) = family_of(id, word)?;
        let belongs = (family.argument, family.how);
        if common.is_some_and(|common| common != belongs) {
            return None;
        }
        common = Some(belongs);
    }
    common
}

/// The constant with the family's prefix put before words that leave it off. Only words of the table are: of another,
/// nobody could tell that it is not a word of its own.
fn written_out(id: SyscallId, constant: &Constant) -> Constant {
    let mut whole = constant.clone();
    let Some(prefix) = short_prefix(id) else {
        return whole;
    };
    for step in &mut whole.expr.0 {
        let Step::Libc(word) = step else { continue };
        let full = format!("{prefix}{}", word.text);
        let listed = matches!(family_of(id, &full), Some((_, Some(_))));
        if !listed || family_of(id, &word.text).is_some() {
            continue;
        }
        match &mut whole.word {
            Some(name) => {
                name.text.clone_from(&full);
                whole.text.clone_from(&full);
            }
            // In an expression the text names each word.
            None => whole.text = with_word(&whole.text, &word.text, &full),
        }
        word.text = full;
    }
    whole
}

/// A text with another word for one of its own; the words of paths are not its own.
fn with_word(text: &str, word: &str, other: &str) -> String {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut whole = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (run, after) =
            rest.split_at(rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()));
        let is_own = !whole.ends_with("::") && !after.starts_with("::");
        whole.push_str(if run == word && is_own { other } else { run });
        let (between, next) = after.split_at(after.find(is_word).unwrap_or(after.len()));
        whole.push_str(between);
        rest = next;
    }
    whole
}

/// `hint: socket takes ..`, the families with their arguments.
pub(super) fn takes(id: SyscallId) -> String {
    let mut listed: Vec<String> = Vec::new();
    for family in families(id) {
        let prefixes = family.prefixes.join("`, `");
        let text = format!("`{prefixes}` ({})", family.argument);
        if !listed.contains(&text) {
            listed.push(text);
        }
    }
    if listed.is_empty() {
        return String::new();
    }
    format!("\nhint: {} takes {}", syscalls::name(id), listed.join(", "))
}

#[cfg(test)]
mod tests {
    use super::with_word;

    #[test]
    fn whole_words_are_written_out() {
        for (text, whole) in [
            ("FS | FS", "CLONE_FS | CLONE_FS"),
            ("self::FS | FS", "self::FS | CLONE_FS"),
            ("FS::X | (FS)", "FS::X | (CLONE_FS)"),
            ("!FS & NEWFS", "!CLONE_FS & NEWFS"),
        ] {
            assert_eq!(with_word(text, "FS", "CLONE_FS"), whole);
        }
    }
}
