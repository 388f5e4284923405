use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::rules::Rules;
use crate::run::RunError;
use crate::texts::{Explain, Lang, Message, Texts};

use super::arguments::{Cli, Command};
use super::failure::Failure;
use super::session::Session;
use super::{
    check, completions, console, exit, indicators, init, procedures, profiles, report, standards, usage, validate,
};

/// Runs the program with these arguments.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = usage::language(&arguments);
    match Cli::try_parse_from(&arguments) {
        Ok(cli) => ExitCode::from(run(cli)),
        Err(error) if error.use_stderr() => {
            console::say(usage::explain(&error, lang).trim_end());
            ExitCode::from(exit::COULD_NOT_RUN)
        }
        Err(help) => match console::print(help.to_string().as_bytes()) {
            Ok(()) => ExitCode::from(exit::DONE),
            Err(_) => ExitCode::from(exit::COULD_NOT_RUN),
        },
    }
}

fn run(cli: Cli) -> u8 {
    let texts = match load_texts(cli.rules.as_deref(), cli.lang) {
        Ok(texts) => texts,
        Err(error) => return fail(&Failure::Run(error), cli.lang),
    };
    let lang = cli.lang;
    let session = Session { texts, rules: cli.rules, quiet: cli.quiet };
    let outcome = match cli.command {
        Command::Report(arguments) => report::run(&session, arguments),
        Command::Check(arguments) => check::run(&session, arguments),
        Command::Validate(arguments) => validate::run(&session, arguments),
        Command::Init(arguments) => init::run(&session, arguments),
        Command::Profiles(arguments) => profiles::run(&session, &arguments),
        Command::Indicators { id } => indicators::run(&session, id.as_deref()),
        Command::Standards { id } => standards::run(&session, id.as_deref()),
        Command::Procedures(arguments) => procedures::run(&session, &arguments),
        Command::Completions { shell } => completions::run(shell),
    };
    outcome.unwrap_or_else(|failure| fail(&failure, lang))
}

fn load_texts(folder: Option<&std::path::Path>, lang: Lang) -> Result<Texts, RunError> {
    let mut rules = Rules::embedded();
    if let Some(folder) = folder {
        rules.overlay(folder)?;
    }
    Ok(Texts::load(&rules, lang)?)
}

/// Says what went wrong, in the words of the shipped texts: the user's own may be what is wrong.
fn fail(failure: &Failure, lang: Lang) -> u8 {
    match Texts::load(&Rules::embedded(), lang) {
        Ok(texts) => {
            for message in failure.messages() {
                let said = texts.say(&message);
                console::say(&texts.say(&Message::new("cli.error").with("said", said)));
            }
        }
        Err(_) => console::say(&failure.to_string()),
    }
    exit::COULD_NOT_RUN
}
