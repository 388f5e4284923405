//! The template of the body, filled in: Markdown.

use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, Value};

use crate::report::model::Report;
use crate::texts::Texts;

use super::context::Context;
use super::error::WordError;

/// Name of the way values are escaped.
const MARKDOWN: &str = "markdown";

/// Steps of a template: a report of a thousand units takes some hundred thousand; loops within loops without end are stopped.
const MOST_STEPS: u64 = 5_000_000;
/// Letters of a line shown with an error.
const MOST_SHOWN: usize = 200;

/// The file that a template is read from.
pub(super) fn name(texts: &Texts) -> String {
    format!("documents/report.{}.md", texts.lang().code())
}

/// The body as Markdown, every value in it as plain text.
///
/// # Errors
/// When the template is wrong: with its line.
pub(super) fn fill(report: &Report, texts: &Texts) -> Result<String, WordError> {
    let template = report.template.get(texts.lang());
    let context = Context::new(report, texts);
    render(&name(texts), template, &context)
}

fn render<C: serde::Serialize>(name: &str, template: &str, context: &C) -> Result<String, WordError> {
    let mut environment = Environment::new();
    environment.set_fuel(Some(MOST_STEPS));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom(MARKDOWN.into()));
    environment.set_formatter(write_value);
    let wrong = |error: minijinja::Error| {
        let line = error.line().unwrap_or(1);
        WordError::Template {
            file: name.to_owned(),
            line,
            shown: shown(template, line),
            reason: error.detail().map_or_else(|| error.kind().to_string(), str::to_owned),
            unknown_value: error.kind() == ErrorKind::UndefinedError,
        }
    };
    environment.add_template(name, template).map_err(wrong)?;
    environment.get_template(name).and_then(|template| template.render(minijinja::value::Serde(context))).map_err(wrong)
}

/// Writes a value of the template: what a macro made is Markdown already, all else is text.
fn write_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    if value.is_undefined() {
        return Err(ErrorKind::UndefinedError.into());
    }
    if value.is_none() {
        return Ok(());
    }
    let text = value.to_string();
    out.write_str(&if value.is_safe() { text } else { escape(&text) })?;
    Ok(())
}

/// Text that stays text wherever in Markdown it stands: a sign is written as a character reference, which never makes
/// structure. References are undone in code too (`parse`).
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_space = true;
    for letter in text.chars() {
        let letter = if letter.is_whitespace() && letter != '\u{A0}' { ' ' } else { letter };
        // Runs of spaces could make code of a line, or a break at its end.
        if letter == ' ' && std::mem::replace(&mut after_space, true) {
            continue;
        }
        after_space = letter == ' ';
        match letter {
            ',' | '%' | '(' | ')' | '/' | '"' | '\'' => out.push(letter),
            letter if letter.is_ascii_punctuation() => out.push_str(&format!("&#{};", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out
}

/// A line of the template, as much of it as helps.
fn shown(template: &str, line: usize) -> String {
    let text = template.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim();
    let cut: String = text.chars().take(MOST_SHOWN).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn filled(template: &str, value: &str) -> Result<String, WordError> {
        render("t.md", template, &BTreeMap::from([("x", value)]))
    }

    #[test]
    fn values_make_no_structure() {
        for value in
            ["**x**", "[a](b)", "| x", "# x", "- x", "1. x", "    x", "<b>", "&amp;", "`x`", "a  \nb", "{{ y }}"]
        {
            let text = filled("{{ x }}", value).unwrap();
            let events: Vec<_> = pulldown_cmark::Parser::new(&text).collect();
            let text: String = events
                .iter()
                .filter_map(|event| match event {
                    pulldown_cmark::Event::Text(text) => Some(text.as_ref()),
                    _ => None,
                })
                .collect();
            assert_eq!(text, value.split_whitespace().collect::<Vec<_>>().join(" "));
            let structure = events.iter().filter(|event| !matches!(event, pulldown_cmark::Event::Text(_))).count();
            assert_eq!(structure, 2, "{value}: one paragraph, {events:?}");
        }
    }

    #[test]
    fn a_wrong_template_is_told_with_its_line() {
        let told = |template: &str| match filled(template, "v") {
            Err(WordError::Template { line, shown, unknown_value, .. }) => (line, shown, unknown_value),
            other => panic!("{other:?}"),
        };
        assert_eq!(told("a\n\n {{ y }}\n"), (3, "{{ y }}".to_owned(), true));
        assert_eq!(told("a\n{% if %}\n"), (2, "{% if %}".to_owned(), false));
        assert_eq!(told("a\n{{ x | nothing }}\n"), (2, "{{ x | nothing }}".to_owned(), false));
    }

    #[test]
    fn what_a_macro_makes_is_not_escaped_twice() {
        let text = filled("{% macro m(v) %}**{{ v }}**{% endmacro %}{{ m(x) }}", "a*b").unwrap();
        assert_eq!(text, "**a&#42;b**");
    }
}
