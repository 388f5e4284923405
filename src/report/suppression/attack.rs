//! The attack: random dossiers, everything that would be published of them, and linear algebra over all of it. Nothing here
//! knows of families or of how rows are chosen: only of what the numbers mean.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::BTreeMap;

use super::super::model::LevelShown;
use super::super::units::{UnitShown, UnitsShown};
use super::algebra::determined;
use super::invented::{Dice, Dossier};
use super::{Months, Row, RowsShown, Suppression};
use crate::indicators::{Definitions, Kind};
use crate::ingest::Why;
use crate::period::{Calendars, Period};
use crate::rules::Rules;
use crate::run::Rulebook;
use crate::tally::{Cell, Counted, Group, Key, Tally, check_identities};
use crate::texts::Localized;

const BELOW: u64 = 5;

/// What is published: the rows of each period, and how they were counted.
struct Publication {
    definitions: Definitions,
    tally: Tally,
    units: UnitsShown,
    /// The period, its first and last month, the rows shown.
    periods: Vec<(Period, (i64, i64), RowsShown)>,
    suppression: Suppression,
}

/// How large a case is, and what is shown of it.
struct Case {
    dossiers: u64,
    levels: u64,
    units: u64,
    months: i64,
    by_month: RowsShown,
    fields: bool,
    procedures: bool,
}

impl Case {
    fn new(dice: &mut Dice) -> Self {
        let units = 2 + dice.below(6);
        Self {
            dossiers: [6, 25, 80, 250][usize::try_from(dice.below(4)).unwrap()],
            levels: 1 + dice.below(3),
            units,
            months: i64::try_from(1 + dice.below(3)).unwrap(),
            by_month: [RowsShown::Levels, RowsShown::Units][usize::try_from(dice.below(2)).unwrap()],
            fields: dice.one_in(2),
            procedures: dice.one_in(3),
        }
    }

    fn publish(&self, dice: &mut Dice, rules: &Rules, rulebook: &Rulebook) -> Publication {
        let definitions = Definitions::load(rules, &rulebook.schema, &[]).unwrap();
        let title = |text: &str| Localized::same(text);
        let unit = |number: u64| UnitShown {
            key: format!("u{number}"),
            name: format!("u{number}"),
            level: usize::try_from(number % self.levels).unwrap(),
            listed: Err(Why::NoRegistry),
            is_entered: false,
        };
        let mut units: Vec<UnitShown> = (0..self.units).map(unit).collect();
        units.sort_by_key(|unit| unit.level);
        let levels = self.levels.min(self.units);
        let levels = (0..levels).map(|level| LevelShown { id: format!("l{level}"), title: title("l") }).collect();
        let units = UnitsShown { levels, units };
        let calendars = Calendars::load(rules).unwrap();
        let month = |month: i64| {
            let year = 2022 + month.div_euclid(12);
            Period::parse(&format!("{year}-{:02}", month.rem_euclid(12) + 1), calendars.first()).unwrap()
        };
        // The months of the report start at the tenth of the year, those of the year before are another world.
        let whole = Period { from: month(9).from, to: month(8 + self.months).to };
        let mut periods = vec![(whole, (0, self.months - 1), RowsShown::Units)];
        for part in (0..self.months).filter(|_| self.months > 1) {
            periods.push((month(9 + part), (part, part), self.by_month));
        }
        let dossiers: Vec<Dossier> = (0..self.dossiers).map(|_| Dossier::new(dice, self.units, self.months)).collect();
        let mut tally = Tally::default();
        for (period, (first, last), _) in &periods {
            for dossier in &dossiers {
                let counted = definitions.indicators.iter().map(|indicator| {
                    let (numerator, denominator) = dossier.counts(&indicator.id, *first, *last);
                    Counted { numerator: numerator.into(), denominator: denominator.into(), left_out: 0 }
                });
                let cell = Cell { touched: 1, counted: counted.collect() };
                let mut groups = vec![Group::Unit(units.units[dossier.unit].key.clone())];
                if *period == whole {
                    groups.extend(self.fields.then(|| Group::Field(format!("f{}", dossier.field))));
                    groups.extend(self.procedures.then(|| Group::Procedure(format!("p{}", dossier.procedure))));
                }
                for group in groups {
                    tally.add_cell(Key { period: *period, group }, &cell);
                }
            }
        }
        check_identities(&tally, &definitions).unwrap();
        let parts: Vec<Period> = periods.iter().skip(1).map(|(period, ..)| *period).collect();
        let months = if parts.is_empty() { vec![] } else { vec![Months { whole, parts, shown: self.by_month }] };
        let suppression = Suppression::new(BELOW, &definitions, &units, &tally, (&[whole], RowsShown::Units), &months);
        Publication { definitions, tally, units, periods, suppression }
    }
}

