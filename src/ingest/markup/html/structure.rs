//! From tag soup to tables: missing end tags are added as browsers add them.

use super::tags::{Meaning, Tag, meaning};
use super::tokens::truncated;
use crate::ingest::markup::error::{Halt, MarkupError, Measure};
use crate::ingest::markup::limits::MarkupLimits;
use crate::ingest::markup::lines::Lines;

/// Who is told of the tables. Every table, row and cell that opens also closes, unless the text is refused before.
pub(super) trait Tables {
    /// A table opens; when a cell is open, within that cell.
    fn table_opens(&mut self, place: usize) -> Result<(), Halt>;
    fn table_closes(&mut self) -> Result<(), Halt>;
    /// A group of rows begins or ends.
    fn group(&mut self) -> Result<(), Halt>;
    fn row_opens(&mut self, place: usize) -> Result<(), Halt>;
    fn row_closes(&mut self) -> Result<(), Halt>;
    fn cell_opens(&mut self, tag: &Tag) -> Result<(), Halt>;
    fn cell_closes(&mut self) -> Result<(), Halt>;
    /// Text that is shown.
    fn text(&mut self, text: &str, place: usize) -> Result<(), Halt>;
    /// A line or block begins or ends.
    fn line(&mut self) -> Result<(), Halt>;
    /// Nothing more comes.
    fn finish(&mut self) -> Result<(), Halt>;
}

/// An open table.
struct Frame {
    place: usize,
    /// Name of the open group of rows; rows without one make a `tbody`.
    group: Option<Vec<u8>>,
    in_row: bool,
    in_cell: bool,
    /// The document ended with this table open: its writer does not close tables.
    ended: bool,
}

impl Frame {
    fn open_row(&mut self) {
        self.in_row = true;
        self.group.get_or_insert_with(|| b"tbody".to_vec());
    }
}

/// An element whose content is passed over.
struct Skip {
    name: Vec<u8>,
    depth: u32,
}

/// Follows the tags of a text.
pub(super) struct Structure<'t> {
    text: &'t str,
    limits: MarkupLimits,
    tables: &'t mut dyn Tables,
    frames: Vec<Frame>,
    skip: Option<Skip>,
    /// An element whose content has no tags: its name, and where it begins.
    raw: Option<(Vec<u8>, usize)>,
    /// Where an `<html>` begins that has not ended.
    document: Option<usize>,
}

impl<'t> Structure<'t> {
    pub(super) fn new(text: &'t str, limits: MarkupLimits, tables: &'t mut dyn Tables) -> Self {
        Self { text, limits, tables, frames: Vec::new(), skip: None, raw: None, document: None }
    }

    pub(super) fn start(&mut self, tag: &Tag) -> Result<(), Halt> {
        let meaning = meaning(&tag.name);
        if self.skipped(&tag.name, meaning, true) {
            return Ok(());
        }
        let raw = matches!(meaning, Meaning::RawHidden | Meaning::RawShown);
        if raw && !tag.self_closing {
            self.raw = Some((tag.name.clone(), tag.place));
        }
        if self.is_passed_over(tag, meaning) {
            self.skip = Some(Skip { name: tag.name.clone(), depth: 1 });
        }
        match meaning {
            Meaning::Table => self.table(tag),
            Meaning::Group => self.group(Some(tag.name.clone())),
            Meaning::Between => self.group(None),
            Meaning::Row => self.row(tag),
            Meaning::Cell => self.cell(tag),
            Meaning::Html => {
                self.document = Some(tag.place);
                self.tables.line()
            }
            Meaning::Body | Meaning::Line | Meaning::RawShown => self.tables.line(),
            Meaning::RawHidden | Meaning::Hidden | Meaning::Void | Meaning::Inline => Ok(()),
        }
    }

    pub(super) fn end(&mut self, name: &[u8]) -> Result<(), Halt> {
        if self.raw.as_ref().is_some_and(|(raw, _)| raw == name) {
            self.raw = None;
        }
        let meaning = meaning(name);
        if self.skipped(name, meaning, false) {
            return Ok(());
        }
        match meaning {
            Meaning::Table => self.end_table(),
            Meaning::Group => self.end_group(name),
            Meaning::Row => self.end_row(),
            Meaning::Cell => self.end_cell(),
            Meaning::Html | Meaning::Body => {
                self.document = None;
                for frame in &mut self.frames {
                    frame.ended = true;
                }
                self.tables.line()
            }
            Meaning::Between | Meaning::Line | Meaning::RawShown => self.tables.line(),
            Meaning::RawHidden | Meaning::Hidden | Meaning::Void | Meaning::Inline => Ok(()),
        }
    }

