//! `includes` and `excludes`: for which containers a rule is.

use crate::ordered::Set;

use super::arches;
use super::json::{Document, Value};
use super::rules::Keys;
use crate::suggest;
use crate::target::Target;

/// What profiles ask about.
pub(super) struct Machine {
    pub(super) target: Target,
    held: Set<String>,
    /// The capabilities that the profile names.
    pub(super) asked: Set<String>,
}

/// What an `includes` or `excludes` found.
struct Conditions {
    /// One for each architecture listed: whether it is the target's.
    arches: Vec<bool>,
    /// One for each capability listed: whether it is held.
    caps: Vec<bool>,
    min_kernel: bool,
}

impl Machine {
    pub(super) fn new(target: Target, held: Set<String>) -> Machine {
        Machine {
            target,
            held,
            asked: Set::new(),
        }
    }

    /// Whether a rule is for this machine. Both filters are read, whatever the first says, so that mistakes show everywhere.
    pub(super) fn selects<'t>(
        &mut self,
        document: &mut Document<'t>,
        includes: Option<&Value<'t>>,
        excludes: Option<&Value<'t>>,
    ) -> bool {
        let included = includes
            .and_then(|value| self.conditions(document, value))
            .is_none_or(|found| {
                (found.arches.is_empty() || found.arches.contains(&true))
                    && !found.caps.contains(&false)
            });
        let excluded = excludes
            .and_then(|value| self.conditions(document, value))
            .is_some_and(|found| {
                found.arches.contains(&true) || found.caps.contains(&true) || found.min_kernel
            });
        included && !excluded
    }

    fn conditions<'t>(
        &mut self,
        document: &mut Document<'t>,
        value: &Value<'t>,
    ) -> Option<Conditions> {
        let keys = Keys::read(document, value)?;
        keys.known(
            document,
            &["arches", "caps", "minKernel"],
            "`includes` and `excludes`",
        );
        let mut found = Conditions {
            arches: Vec::new(),
            caps: Vec::new(),
            min_kernel: false,
        };
        for arch in keys.array(document, "arches") {
            let Some(name) = document.string(&arch) else {
                continue;
            };
            match arches::word(&name) {
                Some(known) => found.arches.push(arches::is_native(known, self.target)),
                None => {
                    let hint = suggest::hint(&name, &arches::words());
                    document.refuse(&arch, format!("no architecture `{name}`{hint}"));
                }
            }
        }
        for cap in keys.array(document, "caps") {
            let Some(name) = document.string(&cap) else {
                continue;
            };
            if name.starts_with("CAP_") {
                found.caps.push(self.held.contains(&name));
                self.asked.insert(name);
            } else {
                document.refuse(
                    &cap,
                    format!("no capability `{name}`: their names begin with `CAP_`"),
                );
            }
        }
        if let Some(kernel) = keys.get("minKernel") {
            let version = document.string(kernel)?;
            let number = |part: &str| part.parse::<u32>().is_ok();
            let good = version
                .split_once('.')
                .is_some_and(|(major, minor)| number(major) && number(minor));
            if !good {
                document.refuse(
                    kernel,
                    format!("`{version}` is no kernel version, as `4.8` is"),
                );
            }
            found.min_kernel = good;
        }
        Some(found)
    }
}