/// A number that is published, or hidden: a period, a row, an indicator, and whether it is the denominator.
type Name = (usize, Row, usize, bool);

impl Publication {
    fn rows(&self, period: usize) -> BTreeMap<Row, Cell> {
        let (period, _, shown) = self.periods[period];
        let mut rows: BTreeMap<Row, Cell> = BTreeMap::new();
        for unit in &self.units.units {
            let cell = self.tally.cell(period, Group::Unit(unit.key.clone()));
            rows.entry(Row::All).or_default().add(&cell);
            if shown >= RowsShown::Levels {
                rows.entry(Row::Level(unit.level)).or_default().add(&cell);
            }
            if shown >= RowsShown::Units {
                rows.insert(Row::Group(Group::Unit(unit.key.clone())), cell);
            }
        }
        for group in self.tally.groups(period).filter(|group| !matches!(group, Group::Unit(_))) {
            rows.insert(Row::Group(group.clone()), self.tally.cell(period, group.clone()));
        }
        rows
    }

    /// Every sum of rows that anybody can set up.
    fn sums(&self, rows: &BTreeMap<Row, Cell>) -> Vec<(Row, Vec<Row>)> {
        let of = |wanted: &dyn Fn(&Row) -> bool| rows.keys().filter(|row| wanted(row)).cloned().collect::<Vec<_>>();
        let mut sums = vec![
            (Row::All, of(&|row| matches!(row, Row::Level(_)))),
            (Row::All, of(&|row| matches!(row, Row::Group(Group::Field(_))))),
            (Row::All, of(&|row| matches!(row, Row::Group(Group::Procedure(_))))),
        ];
        for level in 0..self.units.levels.len() {
            let units = self.units.units.iter().filter(|unit| unit.level == level);
            let units: Vec<Row> = units.map(|unit| Row::Group(Group::Unit(unit.key.clone()))).collect();
            sums.push((Row::Level(level), units.into_iter().filter(|row| rows.contains_key(row)).collect()));
        }
        // The catalogue is public: it says which procedures make up a field.
        for field in 0..4 {
            let total = Row::Group(Group::Field(format!("f{field}")));
            let procedures = (0..3).map(|number| Row::Group(Group::Procedure(format!("p{}", field * 3 + number))));
            let procedures: Vec<Row> = procedures.filter(|row| rows.contains_key(row)).collect();
            if rows.contains_key(&total) {
                sums.push((total, procedures));
            }
        }
        sums.retain(|(_, parts)| !parts.is_empty());
        sums
    }

    /// What is known to be 0 whatever the dossiers are, as sums of numbers with signs.
    fn equations(&self) -> Vec<Vec<(Name, i64)>> {
        let place = |id: &str| self.definitions.indicators.iter().position(|known| known.id == id).unwrap();
        let is_rate = |place: usize| self.definitions.indicators[place].kind == Kind::Rate;
        let mut equations = Vec::new();
        for period in 0..self.periods.len() {
            let rows = self.rows(period);
            for (total, parts) in self.sums(&rows) {
                for indicator in 0..self.definitions.indicators.len() {
                    for denominator in [false, true] {
                        let name = |row: &Row| (period, row.clone(), indicator, denominator);
                        let parts = parts.iter().map(|row| (name(row), -1));
                        equations.push(parts.chain([(name(&total), 1)]).collect());
                    }
                }
            }
            for row in rows.keys() {
                let name = |indicator: usize, denominator: bool| (period, row.clone(), indicator, denominator);
                for identity in &self.definitions.identities {
                    for denominator in [false, true].into_iter().filter(|among| !among || is_rate(identity.total)) {
                        let parts = identity.parts.iter().map(|part| (name(*part, denominator), -1));
                        equations.push(parts.chain([(name(identity.total, denominator), 1)]).collect());
                    }
                }
                // What the definitions of the rates say.
                let same = [
                    (("online_rate", true), vec!["received"]),
                    (("postal_receipt_rate", true), vec!["received"]),
                    (("dossier_digitization_rate", true), vec!["received"]),
                    (("on_time_rate", true), vec!["settled"]),
                    (("early_rate", true), vec!["settled"]),
                    (("result_digitization_rate", true), vec!["settled"]),
                    (("online_rate", false), vec!["received_online"]),
                    (("early_rate", false), vec!["settled_early"]),
                    (("on_time_rate", false), vec!["settled_early", "settled_on_day"]),
                ];
                for ((rate, denominator), counts) in same {
                    let counts = counts.into_iter().map(|count| (name(place(count), false), -1));
                    equations.push(counts.chain([(name(place(rate), denominator), 1)]).collect());
                }
            }
        }
        self.across_months(&place, &mut equations);
        equations
    }

