//! Counts do not depend on batches and threads, and are those of conditions that are looked at dossier by dossier.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;

use crate::dossiers::{Cell, ColumnId, ColumnKind, Dossiers, FrameBuilder, Schema};
use crate::durations::TimeRules;
use crate::indicators::{About, Condition, DayValue, Definitions, Order};
use crate::matching::fold;
use crate::period::{Day, Period};
use crate::registry::WorkingDays;
use crate::rules::Rules;

use super::judge::Judged;
use super::program::Program;
use super::{
    By, Counted, Crossing, Fate, Group, Grouping, Key, Measuring, Tally, count, count_doubts, count_doubts_of, crossed,
    durations, fates,
};

struct Given {
    schema: Schema,
    definitions: Definitions,
    times: TimeRules,
    calendar: WorkingDays,
    wanted: Vec<ColumnId>,
}

static GIVEN: LazyLock<Given> = LazyLock::new(|| {
    let rules = Rules::embedded();
    let schema = Schema::load(&rules).unwrap();
    let definitions = Definitions::load(&rules, &schema, &[]).unwrap();
    let times = TimeRules::load(&rules, &definitions, &[]).unwrap();
    let calendar = WorkingDays::load(&rules).unwrap();
    let mut wanted = definitions.columns();
    wanted.extend(definitions.doubted_columns());
    wanted.extend(times.columns(&schema));
    wanted.extend([schema.roles.procedure_code, schema.roles.field]);
    wanted.sort_unstable();
    wanted.dedup();
    Given { schema, definitions, times, calendar, wanted }
});

const UNITS: u32 = 4;
const SOURCES: u16 = 3;
const TEXTS: u32 = 3;

/// 1 March 2024; the days of dossiers lie around it.
fn first() -> Day {
    Day::from_civil(2024, 3, 1).unwrap()
}

fn periods() -> [Period; 3] {
    [(0, 20), (0, 9), (10, 20)].map(|(from, to)| Period { from: first().plus(from), to: first().plus(to) })
}

/// A dossier: unit, source, and a number for each column.
type Drawn = (u32, u16, Vec<u16>);

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let row = (0..UNITS, 0..SOURCES, proptest::collection::vec(any::<u16>(), GIVEN.wanted.len()));
    let short = proptest::collection::vec(row.clone(), 0..90);
    // More than a block of them, with everything drawn occurring again.
    let long = proptest::collection::vec(row, 1..90).prop_map(|rows| {
        let times = 9_000 / rows.len();
        rows.iter().cloned().cycle().take(rows.len() * times).collect::<Vec<_>>()
    });
    prop_oneof![9 => short, 1 => long].prop_map(|mut rows| {
        rows.sort_by_key(|(_, source, _)| *source);
        rows
    })
}

/// What a number means in a column: one in four is no value.
fn cell(column: ColumnId, number: u16) -> Cell {
    let (is_there, number) = (!number.is_multiple_of(4), number / 4);
    let schema = &GIVEN.schema;
    match schema.column(column).kind {
        ColumnKind::Day | ColumnKind::CodeDay => Cell::Day(is_there.then(|| first().plus(i32::from(number % 34) - 7))),
        ColumnKind::Word => {
            let words = schema.vocabulary(column).map_or(1, |words| words.ids().count());
            Cell::Word(is_there.then(|| u8::try_from(usize::from(number) % words).unwrap()))
        }
        ColumnKind::Amount => Cell::Amount(is_there.then(|| [0, 55_000, -1, 9_000_000_000][usize::from(number % 4)])),
        ColumnKind::Number | ColumnKind::Minute => Cell::Amount(is_there.then(|| i64::from(number % 1440))),
        _ => Cell::Text(is_there.then(|| u32::from(number) % TEXTS)),
    }
}

fn dossiers(rows: &[Drawn], batch: usize, threads: usize) -> Dossiers {
    let mut builder = FrameBuilder::new(&GIVEN.schema, &GIVEN.wanted).with_batches(batch);
    let columns: Vec<ColumnId> = builder.columns().collect();
    assert_eq!(columns, GIVEN.wanted);
    for place in 0..columns.len() {
        for text in 0..TEXTS {
            builder.text_number(place, &format!("text {text}"), &format!("Text {text}"));
        }
    }
    for (unit, source, numbers) in rows {
        let cells: Vec<Cell> = columns.iter().zip(numbers).map(|(column, number)| cell(*column, *number)).collect();
        builder.push(*unit, *source, &cells);
    }
    builder.finish(&GIVEN.schema, &vec![true; rows.len()], threads).unwrap()
}

