//! Invented receiving units: specialised offices (phòng chuyên môn), communes, wards, departments (sở).

use super::dossier::AdministrativeLevel;
use super::random::Random;
use super::registry::Unit;

/// Specialised offices of a district, numbered from 1; their codes start at `.01`.
pub(crate) fn offices(random: &mut Random, district: &str, province: &str, count: usize) -> Vec<Unit> {
    (1..=count)
        .map(|number| {
            let name = format!("Phòng Chuyên môn mẫu {number}");
            let code = format!("{district}.{number:02}");
            Unit::receiving(random, code, &name, AdministrativeLevel::District, province)
        })
        .collect()
}

/// Communes of a district, the first of them towns or wards of the other kind; codes start at `.21`.
pub(crate) fn communes(
    random: &mut Random,
    district: &str,
    province: &str,
    (first_kind, first_count): (&str, usize),
    count: usize,
) -> Vec<Unit> {
    (0..count)
        .map(|position| {
            let name = if position < first_count {
                format!("{first_kind} Mẫu {}", position + 1)
            } else {
                format!("Xã Mẫu {}", position + 1 - first_count)
            };
            let code = format!("{district}.{}", 21 + position);
            Unit::receiving(random, code, &name, AdministrativeLevel::Commune, province)
        })
        .collect()
}
