/// How unlike two keys may be, in edits per ten letters, to be offered as what was meant.
const EDITS_PER_TEN_LETTERS: usize = 5;

/// The known key most like `key`, if any is like enough to be worth showing; the first of equals.
pub fn nearest<'a>(key: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(key, candidate), candidate))
        .filter(|(edits, candidate)| {
            edits * 10 <= candidate.chars().count().max(key.chars().count()) * EDITS_PER_TEN_LETTERS
        })
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_what_is_like_and_nothing_else() {
        assert_eq!(nearest("recieved", ["received", "returned"]), Some("received"));
        assert_eq!(nearest("ngày tiếp nhan", ["ngày tiếp nhận", "ngày nhận"]), Some("ngày tiếp nhận"));
        assert_eq!(nearest("stt", ["trạng thái", "mã hồ sơ"]), None);
    }
}
