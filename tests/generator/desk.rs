//! A unit's one-stop desk (bộ phận một cửa): makes dossiers that go the way of that unit.

use super::days::{Day, Span};
use super::dossier::{AdministrativeLevel, Channel, Dossier, Outcome, ServiceLevel};
use super::random::Random;
use super::registry::{Catalogue, Unit};

/// How a unit works, in shares of 1000 dossiers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Habits {
    pub(crate) late: u64,
    /// Never finished.
    pub(crate) stuck: u64,
    pub(crate) withdrawn: u64,
    pub(crate) no_due_day: u64,
    pub(crate) finish_unrecorded: u64,
    pub(crate) service_blank: u64,
    pub(crate) digitised: u64,
    pub(crate) result_digitised: u64,
    pub(crate) paid_online: u64,
    pub(crate) rated: u64,
    pub(crate) returned_by_post: u64,
    /// Takes dossiers with a long way: 45 to 95 working days.
    pub(crate) slow: bool,
}

impl Habits {
    /// Habits of an ordinary unit, a little different for each.
    pub(crate) fn ordinary(random: &mut Random) -> Self {
        Self {
            late: random.between(5, 60),
            stuck: random.between(3, 15),
            withdrawn: random.between(3, 12),
            no_due_day: 8,
            finish_unrecorded: 6,
            service_blank: 0,
            digitised: random.between(150, 600),
            result_digitised: random.between(100, 400),
            paid_online: random.between(20, 200),
            rated: random.between(100, 400),
            returned_by_post: random.between(20, 120),
            slow: false,
        }
    }
}

/// The desk of one unit: what it may receive and how it works.
pub(crate) struct Desk<'a> {
    catalogue: &'a Catalogue,
    full: Vec<usize>,
    partial: Vec<usize>,
    information: Vec<usize>,
    pub(crate) habits: Habits,
}

impl<'a> Desk<'a> {
    /// The desk of a unit of that level of administration.
    pub(crate) fn new(catalogue: &'a Catalogue, level: AdministrativeLevel, habits: Habits) -> Self {
        Self {
            catalogue,
            full: catalogue.in_use(level, ServiceLevel::Full),
            partial: catalogue.in_use(level, ServiceLevel::Partial),
            information: catalogue.in_use(level, ServiceLevel::Information),
            habits,
        }
    }

    /// Receives one dossier on that day.
    pub(crate) fn receive(
        &self,
        random: &mut Random,
        service: ServiceLevel,
        channel: Channel,
        received: Day,
    ) -> Dossier {
        let offered = match service {
            ServiceLevel::Full => &self.full,
            ServiceLevel::Partial => &self.partial,
            ServiceLevel::Information => &self.information,
        };
        let position = random.favoured(offered.len());
        let procedure = offered.get(position).copied().unwrap_or_default();
        let (time_limit, fee) = (self.catalogue.procedures.get(procedure))
            .map_or((5, 0), |procedure| (procedure.time_limit, procedure.fee));
        let time_limit = if self.habits.slow { random.between(45, 95) } else { time_limit };
        let submitted = match channel {
            Channel::Online => received.plus(-(random.below(3) as i64)),
            _ => received,
        };
        let mut dossier = Dossier {
            code: String::new(),
            person: 0,
            procedure,
            service,
            service_blank: random.chance(self.habits.service_blank),
            outcome: Outcome::Ordinary,
            status: 0,
            submitted,
            received: Some(received),
            due: Some(received.working_after(time_limit)),
            finished: None,
            finish_unrecorded: false,
            returned: None,
            receipt: channel,
            giving_back: self.giving_back(random, channel),
            digitised: mark(random, self.habits.digitised),
            result_digitised: mark(random, self.habits.result_digitised),
            fee,
            payment: 0,
            satisfaction: self.rating(random),
        };
        if fee > 0 && random.chance(self.habits.paid_online) {
            dossier.payment = 1 + u8::from(random.chance(400));
        }
        self.finish(random, &mut dossier, received, time_limit);
        dossier
    }

    fn finish(&self, random: &mut Random, dossier: &mut Dossier, received: Day, time_limit: u64) {
        let due = received.working_after(time_limit);
        let drawn = random.below(1000);
        let stuck = self.habits.stuck;
        let withdrawn = stuck + self.habits.withdrawn;
        let finished = if drawn < stuck {
            dossier.outcome = match random.below(10) {
                0..=2 => Outcome::Supplement,
                3 => Outcome::Payment,
                4 => Outcome::Stopped,
                _ => Outcome::Ordinary,
            };
            return;
        } else if drawn < withdrawn {
            dossier.outcome = Outcome::Withdrawn;
            dossier.finished = Some(received.working_after(random.below(time_limit + 1)));
            return;
        } else if drawn < withdrawn + self.habits.late {
            due.working_after(random.between(1, 12))
        } else {
            let on_the_day = random.chance(250);
            let used = if on_the_day { time_limit } else { random.below(time_limit + 1) };
            received.working_after(used)
        };
        dossier.finished = Some(finished);
        if !random.chance(40) {
            dossier.returned = Some(finished.working_after(random.favoured(5) as u64));
            dossier.finish_unrecorded = random.chance(self.habits.finish_unrecorded);
        }
        if random.chance(self.habits.no_due_day) {
            dossier.due = None;
        }
    }

