//! One ABI's reading of the policy: who decides each of its numbers, and what is answered.

use crate::ordered::{Map, Set};

use super::lists::Lists;
use super::own::{self, Statements};
use super::profiles::Profiles;
use super::scope::{Scope, Subject};
use super::settings::{Settings, settings, speaks_for};
use crate::policy::{AbiPolicy, Origin, Rule};
use crate::syntax::{self, StatementKind};
use crate::table::{SyscallId, syscalls};

pub(super) struct Reading<'p> {
    pub(super) settings: Settings,
    lists: Lists,
    own: Map<Subject, Statements<'p>>,
    /// What a container profile says of the calls that no statement decides.
    profile: Map<SyscallId, Rule>,
}

impl<'p> Reading<'p> {
    /// Reads what decides: the settings first, as `deny` depends on the default.
    pub(super) fn new(
        scope: &mut Scope<'_>,
        policy: &'p syntax::Policy,
        profiles: &Profiles,
    ) -> Reading<'p> {
        let settings = settings(scope, policy, profiles);
        let mut lists = Lists::default();
        for (index, statement) in policy.statements.iter().enumerate() {
            let StatementKind::List { action, items } = &statement.kind else {
                continue;
            };
            if !speaks_for(statement, scope.abi) {
                continue;
            }
            let whole = statement.abis.is_none();
            scope.report.at(index, whole);
            let action = scope.action(action);
            let members = scope.members(items);
            if let Some(action) = action {
                lists.add(scope, (index, whole), action, members);
            }
        }
        let own = own::by_subject(scope, policy);
        lists.report_shared(scope, &|subject| own.contains_key(&subject));
        let profile = profiles.of(scope.abi);
        let profile = profile.map_or_else(Map::new, |profile| {
            profile.rules(scope, &|id| {
                let subject = Subject::Syscall(id);
                own.contains_key(&subject) || lists.get(subject).is_some()
            })
        });
        Reading {
            settings,
            lists,
            own,
            profile,
        }
    }

    /// Whether a statement decides the subject.
    pub(super) fn decides(&self, subject: Subject) -> bool {
        self.own.contains_key(&subject)
            || self.lists.get(subject).is_some()
            || self.profiled(subject).is_some()
    }

    fn profiled(&self, subject: Subject) -> Option<&Rule> {
        match subject {
            Subject::Syscall(id) => self.profile.get(&id),
            Subject::Number(_) => None,
        }
    }

    /// The rule of every number of the ABI and of every `nr(N)`.
    pub(super) fn abi_policy(&self, scope: &mut Scope<'_>) -> AbiPolicy {
        let mut subjects = Set::new();
        for &(_, id) in syscalls::numbers(scope.abi) {
            subjects.insert(Subject::Syscall(id));
        }
        // Also the subjects that this ABI lacks: their statements must go together all the same.
        for &subject in self.own.keys() {
            subjects.insert(subject);
        }
        for subject in self.lists.numbers() {
            subjects.insert(subject);
        }
        let mut checked = AbiPolicy {
            abi: scope.abi,
            rules: Map::new(),
            unknown: self.settings.unknown,
            origins: Map::new(),
        };
        for subject in subjects {
            let made = self.rule(scope, subject);
            let (Some(number), Some((rule, origin))) = (scope.number(subject), made) else {
                continue;
            };
            checked.rules.insert(number, rule);
            if let Some(origin) = origin {
                checked.origins.insert(number, origin);
            }
        }
        checked
    }

    fn rule(&self, scope: &mut Scope<'_>, subject: Subject) -> Option<(Rule, Option<Origin>)> {
        if let Some(statements) = self.own.get(&subject) {
            let combined = own::combine(scope, subject, statements);
            scope.number(subject)?;
            let (rule, origin) = own::rule(scope, subject, statements)?;
            return combined.then_some((rule, Some(origin)));
        }
        let decision = self.lists.get(subject);
        if let (None, Some(rule)) = (decision, self.profiled(subject)) {
            return Some((rule.clone(), None));
        }
        let otherwise = decision.map_or(scope.default, |decision| decision.action);
        let origin = decision.map(|decision| Origin {
            place: decision.place.clone(),
            arms: Vec::new(),
            comparisons: Vec::new(),
            otherwise: None,
        });
        Some((
            Rule {
                name: subject.name(),
                arms: Vec::new(),
                otherwise,
            },
            origin,
        ))
    }
}