/// Everything that is counted.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    tally: Tally,
    doubts: Vec<u64>,
    doubts_of: Vec<Vec<Option<u64>>>,
    fates: Vec<Vec<Fate>>,
    crossed: BTreeMap<Crossing, Counted>,
    durations: Vec<String>,
    range: Option<(Day, Day)>,
    units: (Vec<u32>, Vec<u64>),
}

fn unit_keys() -> Vec<String> {
    (0..UNITS).map(|unit| format!("unit {unit}")).collect()
}

fn outcome(dossiers: &Dossiers, present: &[Vec<ColumnId>], threads: usize) -> Outcome {
    let Given { schema, definitions, times, calendar, .. } = &*GIVEN;
    let [period, ..] = periods();
    let bys = [By::Unit, By::Field, By::Procedure];
    let wanted: BTreeSet<Grouping> =
        periods().iter().flat_map(|period| bys.map(|by| Grouping { period: *period, by })).collect();
    let unit_keys = unit_keys();
    let with = Measuring {
        schema,
        definitions,
        rules: times,
        calendar,
        procedures: None,
        unit_keys: &unit_keys,
        present,
        period,
    };
    let spans = |about| (about != About::Export).then_some(period);
    let places = 0..definitions.indicators.len();
    Outcome {
        tally: count(dossiers, schema, definitions, &unit_keys, present, &wanted, threads).unwrap(),
        doubts: count_doubts(dossiers, schema, definitions, present, period, threads).unwrap(),
        doubts_of: (0..SOURCES)
            .map(|source| {
                let present = &present[usize::from(source)];
                count_doubts_of(dossiers, source, schema, definitions, present, &spans).unwrap()
            })
            .collect(),
        fates: places.map(|place| fates(dossiers, schema, definitions, place, present, period).unwrap()).collect(),
        crossed: crossed(dossiers, schema, definitions, 0, present, period).unwrap(),
        durations: bys.map(|by| format!("{:?}", durations(dossiers, &with, by, None).unwrap())).to_vec(),
        range: dossiers.day_range("received"),
        units: (dossiers.unit_numbers(), dossiers.count_by_unit(UNITS as usize)),
    }
}

/// What each source has: everything, but for one column that a number names.
fn present(lacking: &[usize]) -> Vec<Vec<ColumnId>> {
    let all = &GIVEN.wanted;
    let without = |number: &usize| all.iter().copied().filter(|id| all.get(*number) != Some(id)).collect();
    lacking.iter().map(without).collect()
}

/// A condition of one dossier, as SQL has it: true, false or unknown.
fn plainly(condition: &Condition, value: &dyn Fn(ColumnId) -> Cell, period: Period) -> Option<bool> {
    let judge = |part: &Condition| plainly(part, value, period);
    match condition {
        Condition::Constant(value) => Some(*value),
        Condition::Not(inner) => judge(inner).map(|found| !found),
        Condition::All(parts) => {
            let found: Vec<_> = parts.iter().map(judge).collect();
            if found.contains(&Some(false)) { Some(false) } else { (!found.contains(&None)).then_some(true) }
        }
        Condition::Any(parts) => {
            let found: Vec<_> = parts.iter().map(judge).collect();
            if found.contains(&Some(true)) { Some(true) } else { (!found.contains(&None)).then_some(false) }
        }
        Condition::Days(left, order, right) => {
            compared(i64::from(day(left, value, period)?.0), *order, i64::from(day(right, value, period)?.0))
        }
        Condition::NoDay(of) => Some(day(of, value, period).is_none()),
        Condition::Word(column, words) => match value(*column) {
            Cell::Word(Some(word)) => Some(words.contains(&word)),
            _ => None,
        },
        Condition::Text(column, texts) => match value(*column) {
            Cell::Text(Some(text)) => Some(texts.iter().any(|one| fold(one) == format!("text {text}"))),
            _ => None,
        },
        Condition::Amount(column, order, amount) => match value(*column) {
            Cell::Amount(Some(found)) => compared(found, *order, *amount),
            _ => None,
        },
        Condition::NoWord(column) | Condition::NoText(column) | Condition::NoAmount(column) => {
            Some(matches!(value(*column), Cell::Word(None) | Cell::Text(None) | Cell::Amount(None)))
        }
    }
}

