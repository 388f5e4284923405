use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::rules::{Rules, RulesError};

use super::{Lang, Message, numbers};

/// The texts of a language could not be used.
#[derive(Debug, thiserror::Error)]
pub enum TextsError {
    /// The file is missing or not readable as a table of texts.
    #[error(transparent)]
    Rules(#[from] RulesError),
}

/// All sentences of one language, by key.
#[derive(Debug, Clone)]
pub struct Texts {
    lang: Lang,
    sentences: Arc<BTreeMap<String, String>>,
}

/// The text of a file and what it says.
type Parsed = (String, Arc<BTreeMap<String, String>>);

/// The first file read of each language: a run asks for the same one several times, and it is long.
static PARSED: [OnceLock<Parsed>; 2] = [OnceLock::new(), OnceLock::new()];

impl Texts {
    /// Reads `texts/<lang>.toml` from the rules.
    ///
    /// # Errors
    /// When the file is missing or is not a flat table of strings.
    pub fn load(rules: &Rules, lang: Lang) -> Result<Self, TextsError> {
        let file = rules.file(&format!("texts/{}.toml", lang.code()))?;
        let [vi, en] = &PARSED;
        let first = match lang {
            Lang::Vi => vi,
            Lang::En => en,
        };
        if let Some((_, sentences)) = first.get().filter(|(text, _)| *text == file.text) {
            return Ok(Self { lang, sentences: Arc::clone(sentences) });
        }
        let sentences = Arc::new(file.parse::<BTreeMap<String, String>>()?);
        first.get_or_init(|| (file.text.clone(), Arc::clone(&sentences)));
        Ok(Self { lang, sentences })
    }

    /// The language of these texts.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.sentences.keys().map(String::as_str)
    }

    /// The sentence `key`. A key without a sentence shows as `«key»`; a test keeps that from happening.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.sentences.get(key).cloned().unwrap_or_else(|| format!("«{key}»"))
    }

    /// The sentence `key`, if there is one.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<String> {
        self.sentences.get(key).cloned()
    }

    /// The sentence of a message with its values in place. `{count?file|files}` is the first of both where the value `count` is 1.
    #[must_use]
    pub fn say(&self, message: &Message) -> String {
        self.fill(&self.get(message.key), message)
    }

    /// The sentence `key`, whose only place is a count.
    #[must_use]
    pub fn counted(&self, key: &str, count: u64) -> String {
        self.fill(&self.get(key), &Message::new("").with("count", self.number(count)))
    }

    /// One pass over the sentence: a value that itself holds `{name}` is never expanded again.
    fn fill(&self, sentence: &str, message: &Message) -> String {
        let mut said = String::with_capacity(sentence.len());
        let mut rest = sentence;
        while let Some(open) = rest.find('{') {
            said.push_str(&rest[..open]);
            let after = &rest[open + 1..];
            let known = after.find('}').and_then(|close| {
                let wanted = &after[..close];
                if let Some((name, forms)) = wanted.split_once('?') {
                    let (one, several) = forms.split_once('|')?;
                    let (_, count) = message.values.iter().find(|(known, _)| *known == name)?;
                    return Some((close, Cow::from(if count == "1" { one } else { several })));
                }
                let value = message.values.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str());
                let named =
                    || message.names.iter().find(|(name, _)| *name == wanted).map(|(_, name)| name.get(self.lang));
                let part = || {
                    let (_, parts) = message.parts.iter().find(|(name, _)| *name == wanted)?;
                    Some(Cow::from(parts.iter().map(|part| self.say(part)).collect::<Vec<_>>().join("; ")))
                };
                // A value beside names tells how many they are.
                let value = named().map(|name| Cow::from(agreeing(name, message))).or(value.map(Cow::from));
                Some((close, value.or_else(part)?))
            });
            match known {
                Some((close, value)) => {
                    said.push_str(&value);
                    rest = &after[close + 1..];
                }
                None => {
                    said.push('{');
                    rest = after;
                }
            }
        }
        said.push_str(rest);
        said
    }

    /// A whole number as this language writes it: `2.142` or `2,142`.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        numbers::whole(number, self.lang)
    }
}

