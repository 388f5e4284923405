//! What a number format (định dạng ô) makes of a number.

/// What the numbers of a format are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// Numbers.
    #[default]
    Number,
    /// Days, perhaps with a time of day.
    Day,
    /// Times of day without a day.
    Time,
    /// Hours that do not stop at 24.
    Duration,
}

/// A format that workbooks need not spell out, by its number.
pub(super) fn built_in(number: u32) -> Format {
    match number {
        14..=17 | 22 => Format::Day,
        18..=21 | 45 | 47 => Format::Time,
        46 => Format::Duration,
        // Of East Asian and Thai systems: days but for a few times.
        32 | 33 => Format::Time,
        27..=31 | 34..=36 | 50..=58 | 71..=74 | 77 | 81 => Format::Day,
        75 | 76 | 78 | 80 => Format::Time,
        79 => Format::Duration,
        _ => Format::Number,
    }
}

/// A format that the workbook spells out: `dd/mm/yyyy hh:mm`, `[$-42A]d mmmm yyyy;@`, `[h]:mm`. Its first section counts.
pub(super) fn spelled_out(code: &str) -> Format {
    let code = code.to_lowercase();
    let mut rest = code.as_str();
    let (mut day, mut month, mut time, mut of_second) = (false, false, false, false);
    while let Some(letter) = rest.chars().next() {
        let mut after = rest.get(letter.len_utf8()..).unwrap_or_default();
        if let Some(words) = ["general", "standard"].iter().find_map(|name| rest.strip_prefix(name)) {
            rest = words;
            continue;
        }
        if let Some(words) = ["am/pm", "a/p", "上午/下午"].iter().find_map(|name| rest.strip_prefix(name)) {
            (rest, time) = (words, true);
            continue;
        }
        match letter {
            ';' => break,
            '"' => after = after.split_once('"').map_or("", |(_, after)| after),
            // The next character is shown, left as room, or repeated.
            '\\' | '_' | '*' => {
                after = after.char_indices().nth(1).and_then(|(at, _)| after.get(at..)).unwrap_or_default()
            }
            '[' => {
                let (bracket, beyond) = after.split_once(']').unwrap_or((after, ""));
                if !bracket.is_empty() && ["h", "m", "s"].iter().any(|unit| bracket.trim_start_matches(unit).is_empty())
                {
                    return Format::Duration;
                }
                after = beyond;
            }
            // Digits of a number, unless of a second. `#,##0 VND` has a D that is no day.
            '#' | '?' => return Format::Number,
            '0' if !of_second => return Format::Number,
            'd' | 'y' | 'b' => day = true,
            'e' if !after.starts_with(['+', '-']) => day = true,
            'h' | 's' => time = true,
            // Months, or minutes when there are hours or seconds with them.
            'm' => month = true,
            _ => {}
        }
        of_second = letter == 's' || of_second && matches!(letter, '.' | ',' | '0');
        rest = after;
    }
    match (day, time, month) {
        (true, ..) | (false, false, true) => Format::Day,
        (false, true, _) => Format::Time,
        (false, false, false) => Format::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_days() {
        for code in [
            "dd/mm/yyyy",
            "DD/MM/YYYY",
            "dd/mm/yyyy hh:mm",
            "[$-42A]dd/mm/yyyy;@",
            "[$-vi-VN]d mmmm yyyy;@",
            "[$-1010000]d/m/yyyy;@",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
            "mm/yyyy",
            "mmm",
            "mmm-yy",
            "yyyy\\-mm\\-dd\\Thh:mm:ss.000",
            "m/d/yy h:mm AM/PM",
            "\"ngày\" dd \"tháng\" mm \"năm\" yyyy",
            "[$-404]e/m/d",
            "[Red]dd/mm/yyyy",
            "*-yyyy-mm-dd",
        ] {
            assert_eq!(spelled_out(code), Format::Day, "{code}");
        }
    }

    #[test]
    fn formats_of_times() {
        for code in
            ["h:mm", "hh:mm:ss;@", "mm:ss", "mm:ss.0", "mmss.0", "h:mm AM/PM", "[$-F400]h:mm:ss\\ AM/PM", "ss,00"]
        {
            assert_eq!(spelled_out(code), Format::Time, "{code}");
        }
        for code in ["[h]:mm:ss", "[hh]:mm", "[mm]:ss", "[s].000", "[Blue]\\+[h]:mm"] {
            assert_eq!(spelled_out(code), Format::Duration, "{code}");
        }
    }

    #[test]
    fn formats_of_numbers() {
        for code in [
            "General",
            "GENERAL",
            "General\" ngày\"",
            "0",
            "#,##0.00",
            "#,##0\\ \"đ\"",
            "#,##0 VND",
            "#,##0\\ [$₫-42A]",
            "[$-42A]#,##0",
            "_-* #,##0.00\\ _₫_-;\\-* #,##0.00\\ _₫_-;_-* \"-\"??\\ _₫_-;_-@_-",
            "0.00E+00",
            "##0.0E+0",
            "@",
            "",
            "\"Y: \"0.00\"m\"",
            "0%",
            "[>=100][Magenta]0",
            "#,##0*y",
            "\\",
            "\"",
            "[",
        ] {
            assert_eq!(spelled_out(code), Format::Number, "{code}");
        }
    }

    #[test]
    fn built_in_formats() {
        let of = |format| (0..100).filter(|number| built_in(*number) == format).collect::<Vec<_>>();
        assert_eq!(of(Format::Duration), [46, 79]);
        assert_eq!(built_in(14), Format::Day);
        assert_eq!(built_in(22), Format::Day);
        assert_eq!(built_in(20), Format::Time);
        assert_eq!(built_in(49), Format::Number);
        assert_eq!(built_in(164), Format::Number);
    }
}
