//! The form in which most dates of a column are written.

use crate::period::Day;

use super::dates::DateForm;
use super::fixed_form::FixedForm;
use super::scanner::InPlace;

/// A form in which most dates of a column are written, at hand for one after the other.
pub(super) struct UsualForm {
    fixed: FixedForm,
    length: usize,
    first_year: u32,
    /// When each month of the years of dossiers begins, and the one behind them.
    months: &'static [i32],
}

impl UsualForm {
    /// The day of a text, as [`DateForm::read`] finds it, and whether it is one of the days 1 to 12; none for other texts.
    #[inline(always)]
    pub(super) fn read(&self, text: InPlace<'_>) -> Option<(Day, bool)> {
        if text.len() != self.length {
            return None;
        }
        let (year, month, day) = self.fixed.read_day(text.text())?;
        let (years, month, before) = (year.wrapping_sub(self.first_year), month.wrapping_sub(1), day.wrapping_sub(1));
        // Of other years there is no month.
        let month = if month < 12 { years as usize * 12 + month as usize } else { return None };
        let [begins, ends] = self.months.get(month..)?.first_chunk()?;
        (before < ends.abs_diff(*begins)).then_some((Day(begins + before as i32), day <= 12))
    }
}

impl DateForm {
    /// Reads texts of so many bytes, when all of this form have as many, nothing around them and everything at its place, and not
    /// one form of `before` is asked first what such a text is.
    pub(super) fn usual(&self, length: usize, before: &[DateForm]) -> Option<UsualForm> {
        let fixed = self.fixed.as_ref().filter(|fixed| fixed.is_bare() && fixed.length() == length && !self.is_utc)?;
        let is_asked = |form: &DateForm| (form.fewest..=form.most).contains(&length);
        let (first_year, last) = (self.rules.first_year, self.rules.last_year);
        let months = Day::months(first_year, last)?;
        (!before.iter().any(is_asked)).then(|| UsualForm { fixed: fixed.clone(), length, first_year, months })
    }
}

#[cfg(test)]
mod tests {
    use super::super::reading_rules::DateRules;
    use super::*;

    const RULES: DateRules = DateRules { first_year: 1995, last_year: 2049, local_offset: 420 };
    const PATTERNS: [&str; 8] = [
        "dd/MM/yyyy",
        "dd/MM/yyyy HH:mm",
        "MM/dd/yyyy",
        "yyyy-MM-dd HH:mm:ss",
        "yyyyMMdd",
        "d/M/yyyy",
        "yyyy-MM-ddTHH:mm:ss{utc}",
        "serial-1900",
    ];

    proptest::proptest! {
        /// What a usual form reads is what the forms asked in their order read, and what it does not read, one of them may.
        #[test]
        fn a_usual_form_is_the_first_that_reads(
            patterns in proptest::sample::subsequence(PATTERNS.to_vec(), 1..5),
            place in 0_usize..5,
            text in "(0[0-9]|[1-3][0-9]|[4-9][0-9])[/0-9](0[0-9]|1[0-9])[/0-9](1[89]|20)[0-9]{2}( [0-3][0-9]:[0-9]{2})?[ 0-9/]?",
            behind in "[0-9; ]{0,20}",
        ) {
            let forms: Vec<DateForm> = patterns.iter().map(|pattern| DateForm::new(pattern, RULES).unwrap()).collect();
            let place = place % forms.len();
            let bytes = format!("{text}{behind}");
            let in_place = InPlace::new(bytes.as_bytes(), 0, text.len());
            let asked = forms.iter().enumerate().find_map(|(place, form)| Some((place, form.read(text.as_bytes())?)));
            for length in 8..20 {
                if let Some(usual) = forms[place].usual(length, &forms[..place])
                    && let Some((day, is_low)) = usual.read(in_place)
                {
                    let (first, dated) = asked.unwrap();
                    proptest::prop_assert_eq!((first, dated.day, dated.is_low), (place, day, is_low));
                    proptest::prop_assert_eq!(dated.repair, None);
                }
            }
            // The first form of a text is its usual one, if it has one.
            if let Some((first, dated)) = asked
                && let Some(usual) = forms[first].usual(text.len(), &forms[..first])
            {
                proptest::prop_assert_eq!(usual.read(in_place), Some((dated.day, dated.is_low)));
            }
        }
    }

    /// Every day that there is and many that there are not, at both ends of the years of dossiers too.
    #[test]
    fn only_days_of_the_calendar_and_of_the_years_are_read() {
        let form = DateForm::new("dd/MM/yyyy", RULES).unwrap();
        let usual = form.usual(10, &[]).unwrap();
        let years = [0, 1900, 1994, 1995, 1996, 2000, 2023, 2024, 2048, 2049, 2050, 2100, 9999];
        for (year, month, day) in
            years.iter().flat_map(|year| (0..14).flat_map(move |month| (0..34).map(move |day| (*year, month, day))))
        {
            let text = format!("{day:02}/{month:02}/{year:04}");
            let bytes = format!("{text};0123456789012345678901234567890123456789");
            let found = usual.read(InPlace::new(bytes.as_bytes(), 0, text.len()));
            let plain = form.read(text.as_bytes()).map(|dated| (dated.day, dated.is_low));
            assert_eq!(found, plain, "{text}");
        }
    }

    #[test]
    fn forms_that_are_not_whole_and_bare_are_not_usual() {
        let form = |pattern: &str| DateForm::new(pattern, RULES).unwrap();
        assert!(form("dd/MM/yyyy").usual(10, &[]).is_some());
        assert!(form("dd/MM/yyyy").usual(10, &[form("d/M/yyyy")]).is_none());
        assert!(form("dd/MM/yyyy").usual(10, &[form("dd/MM/yyyy HH:mm")]).is_some());
        for pattern in ["d/M/yyyy", "yyyy-MM-ddTHH:mm:ss{utc}", "serial-1900", " dd/MM/yyyy", "dd/MM/yyyy "] {
            assert!((5..25).all(|length| form(pattern).usual(length, &[]).is_none()), "{pattern}");
        }
    }
}