/// A name of the rules with its words in the number that the message tells: `{count?dossier is|dossiers are}`.
fn agreeing(name: &str, message: &Message) -> String {
    let mut said = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('{') {
        let forms = after.split_once('}').and_then(|(wanted, rest)| {
            let (count, forms) = wanted.split_once('?')?;
            let (one, several) = forms.split_once('|')?;
            let (_, count) = message.values.iter().find(|(known, _)| *known == count)?;
            Some((if count == "1" { one } else { several }, rest))
        });
        said.push_str(before);
        match forms {
            Some((form, after)) => {
                said.push_str(form);
                rest = after;
            }
            None => {
                said.push('{');
                rest = after;
            }
        }
    }
    said + rest
}

#[cfg(test)]
mod tests {
    use crate::texts::Localized;

    use super::*;

    fn texts(sentence: &str) -> Texts {
        Texts { lang: Lang::Vi, sentences: Arc::new(BTreeMap::from([("k".to_owned(), sentence.to_owned())])) }
    }

    #[test]
    fn texts_of_the_user_are_not_taken_for_those_read_before() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("texts")).unwrap();
        std::fs::write(folder.path().join("texts/vi.toml"), "k = \"mine\"").unwrap();
        let (shipped, mut own) = (Rules::embedded(), Rules::embedded());
        own.overlay(folder.path()).unwrap();
        let said = |rules: &Rules, lang: Lang| Texts::load(rules, lang).unwrap().get("k");
        for _ in 0..2 {
            assert_eq!(said(&shipped, Lang::Vi), "«k»");
            assert_eq!(said(&own, Lang::Vi), "mine");
            assert_eq!(said(&own, Lang::En), "«k»");
        }
    }

    #[test]
    fn values_are_put_in_place_once() {
        let said = texts("{path}: {what} {path}").say(&Message::new("k").with("path", "{what}").with("what", "x"));
        assert_eq!(said, "{what}: x {what}");
    }

    /// `1 files` stood in many English sentences.
    #[test]
    fn a_word_agrees_with_its_number() {
        let said = |count: &str| {
            texts("{count} {count?file was|files were} read: {name}")
                .say(&Message::new("k").with("count", count).with("name", "{count?a|b}"))
        };
        assert_eq!(said("1"), "1 file was read: {count?a|b}");
        assert_eq!(said("0"), "0 files were read: {count?a|b}");
        assert_eq!(said("21"), "21 files were read: {count?a|b}");
        assert_eq!(said("1,001"), "1,001 files were read: {count?a|b}");
        assert_eq!(texts("{other?a|b}").say(&Message::new("k")), "{other?a|b}");
    }

    /// `1 dossiers are` stood in notes whose noun is a name of the rules.
    #[test]
    fn a_name_of_the_rules_agrees_with_its_number() {
        let both = |text: &str| Localized { vi: text.to_owned(), en: text.to_owned() };
        let said = |count: &str, name: &str| {
            texts("{count} {doubt}.").say(&Message::new("k").with("count", count).named("doubt", &both(name)))
        };
        let name = "{count?dossier is|dossiers are} due {before?a|b} {count} {";
        assert_eq!(said("1", name), "1 dossier is due {before?a|b} {count} {.");
        assert_eq!(said("2", name), "2 dossiers are due {before?a|b} {count} {.");
    }

    #[test]
    fn messages_stand_in_a_message() {
        let part = |value: &str| Message::new("k").with("value", value);
        let said = texts("<{value}{parts}>").say(&part("").saying("parts", vec![part("{parts}"), part("b")]));
        assert_eq!(said, "<<{parts}{parts}>; <b{parts}>>");
    }

    #[test]
    fn unknown_places_and_keys_stay_visible() {
        assert_eq!(texts("{other} {").say(&Message::new("k")), "{other} {");
        assert_eq!(texts("").say(&Message::new("missing")), "«missing»");
    }
}
