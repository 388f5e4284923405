//! What parts add to the change of a rate, by the words of its definition, with fractions as one learns them at school.

/// A fraction in lowest terms, its denominator above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ratio(pub(crate) i128, pub(crate) i128);

fn gcd(one: i128, other: i128) -> i128 {
    if other == 0 { one.abs() } else { gcd(other, one % other) }
}

impl Ratio {
    pub(crate) fn new(numerator: i128, denominator: i128) -> Self {
        let shared = gcd(numerator, denominator) * denominator.signum();
        Self(numerator / shared, denominator / shared)
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        let shared = gcd(self.1, other.1);
        Self::new(self.0 * (other.1 / shared) + other.0 * (self.1 / shared), self.1 / shared * other.1)
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        self.plus(Self(-other.0, other.1))
    }

    pub(crate) fn times(self, other: Self) -> Self {
        let (one, two) = (Self::new(self.0, other.1), Self::new(other.0, self.1));
        Self::new(one.0 * two.0, one.1 * two.1)
    }

    pub(crate) fn half(self) -> Self {
        self.times(Self(1, 2))
    }

    /// In hundredths of a point, the nearest; halves away from zero.
    pub(crate) fn points(self) -> i128 {
        let size = (self.0.abs() * 20_000 + self.1) / (2 * self.1);
        if self.0 < 0 { -size } else { size }
    }
}

/// Numerator and denominator now, then before.
pub(crate) type Part = [(u64, u64); 2];

/// The rate and the mix part of each part; `None` when one of the periods has no denominator at all.
pub(crate) fn shares(parts: &[Part]) -> Option<Vec<(Ratio, Ratio)>> {
    let wide = i128::from;
    let total = |period: usize| {
        let sum = |of: fn(&(u64, u64)) -> u64| parts.iter().map(|part| wide(of(&part[period]))).sum::<i128>();
        (sum(|counts| counts.0), sum(|counts| counts.1))
    };
    let (now, before) = (total(0), total(1));
    if now.1 == 0 || before.1 == 0 {
        return None;
    }
    let overall = Ratio::new(now.0, now.1).plus(Ratio::new(before.0, before.1)).half();
    let rate = |(numerator, denominator): (u64, u64)| {
        (denominator > 0).then(|| Ratio::new(wide(numerator), wide(denominator)))
    };
    let one = |part: &Part| {
        let weights = [(part[0].1, now.1), (part[1].1, before.1)].map(|(own, all)| Ratio::new(wide(own), all));
        let rates = [rate(part[0]), rate(part[1])];
        // Absent in one period: the rate of the other; absent in both: any rate, its weight is nothing.
        let known = |period: usize| rates[period].or(rates[1 - period]).unwrap_or(Ratio(0, 1));
        let (r1, r0) = (known(0), known(1));
        let by_rate = weights[0].plus(weights[1]).half().times(r1.minus(r0));
        let by_mix = weights[0].minus(weights[1]).times(r0.plus(r1).half().minus(overall));
        (by_rate, by_mix)
    };
    Some(parts.iter().map(one).collect())
}
