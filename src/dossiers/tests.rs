//! However rows come into a builder, they are the rows of a plain list.

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::period::Day;
use crate::rules::Rules;

use super::{Cell, ColumnId, FrameBuilder, Numbers, Schema};

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::load(&Rules::embedded()).unwrap());

/// A day, a word, an amount, a text.
fn columns() -> Vec<ColumnId> {
    ["received", "status", "fee", "field"].map(|name| SCHEMA.find(name).unwrap()).to_vec()
}

/// A dossier: unit, source, and the values of the columns.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    unit: u32,
    source: u16,
    day: Option<i32>,
    word: Option<u8>,
    amount: Option<i64>,
    text: Option<u8>,
}

fn row() -> impl Strategy<Value = Row> {
    let day = proptest::option::of(prop_oneof![Just(-7_305), Just(58_073), -9..9]);
    let amount = prop_oneof![
        8 => 0_i64..9,
        1 => Just(i64::MIN + 1),
        1 => Just(i64::MAX),
        1 => Just(i64::from(i32::MIN)),
        1 => Just(i64::from(i32::MAX) + 1),
    ];
    let values = (day, proptest::option::of(0_u8..5), proptest::option::of(amount), proptest::option::of(0_u8..9));
    (0_u32..6, values).prop_map(|(unit, (day, word, amount, text))| Row { unit, source: 0, day, word, amount, text })
}

/// What is done to a builder.
#[derive(Debug, Clone)]
enum Step {
    /// Rows come one by one, of the next source.
    Push(Vec<Row>),
    /// Rows come from the builder with this number, of the next source.
    Append(usize, Vec<Row>),
    /// So many of a hundred are kept.
    Truncate(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let rows = || proptest::collection::vec(row(), 0..40);
    let step = prop_oneof![
        3 => rows().prop_map(Step::Push),
        3 => (0_usize..2, rows()).prop_map(|(reader, rows)| Step::Append(reader, rows)),
        1 => (0_usize..100).prop_map(Step::Truncate),
    ];
    proptest::collection::vec(step, 0..12)
}

fn push(builder: &mut FrameBuilder, row: &Row, unit: u32) {
    let text = row.text.map(|text| format!("text {text}"));
    let text = text.and_then(|text| builder.text_number(3, &text, &text));
    let cells = [Cell::Day(row.day.map(Day)), Cell::Word(row.word), Cell::Amount(row.amount), Cell::Text(text)];
    builder.push(unit, row.source, &cells);
    builder.push_code(Some(format!("{}", row.unit).into()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn batches_hold_the_rows_that_came(
        steps in steps(),
        most in prop_oneof![Just(1_usize), Just(7), Just(64), Just(1 << 16)],
        threads in 1_usize..6,
        kept in proptest::collection::vec(proptest::bool::weighted(0.8), 1..50),
        is_all in any::<bool>(),
    ) {
        let columns = columns();
        let mut builder = FrameBuilder::new(&SCHEMA, &columns).with_codes(true).with_batches(most);
        // Readers number units in an order of their own.
        let mut readers: Vec<_> = (0..2)
            .map(|_| (builder.empty_copy(), Vec::new(), Numbers::default(), Vec::<u32>::new()))
            .collect();
        let mut model: Vec<Row> = Vec::new();
        for (source, step) in (0_u16..).zip(steps) {
            match step {
                Step::Push(rows) => {
                    for row in rows {
                        let row = Row { source, ..row };
                        push(&mut builder, &row, row.unit);
                        model.push(row);
                    }
                }
                Step::Append(reader, rows) => {
                    let (part, told, numbers, units) = &mut readers[reader];
                    for row in rows {
                        let row = Row { source, ..row };
                        let unit = units.iter().position(|unit| *unit == row.unit).unwrap_or_else(|| {
                            units.push(row.unit);
                            numbers.add_unit(row.unit);
                            units.len() - 1
                        });
                        push(part, &row, u32::try_from(unit).unwrap());
                        model.push(row);
                    }
                    let rows = part.take_rows(told);
                    prop_assert!(part.is_empty());
                    builder.append(rows, numbers);
                }
                Step::Truncate(hundredths) => {
                    let len = model.len() * hundredths / 100;
                    builder.truncate(len);
                    model.truncate(len);
                }
            }
            prop_assert_eq!(builder.len(), model.len());
        }
        for (place, row) in model.iter().enumerate() {
            prop_assert_eq!(builder.unit(place), Some(row.unit));
        }
        prop_assert_eq!(builder.unit(model.len()), None);
        let keep: Vec<bool> = (0..model.len()).map(|place| is_all || kept[place % kept.len()]).collect();
        let rows: Vec<Row> = model.into_iter().zip(&keep).filter(|(_, kept)| **kept).map(|(row, _)| row).collect();
        let dossiers = builder.finish(&SCHEMA, &keep, threads).unwrap();
        prop_assert_eq!(dossiers.len(), rows.len());
        prop_assert_eq!(dossiers.is_empty(), rows.is_empty());
        prop_assert_eq!(dossiers.unit_numbers(), rows.iter().map(|row| row.unit).collect::<Vec<_>>());
        let codes: Vec<_> = rows.iter().map(|row| Some(row.unit.to_string().into_boxed_str())).collect();
        prop_assert_eq!(dossiers.codes(), codes);
        let cells = |place: usize| dossiers.cells(columns[place], &SCHEMA);
        let expected = |cell: fn(&Row) -> Cell| rows.iter().map(cell).collect::<Vec<_>>();
        prop_assert_eq!(cells(0), expected(|row| Cell::Day(row.day.map(Day))));
        prop_assert_eq!(cells(1), expected(|row| Cell::Word(row.word)));
        prop_assert_eq!(cells(2), expected(|row| Cell::Amount(row.amount)));
        let texts = dossiers.dictionary(columns[3]).unwrap();
        let shown = cells(3).into_iter().map(|cell| match cell {
            Cell::Text(number) => number.map(|number| texts.text(number).to_owned()),
            _ => None,
        });
        let texts = rows.iter().map(|row| row.text.map(|text| format!("text {text}")));
        prop_assert_eq!(shown.collect::<Vec<_>>(), texts.collect::<Vec<_>>());
        let days: Vec<i32> = rows.iter().filter_map(|row| row.day).collect();
        let range = days.iter().min().zip(days.iter().max()).map(|(low, high)| (Day(*low), Day(*high)));
        prop_assert_eq!(dossiers.day_range("received"), range);
        for source in 0..12 {
            let of_source = rows.iter().filter(|row| row.source == source).map(|row| row.unit);
            prop_assert_eq!(dossiers.only(source).unit_numbers(), of_source.collect::<Vec<_>>());
        }
        for (unit, count) in (0..).zip(dossiers.count_by_unit(6)) {
            prop_assert_eq!(count, rows.iter().filter(|row| row.unit == unit).count() as u64);
        }
    }
}
