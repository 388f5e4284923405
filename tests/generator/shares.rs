//! Splits published totals among units so that the parts add up exactly.

use super::days::Span;
use super::desk::Desk;
use super::dossier::{AdministrativeLevel, Channel, Dossier, ServiceLevel};
use super::random::Random;
use super::registry::Unit;

/// Splits a total in proportion to weights; the parts add up to the total.
pub(crate) fn split(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u64 = weights.iter().sum::<u64>().max(1);
    let mut parts = Vec::with_capacity(weights.len());
    let (mut reached, mut given) = (0, 0);
    for weight in weights {
        reached += weight;
        let upto = total * reached / sum;
        parts.push(upto - given);
        given = upto;
    }
    parts
}

/// The largest pair numerator / denominator, at most that denominator, whose rate rounds (half up)
/// to the published percentage, given in hundredths of a percent.
pub(crate) fn fit(hundredths: u64, most: u64) -> (u64, u64) {
    for denominator in (1..=most).rev() {
        let numerator = (denominator * hundredths + 5000) / 10_000;
        let rounded = (numerator * 20_000 + denominator) / (2 * denominator);
        if rounded == hundredths {
            return (numerator, denominator);
        }
    }
    (0, 0)
}

/// Dossiers received by all units of a level of administration under one service level in a span.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Total {
    pub(crate) service: ServiceLevel,
    pub(crate) online: u64,
    /// Direct and by post.
    pub(crate) other: u64,
    pub(crate) span: Span,
}

/// What one unit receives under one service level in a span.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parcel {
    /// Position of the unit.
    pub(crate) unit: usize,
    pub(crate) total: Total,
}

/// Splits totals among the receiving units of a level, larger and more eager units getting more.
pub(crate) fn parcels(units: &[Unit], level: AdministrativeLevel, totals: &[Total]) -> Vec<Parcel> {
    let receiving: Vec<usize> =
        (0..units.len()).filter(|&position| units[position].level == level && units[position].size > 0).collect();
    parcels_of(units, &receiving, totals)
}

/// Splits totals among the named units.
pub(crate) fn parcels_of(units: &[Unit], receiving: &[usize], totals: &[Total]) -> Vec<Parcel> {
    let sizes: Vec<u64> = receiving.iter().map(|&unit| units[unit].size).collect();
    let mut parcels = Vec::new();
    for total in totals {
        let counts = split(total.online + total.other, &sizes);
        let wishes: Vec<u64> =
            (receiving.iter().zip(&counts)).map(|(&unit, count)| count * units[unit].eagerness).collect();
        let mut online = split(total.online, &wishes);
        level_out(&mut online, &counts);
        for ((&unit, count), online) in receiving.iter().zip(counts).zip(online) {
            let other = count - online;
            let total = Total { online, other, ..*total };
            parcels.push(Parcel { unit, total });
        }
    }
    parcels
}

/// Moves what exceeds a unit's count to units that still have room.
fn level_out(online: &mut [u64], counts: &[u64]) {
    let mut excess = 0;
    for (part, count) in online.iter_mut().zip(counts) {
        excess += part.saturating_sub(*count);
        *part = (*part).min(*count);
    }
    for (part, count) in online.iter_mut().zip(counts) {
        let moved = excess.min(count - *part);
        *part += moved;
        excess -= moved;
    }
}

/// Receives everything the parcels of a unit name; `by_post` of 1000 dossiers not online come by post.
pub(crate) fn receive_parcels(
    random: &mut Random,
    desk: &Desk<'_>,
    unit: usize,
    parcels: &[Parcel],
    by_post: u64,
) -> Vec<Dossier> {
    let mut dossiers = Vec::new();
    for parcel in parcels.iter().filter(|parcel| parcel.unit == unit) {
        let Total { service, online, other, span } = parcel.total;
        let by_network = |_: &mut Random| (service, Channel::Online);
        let at_desk = |random: &mut Random| {
            let posted = random.chance(by_post);
            (service, if posted { Channel::Post } else { Channel::Direct })
        };
        dossiers.extend(desk.receive_where(random, online, span, &by_network, &|_| true));
        dossiers.extend(desk.receive_where(random, other, span, &at_desk, &|_| true));
    }
    dossiers
}
