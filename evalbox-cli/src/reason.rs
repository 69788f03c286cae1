//! Which statement of a policy decides a call.

use std::fmt;

use evalbox_compiler::error::Place;
use evalbox_compiler::evaluate::{abi_of, deciding};
use evalbox_compiler::policy::Policy;
use evalbox_seccomp::SeccompData;
use serde_json::{Value, json};

use crate::{compile, mistakes};

/// What a policy says about a call.
pub(crate) struct Decided {
    /// Why it is that statement which decides.
    pub(crate) by: &'static str,
    /// `None` where no statement speaks of the call.
    pub(crate) place: Option<Place>,
}

/// The statement of the policy that decides a call.
pub(crate) fn decided(policy: &Policy, values: &[u64], call: &SeccompData) -> Decided {
    let plain = |by| Decided { by, place: None };
    let number = call.nr.cast_unsigned();
    let Some(abi) = abi_of(policy, call.arch, number) else {
        return plain(
            "calls through an ABI that the policy does not list get its `foreign` action",
        );
    };
    let (Some(rule), Some(origin)) = (abi.rules.get(&number), abi.origins.get(&number)) else {
        return plain("no statement names the call: it gets the policy's default");
    };
    let value = |id| compile::value(values, id);
    let arm = deciding(rule, &value, call.args);
    let (by, place) = match arm {
        Some(index) => (
            "the condition of this statement holds",
            origin.arms.get(index),
        ),
        None if rule.arms.is_empty() => ("the call is named here", Some(&origin.place)),
        None if origin.otherwise.is_some() => {
            ("no condition before this holds", origin.otherwise.as_ref())
        }
        None => (
            "this statement decides, and its condition does not hold",
            Some(&origin.place),
        ),
    };
    Decided {
        by,
        place: Some(place.unwrap_or(&origin.place).clone()),
    }
}

impl Decided {
    pub(crate) fn json(&self) -> Value {
        let line = self.place.as_ref().and_then(|place| place.line.as_ref());
        json!({
            "by": self.by,
            "file": line.map(|line| line.file.as_ref()),
            "line": line.map(|line| line.number),
            "column": line.map(|line| line.column),
            "text": line.map(|line| line.text.as_ref()),
        })
    }

    /// `FILE:LINE`, where a statement decides.
    pub(crate) fn line(&self) -> Option<String> {
        let line = self.place.as_ref()?.line.as_ref()?;
        Some(format!("{}:{}", line.file, line.number))
    }
}

impl fmt::Display for Decided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&mistakes::note(self.place.as_ref(), self.by))
    }
}
