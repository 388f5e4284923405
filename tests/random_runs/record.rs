//! Writes the lines of one export.

use chrono::{Duration, NaiveDate, NaiveTime};

use super::super::model::export::Written;
use super::super::model::indicators::Question;
use super::plan::{DayPlan, Fault, FilePlan, RecordPlan};
use super::spelled::{HEADERS, NO_DAYS, NO_SUMS, NO_WORDS, TEXTS, UNITS, spellings};
use super::writing::spelled_header;

/// An export under way: all of it, and all of it but the lines with a lost quote.
pub(super) struct Writer<'a> {
    plan: &'a FilePlan,
    columns: Vec<&'static str>,
    question: &'a Question,
    delimiter: u8,
    line_end: &'static str,
    all: Vec<u8>,
    whole: Vec<u8>,
    broken: u64,
    blank: u64,
}

impl<'a> Writer<'a> {
    pub(super) fn new(plan: &'a FilePlan, columns: Vec<&'static str>, question: &'a Question) -> Self {
        let (delimiter, line_end) = if plan.is_commune { (b',', "\n") } else { (b';', "\r\n") };
        Self { plan, columns, question, delimiter, line_end, all: Vec::new(), whole: Vec::new(), broken: 0, blank: 0 }
    }

    pub(super) fn header(&mut self) {
        let header = |column: &&str| {
            let (_, district, commune) = HEADERS.iter().find(|(name, ..)| name == column).unwrap();
            spelled_header(if self.plan.is_commune { commune } else { district }, self.plan.header_style)
        };
        let headers: Vec<Vec<u8>> = self.columns.iter().map(header).map(String::into_bytes).collect();
        let line = headers.join(&self.delimiter);
        if self.plan.header_style == 3 {
            self.line(b"", true);
        }
        self.line(&line, true);
    }

    pub(super) fn record(&mut self, plan: &RecordPlan) {
        for kind in 0..plan.blank_lines_before {
            self.blank += 1;
            let delimiter = char::from(self.delimiter);
            let blank = match kind {
                0 => String::new(),
                1 => delimiter.to_string().repeat(self.columns.len() - 1),
                _ => format!("  {delimiter}\"\"{delimiter}"),
            };
            self.line(blank.as_bytes(), true);
        }
        let mut cells: Vec<Vec<u8>> = self.columns.iter().map(|column| self.cell(column, plan)).collect();
        let which = |names: &[&str]| {
            let places: Vec<usize> = (0..cells.len()).filter(|place| names.contains(&self.columns[*place])).collect();
            places.get(plan.which.index(places.len().max(1))).copied()
        };
        let (place, bytes): (Option<usize>, &[u8]) = match plan.fault {
            Fault::BlankCode => (which(&["code"]), b" "),
            Fault::BadDay => {
                let text = NO_DAYS[plan.which.index(NO_DAYS.len())];
                (which(&["received", "due", "finished", "returned"]), text.as_bytes())
            }
            Fault::BadDaySubmitted => (which(&["submitted"]), b"31/02/2022"),
            Fault::UnknownWord => {
                let coded = ["status", "receipt_channel", "return_channel", "service_level", "payment"];
                let coded = [coded.as_slice(), &["dossier_digitised", "result_digitised"]].concat();
                (which(&coded), NO_WORDS[plan.which.index(NO_WORDS.len())].as_bytes())
            }
            Fault::UnknownRating => (which(&["satisfaction"]), "tạm được".as_bytes()),
            Fault::BadFee => (which(&["fee", "second_fee"]), NO_SUMS[plan.which.index(NO_SUMS.len())].as_bytes()),
            Fault::NotUtf8 => (Some(plan.which.index(cells.len())), b"\xc3\x28 m\xe9"),
            _ => (None, b""),
        };
        if let Some(place) = place {
            cells[place] = bytes.to_vec();
        }
        self.write(plan, cells);
    }

    fn write(&mut self, plan: &RecordPlan, mut cells: Vec<Vec<u8>>) {
        for (place, cell) in cells.iter_mut().enumerate() {
            let special = |byte: &u8| [self.delimiter, b'\n', b'\r'].contains(byte);
            if plan.quoted >> place & 1 == 1 || cell.iter().any(special) || cell.first() == Some(&b'"') {
                let doubled = cell.iter().flat_map(|byte| [*byte].repeat(if *byte == b'"' { 2 } else { 1 }));
                *cell = [b'"'].into_iter().chain(doubled).chain([b'"']).collect();
            }
        }
        let procedure = self.columns.iter().position(|column| *column == "procedure").unwrap();
        let mut is_whole = true;
        match plan.fault {
            Fault::FieldMissing => {
                cells.pop();
            }
            Fault::FieldTooMany => cells.push(b"x".to_vec()),
            Fault::QuoteNeverClosed => {
                cells[procedure] = "\"Thủ tục mẫu".as_bytes().to_vec();
                is_whole = false;
            }
            Fault::LettersAfterQuote => {
                cells[procedure] = "\"Thủ tục\" mẫu".as_bytes().to_vec();
                is_whole = false;
            }
            _ => {}
        }
        self.broken += u64::from(!is_whole);
        self.line(&cells.join(&self.delimiter), is_whole);
    }