    pub(super) fn text(&mut self, text: &str, place: usize) -> Result<(), Halt> {
        if self.skip.is_some() { Ok(()) } else { self.tables.text(text, place) }
    }

    /// The text is over. `cut`: within a tag or comment.
    pub(super) fn finish(&mut self, whole: bool, cut: bool) -> Result<(), Halt> {
        if whole {
            if let Some((name, place)) = &self.raw {
                return Err(truncated(self.text, name, *place));
            }
            if let Some(frame) = self.frames.iter().find(|frame| !frame.ended) {
                return Err(truncated(self.text, b"table", frame.place));
            }
            if cut && self.document.is_none() {
                let place = self.text.rfind('<').unwrap_or(self.text.len());
                let tag = self.text.as_bytes().get(place + 1..).unwrap_or_default();
                let name = tag.split(u8::is_ascii_whitespace).next().unwrap_or_default();
                return Err(truncated(self.text, name.get(..20).unwrap_or(name), place));
            }
        }
        while !self.frames.is_empty() {
            self.end_table()?;
        }
        self.tables.finish()?;
        match self.document {
            Some(place) if whole => Err(truncated(self.text, b"html", place)),
            _ => Ok(()),
        }
    }

    /// Whether the content of the element that begins is passed over.
    fn is_passed_over(&self, tag: &Tag, meaning: Meaning) -> bool {
        let in_cell = self.frames.last().is_some_and(|frame| frame.in_cell);
        let empty = matches!(tag.name.as_slice(), b"br" | b"hr");
        match meaning {
            Meaning::RawHidden | Meaning::Hidden => !tag.self_closing,
            Meaning::Line | Meaning::Inline => in_cell && !empty && tag.is_hidden(),
            _ => false,
        }
    }

    /// Whether a tag belongs to an element that is passed over. Whatever that element is, it ends with the cell.
    fn skipped(&mut self, name: &[u8], meaning: Meaning, opens: bool) -> bool {
        let Some(skip) = &mut self.skip else { return false };
        if matches!(meaning, Meaning::Table | Meaning::Group | Meaning::Between | Meaning::Row | Meaning::Cell) {
            self.skip = None;
            return false;
        }
        if skip.name == name {
            skip.depth = if opens { skip.depth.saturating_add(1) } else { skip.depth.saturating_sub(1) };
            if skip.depth == 0 {
                self.skip = None;
            }
        }
        !matches!(meaning, Meaning::Html | Meaning::Body)
    }

    fn table(&mut self, tag: &Tag) -> Result<(), Halt> {
        if self.frames.last().is_some_and(|frame| !frame.in_cell) {
            self.end_table()?;
        }
        if self.frames.len() >= self.limits.levels() {
            let line = Lines::new(self.text).of(tag.place);
            return Err(MarkupError::too_large(Measure::Depth, &self.limits, line).into());
        }
        self.frames.push(Frame { place: tag.place, group: None, in_row: false, in_cell: false, ended: false });
        self.tables.table_opens(tag.place)
    }

    fn row(&mut self, tag: &Tag) -> Result<(), Halt> {
        self.end_row()?;
        let Some(frame) = self.frames.last_mut() else { return self.tables.line() };
        frame.open_row();
        self.tables.row_opens(tag.place)
    }

    fn cell(&mut self, tag: &Tag) -> Result<(), Halt> {
        self.end_cell()?;
        let Some(frame) = self.frames.last_mut() else { return self.tables.line() };
        if !frame.in_row {
            frame.open_row();
            self.tables.row_opens(tag.place)?;
        }
        frame.in_cell = true;
        self.tables.cell_opens(tag)
    }

    /// A group of that name begins, or none.
    fn group(&mut self, name: Option<Vec<u8>>) -> Result<(), Halt> {
        self.end_row()?;
        let Some(frame) = self.frames.last_mut() else { return self.tables.line() };
        frame.group = name;
        self.tables.group()
    }

    /// The end of a group that is not open means nothing, not even to the cell at hand.
    fn end_group(&mut self, name: &[u8]) -> Result<(), Halt> {
        if self.frames.last().is_none_or(|frame| frame.group.as_deref() != Some(name)) {
            return Ok(());
        }
        self.end_row()?;
        if let Some(frame) = self.frames.last_mut() {
            frame.group = None;
        }
        self.tables.group()
    }

    fn end_cell(&mut self) -> Result<(), Halt> {
        match self.frames.last_mut() {
            Some(frame) if frame.in_cell => {
                frame.in_cell = false;
                self.tables.cell_closes()
            }
            Some(_) => Ok(()),
            None => self.tables.line(),
        }
    }

