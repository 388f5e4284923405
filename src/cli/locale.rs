//! The language of help, errors and progress when `--lang` does not say it. Outputs never follow the locale.

use std::ffi::OsString;

use crate::texts::Lang;

/// What decides, the first one that is set and not empty.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language of this machine's user.
pub(super) fn lang() -> Lang {
    of(|name| std::env::var_os(name))
}

/// English where the locale is English; Vietnamese otherwise, also where there is none (`C`, `POSIX`).
fn of(variable: impl Fn(&str) -> Option<OsString>) -> Lang {
    let locale = VARIABLES.iter().filter_map(|name| variable(name)).find(|value| !value.is_empty());
    let locale = locale.map(|value| value.to_string_lossy().to_lowercase()).unwrap_or_default();
    // `en`, `en_GB.UTF-8`, `en-US`; not the name of another language.
    let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
    if language == "en" { Lang::En } else { Lang::Vi }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(variables: &[(&str, &str)]) -> Lang {
        of(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value)))
    }

    #[test]
    fn only_an_english_locale_speaks_english() {
        for value in ["en", "en_US.UTF-8", "en_GB", "EN-us"] {
            assert_eq!(lang(&[("LANG", value)]), Lang::En, "{value}");
        }
        for value in ["vi_VN.UTF-8", "C", "POSIX", "C.UTF-8", "fr_FR.UTF-8", "eng", ""] {
            assert_eq!(lang(&[("LANG", value)]), Lang::Vi, "{value}");
        }
        assert_eq!(lang(&[]), Lang::Vi);
    }

    #[test]
    fn the_first_variable_that_is_set_decides() {
        assert_eq!(lang(&[("LC_ALL", "vi_VN"), ("LANG", "en_US")]), Lang::Vi);
        assert_eq!(lang(&[("LC_ALL", ""), ("LC_MESSAGES", "en_US"), ("LANG", "vi_VN")]), Lang::En);
    }
}
