//! When two spellings are the same: letters composed, blanks collapsed, case and tone placement ignored.

use unicode_normalization::UnicodeNormalization;

/// The key under which headers, words and names are compared.
pub(crate) fn key(text: &str) -> String {
    let text: String = text.nfc().collect::<String>().to_lowercase();
    let mut words: Vec<String> = text.split_whitespace().map(one_tone_placement).collect();
    if words.last().is_some_and(|last| last == "(*)") {
        words.pop();
    }
    let key = words.join(" ");
    let key = key.strip_suffix("(*)").unwrap_or(&key);
    key.strip_suffix(':').unwrap_or(key).to_owned()
}

/// What a person sees: outer blanks gone, inner blanks one.
pub(crate) fn shown(text: &str) -> String {
    text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The only words with two placements of the tone that the random exports use.
fn one_tone_placement(word: &str) -> String {
    match word {
        "hoá" => "hóa".to_owned(),
        "hoá:" => "hóa:".to_owned(),
        "hoà" => "hòa".to_owned(),
        word => word.to_owned(),
    }
}
