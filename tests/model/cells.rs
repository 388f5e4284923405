//! Dates and sums of money.

use chrono::NaiveDate;

use super::columns::Profile;

/// The day written in a cell, in one of the forms of the file's profile.
pub(crate) fn day(text: &str, profile: Profile) -> Option<NaiveDate> {
    let forms: &[&str] = match profile {
        Profile::District => &["dd/MM/yyyy HH:mm", "dd/MM/yyyy", "dd/MM/yyyy HH:mm:ss"],
        Profile::Commune => &["yyyyMMddHHmmss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"],
        Profile::Common => &[
            "dd/MM/yyyy",
            "dd/MM/yyyy HH:mm",
            "dd/MM/yyyy HH:mm:ss",
            "yyyy-MM-dd",
            "yyyy-MM-dd HH:mm:ss",
            "yyyy-MM-ddTHH:mm:ss",
            "yyyyMMddHHmmss",
        ],
    };
    forms.iter().find_map(|form| in_form(text, form))
}

/// Reads letter by letter: a digit for each letter of the form, and the form's own signs.
fn in_form(text: &str, form: &str) -> Option<NaiveDate> {
    let (letters, pattern): (Vec<char>, Vec<char>) = (text.chars().collect(), form.chars().collect());
    if letters.len() != pattern.len() {
        return None;
    }
    let mut numbers = std::collections::BTreeMap::new();
    for (letter, sign) in letters.into_iter().zip(pattern) {
        if "dMyHms".contains(sign) {
            let digit = if letter.is_ascii() { letter.to_digit(10)? } else { return None };
            let number: &mut u32 = numbers.entry(sign).or_default();
            *number = *number * 10 + digit;
        } else if letter != sign {
            return None;
        }
    }
    let number = |sign: char| numbers.get(&sign).copied().unwrap_or(0);
    if number('H') > 23 || number('m') > 59 || number('s') > 59 || !(1990..=2100).contains(&number('y')) {
        return None;
    }
    NaiveDate::from_ymd_opt(number('y').try_into().ok()?, number('M'), number('d'))
}

/// A sum in đồng: digits, or groups of three digits after points; `đ` may follow. Other texts are no sum.
pub(crate) fn sum_of_money(text: &str) -> Option<u64> {
    let text = text.strip_suffix('đ').unwrap_or(text).trim();
    let groups: Vec<&str> = text.split('.').collect();
    let digits = |group: &&str| !group.is_empty() && group.chars().all(|letter| letter.is_ascii_digit());
    let right = groups.iter().all(digits)
        && (groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3)));
    if right { text.replace('.', "").parse().ok() } else { None }
}
