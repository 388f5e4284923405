//! Conditions made ready to be judged of many dossiers: each part once, however often it occurs. Unknown is unknown, as in SQL.

use std::collections::BTreeMap;

use crate::dossiers::{ColumnId, Dossiers, Schema, Word, day_to_compare};
use crate::indicators::{Condition, DayValue, Order};
use crate::matching::fold;
use crate::period::{Day, Period};

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
    /// A day of each dossier against one for all, as dossiers keep days.
    Day(DayId, Order, u16),
    /// Two days of each dossier.
    Days(DayId, Order, DayId),
    /// There is no such day.
    NoDay(DayId),
    /// The word is one of these.
    Word(usize, Vec<Word>),
    /// For each text whether it is one of those.
    Text(usize, Vec<bool>),
    Amount(usize, Order, i64),
    None(usize),
}

/// A day, or none.
#[derive(Clone)]
pub(super) enum DayNode {
    /// One for all dossiers.
    One(Day),
    Column(usize),
    /// The first that is there, of columns that stand before it; without any, if so, one for all.
    FirstOf(Vec<DayId>, Option<Day>),
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
            Condition::Days(left, order, right) => {
                let (left, right) = (self.day(left), self.day(right));
                self.compared(left, *order, right)
            }
            Condition::NoDay(day) => {
                let day = self.day(day);
                match self.days[day.0] {
                    DayNode::One(_) | DayNode::FirstOf(_, Some(_)) => Node::Constant(false),
                    DayNode::Column(_) | DayNode::FirstOf(_, None) => Node::NoDay(day),
                }
            }
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
        let id = self.node(node);
        self.known_nodes.insert(condition.clone(), id);
        id
    }

    fn node(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() - 1)
    }

    /// The comparison of two days. A day for all that stands in for one that is not there is compared by itself: it need not be
    /// one that a dossier can carry.
    fn compared(&mut self, left: DayId, order: Order, right: DayId) -> Node {
        match (self.days[left.0].clone(), self.days[right.0].clone()) {
            (DayNode::One(left), DayNode::One(right)) => Node::Constant(order.holds(left, right)),
            (DayNode::FirstOf(parts, Some(day)), _) => {
                self.either(parts, day, |this, left| this.compared(left, order, right))
            }
            (_, DayNode::FirstOf(parts, Some(day))) => {
                self.either(parts, day, |this, right| this.compared(left, order, right))
            }
            (_, DayNode::One(day)) => Node::Day(left, order, day_to_compare(day)),
            (DayNode::One(day), _) => Node::Day(right, order.turned(), day_to_compare(day)),
            _ => Node::Days(left, order, right),
        }
    }

    /// What holds of the first of these days that is there, or of the other day where none is.
    fn either(&mut self, parts: Vec<DayId>, or_else: Day, mut holds: impl FnMut(&mut Self, DayId) -> Node) -> Node {
        let first = self.day_node(DayNode::FirstOf(parts, None));
        let or_else = self.day_node(DayNode::One(or_else));
        let [of_first, of_other] = [first, or_else].map(|day| {
            let node = holds(self, day);
            self.node(node)
        });
        let is_none = self.node(Node::NoDay(first));
        let is_there = self.node(Node::Not(is_none));
        let cases = [Node::All(vec![is_there, of_first]), Node::All(vec![is_none, of_other])];
        Node::Any(cases.into_iter().map(|case| self.node(case)).collect())
    }

    /// Adds a day, unless it is there.
    pub(super) fn day(&mut self, value: &DayValue) -> DayId {
        if let Some(known) = self.known_days.get(value) {
            return *known;
        }
        let day = match value {
            DayValue::PeriodStart => DayNode::One(self.period.from),
            DayValue::PeriodEnd => DayNode::One(self.period.to),
            DayValue::Literal(day) => DayNode::One(*day),
            DayValue::Column(column) => DayNode::Column(self.column(*column)),
            DayValue::FirstOf(values) => {
                let (mut parts, mut or_else) = (Vec::new(), None);
                for value in values {
                    let part = self.day(value);
                    match &self.days[part.0] {
                        DayNode::One(day) => or_else = Some(*day),
                        DayNode::Column(_) => parts.push(part),
                        DayNode::FirstOf(more, day) => {
                            parts.extend_from_slice(more);
                            or_else = *day;
                        }
                    }
                    // What stands behind a day that is always there is never looked at.
                    if or_else.is_some() {
                        break;
                    }
                }
                match or_else {
                    Some(day) if parts.is_empty() => DayNode::One(day),
                    or_else => DayNode::FirstOf(parts, or_else),
                }
            }
        };
        let id = self.day_node(day);
        self.known_days.insert(value.clone(), id);
        id
    }

    fn day_node(&mut self, day: DayNode) -> DayId {
        self.days.push(day);
        DayId(self.days.len() - 1)
    }

    fn column(&mut self, column: ColumnId) -> usize {
        self.columns.iter().position(|known| *known == column).unwrap_or_else(|| {
            self.columns.push(column);
            self.columns.len() - 1
        })
    }
}
