//! The conditions of a [`Program`] judged of a batch, block by block.

use polars_core::prelude::DataFrame;

use crate::dossiers::day_kept;
use crate::indicators::Order;
use crate::period::Day;
use crate::processor::{Work, widely};

use super::TallyError;
use super::bits::{BLOCK, Bits, WORD, all, bits, bits_of_any, bits_of_pairs, places};
use super::columns::{Column, Values};
use super::program::{DayId, DayNode, Node, NodeId, Program};

/// Of which dossiers a condition is true, and of which it is false; of the others it is unknown.
#[derive(Clone)]
struct Truth {
    yes: Bits,
    no: Bits,
}

/// Days of a block, and which of them are there.
#[derive(Clone)]
struct FoundDays {
    days: Vec<u16>,
    known: Bits,
}

/// What was found of a block of dossiers. It is kept from block to block for its room only.
pub(super) struct Judged {
    truths: Vec<Truth>,
    /// Of the days that are first of several; empty for others.
    first: Vec<FoundDays>,
    /// The place of the block's first dossier in the batch.
    pub(super) from: usize,
    /// How many dossiers there are.
    pub(super) len: usize,
}

/// A day of each dossier of a block, as dossiers keep days, and which of them are there.
type Days<'s> = (&'s [u16], &'s [u64]);

const NOTHING: Bits = [0; BLOCK / WORD];

impl Judged {
    pub(super) fn new(program: &Program<'_>) -> Self {
        let room = |day: &DayNode| match day {
            DayNode::FirstOf(..) => vec![0; BLOCK],
            DayNode::One(_) | DayNode::Column(_) => Vec::new(),
        };
        Self {
            truths: vec![Truth { yes: NOTHING, no: NOTHING }; program.nodes.len()],
            first: program.days.iter().map(|day| FoundDays { days: room(day), known: NOTHING }).collect(),
            from: 0,
            len: 0,
        }
    }

    /// Of which dossiers of the block the condition is true.
    pub(super) fn yes(&self, node: NodeId) -> &[u64] {
        &self.truths[node.0].yes[..self.len.div_ceil(WORD)]
    }
}

/// A step of a program over a block.
struct Step<'w, 's> {
    program: &'w Program<'s>,
    what: What,
    columns: &'w [Column<'w>],
    judged: &'w mut Judged,
}

/// What is found in a step, by its place in the program.
#[derive(Clone, Copy)]
enum What {
    /// Days that are first of several.
    Days(usize),
    /// Of which dossiers a condition is true.
    Condition(usize),
}

impl Work for Step<'_, '_> {
    type Done = ();

    #[inline(always)]
    fn run(self) {
        match self.what {
            What::Days(place) => self.program.find_days(place, self.columns, self.judged),
            What::Condition(place) => self.program.judge(place, self.columns, self.judged),
        }
    }
}