    fn end_row(&mut self) -> Result<(), Halt> {
        self.end_cell()?;
        match self.frames.last_mut() {
            Some(frame) if frame.in_row => {
                frame.in_row = false;
                self.tables.row_closes()
            }
            _ => Ok(()),
        }
    }

    fn end_table(&mut self) -> Result<(), Halt> {
        self.end_row()?;
        if self.frames.pop().is_some() { self.tables.table_closes() } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_html;
    use crate::ingest::markup::testing::whole;

    fn rows(text: &str) -> Vec<String> {
        whole(read_html, text).into_iter().skip(1).collect()
    }

    #[test]
    fn missing_end_tags() {
        let expected = ["2: a|b", "3: c|d"];
        assert_eq!(rows("<table>\n<tr><td>a</td><td>b</td></tr>\n<tr><td>c</td><td>d</td></tr></table>"), expected);
        assert_eq!(rows("<table>\n<tr><td>a<td>b\n<tr><td>c<td>d</table>"), expected);
        assert_eq!(rows("<table>\n<thead><tr><th>a<th>b\n<tbody><tr><td>c<td>d</table>"), expected);
        assert_eq!(rows("<TABLE>\n<TR><TD>a</TH><TD>b</TR>\n<TR><TD>c</TD><TD>d</TD></TABLE>"), expected);
        // Cells without a row begin one.
        assert_eq!(rows("<table>\n<td>a<td>b\n<tr><td>c<td>d</table>"), expected);
        assert_eq!(rows("<table><tbody>\n<td>a<td>b</tr>\n<td>c<td>d</tr></tbody></table>"), expected);
    }

    #[test]
    fn the_end_of_a_group_that_is_not_open_means_nothing() {
        assert_eq!(rows("<table><tbody><tr><td>a</thead>b<td>c</tfoot><td>d</table>"), ["1: ab|c|d"]);
        assert_eq!(rows("<table><thead><tr><td>a</thead><td>b</tbody><td>c</table>"), ["1: a", "1: b", "1: c"]);
    }

    #[test]
    fn a_table_outside_a_cell_ends_the_one_before() {
        let text = "<table><tr><td>a</td></tr><table><tr><td>b</td></tr></table>";
        assert_eq!(whole(read_html, text), ["[table 1]", "1: a", "[table 2]", "1: b"]);
    }

    #[test]
    fn rows_and_cells_outside_any_table_are_text() {
        let text = "<tr><td>a</td><td>b</td></tr>\n<table><tr><td>c</td></tr></table></td></tr></table>";
        assert_eq!(whole(read_html, text), ["[table 1]", "1: a", "1: b", "2: c"]);
    }

    #[test]
    fn what_is_not_shown_is_passed_over() {
        for hidden in [
            "<!-- x -->",
            "<!--[if gte mso 9]><xml><x:Name>x</x:Name></xml><![endif]-->",
            "<![if supportMisalignedColumns]>",
            "<xml><x:ExcelWorkbook><x:Name>x</x:Name></x:ExcelWorkbook></xml>",
            "<script>if (1<2) document.write('<td>x</td>')</script>",
            "<style>td { content: 'x' }</style>",
            "<input type=hidden value=x>",
            "<input type=text value=x />",
            "<noscript>x</noscript>",
            "<template>x</template>",
        ] {
            let text = format!("{hidden}<table><tr><td>a{hidden}b</td>{hidden}<td>{hidden}c</td></tr>{hidden}</table>");
            assert_eq!(rows(&text), ["1: ab|c"], "{hidden}");
        }
        assert_eq!(rows("<html><head><title>x</title></head><table><tr><td>a</table></html>"), ["1: a"]);
        assert_eq!(rows("<title/><script src=x /><style/><table><tr><td>a</table>"), ["1: a"]);
    }

    #[test]
    fn hidden_elements_of_a_cell_are_passed_over_but_no_rows_and_cells() {
        let text = "<table><tr><td><span style='display: none'>20220819<b>x</b><span>y</span>z</span>19/08/2022</td>\
                    <td><i hidden>x</i>b<p style='DISPLAY:NONE'>x<td style='display:none'>c\
                    <tr style='display:none'><td>d<br style='display:none'>e<input hidden>f</table>";
        assert_eq!(rows(text), ["1: 19/08/2022|b|c", "1: d ef"]);
        let text =
            "<table><tr><td><div style='display:none'>x<table><tr><td>y</td></tr></table></div></td></tr></table>";
        assert_eq!(rows(text), ["1: y"]);
    }

    #[test]
    fn text_areas_and_choices_are_text() {
        let text = "<table><tr><td><textarea>a <b></textarea></td><td><select><option>x<option>y</select></table>";
        assert_eq!(rows(text), ["1: a <b>|x y"]);
    }
}
