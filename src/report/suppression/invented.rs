//! Invented dossiers for the attack, and what each indicator counts of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

/// Numbers that look random and are the same everywhere (xorshift).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    pub(super) fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

/// A dossier; its days are numbers of months, and a month before the first is the past.
pub(super) struct Dossier {
    pub(super) unit: usize,
    pub(super) field: u64,
    pub(super) procedure: u64,
    received: i64,
    settled: Option<i64>,
    returned: Option<i64>,
    channel: u64,
    level: u64,
    due: u64,
    paid: u64,
    rated: u64,
    digitised: u64,
    by_post: bool,
}

impl Dossier {
    pub(super) fn new(dice: &mut Dice, units: u64, months: i64) -> Self {
        let received = i64::try_from(dice.below(u64::try_from(months + 1).unwrap())).unwrap() - 1;
        let later = |dice: &mut Dice, from: i64| from + i64::try_from(dice.below(3)).unwrap();
        let settled = (!dice.one_in(4)).then(|| later(dice, received));
        let field = dice.below(4);
        Self {
            // Some units have many, some have few.
            unit: usize::try_from(dice.below(units).min(dice.below(units))).unwrap(),
            field,
            procedure: field * 3 + dice.below(3),
            received,
            settled,
            returned: settled.filter(|_| !dice.one_in(5)).map(|settled| later(dice, settled)),
            channel: dice.below(3),
            level: dice.below(4),
            due: dice.below(3),
            paid: dice.below(3),
            rated: dice.below(3),
            digitised: dice.below(2),
            by_post: dice.one_in(3),
        }
    }

    /// What an indicator counts of it in the months from `first` to `last`: as numerator, and among what.
    pub(super) fn counts(&self, indicator: &str, first: i64, last: i64) -> (bool, bool) {
        let within = |month: i64| (first..=last).contains(&month);
        let received = within(self.received);
        let settled = self.settled.is_some_and(within);
        let open = self.received <= last && self.settled.is_none_or(|month| month > last);
        let carried = self.received < first && self.settled.is_none_or(|month| month >= first);
        let handled = self.received <= last && self.settled.is_none_or(|month| month >= first);
        let returned = self.returned.is_some_and(within);
        let online = self.channel == 0;
        let count = |counts: bool| (counts, false);
        let rate = |among: bool, counts: bool| (among && counts, among);
        match indicator {
            "handled" => count(handled),
            "received" => count(received),
            "received_online" => count(received && online),
            "received_other" => count(received && !online),
            "carried_over" => count(carried),
            "settled" => count(settled),
            "settled_early" => count(settled && self.due == 0),
            "settled_on_day" => count(settled && self.due == 1),
            "settled_late" => count(settled && self.due == 2),
            "open" => count(open),
            "open_in_time" => count(open && self.due < 2),
            "open_late" => count(open && self.due == 2),
            "online_rate" => rate(received, online),
            "online_rate_level3" => rate(received && self.level == 1, online),
            "online_rate_level4" => rate(received && self.level == 2, online),
            "online_rate_level3_4" => rate(received && matches!(self.level, 1 | 2), online),
            "postal_receipt_rate" => rate(received, self.channel == 1),
            "postal_return_rate" => rate(returned, self.by_post),
            "on_time_rate" => rate(settled, self.due < 2),
            "early_rate" => rate(settled, self.due == 0),
            "dossier_digitization_rate" => rate(received, self.digitised > 0),
            "result_digitization_rate" => rate(settled, self.digitised > 0),
            "online_payment_rate" => rate(received && self.paid > 0, self.paid > 1),
            "satisfaction_rate" => rate(settled && self.rated > 0, self.rated > 1),
            other => panic!("{other} is new: say here what it counts"),
        }
    }
}
