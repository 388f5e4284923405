use crate::indicators::Definitions;

use super::{Group, Tally, TallyError};

/// Checks the sums that must hold (domain rules of form II.06a) in every unit and period. Levels and totals are sums of
/// units, so they hold when these do. A sum with a part that could not be counted in full is not checked.
///
/// # Errors
/// Names the first unit and sum that break.
pub fn check_identities(tally: &Tally, definitions: &Definitions) -> Result<(), TallyError> {
    for (key, cell) in tally.cells() {
        let name = match &key.group {
            Group::Unit(name) | Group::Field(name) | Group::Procedure(name) => name,
        };
        for identity in &definitions.identities {
            let whole = |place: &usize| cell.of(*place).left_out == 0;
            if !(whole(&identity.total) && identity.parts.iter().all(whole)) {
                continue;
            }
            let sum = cell.of(identity.total).numerator;
            if sum != identity.parts.iter().map(|place| cell.of(*place).numerator).sum::<u64>() {
                let part =
                    |place: &usize| format!("{} {}", definitions.indicators[*place].id, cell.of(*place).numerator);
                return Err(TallyError::Identity {
                    period: key.period,
                    group: name.clone(),
                    total: definitions.indicators[identity.total].id.clone(),
                    sum,
                    parts: identity.parts.iter().map(part).collect::<Vec<_>>().join(" + "),
                });
            }
        }
    }
    Ok(())
}