fn day(of: &DayValue, value: &dyn Fn(ColumnId) -> Cell, period: Period) -> Option<Day> {
    match of {
        DayValue::PeriodStart => Some(period.from),
        DayValue::PeriodEnd => Some(period.to),
        DayValue::Literal(day) => Some(*day),
        DayValue::Column(column) => match value(*column) {
            Cell::Day(day) => day,
            _ => None,
        },
        DayValue::FirstOf(days) => days.iter().find_map(|one| day(one, value, period)),
    }
}

fn compared(left: i64, order: Order, right: i64) -> Option<bool> {
    Some(match order {
        Order::Equal => left == right,
        Order::Different => left != right,
        Order::Less => left < right,
        Order::AtMost => left <= right,
        Order::Greater => left > right,
        Order::AtLeast => left >= right,
    })
}

/// The counts of every unit and period, dossier by dossier.
fn plain_counts(rows: &[Drawn], present: &[Vec<ColumnId>]) -> BTreeMap<Key, (u64, Vec<Counted>)> {
    let definitions = &GIVEN.definitions;
    let mut counts = BTreeMap::new();
    for (period, (unit, source, numbers)) in
        periods().iter().flat_map(|period| rows.iter().map(move |row| (period, row)))
    {
        let value = |column: ColumnId| {
            let place = GIVEN.wanted.iter().position(|wanted| *wanted == column).unwrap();
            cell(column, numbers[place])
        };
        let is = |condition: &Condition| plainly(condition, &value, *period) == Some(true);
        let key = Key { period: *period, group: Group::Unit(unit_keys()[*unit as usize].clone()) };
        let (touched, counted) =
            counts.entry(key).or_insert_with(|| (0, vec![Counted::default(); definitions.indicators.len()]));
        let is_touched = is(&definitions.touches);
        *touched += u64::from(is_touched);
        for (indicator, counted) in definitions.indicators.iter().zip(counted) {
            let has = |column: ColumnId| present[usize::from(*source)].contains(&column);
            let is_able = indicator.counts.missing(&has).is_empty();
            counted.numerator += u64::from(is_able && is(&indicator.counts));
            counted.denominator += u64::from(is_able && is(&indicator.among));
            counted.left_out += u64::from(!is_able && is_touched);
        }
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn batches_and_threads_change_nothing(
        rows in drawn(),
        lacking in proptest::collection::vec(0_usize..40, usize::from(SOURCES)),
    ) {
        let present = present(&lacking);
        let whole = outcome(&dossiers(&rows, usize::MAX, 1), &present, 1);
        for (batch, threads) in [(1, 2), (7, 5), (64, 2), (64, 5), (100, 1), (10_000, 2)] {
            // A batch for each dossier is for few of them.
            if rows.len() / batch < 2_000 {
                let split = dossiers(&rows, batch, threads);
                prop_assert_eq!(&outcome(&split, &present, threads), &whole, "{} rows, {} threads", batch, threads);
            }
        }
    }

    #[test]
    fn counts_are_those_of_conditions_looked_at_one_by_one(
        rows in drawn(),
        lacking in proptest::collection::vec(0_usize..40, usize::from(SOURCES)),
    ) {
        let present = present(&lacking);
        let Given { schema, definitions, .. } = &*GIVEN;
        let wanted = periods().map(|period| Grouping { period, by: By::Unit }).into_iter().collect();
        let dossiers = dossiers(&rows, 50, 2);
        let tally = count(&dossiers, schema, definitions, &unit_keys(), &present, &wanted, 2).unwrap();
        let expected = plain_counts(&rows, &present);
        for (key, (touched, counted)) in &expected {
            let cell = tally.cell(key.period, key.group.clone());
            prop_assert_eq!(cell.touched, *touched);
            for (place, counted) in counted.iter().enumerate() {
                prop_assert_eq!(cell.of(place), *counted, "{}", &definitions.indicators[place].id);
            }
        }
        prop_assert!(tally.cells().all(|(key, _)| expected.contains_key(key)));
    }
}

/// Of batches whose amounts are kept in half the room, and of others, with amounts that fit in it or do not.
#[test]
fn amounts_of_any_size_are_compared() {
    let fee = GIVEN.schema.find("fee").unwrap();
    let sizes = [0, -1, 55_000, i64::from(i32::MAX), i64::from(i32::MIN), i64::from(i32::MIN) + 1, 9_000_000_000];
    let orders = [Order::Equal, Order::Different, Order::Less, Order::AtMost, Order::Greater, Order::AtLeast];
    for held in [&sizes[..4], &sizes[..5], &sizes[..]] {
        let mut builder = FrameBuilder::new(&GIVEN.schema, &[fee]);
        for amount in held.iter().copied().map(Some).chain([None]) {
            builder.push(0, 0, &[Cell::Amount(amount)]);
        }
        let dossiers = builder.finish(&GIVEN.schema, &vec![true; held.len() + 1], 1).unwrap();
        let [period, ..] = periods();
        for one in sizes.into_iter().chain([-9_000_000_000]) {
            for order in orders {
                let mut program = Program::new(&dossiers, &GIVEN.schema, period);
                let node = program.condition(&Condition::Amount(fee, order, one));
                let mut judged = Judged::new(&program);
                let mut found = Vec::new();
                program.run(&dossiers.frames[0], &mut judged, |judged, _| found = judged.yes(node).to_vec()).unwrap();
                for (place, amount) in held.iter().enumerate() {
                    let holds = compared(*amount, order, one).unwrap();
                    assert_eq!(found[0] >> place & 1 == 1, holds, "{amount} {order:?} {one}");
                }
                assert_eq!(found[0] >> held.len(), 0, "nothing {order:?} {one}");
            }
        }
    }
}

/// A day of a dossier, of the period, or written out, near or far from every dossier; or the first that is there of several.
fn day_values() -> impl Strategy<Value = DayValue> {
    let columns = ["received", "due", "finished", "returned"].map(|name| GIVEN.schema.find(name).unwrap());
    let far = [-719_162, -7_306, -7_305, 58_073, 58_074, 70_000, 2_932_896].map(Day);
    let one = prop_oneof![
        6 => proptest::sample::select(columns.to_vec()).prop_map(DayValue::Column),
        1 => Just(DayValue::PeriodStart),
        1 => Just(DayValue::PeriodEnd),
        1 => (-9_i32..30).prop_map(|days| DayValue::Literal(first().plus(days))),
        2 => proptest::sample::select(far.to_vec()).prop_map(DayValue::Literal),
    ];
    one.prop_recursive(2, 8, 4, |inner| proptest::collection::vec(inner, 1..4).prop_map(DayValue::FirstOf))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Also with days that no dossier can carry, whose order among each other counts too.
    #[test]
    fn days_are_compared_as_they_are(
        rows in proptest::collection::vec(
            (0..UNITS, 0..1_u16, proptest::collection::vec(any::<u16>(), GIVEN.wanted.len())), 1..70),
        (left, right) in (day_values(), day_values()),
        order in proptest::sample::select(vec![
            Order::Equal, Order::Different, Order::Less, Order::AtMost, Order::Greater, Order::AtLeast]),
        span in proptest::sample::select(vec![(0, 20), (-719_162, -719_000), (60_000, 2_900_000), (-8_000, 60_000)]),
    ) {
        let period = Period { from: first().plus(span.0), to: first().plus(span.1) };
        let dossiers = dossiers(&rows, usize::MAX, 1);
        let conditions = [Condition::Days(left.clone(), order, right), Condition::NoDay(left.clone())];
        let mut program = Program::new(&dossiers, &GIVEN.schema, period);
        let nodes = conditions.each_ref().map(|condition| program.condition(condition));
        let opposite = Condition::Not(Box::new(conditions[0].clone()));
        let not = program.condition(&opposite);
        let day_of = program.day(&left);
        let mut judged = Judged::new(&program);
        program.run(&dossiers.frames[0], &mut judged, |judged, columns| {
            for node in nodes.iter().chain([&not]) {
                let beyond = judged.yes(*node).last().unwrap() & !super::bits::all((rows.len() - 1) % 64 + 1);
                assert_eq!(beyond, 0, "of dossiers that there are not");
            }
            for (row, (.., numbers)) in rows.iter().enumerate() {
                let value = |column: ColumnId| {
                    let place = GIVEN.wanted.iter().position(|wanted| *wanted == column).unwrap();
                    cell(column, numbers[place])
                };
                let is = |node| judged.yes(node)[row / 64] >> (row % 64) & 1 == 1;
                for (condition, node) in conditions.iter().chain([&opposite]).zip(nodes.iter().chain([&not])) {
                    assert_eq!(is(*node), plainly(condition, &value, period) == Some(true), "{condition:?} {row}");
                }
                assert_eq!(program.day_of(day_of, row, judged, columns), day(&left, &value, period), "{left:?}");
            }
        }).unwrap();
    }
}
