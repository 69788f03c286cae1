//! `evalbox run`: a command under a policy, and with `--audit` a report of what the policy would have refused.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ffi::OsString;

use evalbox_seccomp::opcode::RET_K;
use evalbox_seccomp::{Action, Filter, SeccompData, SockFilter};

use crate::call::Call;
use crate::mistakes::Failure;
use crate::policies::Selected;
use crate::supervise::{Need, Watch, supervise};
use crate::trace::Tracer;
use crate::{advice, reason};

/// Runs the command to its end; the exit status to pass on.
pub(crate) fn run(policy: &Selected, command: &[OsString]) -> Result<u8, Failure> {
    let mut tracer = Tracer::new(policy);
    Ok(supervise(policy, command, Need::Reports, &mut tracer)?)
}

/// As [`run`], but what the policy refuses is made all the same, and reported when everything has ended.
pub(crate) fn audit(policy: &Selected, command: &[OsString]) -> Result<u8, Failure> {
    let lenient = Selected {
        name: policy.name.clone(),
        filter: lenient(&policy.filter)?,
        source: None,
    };
    let mut audit = Audit {
        filter: policy.filter,
        refused: BTreeMap::new(),
    };
    let status = supervise(&lenient, command, Need::Calls, &mut audit)?;
    anstream::eprint!("{}", audit.report(policy));
    Ok(status)
}

/// The filter with `trace` in the place of every answer by which a call is not made.
fn lenient(filter: &Filter) -> Result<Filter, String> {
    let program: Vec<SockFilter> = filter
        .program()
        .iter()
        .map(|&instruction| match Action::from_raw(instruction.k) {
            Action::Allow | Action::Log => instruction,
            _ if instruction.code == RET_K => {
                SockFilter::statement(RET_K, Action::Trace(0).to_raw())
            }
            _ => instruction,
        })
        .collect();
    Filter::new(program.leak()).map_err(|error| format!("internal error: {error}"))
}

/// What the policy would have refused, by what it would have answered and the call in words.
struct Audit {
    filter: Filter,
    refused: BTreeMap<(String, String), Refused>,
}

struct Refused {
    count: u64,
    /// The first of these calls.
    call: SeccompData,
}

impl Watch for Audit {
    fn call(&mut self, data: &SeccompData) {
        let answer = self.filter.evaluate(data);
        let call = Call::of(data).without_addresses().to_string();
        let refused = self.refused.entry((answer.to_string(), call));
        let first = Refused {
            count: 0,
            call: *data,
        };
        refused.or_insert(first).count += 1;
    }
}

impl Audit {
    fn report(&self, policy: &Selected) -> String {
        let name = &policy.name;
        if self.refused.is_empty() {
            return format!("evalbox: policy `{name}` would have refused nothing\n");
        }
        let mut report = format!("evalbox: policy `{name}` would have refused:\n");
        let resolved = policy
            .source
            .as_ref()
            .and_then(|source| source.compile().ok());
        let mut lines: Vec<_> = self.refused.iter().collect();
        lines.sort_by_key(|&(_, refused)| Reverse(refused.count));
        for ((answer, call), Refused { count, call: data }) in &lines {
            let call = call.strip_prefix("system call ").unwrap_or(call);
            report.push_str(&format!("{count:>8}  {answer:<13} {call}"));
            let line = resolved.as_ref().and_then(|resolved| {
                reason::decided(&resolved.policy, &resolved.values, data).line()
            });
            report.push_str(&line.map_or_else(String::new, |line| format!("  ({line})")));
            report.push('\n');
        }
        let calls: Vec<SeccompData> = lines.iter().map(|(_, refused)| refused.call).collect();
        let added = policy
            .source
            .as_ref()
            .and_then(|source| advice::additions(source, &calls));
        if let Some(added) = added {
            report.push_str("hint: with these statements it would have let them through:\n");
            for statement in added {
                report.push_str(&format!("    {statement}\n"));
            }
        }
        report
    }
}