    /// Receives a number of dossiers of one kind, keeping only those that pass the test.
    pub(crate) fn receive_where(
        &self,
        random: &mut Random,
        count: u64,
        span: Span,
        kind: &dyn Fn(&mut Random) -> (ServiceLevel, Channel),
        keep: &dyn Fn(&Dossier) -> bool,
    ) -> Vec<Dossier> {
        let mut kept = Vec::new();
        while (kept.len() as u64) < count {
            let (service, channel) = kind(random);
            let received = span.working_day(random);
            let dossier = self.receive(random, service, channel, received);
            if keep(&dossier) {
                kept.push(dossier);
            }
        }
        kept
    }

    /// Dossiers carried over (kỳ trước chuyển qua): received before the period and not finished before it.
    pub(crate) fn carry_over(&self, random: &mut Random, count: u64, start: Day) -> Vec<Dossier> {
        let span = Span::of(start.plus(-45), start.plus(-1));
        let kind = |random: &mut Random| self.any_kind(random, 50);
        let mut carried = self.receive_where(random, count, span, &kind, &|_| true);
        for dossier in &mut carried {
            if dossier.finished.is_none_or(|finished| finished >= start) {
                continue;
            }
            let finished = start.working_after(random.below(8));
            let late = self.habits.late > 0 && random.chance(300);
            dossier.finished = Some(finished);
            dossier.returned = (dossier.outcome != Outcome::Withdrawn).then(|| finished.working_after(random.below(3)));
            if !late && dossier.due.is_some() {
                dossier.due = Some(finished.working_after(random.below(4)));
            }
        }
        carried
    }

    /// Dossiers that count nowhere: registered only (mới đăng ký) and not accepted (không được tiếp nhận).
    pub(crate) fn uncounted(&self, random: &mut Random, registered: u64, refused: u64, span: Span) -> Vec<Dossier> {
        let kind = |random: &mut Random| self.any_kind(random, 1000);
        let mut uncounted = self.receive_where(random, registered + refused, span, &kind, &|_| true);
        for (position, dossier) in uncounted.iter_mut().enumerate() {
            dossier.outcome = Outcome::Registered;
            dossier.finished = None;
            dossier.returned = None;
            dossier.due = None;
            dossier.payment = 0;
            if (position as u64) < registered {
                dossier.received = None;
            } else {
                dossier.outcome = Outcome::Refused;
            }
        }
        uncounted
    }

    /// Some service level and channel this desk may meet; information services are never online.
    pub(crate) fn any_kind(&self, random: &mut Random, online: u64) -> (ServiceLevel, Channel) {
        let service = match random.below(10) {
            0..=4 => ServiceLevel::Partial,
            5..=7 => ServiceLevel::Full,
            _ if online == 1000 || self.information.is_empty() => ServiceLevel::Partial,
            _ => ServiceLevel::Information,
        };
        let channel = if service != ServiceLevel::Information && random.chance(online) {
            Channel::Online
        } else {
            Channel::Direct
        };
        (service, channel)
    }

    fn giving_back(&self, random: &mut Random, channel: Channel) -> Channel {
        if random.chance(self.habits.returned_by_post) {
            Channel::Post
        } else if channel == Channel::Online && random.chance(300) {
            Channel::Online
        } else {
            Channel::Direct
        }
    }

    fn rating(&self, random: &mut Random) -> u8 {
        if !random.chance(self.habits.rated) {
            return 0;
        }
        match random.below(100) {
            0..=54 => 5,
            55..=93 => 4,
            94..=97 => 3,
            98 => 2,
            _ => 1,
        }
    }
}

/// A mark of digitisation (số hóa) in that share of 1000 dossiers.
fn mark(random: &mut Random, per_mille: u64) -> u8 {
    if !random.chance(per_mille) {
        return 0;
    }
    match random.below(10) {
        0 => 3,
        1 | 2 => 2,
        _ => 1,
    }
}

/// Gives every dossier of a unit its code and its invented citizen, in the order of submission.
///
/// Codes are of the old generation (`000.21.14.H91-210531-0001`) until the middle of 2021 and of the
/// new one (`H91.14.21-210701-0001`) afterwards.
pub(crate) fn number(unit: &Unit, dossiers: &mut [Dossier], next_person: &mut u64) {
    dossiers.sort_by_key(|dossier| dossier.submitted);
    let mut groups = unit.code.split('.');
    let province = groups.next().unwrap_or_default();
    let second = groups.next().unwrap_or("00");
    let third = groups.next().unwrap_or("00");
    let old = format!("000.{third}.{second}.{province}");
    let old_possible = second.len() == 2 && third.len() == 2;
    let change = Day::of(2021, 7, 1);
    let mut today = None;
    let mut serial = 0;
    for dossier in dossiers {
        serial = if today == Some(dossier.submitted) { serial + 1 } else { 1 };
        today = Some(dossier.submitted);
        let agency = if old_possible && dossier.submitted < change { &old } else { &unit.code };
        dossier.code = format!("{agency}-{}-{serial:04}", dossier.submitted.short());
        *next_person += 1;
        dossier.person = *next_person;
    }
}
