//! Included files, profiles of calls and container profiles.

use std::collections::BTreeMap;

use evalbox_compiler::error::Errors;
use evalbox_compiler::source::{Manifest, Sources};
use evalbox_compiler::syntax::Policy;
use evalbox_compiler::target::Target;

use super::{parse, show, stream};

/// Files by name.
struct Files<'t>(BTreeMap<&'t str, &'t str>);

impl Sources for Files<'_> {
    fn read(&self, path: &str) -> Result<(String, String), String> {
        let text = *self.0.get(path).ok_or("no such file")?;
        Ok((format!("/crate/{path}"), text.to_owned()))
    }
}

fn read(policy: &str, files: &[(&str, &str)]) -> (Policy, Vec<String>) {
    let mut errors = Errors::new();
    let files = Files(files.iter().copied().collect());
    let policy = parse(stream(policy), Target::X86_64, &files, &mut errors);
    (policy, errors.iter().map(ToString::to_string).collect())
}

#[test]
fn statements_stand_where_their_include_stands() {
    let (policy, errors) = read(
        "allow [read]; include \"a\"; include \"empty\"; deny [dup];",
        &[
            ("a", "allow [write]; include \"b\"; allow [close];"),
            ("b", "log [stat]; // last"),
            ("empty", "// none\n"),
        ],
    );
    assert_eq!(errors, [""; 0]);
    assert_eq!(
        show::policy(&policy),
        [
            "Allow [read]",
            "Allow [write]",
            "Log [stat]",
            "Allow [close]",
            "Deny [dup]"
        ]
    );
    assert_eq!(policy.files, ["/crate/a", "/crate/b", "/crate/empty"]);
}

#[test]
fn the_abis_of_an_include_hold_for_its_statements() {
    let (policy, errors) = read(
        "#[cfg(not(abi = \"x32\"))] include \"a\"; #[cfg(target_arch = \"arm\")] include \"missing\";",
        &[(
            "a",
            "allow [read]; #[cfg(not(abi = \"x86\"))] allow [write]; #[cfg(abi = \"x32\")] allow [dup];",
        )],
    );
    assert_eq!(errors, [""; 0]);
    assert_eq!(
        show::policy(&policy),
        [
            "Some([X86_64, X86]) Allow [read]",
            "Some([X86_64]) Allow [write]"
        ]
    );
}

#[test]
fn mistakes_in_files() {
    let one = |policy: &str, files: &[(&str, &str)]| {
        let (_, errors) = read(policy, files);
        assert_eq!(errors.len(), 1, "{errors:?}");
        errors.into_iter().next().unwrap_or_default()
    };
    assert_eq!(
        one("include \"none\";", &[]),
        "cannot read `none`: no such file"
    );
    let text = one(
        "include \"a\";",
        &[("a", "allow [\n    read,\n\tfoo bar,\n];")],
    );
    assert_eq!(
        text,
        "a:3:5: missing `,` before `bar`\n    3 | \tfoo bar,\n      |     ^"
    );
    let text = one(
        "include \"a\";",
        &[("a", "include \"b\";"), ("b", "\ninclude \"a\";")],
    );
    assert!(text.starts_with("b:2:9: `a` includes itself"), "{text}");
    for (text, place, message) in [
        ("allow [read;", "a:1:7", "a bracket without its partner"),
        ("allow read];", "a:1:11", "a bracket without its partner"),
        ("allow [read);", "a:1:12", "a bracket without its partner"),
        ("/* /* */", "a:1:1", "a comment without"),
        ("include \"b;", "a:1:9", "a literal without its closing"),
        ("include r#\"b\";", "a:1:9", "a string without its end"),
        ("allow [r€ad];", "a:1:9", "`€` has no place in a policy"),
        ("allow [½];", "a:1:8", "`½` has no place in a policy"),
        (
            "allow [read]\u{202e};",
            "a:1:13",
            "`\\u{202e}` has no place",
        ),
        ("#![allow(no_exit)]", "a:1:1", "stands first in the policy"),
    ] {
        let found = one("include \"a\";", &[("a", text)]);
        assert!(
            found.starts_with(place) && found.contains(message),
            "{text}: {found}"
        );
    }
}