impl Program<'_> {
    /// Judges all conditions, and hands on what was found block by block.
    ///
    /// # Errors
    /// When the batch lacks a column.
    pub(super) fn run(
        &self,
        frame: &DataFrame,
        judged: &mut Judged,
        mut then: impl FnMut(&Judged, &[Column<'_>]),
    ) -> Result<(), TallyError> {
        let of = |id| {
            let column = self.schema.column(id);
            Column::of(frame, &column.name, column.kind)
        };
        let columns = self.columns.iter().map(|id| of(*id)).collect::<Result<Vec<_>, _>>()?;
        for from in (0..frame.height()).step_by(BLOCK) {
            (judged.from, judged.len) = (from, BLOCK.min(frame.height() - from));
            let days = (0..self.days.len()).map(What::Days);
            for what in days.chain((0..self.nodes.len()).map(What::Condition)) {
                widely(Step { program: self, what, columns: &columns, judged });
            }
            then(judged, &columns);
        }
        Ok(())
    }

    /// The day of a dossier of the block.
    pub(super) fn day_of(&self, day: DayId, row: usize, judged: &Judged, columns: &[Column<'_>]) -> Option<Day> {
        let or_else = match &self.days[day.0] {
            DayNode::One(day) => return Some(*day),
            DayNode::Column(_) => None,
            DayNode::FirstOf(_, or_else) => *or_else,
        };
        let (days, known) = self.days(day, judged.from, judged.len, &judged.first, columns);
        let is_known = known.get(row / WORD)? >> (row % WORD) & 1 == 1;
        days.get(row).copied().filter(|_| is_known).and_then(day_kept).or(or_else)
    }

    #[inline(always)]
    fn find_days(&self, place: usize, columns: &[Column<'_>], judged: &mut Judged) {
        let Judged { first, from, len, .. } = judged;
        let DayNode::FirstOf(parts, _) = &self.days[place] else { return };
        let (before, here) = first.split_at_mut(place);
        let FoundDays { days, known } = &mut here[0];
        *known = NOTHING;
        for part in parts {
            let (other, other_known) = self.days(*part, *from, *len, before, columns);
            for (word, at) in (0..*len).step_by(WORD).enumerate() {
                let missing = all(*len - at) & !known[word];
                let found = missing & other_known.get(word).copied().unwrap_or_default();
                if found != 0 && missing == u64::MAX {
                    // Of a word of which nothing is there yet, all can be taken: what stands where there is no day is no matter.
                    days[at..at + WORD].copy_from_slice(&other[at..at + WORD]);
                } else {
                    places(found).for_each(|bit| days[at + bit] = other[at + bit]);
                }
                known[word] |= found;
            }
        }
    }

    fn days<'s>(
        &self,
        day: DayId,
        from: usize,
        len: usize,
        first: &'s [FoundDays],
        columns: &'s [Column<'_>],
    ) -> Days<'s> {
        match &self.days[day.0] {
            DayNode::Column(column) => {
                let Column { values: Values::Days(days), known } = &columns[*column] else { return (&[], &[]) };
                (&days[from..from + len], &known[from / WORD..])
            }
            DayNode::FirstOf(..) => {
                let found = &first[day.0];
                (&found.days[..len], &found.known)
            }
            // No condition is made of one day for all.
            DayNode::One(_) => (&[], &[]),
        }
    }

    #[inline(always)]
    fn judge(&self, place: usize, columns: &[Column<'_>], judged: &mut Judged) {
        let Judged { truths, first, from, len } = judged;
        let (from, len) = (*from, *len);
        let (before, here) = truths.split_at_mut(place);
        let Truth { yes, no } = &mut here[0];
        let words = len.div_ceil(WORD);
        let (yes, no) = (&mut yes[..words], &mut no[..words]);
        let known = |column: usize| &columns[column].known[from / WORD..];
        let whole = |word: usize| all(len - word * WORD);
        match &self.nodes[place] {
            Node::Constant(value) => {
                for word in 0..words {
                    (yes[word], no[word]) = if *value { (whole(word), 0) } else { (0, whole(word)) };
                }
            }
            Node::Not(inner) => {
                yes.copy_from_slice(&before[inner.0].no[..words]);
                no.copy_from_slice(&before[inner.0].yes[..words]);
            }
            Node::All(parts) => {
                fill_whole(yes, len);
                no.fill(0);
                for NodeId(part) in parts {
                    yes.iter_mut().zip(&before[*part].yes).for_each(|(all, part)| *all &= part);
                    no.iter_mut().zip(&before[*part].no).for_each(|(any, part)| *any |= part);
                }
            }
            Node::Any(parts) => {
                yes.fill(0);
                fill_whole(no, len);
                for NodeId(part) in parts {
                    yes.iter_mut().zip(&before[*part].yes).for_each(|(any, part)| *any |= part);
                    no.iter_mut().zip(&before[*part].no).for_each(|(all, part)| *all &= part);
                }
            }
            Node::Day(day, order, one) => {
                let (days, known) = self.days(*day, from, len, first, columns);
                against(days, *order, *one, known, yes, no);
            }
            Node::Days(left, order, right) => {
                let days = |day: &DayId| self.days(*day, from, len, first, columns);
                compare(days(left), *order, days(right), yes, no);
            }
            Node::NoDay(day) => {
                let (_, known) = self.days(*day, from, len, first, columns);
                for (word, known) in known.iter().take(words).enumerate() {
                    (yes[word], no[word]) = (whole(word) & !known, *known);
                }
            }
            Node::Word(column, one_of) => {
                if let Values::Words(values) = columns[*column].values {
                    fill_words(&values[from..from + len], known(*column), yes, no, one_of);
                }
            }
            Node::Text(column, is_one) => {
                if let Values::Texts(values) = columns[*column].values {
                    let is_one = |value: u32| is_one.get(value as usize).copied().unwrap_or(false);
                    fill(&values[from..from + len], known(*column), yes, no, is_one);
                }
            }
            Node::Amount(column, order, amount) => match (columns[*column].values, i32::try_from(*amount)) {
                (Values::Amounts(values), _) => {
                    against(&values[from..from + len], *order, *amount, known(*column), yes, no);
                }
                (Values::SmallAmounts(values), Ok(amount)) => {
                    against(&values[from..from + len], *order, amount, known(*column), yes, no);
                }
                (Values::SmallAmounts(values), Err(_)) => {
                    // Every small amount stands on the same side of one that is not.
                    let holds = order.holds(0, *amount);
                    fill(&values[from..from + len], known(*column), yes, no, |_| holds);
                }
                (Values::Days(_) | Values::Words(_) | Values::Texts(_), _) => {}
            },
            Node::None(column) => {
                for (word, known) in known(*column).iter().take(words).enumerate() {
                    (yes[word], no[word]) = (whole(word) & !known, *known);
                }
            }
        }
    }
}

// In these loops everything stands in its place: what is called is not compiled for wide registers.

#[inline(always)]
fn fill<T: Copy>(values: &[T], known: &[u64], yes: &mut [u64], no: &mut [u64], is_such: impl Fn(T) -> bool) {
    for ((part, known), (yes, no)) in values.chunks(WORD).zip(known).zip(yes.iter_mut().zip(no)) {
        let such = bits(part, &is_such);
        (*yes, *no) = (such & known, !such & known);
    }
}

#[inline(always)]
fn fill_words(values: &[u8], known: &[u64], yes: &mut [u64], no: &mut [u64], one_of: &[u8]) {
    for ((part, known), (yes, no)) in values.chunks(WORD).zip(known).zip(yes.iter_mut().zip(no)) {
        let such = bits_of_any(part, one_of);
        (*yes, *no) = (such & known, !such & known);
    }
}

/// True of all dossiers.
fn fill_whole(words: &mut [u64], len: usize) {
    words.fill(u64::MAX);
    if let Some(last) = words.last_mut() {
        *last = all(len - (len - 1) / WORD * WORD);
    }
}

/// Compares values with one.
#[inline(always)]
fn against<T: Copy + Ord>(values: &[T], order: Order, one: T, known: &[u64], yes: &mut [u64], no: &mut [u64]) {
    // One loop for each sign: a sign looked at for each dossier would cost more than the comparison.
    match order {
        Order::Equal => fill(values, known, yes, no, |value| value == one),
        Order::Different => fill(values, known, yes, no, |value| value != one),
        Order::Less => fill(values, known, yes, no, |value| value < one),
        Order::AtMost => fill(values, known, yes, no, |value| value <= one),
        Order::Greater => fill(values, known, yes, no, |value| value > one),
        Order::AtLeast => fill(values, known, yes, no, |value| value >= one),
    }
}

#[inline(always)]
fn compare((left, known): Days<'_>, order: Order, (right, also_known): Days<'_>, yes: &mut [u64], no: &mut [u64]) {
    let known = known.iter().zip(also_known).map(|(left, right)| left & right);
    let parts = left.chunks(WORD).zip(right.chunks(WORD));
    for ((left, right), ((yes, no), known)) in parts.zip(yes.iter_mut().zip(no).zip(known)) {
        let such = match order {
            Order::Equal => bits_of_pairs(left, right, |left, right| left == right),
            Order::Different => bits_of_pairs(left, right, |left, right| left != right),
            Order::Less => bits_of_pairs(left, right, |left, right| left < right),
            Order::AtMost => bits_of_pairs(left, right, |left, right| left <= right),
            Order::Greater => bits_of_pairs(left, right, |left, right| left > right),
            Order::AtLeast => bits_of_pairs(left, right, |left, right| left >= right),
        };
        (*yes, *no) = (such & known, !such & known);
    }
}
