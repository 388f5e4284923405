//! The engine against fractions that are never rounded on the way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use cchc::dossiers::Schema;
use cchc::indicators::Definitions;
use cchc::rules::Rules;
use cchc::scores::{Counted, Raise, Rule, ScoreStandard, ScoreStandards, Status, Subject, score};
use proptest::prelude::*;

pub(super) fn standard(id: &str) -> ScoreStandard {
    let rules = Rules::embedded();
    let definitions = Definitions::load(&rules, &Schema::load(&rules).unwrap(), &[]).unwrap();
    ScoreStandards::load(&rules, &definitions).unwrap().find(id, &definitions).unwrap()
}

pub(super) fn counted(numerator: u64, denominator: u64) -> Counted {
    Counted { numerator, denominator, left_out: 0, entered: None }
}

/// A fraction in lowest terms.
#[derive(Clone, Copy)]
struct Fraction(i128, i128);

impl Fraction {
    fn new(top: i128, bottom: i128) -> Self {
        let (mut left, mut right) = (top.abs(), bottom);
        while right != 0 {
            (left, right) = (right, left % right);
        }
        Self(top / left.max(1), bottom / left.max(1))
    }

    fn minus(self, other: Self) -> Self {
        Self::new(self.0 * other.1 - other.0 * self.1, self.1 * other.1)
    }

    fn at_least(self, other: Self) -> bool {
        self.0 * other.1 >= other.0 * self.1
    }

    fn over(self, other: Self) -> Self {
        Self::new(self.0 * other.1, self.1 * other.0)
    }

    /// Hundredths, half up, by counting up from below.
    fn hundredths(self) -> i64 {
        let mut whole = self.0 * 100 / self.1;
        if (self.0 * 100 - whole * self.1) * 2 >= self.1 {
            whole += 1;
        }
        i64::try_from(whole).unwrap()
    }
}

/// What the standard's words say, in fractions.
fn expected(standard: &ScoreStandard, place: usize, counts: &[Option<(u64, u64)>]) -> Option<i64> {
    let criterion = &standard.criteria[place];
    let known: Vec<(u64, u64)> = counts.iter().copied().collect::<Option<_>>()?;
    if known.iter().any(|(_, denominator)| *denominator == 0) {
        return criterion.when_none;
    }
    let shares: Vec<Fraction> =
        known.iter().map(|(top, bottom)| Fraction::new((*top).into(), (*bottom).into())).collect();
    let ratio = match criterion.is_complement {
        true => shares.iter().fold(Fraction(1, 1), |rest, share| rest.minus(*share)),
        false => shares[0],
    };
    let ratio = if ratio.0 < 0 { Fraction(0, 1) } else { ratio };
    Some(match &criterion.rule {
        Rule::Linear { full_at } => {
            let part = ratio.over(Fraction::new((*full_at).into(), 10_000));
            let part = if part.at_least(Fraction(1, 1)) { Fraction(1, 1) } else { part };
            Fraction::new(part.0 * i128::from(criterion.max), part.1 * 100).hundredths()
        }
        Rule::Steps(steps) => steps
            .iter()
            .filter(|step| ratio.at_least(Fraction::new(step.from.into(), 10_000)))
            .map(|step| step.points)
            .max()
            .unwrap_or(0),
    })
}

fn counts() -> impl Strategy<Value = Option<(u64, u64)>> {
    prop_oneof![
        1 => Just(None),
        1 => Just(Some((0, 0))),
        6 => (0..=60_u64, 1..=60_u64).prop_map(|(top, bottom)| Some((top.min(bottom), bottom))),
        2 => (0..=1_000_000_000_000_u64, 999_999_999_000..=1_000_000_000_000_u64)
            .prop_map(|(top, bottom)| Some((top.min(bottom), bottom))),
    ]
}

proptest! {
    #[test]
    fn points_totals_and_needs_are_those_of_the_model(
        id in prop_oneof![Just("qd-766"), Just("par-index-mau")],
        random in proptest::collection::vec(counts(), 30),
    ) {
        let standard = standard(id);
        let given = |key: &str| random[standard.parts().position(|part| part.key == key).unwrap()];
        let scored = score(&standard, Subject::default(), &|part| {
            given(&part.key).map(|(numerator, denominator)| counted(numerator, denominator))
        });
        let (mut total, mut out_of) = (0, 0);
        for (place, criterion) in standard.criteria.iter().enumerate() {
            let counts: Vec<_> = criterion.parts.iter().map(|part| given(&part.key)).collect();
            let wanted = expected(&standard, place, &counts);
            let found = &scored.criteria[place];
            prop_assert_eq!(found.points, wanted, "{} {:?}", criterion.id, counts);
            if let Some(points) = wanted {
                prop_assert!((0..=criterion.max).contains(&points));
                prop_assert_eq!(found.lost, criterion.max - points);
                total += points;
                out_of += criterion.max;
            }
            // So many would do, and one less would not.
            if let (Some(Raise::More(more)), Some((top, bottom)), Status::Judged) = (found.raise, counts[0], found.status) {
                prop_assert!(top + more <= bottom);
                prop_assert_eq!(expected(&standard, place, &[Some((top + more, bottom))]), Some(criterion.max));
                prop_assert!(expected(&standard, place, &[Some((top + more - 1, bottom))]) < Some(criterion.max));
            }
        }
        prop_assert_eq!((scored.total.points, scored.total.out_of), (total, out_of));
        prop_assert_eq!(scored.groups.iter().map(|group| group.points).sum::<i64>(), total);
        prop_assert_eq!(scored.class.is_some(), out_of == standard.max());
    }
}
