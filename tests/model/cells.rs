//! Dates and sums of money.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::columns::Profile;

/// The day written in a cell, in one of the forms of the file's profile.
pub(crate) fn day(text: &str, profile: Profile) -> Option<NaiveDate> {
    let forms: &[&str] = match profile {
        Profile::District => &["dd/MM/yyyy HH:mm", "dd/MM/yyyy", "dd/MM/yyyy HH:mm:ss", "d/M/yyyy H:mm", "d/M/yyyy"],
        Profile::Commune => &["yyyyMMddHHmmss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"],
        Profile::Common => &[
            "dd/MM/yyyy",
            "dd/MM/yyyy HH:mm",
            "dd/MM/yyyy HH:mm:ss",
            "d/M/yyyy",
            "d/M/yyyy H:mm",
            "d/M/yyyy H:mm:ss",
            "dd-MM-yyyy",
            "dd.MM.yyyy",
            "yyyy-MM-dd",
            "yyyy/MM/dd",
            "yyyy-MM-dd HH:mm",
            "yyyy-MM-dd HH:mm:ss",
            "yyyy-MM-ddTHH:mm:ss",
            "yyyyMMddHHmmss",
        ],
    };
    forms.iter().find_map(|form| in_form(text, form))
}

/// Run by run: a digit for each letter of the form (one or two for a letter that stands alone), and the form's own signs.
fn in_form(text: &str, form: &str) -> Option<NaiveDate> {
    let (texts, forms) = (runs(text, |sign| sign.is_ascii_digit()), runs(form, |sign| "dMyHms".contains(sign)));
    if texts.len() != forms.len() {
        return None;
    }
    let mut numbers: BTreeMap<char, u32> = BTreeMap::new();
    for (text, letters) in texts.into_iter().zip(forms) {
        let alone = letters.len() == 1 && "dMH".contains(&letters);
        if alone && (1..=2).contains(&text.len()) {
            numbers.insert(letters.chars().next()?, text.parse().ok()?);
        } else if text.chars().count() != letters.chars().count() {
            return None;
        } else {
            for (letter, sign) in text.chars().zip(letters.chars()) {
                match (letter.to_digit(10), "dMyHms".contains(sign)) {
                    (Some(digit), true) => {
                        let number = numbers.entry(sign).or_default();
                        *number = *number * 10 + digit;
                    }
                    (None, false) if letter == sign => {}
                    _ => return None,
                }
            }
        }
    }
    let number = |sign: char| numbers.get(&sign).copied().unwrap_or(0);
    if number('H') > 23 || number('m') > 59 || number('s') > 59 || !(1995..=2049).contains(&number('y')) {
        return None;
    }
    NaiveDate::from_ymd_opt(number('y').try_into().ok()?, number('M'), number('d'))
}

/// The text cut into runs of what `is_number` accepts, and single other characters.
fn runs(text: &str, is_number: impl Fn(char) -> bool) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut within = false;
    for letter in text.chars() {
        match runs.last_mut() {
            Some(run) if within && is_number(letter) => run.push(letter),
            _ => runs.push(letter.to_string()),
        }
        within = is_number(letter);
    }
    runs
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