    /// What months have to do with their whole and with each other.
    fn across_months(&self, place: &dyn Fn(&str) -> usize, equations: &mut Vec<Vec<(Name, i64)>>) {
        let months = 1..self.periods.len();
        if months.is_empty() {
            return;
        }
        let stocks = ["handled", "carried_over", "open", "open_in_time", "open_late"].map(place);
        let last = self.periods.len() - 1;
        for row in self.rows(1).keys() {
            for indicator in (0..self.definitions.indicators.len()).filter(|place| !stocks.contains(place)) {
                for denominator in [false, true] {
                    let name = |period: usize| (period, row.clone(), indicator, denominator);
                    equations.push(months.clone().map(|month| (name(month), -1)).chain([(name(0), 1)]).collect());
                }
            }
            let name = |period: usize, id: &str| (period, row.clone(), place(id), false);
            for month in 1..last {
                equations.push(vec![(name(month, "open"), 1), (name(month + 1, "carried_over"), -1)]);
            }
            equations.push(vec![(name(0, "carried_over"), 1), (name(1, "carried_over"), -1)]);
            for id in ["open", "open_in_time", "open_late"] {
                equations.push(vec![(name(0, id), 1), (name(last, id), -1)]);
            }
        }
    }

    fn value(&self, rows: &[BTreeMap<Row, Cell>], (period, row, indicator, denominator): &Name) -> u64 {
        let counted = rows[*period][row].of(*indicator);
        if *denominator { counted.denominator } else { counted.numerator }
    }

    fn hides(&self, (period, row, indicator, _): &Name) -> bool {
        self.suppression.hides(self.periods[*period].0, row, *indicator)
    }
}

/// What is left of a shown total when all that is shown is taken from it, in every way: a hidden level may stand for its units.
fn remainders(
    parts: &[Row],
    sums: &[(Row, Vec<Row>)],
    hides: &dyn Fn(&Row) -> bool,
    value: &dyn Fn(&Row) -> u64,
) -> Vec<u64> {
    let mut left = vec![0];
    for part in parts.iter().filter(|part| hides(part)) {
        let below = sums.iter().find(|(total, _)| total == part);
        let mut ways = vec![value(part)];
        ways.extend(below.map(|(_, parts)| remainders(parts, sums, hides, value)).into_iter().flatten());
        left = left.iter().flat_map(|sum| ways.iter().map(move |way| sum + way)).collect();
        left.sort_unstable();
        left.dedup();
    }
    left
}

#[test]
fn nothing_hidden_can_be_worked_out() {
    let times = std::env::var("CCHC_RANDOM_CASES").map_or(1, |times| times.parse().unwrap());
    let rules = Rules::embedded();
    let rulebook = Rulebook::load(&[]).unwrap();
    let mut dice = Dice(20_220_819);
    let (mut hidden_count, mut shown_count) = (0, 0);
    for number in 0..60 * times {
        let case = Case::new(&mut dice);
        let publication = case.publish(&mut dice, &rules, &rulebook);
        let rows: Vec<_> = (0..publication.periods.len()).map(|period| publication.rows(period)).collect();
        let followed = determined(publication.equations(), &|name| publication.hides(name));
        for (period, rows_of) in rows.iter().enumerate() {
            let sums = publication.sums(rows_of);
            for (indicator, definition) in publication.definitions.indicators.iter().enumerate() {
                let hides = |row: &Row| publication.hides(&(period, row.clone(), indicator, false));
                if definition.kind != Kind::Rate {
                    continue;
                }
                for row in rows_of.keys() {
                    let [of, among] = [false, true].map(|denominator| (period, row.clone(), indicator, denominator));
                    let small = (1..BELOW).contains(&publication.value(&rows, &among));
                    let what = format!("case {number}: {} {row:?} of period {period}", definition.id);
                    assert!(!small || hides(row), "{what} is small and shown");
                    for name in [of, among].iter().filter(|_| small) {
                        assert!(!followed.contains(name), "{what} follows from what is shown");
                    }
                    if hides(row) {
                        hidden_count += 1;
                    } else {
                        shown_count += 1;
                    }
                }
                for (total, parts) in sums.iter().filter(|(total, _)| !hides(total)) {
                    let value = |row: &Row| publication.value(&rows, &(period, row.clone(), indicator, true));
                    for left in remainders(parts, &sums, &hides, &value) {
                        assert!(
                            left == 0 || left >= BELOW,
                            "case {number}: {left} of {} are left of {total:?} in period {period}",
                            definition.id
                        );
                    }
                }
            }
        }
    }
    // It is no protection to hide everything, and no test when nothing is hidden.
    assert!(hidden_count > 1000 && shown_count > 1000, "{hidden_count} hidden, {shown_count} shown");
}
