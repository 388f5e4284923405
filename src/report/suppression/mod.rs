//! Small counts (số nhỏ): which figures are hidden, so that a published report tells of no few citizens.
//!
//! A rate with fewer dossiers in its denominator than asked is hidden, and with it every figure that would give it away:
//!
//! * in the same row: figures that are the same count in every group, or that an identity ties to it. Such figures are a
//!   family, and are hidden together (`families`);
//! * in the same sum: a hidden row could be had by taking the others from their total. So in every sum (levels make all,
//!   units make a level, fields or procedures make all) where one is hidden, a second one is, the smallest; and what is left
//!   of a shown total when everything shown is taken from it is none or at least the asked number. Where there is no second
//!   one, the total is hidden too (`sums`);
//! * by month: a group with one small month has none of its months shown, nor one that is hidden in the whole (`hiding`).
//!
//! Within a period the sums make a tree, and each sum with something hidden has two unknowns or more; the months of a row
//! hide together. So no hidden row follows from what is shown: `attack` tries to work them out, by linear algebra over
//! everything that is published. Periods that overlap would give each other away by their difference: a run that compares
//! such periods is refused before it counts.

#[cfg(test)]
mod algebra;
#[cfg(test)]
mod attack;
mod families;
mod hiding;
#[cfg(test)]
mod invented;
mod sums;

pub(super) use hiding::{Months, Suppression};
pub(super) use sums::{Row, RowsShown};