    fn cell(&self, column: &str, plan: &RecordPlan) -> Vec<u8> {
        // Damage and line breaks are not mixed: a line of a broken record would be a record of its own.
        let damaged = [Fault::FieldMissing, Fault::FieldTooMany, Fault::QuoteNeverClosed, Fault::LettersAfterQuote];
        let text = |shift: usize| {
            let text = TEXTS[(usize::from(plan.text) + shift) % TEXTS.len()];
            if damaged.contains(&plan.fault) { TEXTS[0].to_owned() } else { text.replace('\n', self.line_end) }
        };
        let received = self.day(plan.received).filter(|_| plan.fault != Fault::BlankReceived);
        let not_before = |day: Option<NaiveDate>| day.map(|day| received.map_or(day, |received| received.max(day)));
        let day = match column {
            "received" => received,
            "submitted" => received.map(|day| day - Duration::days(2)),
            "due" => self.day(plan.due),
            "finished" if plan.fault == Fault::FinishedBeforeReceived => received.map(|day| day - Duration::days(1)),
            "finished" => not_before(self.day(plan.finished)),
            "returned" => not_before(self.day(plan.returned)),
            _ => None,
        };
        let place = HEADERS.iter().position(|(name, ..)| *name == column).unwrap();
        let word = plan.words[place % plan.words.len()];
        match column {
            "received" | "submitted" | "due" | "finished" | "returned" => {
                day.map_or_else(String::new, |day| self.spelled_day(day, word.index(5)))
            }
            "code" if word.index(16) == 15 => format!("h91.14-220106-{:04}", plan.code),
            "code" => format!("H91.14-220106-{:04}", plan.code),
            "unit" => UNITS[plan.unit].to_owned(),
            "serial" => "1".to_owned(),
            "person" => "Công dân mẫu".to_owned(),
            "procedure" => text(0),
            "field" => text(3),
            _ => {
                let spellings = spellings(column, self.plan.is_commune);
                spellings[word.index(spellings.len())].to_owned()
            }
        }
        .into_bytes()
    }

    fn day(&self, plan: DayPlan) -> Option<NaiveDate> {
        let (at_end, offset) = plan?;
        Some(if at_end { self.question.to } else { self.question.from } + Duration::days(offset.into()))
    }

    fn spelled_day(&self, day: NaiveDate, style: usize) -> String {
        let form = match (self.plan.is_commune, style) {
            (false, 0) => "%d/%m/%Y",
            (false, 1) => "%d/%m/%Y 23:59:59",
            (false, 2) => "%d/%m/%Y 00:00",
            (false, 3) => "%-d/%-m/%Y %-H:%M",
            (false, _) => "%d/%m/%Y 23:59",
            (true, 0) => "%Y%m%d235959",
            (true, 1) => "%Y-%m-%d",
            (true, 2) => "%Y-%m-%d 00:00:00",
            (true, _) => "%Y%m%d000000",
        };
        day.and_time(NaiveTime::MIN).format(form).to_string()
    }

    fn line(&mut self, line: &[u8], is_whole: bool) {
        for text in [Some(&mut self.all), is_whole.then_some(&mut self.whole)].into_iter().flatten() {
            text.extend(line);
            text.extend(self.line_end.as_bytes());
        }
    }

    pub(super) fn finish(
        mut self,
        name: String,
        named: Option<NaiveDate>,
        declared: Option<NaiveDate>,
    ) -> (Vec<u8>, Written) {
        if !self.plan.final_newline {
            self.all.truncate(self.all.len() - self.line_end.len());
        }
        let mark: &[u8] = if self.plan.is_commune { b"" } else { b"\xef\xbb\xbf" };
        let written = Written {
            name: format!("exports/{name}"),
            delimiter: self.delimiter,
            whole_lines: self.whole,
            broken_lines: self.broken,
            blank_lines: self.blank,
            declared,
            named,
        };
        ([mark, &self.all].concat(), written)
    }
}
