use crate::indicators::{Definitions, Identity, Kind};

use super::{Cell, Counted, Group, Key, Tally, TallyError};

/// Checks the sums that must hold (domain rules of form II.06a) in every unit and period: of rates both the numerators and
/// the denominators. Levels and totals are sums of units, so they hold when these do. A sum with a part that could not be
/// counted in full is not checked.
///
/// # Errors
/// Names the first unit and sum that break.
pub fn check_identities(tally: &Tally, definitions: &Definitions) -> Result<(), TallyError> {
    for (key, cell) in tally.cells() {
        for identity in &definitions.identities {
            let whole = |place: &usize| cell.of(*place).left_out == 0;
            if !(whole(&identity.total) && identity.parts.iter().all(whole)) {
                continue;
            }
            check(key, cell, identity, definitions, |counted| counted.numerator)?;
            let is_rate = |place: &usize| definitions.indicators[*place].kind == Kind::Rate;
            if is_rate(&identity.total) && identity.parts.iter().all(is_rate) {
                check(key, cell, identity, definitions, |counted| counted.denominator)?;
            }
        }
    }
    Ok(())
}

fn check(
    key: &Key,
    cell: &Cell,
    identity: &Identity,
    definitions: &Definitions,
    number: impl Fn(Counted) -> u64,
) -> Result<(), TallyError> {
    let of = |place: &usize| number(cell.of(*place));
    let sum = of(&identity.total);
    if sum == identity.parts.iter().map(of).sum::<u64>() {
        return Ok(());
    }
    let group = match &key.group {
        Group::Unit(name) | Group::Field(name) | Group::Procedure(name) => name.clone(),
    };
    let part = |place: &usize| format!("{} {}", definitions.indicators[*place].id, of(place));
    Err(TallyError::Identity {
        period: key.period,
        group,
        total: definitions.indicators[identity.total].id.clone(),
        sum,
        parts: identity.parts.iter().map(part).collect::<Vec<_>>().join(" + "),
    })
}
