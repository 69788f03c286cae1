//! What is made of the command line's definition besides the parser: completions for shells, and manual pages.

use std::fs;
use std::io;
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::args::Arguments;

/// The completion script of a shell.
pub(crate) fn completions(shell: Shell) -> Result<String, String> {
    let mut script = Vec::new();
    let mut definition = Arguments::command();
    clap_complete::generate(shell, &mut definition, "evalbox", &mut script);
    String::from_utf8(script).map_err(|error| error.to_string())
}

/// evalbox(1), in the language of man(7).
pub(crate) fn page() -> Result<String, String> {
    let page = rendered(definition()).map_err(|error| error.to_string())?;
    String::from_utf8(page).map_err(|error| error.to_string())
}

/// Writes evalbox(1) and a page for every subcommand into a directory, which is made where it is not there.
pub(crate) fn pages(directory: &Path) -> Result<(), String> {
    let named = |path: &Path, error: io::Error| format!("{}: {error}", path.display());
    fs::create_dir_all(directory).map_err(|error| named(directory, error))?;
    let whole = definition();
    for command in whole.get_subcommands().chain([&whole]) {
        let name = command
            .get_display_name()
            .unwrap_or_else(|| command.get_name());
        let path = directory.join(format!("{name}.1"));
        rendered(command.clone())
            .and_then(|page| fs::write(&path, page))
            .map_err(|error| named(&path, error))?;
    }
    Ok(())
}

/// The definition without `help`, which is no page's subject.
fn definition() -> Command {
    let mut definition = Arguments::command().disable_help_subcommand(true);
    definition.build();
    definition
}

/// A page: clap's sections, and one for each paragraph that the help ends with.
fn rendered(command: Command) -> io::Result<Vec<u8>> {
    let version = concat!("evalbox ", env!("CARGO_PKG_VERSION"));
    let after = command.get_after_help().map(ToString::to_string);
    let has_subcommands = command.has_subcommands();
    let man = Man::new(command).source(version).manual("evalbox manual");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if has_subcommands {
        man.render_subcommands_section(&mut page)?;
    }
    for paragraph in after.unwrap_or_default().split("\n\n") {
        section(paragraph, &mut page)?;
    }
    Ok(page)
}

/// `Heading:` and lines that stay as they are.
fn section(paragraph: &str, page: &mut Vec<u8>) -> io::Result<()> {
    let Some((heading, lines)) = paragraph.split_once(":\n") else {
        return Ok(());
    };
    let heading = heading.to_uppercase();
    let mut roff = Roff::new();
    roff.control("SH", [heading.as_str()]).control("nf", []);
    for line in lines.lines() {
        roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
    }
    roff.control("fi", []).to_writer(page)
}
