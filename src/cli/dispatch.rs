use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;

use crate::rules::Rules;
use crate::run::RunError;
use crate::texts::{Explain, Lang, Message, Texts};

use super::arguments::{Cli, Command};
use super::failure::Failure;
use super::session::Session;
use super::{
    check, compare, completions, console, diff, exit, explain, help, indicators, init, locale, pilot, procedures,
    profiles, rank, report, score, standards, tally, times, usage, validate,
};

/// Runs the program with these arguments.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = usage::language(&arguments).unwrap_or_else(locale::lang);
    let messages = match Texts::load(&Rules::embedded(), lang) {
        Ok(messages) => messages,
        Err(error) => {
            console::say(&error.to_string());
            return ExitCode::from(exit::COULD_NOT_RUN);
        }
    };
    let mut command = help::command(&messages);
    let parsed = command.try_get_matches_from_mut(&arguments).and_then(|matches| match matches.subcommand() {
        Some((help::HELP, topic)) => Ok(Err(topic.get_one::<String>("topic").cloned())),
        _ => Cli::from_arg_matches(&matches).map(Ok),
    });
    let shown = match parsed {
        Ok(Ok(cli)) => return ExitCode::from(run(cli, messages)),
        Ok(Err(topic)) => {
            let known = topic.as_deref().filter(|topic| command.find_subcommand(topic).is_some());
            match (known, &topic) {
                (Some(known), _) => {
                    command.find_subcommand_mut(known).map(|known| known.render_long_help().to_string())
                }
                (None, None) => Some(command.render_long_help().to_string()),
                (None, Some(topic)) => {
                    console::say(&usage::unknown_command(topic, &messages));
                    None
                }
            }
        }
        Err(error) if error.use_stderr() => {
            console::say(usage::explain(&error, &messages).trim_end());
            None
        }
        Err(help) => Some(help.to_string()),
    };
    let is_printed = shown.is_some_and(|shown| console::print(shown.as_bytes()).is_ok());
    ExitCode::from(if is_printed { exit::DONE } else { exit::COULD_NOT_RUN })
}

fn run(cli: Cli, messages: Texts) -> u8 {
    // Outputs are the same on every machine: no locale has a say in them.
    let texts = load_texts(cli.rules.as_deref(), cli.lang.unwrap_or_default());
    let own = load_texts(cli.rules.as_deref(), messages.lang());
    let (texts, own) = match (texts, own) {
        (Ok(texts), Ok(own)) => (texts, own),
        (Err(error), _) | (_, Err(error)) => return fail(&Failure::Run(error), &messages),
    };
    let session = Session { texts, messages: own, rules: cli.rules, quiet: cli.quiet };
    let outcome = match cli.command {
        Command::Report(arguments) => report::run(&session, arguments),
        Command::Check(arguments) => check::run(&session, arguments),
        Command::Explain(arguments) => explain::run(&session, arguments),
        Command::Compare(arguments) => compare::run(&session, arguments),
        Command::Rank(arguments) => rank::run(&session, arguments),
        Command::Times(arguments) => times::run(&session, arguments),
        Command::Pilot(arguments) => pilot::run(&session, arguments),
        Command::Diff(arguments) => diff::run(&session, &arguments),
        Command::Tally(arguments) => tally::run(&session, arguments),
        Command::Validate(arguments) => validate::run(&session, arguments),
        Command::Init(arguments) => init::run(&session, arguments),
        Command::Profiles(arguments) => profiles::run(&session, &arguments),
        Command::Score(arguments) => score::run(&session, arguments),
        Command::Indicators { id } => indicators::run(&session, id.as_deref()),
        Command::Standards { id } => standards::run(&session, id.as_deref()),
        Command::Procedures(arguments) => procedures::run(&session, &arguments),
        Command::Completions { shell } => completions::run(&session, shell),
    };
    outcome.unwrap_or_else(|failure| fail(&failure, &messages))
}

fn load_texts(folder: Option<&std::path::Path>, lang: Lang) -> Result<Texts, RunError> {
    let mut rules = Rules::embedded();
    if let Some(folder) = folder {
        rules.overlay(folder)?;
    }
    Ok(Texts::load(&rules, lang)?)
}

/// Says what went wrong, in the words of the shipped texts: the user's own may be what is wrong.
fn fail(failure: &Failure, messages: &Texts) -> u8 {
    for message in failure.messages() {
        let said = messages.say(&message);
        console::say(&messages.say(&Message::new("cli.error").with("said", said)));
    }
    exit::COULD_NOT_RUN
}