#[test]
fn files_that_include_each_other_twice_come_to_an_end() {
    let names: Vec<String> = (0..40).map(|index| format!("f{index}")).collect();
    let texts: Vec<String> = (1..41)
        .map(|index| format!("include \"f{index}\"; include \"f{index}\";"))
        .collect();
    let mut files: Vec<(&str, &str)> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    files.push(("f40", ""));
    let (_, errors) = read("include \"f0\";", &files);
    assert_eq!(errors.len(), 1);
    assert!(
        errors[0].contains("more than 500 included files"),
        "{errors:?}"
    );
}

#[test]
fn counts_of_a_profile() {
    let table = "\
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 30.24    0.000101           5        18           mmap
 10.00    0.000010           5         3         2 openat
------ ----------- ----------- --------- --------- ----------------
100.00    0.000334           3        97         2 total
";
    let (policy, errors) = read(
        "profile \"plain\"; profile \"strace\";",
        &[
            ("plain", "# calls\n12 read\n\n  3 write\n"),
            ("strace", table),
        ],
    );
    assert_eq!(errors, [""; 0]);
    assert_eq!(
        show::policy(&policy),
        ["profile [12 read, 3 write]", "profile [18 mmap, 3 openat]"]
    );
    assert_eq!(policy.files, ["/crate/plain", "/crate/strace"]);
    let (_, errors) = read("profile \"p\";", &[("p", "12 read\nread 12\n")]);
    assert_eq!(errors.len(), 1);
    assert!(
        errors[0].starts_with("p:2:1: `COUNT NAME` expected"),
        "{errors:?}"
    );
}

/// strace of a program that makes calls through another ABI: a table for each, those after the first under a heading.
#[test]
fn counts_of_another_abi_are_passed_over() {
    let table = |count: u32, name: &str| {
        format!(
            "\
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
100.00    0.000101           5  {count:>8}           {name}
------ ----------- ----------- --------- --------- ----------------
100.00    0.000334           3  {count:>8}         2 total
"
        )
    };
    let heading = "System call usage summary for 32 bit mode:\n";
    let text = format!(
        "{}{heading}{}{}",
        table(18, "mmap"),
        table(3, "mmap2"),
        table(4, "read")
    );
    let (policy, errors) = read("profile \"p\";", &[("p", &text)]);
    assert_eq!(errors, [""; 0]);
    assert_eq!(show::policy(&policy), ["profile [18 mmap, 4 read]"]);
}

#[test]
fn container_profiles_are_handed_on() {
    let (policy, errors) = read(
        "oci \"p.json\" caps [CAP_KILL, CAP_CHOWN,]; oci \"p.json\";",
        &[("p.json", "{}")],
    );
    assert_eq!(errors, [""; 0]);
    assert_eq!(
        show::policy(&policy),
        ["oci p.json {} [CAP_KILL, CAP_CHOWN]", "oci p.json {} []"]
    );
    assert_eq!(policy.files, ["/crate/p.json"]);
}

#[test]
fn files_are_read_from_the_manifest() {
    let manifest = Manifest {
        root: env!("CARGO_MANIFEST_DIR").into(),
    };
    let (name, text) = manifest.read("tests/parse/files.rs").unwrap_or_default();
    assert!(
        name.starts_with('/') && name.ends_with("tests/parse/files.rs"),
        "{name}"
    );
    assert_eq!(text, include_str!("files.rs"));
    for (path, why) in [
        ("", "empty"),
        ("none", "No such file"),
        ("src", "not a regular file"),
        ("/dev/zero", "not a regular file"),
    ] {
        let error = manifest.read(path).err().unwrap_or_default();
        assert!(error.contains(why), "{path}: {error}");
    }
}
