//! Conditions made ready to be judged of many dossiers: each part once, however often it occurs. Unknown is unknown, as in SQL.

use std::collections::BTreeMap;

use crate::dossiers::{ColumnId, Dossiers, Schema, Word};
use crate::indicators::{Condition, DayValue, Order};
use crate::matching::fold;
use crate::period::Period;

/// A condition of a [`Program`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) usize);

/// A day of a [`Program`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DayId(pub(super) usize);

/// A condition, of conditions that stand before it. Columns are places in [`Program::columns`].
pub(super) enum Node {
    Constant(bool),
    Not(NodeId),
    All(Vec<NodeId>),
    Any(Vec<NodeId>),
    Days(DayId, Order, DayId),
    NoDay(DayId),
    /// The word is one of these.
    Word(usize, Vec<Word>),
    /// For each text whether it is one of those.
    Text(usize, Vec<bool>),
    Amount(usize, Order, i64),
    None(usize),
}

/// A day, or none.
pub(super) enum DayNode {
    One(i32),
    Column(usize),
    /// The first that is there, of days that stand before it.
    FirstOf(Vec<DayId>),
}

/// Conditions on dossiers of one period.
pub(super) struct Program<'a> {
    dossiers: &'a Dossiers,
    pub(super) schema: &'a Schema,
    period: Period,
    pub(super) nodes: Vec<Node>,
    pub(super) days: Vec<DayNode>,
    pub(super) columns: Vec<ColumnId>,
    known_nodes: BTreeMap<Condition, NodeId>,
    known_days: BTreeMap<DayValue, DayId>,
}

impl<'a> Program<'a> {
    pub(super) fn new(dossiers: &'a Dossiers, schema: &'a Schema, period: Period) -> Self {
        Self {
            dossiers,
            schema,
            period,
            nodes: Vec::new(),
            days: Vec::new(),
            columns: Vec::new(),
            known_nodes: BTreeMap::new(),
            known_days: BTreeMap::new(),
        }
    }

    /// Adds a condition, unless it is there.
    pub(super) fn condition(&mut self, condition: &Condition) -> NodeId {
        if let Some(known) = self.known_nodes.get(condition) {
            return *known;
        }
        let node = match condition {
            Condition::Constant(value) => Node::Constant(*value),
            Condition::Not(inner) => Node::Not(self.condition(inner)),
            Condition::All(parts) => Node::All(parts.iter().map(|part| self.condition(part)).collect()),
            Condition::Any(parts) => Node::Any(parts.iter().map(|part| self.condition(part)).collect()),
            Condition::Days(left, order, right) => Node::Days(self.day(left), *order, self.day(right)),
            Condition::NoDay(day) => Node::NoDay(self.day(day)),
            Condition::Word(column, words) => Node::Word(self.column(*column), words.clone()),
            Condition::Text(column, texts) => {
                let dictionary = self.dossiers.dictionary(*column);
                let mut is_one = vec![false; dictionary.map_or(0, crate::dossiers::Dictionary::len)];
                for number in texts.iter().filter_map(|text| dictionary?.find(&fold(text))) {
                    if let Some(is_one) = is_one.get_mut(number as usize) {
                        *is_one = true;
                    }
                }
                Node::Text(self.column(*column), is_one)
            }
            Condition::Amount(column, order, amount) => Node::Amount(self.column(*column), *order, *amount),
            Condition::NoWord(column) | Condition::NoText(column) | Condition::NoAmount(column) => {
                Node::None(self.column(*column))
            }
        };
        let id = NodeId(self.nodes.len());
        self.nodes.push(node);
        self.known_nodes.insert(condition.clone(), id);
        id
    }

    /// Adds a day, unless it is there.
    pub(super) fn day(&mut self, value: &DayValue) -> DayId {
        if let Some(known) = self.known_days.get(value) {
            return *known;
        }
        let day = match value {
            DayValue::PeriodStart => DayNode::One(self.period.from.0),
            DayValue::PeriodEnd => DayNode::One(self.period.to.0),
            DayValue::Literal(day) => DayNode::One(day.0),
            DayValue::Column(column) => DayNode::Column(self.column(*column)),
            DayValue::FirstOf(values) => DayNode::FirstOf(values.iter().map(|value| self.day(value)).collect()),
        };
        let id = DayId(self.days.len());
        self.days.push(day);
        self.known_days.insert(value.clone(), id);
        id
    }

    fn column(&mut self, column: ColumnId) -> usize {
        self.columns.iter().position(|known| *known == column).unwrap_or_else(|| {
            self.columns.push(column);
            self.columns.len() - 1
        })
    }
}
