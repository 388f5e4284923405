//! `--help` in the user's language: the command line as clap knows it, with the words of `rules/texts` (keys `help.…`).

use clap::builder::{PossibleValue, Resettable};
use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::texts::Texts;

use super::arguments::Cli;

/// The subcommand that shows the help of another one.
pub(super) const HELP: &str = "help";

/// Place of what every command has, behind its own options.
const LAST: usize = 1000;

/// The command line, speaking the language of these texts.
pub(super) fn command(texts: &Texts) -> Command {
    let command = Cli::command()
        .disable_help_subcommand(true)
        .subcommand(Command::new(HELP).arg(Arg::new("topic").value_name("COMMAND")));
    let names: Vec<String> = command.get_subcommands().map(|known| known.get_name().to_owned()).collect();
    let mut command = names.iter().fold(translated(command, texts), |command, name| {
        command.mut_subcommand(name, |known| translated(known, texts))
    });
    // Only a command line that is whole knows its usage.
    let mut whole = command.clone();
    whole.build();
    let usage = usage(&mut whole, texts);
    command = command.override_usage(usage);
    for name in &names {
        let usage = whole.find_subcommand_mut(name).map(|known| self::usage(known, texts)).unwrap_or_default();
        command = command.mut_subcommand(name, |known| known.override_usage(usage));
    }
    command
}

/// One command with its words.
fn translated(command: Command, texts: &Texts) -> Command {
    let name = command.get_name().to_owned();
    let say = |key: &str| texts.get(&format!("help.{key}"));
    let ids: Vec<String> = command.get_arguments().map(|known| known.get_id().to_string()).collect();
    let mut command =
        ids.iter().fold(command, |command, id| command.mut_arg(id, |argument| with_words(argument, &name, texts)));
    let about = say(&format!("{name}.about"));
    command = command
        .about(about)
        .long_about(Resettable::Reset)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help(say("arg.help")).display_order(LAST))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(say("arg.version"))
                .display_order(LAST),
        )
        .subcommand_value_name(say("value.command"));
    let mut template = format!("{{about-with-newline}}\n{}: {{usage}}", say("usage"));
    let has = |positional: bool| command.get_arguments().any(|known| known.is_positional() == positional);
    let sections = [
        (command.has_subcommands(), "commands", "{subcommands}"),
        (has(true), "arguments", "{positionals}"),
        (has(false), "options", "{options}"),
    ];
    for (_, title, tag) in sections.into_iter().filter(|(wanted, ..)| *wanted) {
        template.push_str(&format!("\n\n{}:\n{tag}", say(title)));
    }
    template.push_str("{after-help}");
    let examples = texts.find(&format!("help.{name}.examples"));
    let after = texts.find(&format!("help.{name}.after"));
    let has_exits = matches!(
        name.as_str(),
        "cchc" | "report" | "check" | "compare" | "explain" | "rank" | "times" | "diff" | "pilot" | "tally"
    );
    let exits = has_exits.then(|| say("exits"));
    let after: Vec<String> = examples.into_iter().chain(after).chain(exits).collect();
    command.help_template(template).after_help(after.join("\n\n"))
}

/// An argument with its words; what it can be and what it is without being said stand behind them.
fn with_words(argument: Arg, command: &str, texts: &Texts) -> Arg {
    let id = argument.get_id().to_string();
    let mut help = own(command, &id, "arg", texts);
    let mut long = None;
    let possible: Vec<PossibleValue> =
        if argument.get_action().takes_values() { argument.get_possible_values() } else { Vec::new() };
    let default: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let default = match default.as_slice() {
        [] => String::new(),
        values => format!(" [{}: {}]", texts.get("help.default"), values.join(", ")),
    };
    if !possible.is_empty() {
        let names: Vec<&str> = possible.iter().map(PossibleValue::get_name).collect();
        let width = names.iter().map(|name| name.len()).max().unwrap_or_default();
        // The names of shells say all there is to say.
        let said = |name: &&str| format!("\n- {name:width$}  {}", own(command, &format!("{id}.{name}"), "one", texts));
        long = (id != "shell").then(|| format!("{help}{default}{}", names.iter().map(said).collect::<String>()));
        help = format!("{help} [{}: {}]", texts.get("help.possible"), names.join(", "));
    }
    let values: Vec<String> = match argument.get_value_names() {
        Some(names) => names.iter().map(|name| name.to_string()).collect(),
        None => vec![id.to_uppercase()],
    };
    let values: Vec<String> = values.iter().map(|name| value_name(name, texts)).collect();
    let takes_values = argument.get_action().takes_values();
    let argument = argument.help(format!("{help}{default}"));
    // Options of every command stand behind those of this one.
    let argument = if argument.is_global_set() { argument.display_order(LAST - 1) } else { argument };
    let argument = match long {
        Some(long) => argument.long_help(long),
        None => argument.long_help(Resettable::Reset),
    };
    match takes_values {
        true => argument.value_names(values).hide_possible_values(true).hide_default_value(true),
        false => argument,
    }
}

