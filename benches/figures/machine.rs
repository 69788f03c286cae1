//! When and where: a figure without its machine says little.

use std::fs;
use std::process::Command;

/// Date, processor, kernel, compiler; what cannot be found is left out.
pub(crate) fn describe() -> String {
    let processor = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let model = text
            .lines()
            .find_map(|line| line.strip_prefix("model name"))?;
        Some(model.trim_start_matches(['\t', ' ', ':']).to_owned())
    });
    let processors = std::thread::available_parallelism();
    let processors = processors.ok().map(|count| format!("{count} processors"));
    let kernel = read("/proc/sys/kernel/osrelease").map(|release| format!("Linux {release}"));
    let jit = read("/proc/sys/net/core/bpf_jit_enable").map(|jit| {
        let jit = if jit == "0" { "off" } else { "on" };
        format!("BPF JIT {jit}")
    });
    let facts = [
        said("date", &["-u", "+%Y-%m-%d"]),
        processor,
        processors,
        kernel,
        jit,
        said("rustc", &["--version"]),
    ];
    facts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn read(path: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    Some(text.trim().to_owned())
}

fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success()).then(|| text.trim().to_owned())
}
