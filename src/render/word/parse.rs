//! Markdown to blocks.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::blocks::{Block, Body, Inline, Picture, Role, Run, Side, Table};

/// Parts the annex from what is signed: a thematic break.
pub(super) struct TwoAnnexes;

/// The blocks of a filled-in template.
///
/// # Errors
/// When a second thematic break would part it once more.
pub(super) fn parse(markdown: &str) -> Result<Body, TwoAnnexes> {
    let mut reading = Reading::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        reading.take(event)?;
    }
    reading.end_line();
    Ok(reading.body)
}

#[derive(Default)]
struct Reading {
    body: Body,
    in_annex: bool,
    /// The line that is being read, and what it is; outside of every block a line is body text.
    line: Vec<Inline>,
    role: Option<Role>,
    bold: usize,
    italic: usize,
    /// Open lists: places in [`Body::lists`].
    lists: Vec<usize>,
    /// An item has begun and has no line yet.
    item: bool,
    quotes: usize,
    table: Option<Table>,
    row: Vec<Vec<Inline>>,
    picture: Option<Picture>,
    /// Addresses of open links, and how much of the line there was before them.
    links: Vec<(String, usize)>,
    in_blank: bool,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) -> Result<(), TwoAnnexes> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_blank => self.blank_lines(&text),
            Event::Text(text) => self.text(&text, false),
            Event::Code(code) => self.text(&unescaped(&code), true),
            Event::InlineHtml(tag) if is_break(&tag) => self.line.push(Inline::Break),
            Event::Html(text) | Event::InlineHtml(text) if is_comment(&text) => {}
            Event::Html(text) => {
                self.text(text.trim_end(), false);
                self.end_line();
            }
            Event::SoftBreak => self.text(" ", false),
            Event::HardBreak => self.line.push(Inline::Break),
            Event::Rule if self.in_annex => return Err(TwoAnnexes),
            Event::Rule => {
                self.end_line();
                self.in_annex = true;
            }
            Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.text(&text, false),
            Event::TaskListMarker(_) => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.role = Some(heading(level)),
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => self.in_blank = true,
            Tag::List(first) => {
                // A list within an item: the line of the item ends here.
                self.end_line();
                self.lists.push(self.body.lists.len());
                self.body.lists.push(first);
            }
            Tag::Item => self.item = true,
            Tag::Table(sides) => {
                let side = |alignment: Alignment| match alignment {
                    Alignment::Right => Side::Right,
                    Alignment::Center => Side::Centre,
                    Alignment::None | Alignment::Left => Side::Left,
                };
                self.table = Some(Table { sides: sides.into_iter().map(side).collect(), ..Table::default() });
            }
            Tag::TableHead | Tag::TableRow => self.row.clear(),
            Tag::Image { dest_url, .. } => {
                self.picture = Some(Picture { name: dest_url.to_string(), alt: String::new() });
            }
            Tag::Link { dest_url, .. } => self.links.push((dest_url.to_string(), self.line.len())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::CodeBlock => self.in_blank = false,
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => {
                self.end_line();
                (self.item, self.role) = (false, None);
            }
            TagEnd::BlockQuote(_) => {
                self.end_line();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.end_line();
                self.lists.pop();
            }
            TagEnd::TableCell => self.row.push(std::mem::take(&mut self.line)),
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.head = std::mem::take(&mut self.row);
                }
            }
            TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(std::mem::take(&mut self.row));
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.push(Block::Table(table));
                }
            }
            TagEnd::Image => {
                if let Some(picture) = self.picture.take() {
                    self.end_line();
                    self.push(Block::Picture(picture));
                }
            }
            TagEnd::Link => {
                if let Some((address, from)) = self.links.pop() {
                    let words: String = self.line.iter().skip(from).map(words).collect();
                    if !address.is_empty() && words != address {
                        self.text(&format!(" ({address})"), false);
                    }
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, blank: bool) {
        if let Some(picture) = &mut self.picture {
            picture.alt.push_str(text);
            return;
        }
        let run = Run { text: text.to_owned(), bold: self.bold > 0, italic: self.italic > 0, blank };
        match self.line.last_mut() {
            Some(Inline::Run(last)) if (last.bold, last.italic, last.blank) == (run.bold, run.italic, run.blank) => {
                last.text.push_str(&run.text);
            }
            _ => self.line.push(Inline::Run(run)),
        }
    }

    /// A block of code: lines for a person to fill in.
    fn blank_lines(&mut self, text: &str) {
        for line in unescaped(text).lines() {
            self.text(line, true);
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        // Within a table only cells end.
        if self.table.is_some() {
            return;
        }
        let line = std::mem::take(&mut self.line);
        let is_empty = line.iter().all(|inline| words(inline).trim().is_empty());
        if is_empty {
            return;
        }
        let depth = self.lists.len().saturating_sub(1);
        let role = match (self.role.take(), self.lists.last()) {
            (Some(heading), _) => heading,
            (None, Some(list)) if std::mem::take(&mut self.item) => Role::Item(depth, *list),
            (None, Some(_)) => Role::InItem(depth),
            (None, None) if self.quotes > 0 => Role::Quote,
            (None, None) => Role::Body,
        };
        self.push(Block::Line(role, line));
    }

    fn push(&mut self, block: Block) {
        if self.in_annex { self.body.annex.push(block) } else { self.body.report.push(block) }
    }
}

fn heading(level: HeadingLevel) -> Role {
    match level {
        HeadingLevel::H1 => Role::Title,
        HeadingLevel::H2 => Role::Heading(1),
        HeadingLevel::H3 => Role::Heading(2),
        HeadingLevel::H4 => Role::Heading(3),
        HeadingLevel::H5 | HeadingLevel::H6 => Role::Middle,
    }
}

fn words(inline: &Inline) -> &str {
    match inline {
        Inline::Run(run) => &run.text,
        Inline::Break => " ",
    }
}

fn is_break(tag: &str) -> bool {
    matches!(tag, "<br>" | "<br/>" | "<br />")
}

fn is_comment(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("<!--") && text.ends_with("-->")
}

/// Values are written as character references, which Markdown leaves alone in code.
fn unescaped(code: &str) -> String {
    quick_xml::escape::unescape(code).map_or_else(|_| code.to_owned(), |text| text.into_owned())
}
