//! From the bytes of an export to dossiers, and the account of its records.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::cells;
use super::columns::{self, Column, Profile};
use super::dossier::{Channel, Dossier, Rating, ServiceLevel, Status};
use super::key::{key, shown};
use super::words;

/// An export as it was written: what the model cannot see in its text is known from its writing.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) name: String,
    pub(crate) delimiter: u8,
    /// All of it but the lines with a lost quote, without the UTF-8 mark.
    pub(crate) whole_lines: Vec<u8>,
    /// Lines with a lost quote.
    pub(crate) broken_lines: u64,
    /// Records without any value.
    pub(crate) blank_lines: u64,
    /// The day of the export by `cchc.toml`.
    pub(crate) declared: Option<NaiveDate>,
    /// The day in its name.
    pub(crate) named: Option<NaiveDate>,
}

/// Why a record is rejected: all that is wrong with it, one of which is the reason told.
pub(crate) type Faults = BTreeSet<&'static str>;

/// An export that was read.
#[derive(Debug, Clone)]
pub(crate) struct Export {
    pub(crate) name: String,
    pub(crate) columns: BTreeSet<Column>,
    pub(crate) dossiers: Vec<Dossier>,
    pub(crate) rejected: Vec<Faults>,
    pub(crate) blank: u64,
    pub(crate) day: Option<NaiveDate>,
}

pub(crate) fn read(written: &Written) -> Export {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(written.delimiter)
        .from_reader(written.whole_lines.as_slice());
    let mut records = reader.byte_records().map(|record| record.expect("the csv crate reads any bytes"));
    let blank = |record: &csv::ByteRecord| record.iter().all(|cell| cell.trim_ascii().is_empty());
    let header = records.find(|record| !blank(record)).expect("a header");
    let headers: Vec<String> = header.iter().map(|cell| String::from_utf8(cell.to_vec()).unwrap()).collect();
    let layout = Layout {
        profile: columns::profile(&headers),
        columns: headers.iter().map(|header| columns::column(header)).collect(),
    };
    let mut export = Export {
        name: written.name.clone(),
        columns: layout.columns.iter().copied().collect(),
        dossiers: Vec::new(),
        rejected: vec![Faults::from(["quote"]); written.broken_lines.try_into().unwrap()],
        blank: written.blank_lines,
        day: None,
    };
    for record in records.filter(|record| !blank(record)) {
        match layout.dossier(&record) {
            Ok(dossier) => export.dossiers.push(dossier),
            Err(faults) => export.rejected.push(faults),
        }
    }
    let days = export.dossiers.iter().flat_map(|dossier| [dossier.received, dossier.finished, dossier.returned]);
    export.day = written.declared.or(written.named).or(days.flatten().max());
    export
}

struct Layout {
    profile: Profile,
    columns: Vec<Column>,
}

impl Layout {
    fn dossier(&self, record: &csv::ByteRecord) -> Result<Dossier, Faults> {
        if record.len() != self.columns.len() {
            return Err(Faults::from(["field_count"]));
        }
        let mut faults = Faults::new();
        let mut dossier = Dossier {
            code: String::new(),
            unit: String::new(),
            status: Status::Other,
            received: None,
            due: None,
            finished: None,
            returned: None,
            receipt_channel: Channel::Direct,
            return_channel: Channel::Unrecorded,
            service_level: ServiceLevel::Lower,
            dossier_digitised: false,
            result_digitised: false,
            fee: 0,
            paid_online: false,
            rating: Rating::None,
        };
        for (column, cell) in self.columns.iter().zip(record.iter()) {
            if *column == Column::Unread {
                continue;
            }
            match std::str::from_utf8(cell) {
                Ok(cell) => self.fill(&mut dossier, *column, cell.trim(), &mut faults),
                Err(_) => {
                    faults.insert("encoding");
                }
            }
        }
        // A column that is not there: the day of the result's return is the day it was finished.
        if !self.columns.contains(&Column::Returned) {
            dossier.returned = dossier.finished;
        }
        let blank = |column| {
            let cell = self.columns.iter().zip(record.iter()).find(|(own, _)| **own == column);
            cell.is_none_or(|(_, cell)| std::str::from_utf8(cell).is_ok_and(|cell| cell.trim().is_empty()))
        };
        if blank(Column::Code) || (blank(Column::Received) && !dossier.was_not_received()) {
            faults.insert("blank");
        }
        if let (Some(received), Some(settled)) = (dossier.received, dossier.settled())
            && settled < received
        {
            faults.insert("finished_before_received");
        }
        if faults.is_empty() { Ok(dossier) } else { Err(faults) }
    }

    fn fill(&self, dossier: &mut Dossier, column: Column, cell: &str, faults: &mut Faults) {
        let word = key(cell);
        let unknown_word = "unknown_word";
        match column {
            Column::Code => dossier.code = cell.to_ascii_uppercase(),
            Column::Unit => dossier.unit = shown(cell),
            Column::Received => dossier.received = self.day(cell, faults),
            Column::Due => dossier.due = self.day(cell, faults),
            Column::Finished => dossier.finished = self.day(cell, faults),
            Column::Returned => dossier.returned = self.day(cell, faults),
            Column::Status => put(&mut dossier.status, words::status(&word, self.profile), unknown_word, faults),
            Column::ReceiptChannel => {
                let channel = words::receipt_channel(&word, self.profile);
                put(&mut dossier.receipt_channel, channel, unknown_word, faults);
            }
            Column::ReturnChannel => {
                let channel = words::return_channel(&word, self.profile);
                put(&mut dossier.return_channel, channel, unknown_word, faults);
            }
            Column::ServiceLevel => {
                put(&mut dossier.service_level, words::service_level(&word), unknown_word, faults);
            }
            Column::DossierDigitised => {
                put(&mut dossier.dossier_digitised, words::digitised(&word), unknown_word, faults);
            }
            Column::ResultDigitised => {
                put(&mut dossier.result_digitised, words::digitised(&word), unknown_word, faults);
            }
            Column::Payment => put(&mut dossier.paid_online, words::paid_online(&word), unknown_word, faults),
            Column::Satisfaction => dossier.rating = words::rating(&word),
            Column::Fee if cell.is_empty() => {}
            Column::Fee => {
                let sum = cells::sum_of_money(cell).map(|sum| sum + dossier.fee);
                put(&mut dossier.fee, sum, "amount", faults);
            }
            Column::ProcedureCode | Column::Field | Column::Unread => {}
        }
    }

    fn day(&self, cell: &str, faults: &mut Faults) -> Option<NaiveDate> {
        let day = cells::day(cell, self.profile);
        if day.is_none() && !cell.is_empty() {
            faults.insert("date");
        }
        day
    }
}

fn put<T>(place: &mut T, value: Option<T>, fault: &'static str, faults: &mut Faults) {
    match value {
        Some(value) => *place = value,
        None => {
            faults.insert(fault);
        }
    }
}
