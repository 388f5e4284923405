use crate::dossiers::{ColumnId, Word};
use crate::period::Day;

/// A condition on a dossier, typed and checked. Three-valued like SQL: a missing value makes a comparison unknown, and
/// an unknown condition does not count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// `TRUE` or `FALSE`.
    Constant(bool),
    /// `NOT …`
    Not(Box<Condition>),
    /// `… AND …`
    All(Vec<Condition>),
    /// `… OR …`
    Any(Vec<Condition>),
    /// A comparison of two days.
    Days(DayValue, Order, DayValue),
    /// `day IS NULL`
    NoDay(DayValue),
    /// The word of a column is one of these.
    Word(ColumnId, Vec<Word>),
    /// `word IS NULL`
    NoWord(ColumnId),
    /// The text of a column is one of these.
    Text(ColumnId, Vec<String>),
    /// `text IS NULL`
    NoText(ColumnId),
    /// A comparison of an amount with a number of đồng.
    Amount(ColumnId, Order, i64),
    /// `amount IS NULL`
    NoAmount(ColumnId),
}

/// A day, or none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayValue {
    /// A day column.
    Column(ColumnId),
    /// The first day of the period.
    PeriodStart,
    /// The last day of the period.
    PeriodEnd,
    /// A day written out.
    Literal(Day),
    /// `COALESCE(…)`: the first that is there.
    FirstOf(Vec<DayValue>),
}

/// A comparison sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// `=`
    Equal,
    /// `<>`
    Different,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Order {
    /// The same comparison with its sides exchanged.
    #[must_use]
    pub fn turned(self) -> Order {
        match self {
            Order::Less => Order::Greater,
            Order::AtMost => Order::AtLeast,
            Order::Greater => Order::Less,
            Order::AtLeast => Order::AtMost,
            Order::Equal | Order::Different => self,
        }
    }

    /// Whether it holds of these two.
    pub fn holds<T: Ord>(self, left: T, right: T) -> bool {
        match self {
            Order::Equal => left == right,
            Order::Different => left != right,
            Order::Less => left < right,
            Order::AtMost => left <= right,
            Order::Greater => left > right,
            Order::AtLeast => left >= right,
        }
    }
}

impl Condition {
    /// The columns this condition needs and `has` does not: empty when it can be judged.
    ///
    /// Every column named is needed, except inside `COALESCE`, where one is enough.
    pub fn missing(&self, has: &dyn Fn(ColumnId) -> bool) -> Vec<ColumnId> {
        let mut missing = Vec::new();
        self.collect(&mut missing, &|column| Some(column).filter(|column| !has(*column)), &|day| day.missing(has));
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// The same for each of many lists of columns; most of them are alike.
    pub fn missing_of_each<'c>(&self, present: impl IntoIterator<Item = &'c [ColumnId]>) -> Vec<Vec<ColumnId>> {
        let mut known: Vec<(&[ColumnId], Vec<ColumnId>)> = Vec::new();
        let missing = |columns: &'c [ColumnId]| match known.iter().find(|(other, _)| *other == columns) {
            Some((_, missing)) => missing.clone(),
            None => {
                let missing = self.missing(&|column| columns.contains(&column));
                known.push((columns, missing.clone()));
                missing
            }
        };
        present.into_iter().map(missing).collect()
    }

    /// Every column named, `COALESCE` or not.
    #[must_use]
    pub fn columns(&self) -> Vec<ColumnId> {
        let mut columns = Vec::new();
        self.collect(&mut columns, &|column| Some(column), &DayValue::columns);
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// Collects what is to be known of the columns and days that are named.
    fn collect(
        &self,
        found: &mut Vec<ColumnId>,
        of_column: &dyn Fn(ColumnId) -> Option<ColumnId>,
        of_day: &dyn Fn(&DayValue) -> Vec<ColumnId>,
    ) {
        match self {
            Condition::Constant(_) => {}
            Condition::Not(inner) => inner.collect(found, of_column, of_day),
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    part.collect(found, of_column, of_day);
                }
            }
            Condition::Days(left, _, right) => {
                found.extend(of_day(left));
                found.extend(of_day(right));
            }
            Condition::NoDay(day) => found.extend(of_day(day)),
            Condition::Word(column, _)
            | Condition::NoWord(column)
            | Condition::Text(column, _)
            | Condition::NoText(column)
            | Condition::Amount(column, ..)
            | Condition::NoAmount(column) => found.extend(of_column(*column)),
        }
    }
}

impl DayValue {
    fn columns(&self) -> Vec<ColumnId> {
        match self {
            DayValue::PeriodStart | DayValue::PeriodEnd | DayValue::Literal(_) => Vec::new(),
            DayValue::Column(column) => vec![*column],
            DayValue::FirstOf(days) => days.iter().flat_map(DayValue::columns).collect(),
        }
    }

    fn missing(&self, has: &dyn Fn(ColumnId) -> bool) -> Vec<ColumnId> {
        match self {
            DayValue::PeriodStart | DayValue::PeriodEnd | DayValue::Literal(_) => Vec::new(),
            DayValue::Column(column) => Some(*column).filter(|column| !has(*column)).into_iter().collect(),
            DayValue::FirstOf(days) => {
                let each: Vec<_> = days.iter().map(|day| day.missing(has)).collect();
                if each.iter().any(Vec::is_empty) { Vec::new() } else { each.concat() }
            }
        }
    }
}
