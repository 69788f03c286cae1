//! What a policy would have to say for calls that it refuses: statements to add, tried before they are shown.

use evalbox_seccomp::{Action, SeccompData};

use crate::call::identify;
use crate::record::{Model, statements};
use crate::source::Source;

/// Statements that, added to the policy, let all of these calls through and say no more than that; `None` where adding is
/// not enough: a statement of the policy refuses one of them.
pub(crate) fn additions(source: &Source, calls: &[SeccompData]) -> Option<Vec<String>> {
    let mut model = Model::default();
    for call in calls {
        let number = call.nr.cast_unsigned();
        match identify(call.arch, number) {
            Some((id, abi)) => model.observe(id, abi, call.args.map(Some), 1),
            None => model.observe_unknown(call.arch, number),
        }
    }
    let all = statements(&model);
    // What the policy says already may be enough, once it is said of the call's ABI.
    let abi = all.last().filter(|last| last.starts_with("abi "));
    let fewer = abi.map(|abi| vec![abi.clone()]);
    fewer
        .into_iter()
        .chain([all])
        .find(|added| suffice(source, added, calls))
}

/// Whether the policy with these statements compiles and allows the calls.
fn suffice(source: &Source, added: &[String], calls: &[SeccompData]) -> bool {
    let mut wider = source.clone();
    for statement in added {
        wider.text.push('\n');
        wider.text.push_str(statement);
    }
    wider.compile().is_ok_and(|resolved| {
        calls
            .iter()
            .all(|call| resolved.filter.evaluate(call) == Action::Allow)
    })
}
