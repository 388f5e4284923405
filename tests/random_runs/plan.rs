//! What a random run consists of: plain numbers and choices, which proptest makes and, on a failure, makes smaller.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;

use super::super::model::indicators::RATES;

/// A run: a period, files, perhaps a registry and a standard.
#[derive(Clone)]
pub(super) struct RunPlan {
    /// First day, after 1 January 2022.
    pub(super) first_day: u16,
    /// Days after the first.
    pub(super) length: u16,
    pub(super) files: Vec<FilePlan>,
    pub(super) with_registry: bool,
    pub(super) thresholds: Vec<ThresholdPlan>,
    pub(super) withdrawn_left_out: bool,
    pub(super) without_due_left_out: bool,
}

/// Thresholds of one rate: for all, and for some levels.
#[derive(Debug, Clone)]
pub(super) struct ThresholdPlan {
    pub(super) rate: usize,
    pub(super) for_all: Option<u16>,
    pub(super) for_levels: Option<(u16, u8)>,
}

/// An export.
#[derive(Debug, Clone)]
pub(super) struct FilePlan {
    pub(super) is_commune: bool,
    /// Which optional columns are dropped, by bit.
    pub(super) dropped: u16,
    /// Order of the columns.
    pub(super) order: Vec<Index>,
    pub(super) name: NamePlan,
    pub(super) records: Vec<RecordPlan>,
    pub(super) final_newline: bool,
    /// Which spelling the headers have.
    pub(super) header_style: u8,
}

/// The name of an export and the day it tells.
#[derive(Debug, Clone)]
pub(super) struct NamePlan {
    pub(super) letter: u8,
    pub(super) form: u8,
    pub(super) day: i8,
    pub(super) declared: Option<i8>,
}

/// A day near one end of the period, or none.
pub(super) type DayPlan = Option<(bool, i16)>;

/// A record.
#[derive(Debug, Clone)]
pub(super) struct RecordPlan {
    pub(super) code: u8,
    pub(super) unit: usize,
    pub(super) received: DayPlan,
    pub(super) due: DayPlan,
    pub(super) finished: DayPlan,
    pub(super) returned: DayPlan,
    /// Choices among spellings, one for each other column.
    pub(super) words: Vec<Index>,
    pub(super) text: u8,
    /// Which cells stand in quotes without need, by bit.
    pub(super) quoted: u32,
    pub(super) fault: Fault,
    pub(super) which: Index,
    pub(super) blank_lines_before: u8,
}

/// What is wrong with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    FieldMissing,
    FieldTooMany,
    BlankCode,
    BlankReceived,
    BadDay,
    BadDaySubmitted,
    UnknownWord,
    UnknownRating,
    BadFee,
    NotUtf8,
    FinishedBeforeReceived,
    QuoteNeverClosed,
    LettersAfterQuote,
}

const FAULTS: [Fault; 13] = [
    Fault::FieldMissing,
    Fault::FieldTooMany,
    Fault::BlankCode,
    Fault::BlankReceived,
    Fault::BadDay,
    Fault::BadDaySubmitted,
    Fault::UnknownWord,
    Fault::UnknownRating,
    Fault::BadFee,
    Fault::NotUtf8,
    Fault::FinishedBeforeReceived,
    Fault::QuoteNeverClosed,
    Fault::LettersAfterQuote,
];

/// Columns beyond those a file always has; a record has a choice of words for each.
pub(super) const WORDS: usize = 12;

pub(super) fn runs() -> impl Strategy<Value = RunPlan> {
    let most = prop_oneof![3 => Just(12_usize), 1 => Just(60)];
    let files = most.prop_flat_map(|most| vec(file(most), 1..=4));
    let thresholds = vec(threshold(), 0..6);
    let length = prop_oneof![1 => Just(0_u16), 1 => Just(1), 4 => 2..120_u16];
    (0..700_u16, length, files, any::<bool>(), thresholds, prop::bool::weighted(0.25), prop::bool::weighted(0.25))
        .prop_map(|(first_day, length, mut files, with_registry, mut thresholds, withdrawn, due)| {
            // Two files must not have one name.
            files.sort_by_key(|file| file.name.letter);
            files.dedup_by_key(|file| file.name.letter);
            thresholds.sort_by_key(|threshold| threshold.rate);
            thresholds.dedup_by_key(|threshold| threshold.rate);
            RunPlan {
                first_day,
                length,
                files,
                with_registry,
                thresholds,
                withdrawn_left_out: withdrawn,
                without_due_left_out: due,
            }
        })
}

fn threshold() -> impl Strategy<Value = ThresholdPlan> {
    let hundredths = || prop::sample::select(vec![5000_u16, 0, 3333, 3334, 6666, 6667, 2500, 9950, 10_000, 1]);
    (0..RATES.len(), option::weighted(0.8, hundredths()), option::of((hundredths(), 1..8_u8)))
        .prop_map(|(rate, for_all, for_levels)| ThresholdPlan { rate, for_all, for_levels })
}

fn file(most: usize) -> impl Strategy<Value = FilePlan> {
    let dropped = prop_oneof![2 => Just(0_u16), 1 => (0..12_u8).prop_map(|bit| 1 << bit), 1 => any::<u16>()];
    let records = vec(record(), 0..=most);
    let order = vec(any::<Index>(), 22);
    (any::<bool>(), dropped, order, name(), records, prop::bool::weighted(0.8), 0..4_u8).prop_map(
        |(is_commune, dropped, order, name, records, final_newline, header_style)| FilePlan {
            is_commune,
            dropped,
            order,
            name,
            records,
            final_newline,
            header_style,
        },
    )
}

fn name() -> impl Strategy<Value = NamePlan> {
    let day = || prop::sample::select(vec![0_i8, 1, -1, 30]);
    (0..26_u8, 0..7_u8, day(), option::weighted(0.15, day())).prop_map(|(letter, form, day, declared)| NamePlan {
        letter,
        form,
        day,
        declared,
    })
}

fn record() -> impl Strategy<Value = RecordPlan> {
    let offset = || prop_oneof![3 => -1..=1_i16, 2 => -60..=60_i16];
    let day = move |weight: f64| option::weighted(weight, (any::<bool>(), offset()));
    let fault = prop_oneof![7 => Just(Fault::None), 2 => prop::sample::select(FAULTS.to_vec())];
    let quoted = prop_oneof![3 => Just(0_u32), 1 => any::<u32>()];
    let blank_lines = prop_oneof![9 => Just(0_u8), 1 => 1..=3_u8];
    let days = (day(0.95), day(0.85), day(0.7), day(0.5));
    let rest = (vec(any::<Index>(), WORDS), 0..8_u8, quoted, fault, any::<Index>(), blank_lines);
    (0..90_u8, any::<Index>(), days, rest).prop_map(
        |(code, unit, (received, due, finished, returned), (words, text, quoted, fault, which, blank_lines_before))| {
            RecordPlan {
                code,
                unit: unit.index(super::spelled::UNITS.len()),
                received,
                due,
                finished,
                returned,
                words,
                text,
                quoted,
                fault,
                which,
                blank_lines_before,
            }
        },
    )
}
