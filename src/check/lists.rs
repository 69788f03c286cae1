//! `ACTION [NAME, @group, -NAME, ..]`: who is in a list, and which list decides.

use crate::ordered::{Map, Set};

use super::scope::{Scope, Subject};
use crate::action::Action;
use crate::error::Place;
use crate::suggest;
use crate::syntax::{Item, ItemKind};
use crate::table::{SyscallId, groups};

/// What lists say.
#[derive(Default)]
pub(super) struct Lists {
    /// Names that a list has.
    named: Map<Subject, Decision>,
    /// Members of groups that a list has: what counts where no list names them.
    grouped: Map<Subject, Decision>,
    /// Members that groups of different actions share, by the later group's statement and the two groups' names.
    shared: Map<(usize, String, String), Shared>,
}

/// A list's answer and where its member is written.
#[derive(Clone)]
pub(super) struct Decision {
    pub(super) action: Action,
    pub(super) place: Place,
    /// The group that it came with.
    group: Option<String>,
}

struct Shared {
    place: Place,
    first: Place,
    whole: bool,
    members: Set<Subject>,
}

/// The members of one list.
pub(super) struct Members {
    pub(super) named: Vec<(Subject, Place)>,
    pub(super) grouped: Vec<(SyscallId, String, Place)>,
}

impl Lists {
    /// Adds one list of the policy.
    pub(super) fn add(
        &mut self,
        scope: &mut Scope<'_>,
        (statement, whole): (usize, bool),
        action: Action,
        members: Members,
    ) {
        for (subject, place) in members.named {
            if let Some(first) = self.named.get(&subject) {
                let message = format!("`{}` is listed twice", subject.name());
                scope
                    .report
                    .push_pair(&place, message, &first.place, "first listed here");
                continue;
            }
            self.named.insert(
                subject,
                Decision {
                    action,
                    place,
                    group: None,
                },
            );
        }
        for (id, group, place) in members.grouped {
            let subject = Subject::Syscall(id);
            let Some(first) = self.grouped.get(&subject) else {
                self.grouped.insert(
                    subject,
                    Decision {
                        action,
                        place,
                        group: Some(group),
                    },
                );
                continue;
            };
            if first.action != action {
                let key = (statement, first.group.clone().unwrap_or_default(), group);
                let shared = self.shared.entry(key).or_insert_with(|| Shared {
                    place,
                    first: first.place.clone(),
                    whole,
                    members: Set::new(),
                });
                shared.members.insert(subject);
            }
        }
    }

    /// Reports the groups that contradict each other about a member that nothing stronger decides.
    pub(super) fn report_shared(&self, scope: &mut Scope<'_>, has_own: &dyn Fn(Subject) -> bool) {
        for ((statement, first, second), shared) in &self.shared {
            let mut names = Vec::new();
            for &subject in &shared.members {
                if !self.named.contains_key(&subject) && !has_own(subject) {
                    names.push(subject.name());
                }
            }
            let Some(example) = names.first() else {
                continue;
            };
            let groups = if first == second {
                format!("two lists have `@{first}`: they")
            } else {
                format!("`@{first}` and `@{second}`")
            };
            let message = format!(
                "{groups} share `{}`, and their lists say different things\nhint: take what they share out of one list, as in `-{example}`",
                names.join("`, `")
            );
            scope.report.at(*statement, shared.whole);
            scope.report.push_pair(
                &shared.place,
                message,
                &shared.first,
                "the other group is here",
            );
        }
    }

    /// What the lists say of a subject.
    pub(super) fn get(&self, subject: Subject) -> Option<&Decision> {
        self.named
            .get(&subject)
            .or_else(|| self.grouped.get(&subject))
    }

    /// The numbers without a name that are listed.
    pub(super) fn numbers(&self) -> Vec<Subject> {
        let mut numbers = Vec::new();
        for &subject in self.named.keys() {
            if matches!(subject, Subject::Number(_)) {
                numbers.push(subject);
            }
        }
        numbers
    }
}

impl Scope<'_> {
    /// The members of a list: names as written, and groups without what `-NAME` takes out of them.
    pub(super) fn members(&mut self, items: &[Item]) -> Members {
        let mut named: Vec<(Subject, Place)> = Vec::new();
        let mut grouped = Vec::new();
        let mut taken: Map<SyscallId, Place> = Map::new();
        for item in items {
            match &item.kind {
                ItemKind::Syscall(call) => {
                    if let Some(subject) = self.subject(call) {
                        named.push((subject, item.place.clone()));
                    }
                }
                ItemKind::Group(word) => match self.group(word, &item.place) {
                    Some((name, members)) => {
                        for id in members {
                            grouped.push((id, name.clone(), item.place.clone()));
                        }
                    }
                    None => continue,
                },
                ItemKind::Without(name) => {
                    let Some(id) = self.named(name) else { continue };
                    if let Some(first) = taken.get(&id) {
                        let message = format!("`-{}` is listed twice", name.text);
                        self.report
                            .push_pair(&item.place, message, first, "first listed here");
                    } else {
                        taken.insert(id, item.place.clone());
                    }
                }
            }
        }
        for (&id, place) in &taken {
            let subject = Subject::Syscall(id);
            let name = subject.name();
            if let Some((_, there)) = named.iter().find(|(member, _)| *member == subject) {
                let message = format!("`{name}` is listed and taken out in one list");
                self.report.push_pair(place, message, there, "listed here");
            } else if !grouped.iter().any(|(member, ..)| *member == id) {
                let message =
                    format!("no group of this list has `{name}`: `-{name}` takes nothing out");
                self.report.push(place, message);
            }
        }
        grouped.retain(|(id, ..)| !taken.contains_key(id));
        Members { named, grouped }
    }

    /// The group of that name, and the name with `-`.
    fn group(&mut self, word: &str, place: &Place) -> Option<(String, Vec<SyscallId>)> {
        let name = word.replace('_', "-");
        let found = groups::group(&name);
        if found.is_none() {
            let near = suggest::nearest(&name, &groups::group_names());
            let hint = near.map_or(String::new(), |near| {
                format!(
                    "
hint: did you mean `@{near}`?"
                )
            });
            self.report.push(place, format!("no group `@{word}`{hint}"));
        }
        found.map(|members| (name, members))
    }
}
