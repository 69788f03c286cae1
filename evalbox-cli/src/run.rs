//! `evalbox run`: a command under a policy, and with `--audit` a report of what the policy would have refused.

use std::collections::BTreeMap;
use std::ffi::OsString;

use evalbox_seccomp::opcode::RET_K;
use evalbox_seccomp::{Action, Filter, SeccompData, SockFilter};

use crate::call::Call;
use crate::policies::Selected;
use crate::supervise::{Need, Watch, supervise};
use crate::trace::Tracer;

/// Runs the command to its end; the exit status to pass on.
pub(crate) fn run(policy: &Selected, command: &[OsString]) -> Result<u8, String> {
    let mut tracer = Tracer::new(policy);
    supervise(policy, command, Need::Reports, &mut tracer)
}

/// As [`run`], but what the policy refuses is made all the same, and reported when everything has ended.
pub(crate) fn audit(policy: &Selected, command: &[OsString]) -> Result<u8, String> {
    let lenient = Selected {
        name: policy.name.clone(),
        filter: lenient(&policy.filter)?,
    };
    let mut audit = Audit {
        filter: policy.filter,
        refused: BTreeMap::new(),
    };
    let status = supervise(&lenient, command, Need::Calls, &mut audit)?;
    eprint!("{}", audit.report(&policy.name));
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

/// What the policy would have refused, with how often, by what it would have answered.
struct Audit {
    filter: Filter,
    refused: BTreeMap<(String, String), u64>,
}

impl Watch for Audit {
    fn call(&mut self, data: &SeccompData) {
        let answer = self.filter.evaluate(data);
        let call = Call::of(data).without_addresses().to_string();
        *self.refused.entry((answer.to_string(), call)).or_default() += 1;
    }
}

impl Audit {
    fn report(&self, policy: &str) -> String {
        if self.refused.is_empty() {
            return format!("evalbox: policy `{policy}` would have refused nothing\n");
        }
        let mut report = format!("evalbox: policy `{policy}` would have refused:\n");
        let mut lines: Vec<_> = self.refused.iter().collect();
        lines.sort_by_key(|&(_, &count)| std::cmp::Reverse(count));
        for ((answer, call), count) in lines {
            let call = call.strip_prefix("system call ").unwrap_or(call);
            report.push_str(&format!("{count:>8}  {answer:<13} {call}\n"));
        }
        report
    }
}
