//! The tokenizer, and what it needs to be told on the way.

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Error, Span, State, Tokenizer};

use super::structure::{Structure, Tables};
use super::tags::{Meaning, Tag, meaning};
use crate::ingest::markup::error::{Halt, MarkupError};
use crate::ingest::markup::limits::MarkupLimits;

/// What the tokenizer is to do after a token.
enum Signal {
    Switch(State),
    Stop,
}

enum Attribute {
    Colspan,
    Rowspan,
    Style,
    Exact,
    Other,
}

struct Tokens<'t> {
    structure: Structure<'t>,
    tag: Tag,
    attribute: Attribute,
    halt: Option<Halt>,
    /// The text ends within a tag or comment.
    cut: bool,
}

/// Walks through `text` and tells `tables` of its tables. With `whole`, a text that breaks off is an error.
pub(super) fn walk(text: &str, limits: &MarkupLimits, whole: bool, tables: &mut dyn Tables) -> Result<(), Halt> {
    let mut tokens = Tokens {
        structure: Structure::new(text, *limits, tables),
        tag: Tag::default(),
        attribute: Attribute::Other,
        halt: None,
        cut: false,
    };
    let mut tokenizer = Tokenizer::new_with_emitter(text, CallbackEmitter::new(&mut tokens));
    while let Some(Ok(signal)) = tokenizer.next() {
        match signal {
            Signal::Switch(state) => tokenizer.set_state(state),
            Signal::Stop => break,
        }
    }
    drop(tokenizer);
    match tokens.halt.take() {
        Some(halt) => Err(halt),
        None => tokens.structure.finish(whole, tokens.cut),
    }
}

impl Callback<Signal, usize> for &mut Tokens<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<Signal> {
        if self.halt.is_some() {
            return None;
        }
        match self.take(event, span) {
            Ok(signal) => signal,
            Err(halt) => {
                self.halt = Some(halt);
                Some(Signal::Stop)
            }
        }
    }
}

impl Tokens<'_> {
    fn take(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Result<Option<Signal>, Halt> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let mut kept = std::mem::take(&mut self.tag.name);
                kept.clear();
                kept.extend_from_slice(name);
                self.tag = Tag { name: kept, place: span.start, ..Tag::default() };
            }
            CallbackEvent::AttributeName { name } => self.attribute_begins(name),
            CallbackEvent::AttributeValue { value } => self.attribute_ends(value),
            CallbackEvent::CloseStartTag { self_closing } => {
                self.tag.self_closing = self_closing;
                self.structure.start(&self.tag)?;
                // `<title/>` is written by XML tools that mean it: taken at its word, it would swallow the document.
                return Ok(if self_closing { None } else { raw_state(&self.tag.name).map(Signal::Switch) });
            }
            CallbackEvent::EndTag { name } => self.structure.end(name)?,
            CallbackEvent::String { value } => {
                self.structure.text(&String::from_utf8_lossy(value), span.start)?;
            }
            CallbackEvent::Error(
                Error::EofBeforeTagName | Error::EofInTag | Error::EofInComment | Error::EofInDoctype,
            ) => self.cut = true,
            CallbackEvent::Error(_) | CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => {}
        }
        Ok(None)
    }

    fn attribute_begins(&mut self, name: &[u8]) {
        let slot = |slot: &mut Option<Vec<u8>>, attribute| {
            if slot.is_some() {
                return Attribute::Other;
            }
            *slot = Some(Vec::new());
            attribute
        };
        self.attribute = match name {
            b"colspan" => slot(&mut self.tag.colspan, Attribute::Colspan),
            b"rowspan" => slot(&mut self.tag.rowspan, Attribute::Rowspan),
            b"style" => slot(&mut self.tag.style, Attribute::Style),
            b"x:num" => slot(&mut self.tag.exact, Attribute::Exact),
            b"hidden" => {
                self.tag.hidden = true;
                Attribute::Other
            }
            _ => Attribute::Other,
        };
    }

    fn attribute_ends(&mut self, value: &[u8]) {
        let slot = match self.attribute {
            Attribute::Colspan => &mut self.tag.colspan,
            Attribute::Rowspan => &mut self.tag.rowspan,
            Attribute::Style => &mut self.tag.style,
            Attribute::Exact => &mut self.tag.exact,
            Attribute::Other => return,
        };
        *slot = Some(value.to_vec());
    }
}

/// How the content of an element without tags is read.
fn raw_state(name: &[u8]) -> Option<State> {
    match (meaning(name), name) {
        (Meaning::RawHidden, b"script") => Some(State::ScriptData),
        (Meaning::RawHidden, b"title") | (Meaning::RawShown, b"textarea") => Some(State::RcData),
        (Meaning::RawHidden | Meaning::RawShown, _) => Some(State::RawText),
        _ => None,
    }
}

/// The error of a text that breaks off in `element`, which begins at `place`.
pub(super) fn truncated(text: &str, element: &[u8], place: usize) -> Halt {
    let mut lines = crate::ingest::markup::lines::Lines::new(text);
    let opened = lines.of(place);
    let element = String::from_utf8_lossy(element).into_owned();
    Halt::Failed(MarkupError::Truncated { element, opened, line: lines.last() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::markup::testing::LIMITS;
    use proptest::prelude::*;

    /// Holds every place it is told of against the text.
    struct Check<'t>(&'t str);

    impl Check<'_> {
        fn at(&self, place: usize, start: &str) -> Result<(), Halt> {
            let found = self.0.get(place..place + start.len()).unwrap_or_default();
            assert!(found.eq_ignore_ascii_case(start), "{place}: {found:?} for {start:?} in {:?}", self.0);
            Ok(())
        }
    }

    impl Tables for Check<'_> {
        fn table_opens(&mut self, place: usize) -> Result<(), Halt> {
            self.at(place, "<table")
        }
        fn row_opens(&mut self, place: usize) -> Result<(), Halt> {
            self.at(place, "<t")
        }
        fn cell_opens(&mut self, tag: &Tag) -> Result<(), Halt> {
            self.at(tag.place, "<td")
        }
        fn table_closes(&mut self) -> Result<(), Halt> {
            Ok(())
        }
        fn group(&mut self) -> Result<(), Halt> {
            Ok(())
        }
        fn row_closes(&mut self) -> Result<(), Halt> {
            Ok(())
        }
        fn cell_closes(&mut self) -> Result<(), Halt> {
            Ok(())
        }
        fn text(&mut self, _: &str, _: usize) -> Result<(), Halt> {
            Ok(())
        }
        fn line(&mut self) -> Result<(), Halt> {
            Ok(())
        }
        fn finish(&mut self) -> Result<(), Halt> {
            Ok(())
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 5000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn places_of_tags_are_true(pieces in prop::collection::vec(prop::sample::select(vec![
            "<table>", "</table>", "<tr>", "<TR\r\nclass=x>", "<td>", "<td\r\n colspan='2'>", "</td>", "a", "ệ", "\r\n", "\r", "\n",
            "&amp;", "&nbsp", "&#7879;", "&", "&notit;", "<!-- x\r\n-->", "<!", "<!doctype html>", "<script>\r\nx</script>",
            "<title>x</title>", "<", "<1", "</", "\"", ">", "<?x?>", "<![CDATA[x]]>", "\0",
        ]), 0..40)) {
            let text = pieces.concat();
            prop_assert!(walk(&text, &LIMITS, false, &mut Check(&text)).is_ok_and(|()| true) || text.matches("<table").count() > 8);
        }
    }
}