/// The words on something of one command, else those that all commands share.
fn own(command: &str, id: &str, shared: &str, texts: &Texts) -> String {
    let last = id.rsplit('.').next().unwrap_or(id);
    texts.find(&format!("help.{command}.{id}")).unwrap_or_else(|| texts.get(&format!("help.{shared}.{last}")))
}

/// `ID|FILE` and `TERM=OPTION`, each word in the language.
fn value_name(name: &str, texts: &Texts) -> String {
    let word = |word: &str| texts.get(&format!("help.value.{}", word.to_lowercase()));
    let mut shown = String::new();
    let mut rest = name;
    while let Some(place) = rest.find(['|', '=']) {
        shown.push_str(&word(&rest[..place]));
        shown.push_str(&rest[place..=place]);
        rest = &rest[place + 1..];
    }
    shown + &word(rest)
}

/// How a command is written, without the word before it.
fn usage(command: &mut Command, texts: &Texts) -> String {
    let usage = command.render_usage().to_string();
    let usage = usage.split_once(": ").map_or(usage.as_str(), |(_, usage)| usage);
    usage.replace("[OPTIONS]", &format!("[{}]", texts.get("help.value.options")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::rules::Rules;
    use crate::texts::Lang;

    fn texts(lang: Lang) -> Texts {
        Texts::load(&Rules::embedded(), lang).unwrap()
    }

    fn helps(lang: Lang) -> Vec<(String, String)> {
        let mut command = command(&texts(lang));
        command.build();
        let names: Vec<String> = command.get_subcommands().map(|known| known.get_name().to_owned()).collect();
        let mut helps = vec![("cchc".to_owned(), command.render_long_help().to_string())];
        helps[0].1.push_str(&command.render_help().to_string());
        for name in names {
            let known = command.find_subcommand_mut(&name).unwrap();
            helps.push((name, format!("{}{}", known.render_help(), known.render_long_help())));
        }
        helps
    }

    #[test]
    fn every_command_and_argument_has_its_words_in_both_languages() {
        for lang in [Lang::Vi, Lang::En] {
            for (name, help) in helps(lang) {
                assert!(!help.contains("«help."), "{name}: {help}");
            }
            command(&texts(lang)).debug_assert();
        }
    }

    #[test]
    fn every_text_of_help_is_shown() {
        for lang in [Lang::Vi, Lang::En] {
            let shown: String = helps(lang).into_iter().map(|(_, help)| help).collect();
            let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let shown = squeezed(&shown);
            let texts = texts(lang);
            for key in texts.keys().filter(|key| key.starts_with("help.")) {
                assert!(shown.contains(&squeezed(&texts.get(key))), "{key} is not shown");
            }
        }
    }

    /// Words of four letters or more that the English help has and the Vietnamese has too, besides what is typed.
    #[test]
    fn no_english_is_left_in_vietnamese_help() {
        let words = |help: &str| -> BTreeSet<String> {
            help.lines()
                .filter(|line| !line.starts_with("  cchc "))
                .flat_map(|line| line.split(|letter: char| letter.is_whitespace() || ",;:()[]<>".contains(letter)))
                .filter(|word| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
                .map(str::to_lowercase)
                .collect()
        };
        let mut typed: BTreeSet<String> =
            ["cchc", "toml", "json", "junit", "github", "actions", "markdown", "excel", "word"]
                .map(str::to_owned)
                .into_iter()
                .collect();
        let mut command = command(&texts(Lang::Vi));
        command.build();
        for known in command.get_subcommands() {
            typed.insert(known.get_name().to_owned());
            for argument in known.get_arguments() {
                typed.extend(argument.get_possible_values().iter().map(|value| value.get_name().to_owned()));
            }
        }
        typed.extend(
            ["html", "xlsx", "docx", "mojibake", "columns", "cells", "parts", "listed", "tcvn"].map(str::to_owned),
        );
        typed.extend(["civil", "statistical", "previous", "province", "district", "commune"].map(str::to_owned));
        typed.extend(["volume", "spread"].map(str::to_owned));
        typed.extend(
            ["criterion", "unit", "numerator", "denominator", "source", "indicator", "period", "covers"]
                .map(str::to_owned),
        );
        for ((name, vi), (_, en)) in helps(Lang::Vi).iter().zip(&helps(Lang::En)) {
            let left: Vec<String> =
                words(vi).intersection(&words(en)).filter(|word| !typed.contains(*word)).cloned().collect();
            assert_eq!(left, [""; 0], "{name}: {vi}");
        }
    }
}
