//! Units over time: which row of `units.csv` a dossier belongs to, and which row that became. Rows are walked one by one.

use chrono::{Days, NaiveDate};

use super::key::key;

/// A row of `units.csv`.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) level: String,
    pub(crate) parent: String,
    pub(crate) from: Option<NaiveDate>,
    pub(crate) to: Option<NaiveDate>,
    pub(crate) successors: Vec<String>,
    pub(crate) heir: Option<String>,
}

/// Where the figures of a dossier stand: the key of its row, and the level.
pub(crate) type Stands = (String, String);

pub(crate) fn rows(units_csv: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(units_csv.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let cell = |record: &csv::StringRecord, name: &str| {
        let place = headers.iter().position(|header| header == name).unwrap();
        record[place].to_owned()
    };
    let day = |text: String| if text.is_empty() { None } else { Some(text.parse().unwrap()) };
    let texts = |text: String| text.split('|').filter(|text| !text.is_empty()).map(str::to_owned).collect();
    let row = |record: csv::StringRecord| Row {
        code: cell(&record, "code"),
        name: cell(&record, "name"),
        level: cell(&record, "level"),
        parent: cell(&record, "parent"),
        from: day(cell(&record, "valid_from")),
        to: day(cell(&record, "valid_to")),
        successors: texts(cell(&record, "successors")),
        heir: Some(cell(&record, "heir")).filter(|heir| !heir.is_empty()),
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// The unit of the day, and with `now` the unit that it became.
pub(crate) fn stands(rows: &[Row], text: &str, day: NaiveDate, now: bool) -> Stands {
    let Some(row) = on_day(rows, text, day) else {
        // None, or several: the name stands for itself.
        let level = if key(text).starts_with("xã ") { "commune" } else { "unknown" };
        return (format!("~{}", key(text)), level.to_owned());
    };
    match if now { became(rows, row) } else { Some(row) } {
        Some(row) => (key_of(rows, row), row.level.clone()),
        None => (key_of(rows, row), "not_attributable".to_owned()),
    }
}

fn is_valid(row: &Row, day: NaiveDate) -> bool {
    !(row.from.is_some_and(|from| day < from) || row.to.is_some_and(|to| to < day))
}

fn on_day<'a>(rows: &'a [Row], text: &str, day: NaiveDate) -> Option<&'a Row> {
    let mut known: Vec<&Row> = rows.iter().filter(|row| key(&row.name) == key(text)).collect();
    if known.is_empty() {
        known = rows.iter().filter(|row| row.code == text).collect();
    }
    known.retain(|row| is_valid(row, day));
    match known.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// The row of today: none when nobody can say.
fn became<'a>(rows: &'a [Row], row: &'a Row) -> Option<&'a Row> {
    let Some(last) = row.to else { return Some(row) };
    let next = last + Days::new(1);
    let named = |text: &String| {
        let (code, from) = text.split_once('@').unwrap_or((text, ""));
        let is_it = |other: &&Row| {
            other.code == code
                && is_valid(other, next)
                && (from.is_empty() || other.from.is_some_and(|day| day.to_string() == from))
        };
        rows.iter().find(is_it).unwrap()
    };
    let next_ones: Vec<&Row> = match &row.heir {
        Some(heir) => vec![named(heir)],
        None => row.successors.iter().map(named).collect(),
    };
    let ends: Vec<Option<&Row>> = next_ones.into_iter().map(|next| became(rows, next)).collect();
    let first = (*ends.first()?)?;
    let is_first = |end: &Option<&Row>| end.is_some_and(|end| std::ptr::eq(end, first));
    ends.iter().all(is_first).then_some(first)
}

fn key_of(rows: &[Row], row: &Row) -> String {
    match row.from {
        Some(from) if rows.iter().filter(|other| other.code == row.code).count() > 1 => format!("{}@{from}", row.code),
        _ => row.code.clone(),
    }
}
