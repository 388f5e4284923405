//! What happens to the header.

use unicode_normalization::UnicodeNormalization;

use super::dossier::COMPARED;
use super::expectation::Expectation;
use super::kind::Pollution;
use super::source::{HEADERS, Source, place_of};
use super::writing::{ALL_QUOTED, PLAIN, ended, inserted, with_line};

/// The columns whose values nobody asks for.
fn is_compared(place: usize) -> bool {
    COMPARED.contains(&HEADERS[place])
}

pub(crate) fn pollute(source: &Source, each: &mut dyn FnMut(Pollution)) {
    missing(source, each);
    twice(source, each);
    several_rows(source, each);
    spelled(source, each);
}

/// Headers that are not there.
fn missing(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    let doubtful = || Expectation::all(source).doubtful();
    let mut push = |family: &'static str, which: &str, rule: &str, bytes: String, expectation: Expectation| {
        each(Pollution::new(family, which, rule, bytes, expectation));
    };
    push("header_missing", "plain", "There is no header.", ended(&lines[1..], "\n"), doubtful());
    let quoted = ended(&ALL_QUOTED.lines(&source.rows), "\n");
    push("header_missing", "all_quoted", "There is no header, and every cell is quoted.", quoted, doubtful());
    let numbered: Vec<String> = (1..=14).map(|number| number.to_string()).collect();
    let rule = "In place of the header stand numbers.";
    push("header_missing", "numbers", rule, with_line(&lines, 0, numbered.join(";")), doubtful());
    let blank = with_line(&lines, 0, ";".repeat(13));
    push("header_missing", "blank", "All cells of the header are blank.", blank, doubtful());
    for place in 0..HEADERS.len() {
        let mut headers = source.headers.clone();
        headers[place].clear();
        let rule = format!("The header of column {} is blank.", place + 1);
        // A column without a name that is needed can only be guessed.
        let expectation = if is_compared(place) { doubtful() } else { Expectation::all(source) };
        push("header_blank", &format!("{place:02}"), &rule, with_line(&lines, 0, PLAIN.line(&headers)), expectation);
        let mut headers = source.headers.clone();
        headers.remove(place);
        let rule = format!("The header lacks the cell of column {}, and all others move to the left.", place + 1);
        push("header_short", &format!("{place:02}"), &rule, with_line(&lines, 0, PLAIN.line(&headers)), doubtful());
        let mut headers = source.headers.clone();
        headers.insert(place, "Ghi chú".to_owned());
        let rule = format!("The header has one more cell before column {}, and the body has not.", place + 1);
        push("header_long", &format!("{place:02}"), &rule, with_line(&lines, 0, PLAIN.line(&headers)), doubtful());
    }
    for (which, more) in
        [("note", ";Ghi chú"), ("two_notes", ";Ghi chú;Số điện thoại"), ("blank", ";"), ("blanks", ";;;")]
    {
        let rule = format!("The header is followed by {more:?}, and the body is not.");
        let bytes = with_line(&lines, 0, format!("{}{more}", lines[0]));
        push("header_long_at_end", which, &rule, bytes, Expectation::all(source));
    }
    let more: Vec<String> = lines.iter().enumerate().map(|(line, text)| more_cells(line, text)).collect();
    let rule = "The body has two more columns than the header has names.";
    push("header_short_at_end", "two", rule, ended(&more, "\n"), Expectation::all(source));
    let cut: Vec<String> = lines.iter().map(|line| line.trim_end_matches(';').to_owned()).collect();
    let rule = "Blank cells at the end of a line are left out with their delimiters.";
    push("header_long_at_end", "trimmed", rule, ended(&cut, "\n"), Expectation::all(source));
}

fn more_cells(line: usize, text: &str) -> String {
    if line == 0 { text.to_owned() } else { format!("{text};x;y") }
}

/// Headers that stand twice.
fn twice(source: &Source, each: &mut dyn FnMut(Pollution)) {
    for header in COMPARED {
        let place = place_of(header);
        for (which, others_differ) in [("same", false), ("different", true)] {
            let doubled = |(number, row): (usize, Vec<String>)| {
                let other = match number {
                    0 => row[place].clone(),
                    // The value of another row: as likely as the first.
                    _ if others_differ => source.rows[(number + 17) % source.rows.len()][place].clone(),
                    _ => row[place].clone(),
                };
                [row, vec![other]].concat()
            };
            let table: Vec<_> = source.table().into_iter().enumerate().map(doubled).collect();
            let all = Expectation::all(source);
            let expectation = if others_differ { all.doubtful() } else { all };
            let rule = format!("«{header}» stands twice, the second time with {which} values.");
            let bytes = ended(&PLAIN.lines(&table), "\n");
            each(Pollution::new("header_twice", &format!("{which}-{place:02}"), rule, bytes, expectation));
        }
    }
    let lines = PLAIN.lines(&source.table());
    for place in 0..HEADERS.len() {
        let mut headers = source.headers.clone();
        headers[place] = if place == 4 { "Mã TTHC" } else { "Mã hồ sơ" }.to_owned();
        if headers[place] == source.headers[place] {
            continue;
        }
        let rule = format!("«{}» stands twice, the second time in the place of «{}».", headers[place], HEADERS[place]);
        let bytes = with_line(&lines, 0, PLAIN.line(&headers));
        let expectation = Expectation::all(source).doubtful();
        each(Pollution::new("header_twice", &format!("in_place-{place:02}"), rule, bytes, expectation));
    }
}

/// Headers of two and three rows, with merged groups.
fn several_rows(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    let groups = "Hồ sơ;;;;;;;Tổ chức, cá nhân;;Thời gian;;;;Tài chính";
    let over = "DANH SÁCH HỒ SƠ;;;;;;;;;;;;;";
    let upper: Vec<&str> = HEADERS.iter().map(|header| if header.starts_with("Ngày") { "" } else { *header }).collect();
    let lower: Vec<&str> = HEADERS.iter().map(|header| if header.starts_with("Ngày") { *header } else { "" }).collect();
    let (upper, lower) = (upper.join(";").replacen(";;;;;Lệ", ";Thời gian;;;;Lệ", 1), lower.join(";"));
    let bare_over = "Danh sách hồ sơ";
    for (which, rule, head) in [
        ("groups", "Above the names stands a row of groups.", vec![groups, &lines[0]]),
        ("merged", "Names stand in the first row, those below a group in the second.", vec![&upper, &lower]),
        ("title_groups", "Above the names stand a title and a row of groups.", vec![over, groups, &lines[0]]),
        ("title_merged", "A title stands above a header of two rows.", vec![over, &upper, &lower]),
        (
            "bare_title_groups",
            "A title without delimiters stands above groups and names.",
            vec![bare_over, groups, &lines[0]],
        ),
        ("units", "Below the names stands a row of units of measure.", vec![&lines[0], ";;;;;;;;;;;;;đồng"]),
        (
            "types",
            "Below the names stands a row of types.",
            vec![&lines[0], "số;chữ;chữ;chữ;chữ;chữ;chữ;chữ;chữ;ngày;ngày;ngày;ngày;số"],
        ),
        (
            "technical",
            "Below the names stand their technical names.",
            vec![
                &lines[0],
                "STT;DonVi;TenTTHC;MaTTHC;MaHoSo;TrangThai;KenhThucHien;DiaChi;NguoiNop;NgayNop;NgayNhan;NgayHen;NgayXong;LePhi",
            ],
        ),
        (
            "rule_off",
            "Below the names stands a row of dashes.",
            vec![&lines[0], "---;---;---;---;---;---;---;---;---;---;---;---;---;---"],
        ),
    ] {
        for (marked, number_row) in
            [("", None), ("-numbered", Some("(1);(2);(3);(4);(5);(6);(7);(8);(9);(10);(11);(12);(13);(14)"))]
        {
            let head: Vec<String> = head.iter().copied().chain(number_row).map(str::to_owned).collect();
            let bytes = ended(&inserted(&lines[1..], 0, &head), "\n");
            each(Pollution::new("header_rows", &format!("{which}{marked}"), rule, bytes, Expectation::all(source)));
        }
    }
}

/// The same names, spelled otherwise.
fn spelled(source: &Source, each: &mut dyn FnMut(Pollution)) {
    let lines = PLAIN.lines(&source.table());
    let mut push = |which: &str, rule: &str, spell: &dyn Fn(&str) -> String| {
        let headers: Vec<String> = source.headers.iter().map(|header| spell(header)).collect();
        let bytes = with_line(&lines, 0, PLAIN.line(&headers));
        each(Pollution::new("header_spelled", which, rule, bytes, Expectation::all(source)));
    };
    push("capitals", "Headers are in capitals.", &|header| header.to_uppercase());
    push("small", "Headers are in small letters.", &|header| header.to_lowercase());
    push("blanks", "Headers have blanks around them.", &|header| format!("  {header}  "));
    push("inner_blanks", "Words of headers are two blanks apart.", &|header| header.replace(' ', "  "));
    push("no_break", "Words of headers are a no-break space apart.", &|header| header.replace(' ', "\u{A0}"));
    push("line_feed", "Words of headers stand on two lines.", &|header| header.replacen(' ', "\n", 1));
    push("star", "Headers end with (*).", &|header| format!("{header} (*)"));
    push("colon", "Headers end with a colon.", &|header| format!("{header}:"));
    push("apart", "Letters and tones of headers are apart.", &|header| header.nfd().collect());
    push("delimiter", "Headers hold no delimiter but are quoted.", &|header| format!("{header}\u{200B}"));
    for place in 1..HEADERS.len() {
        let mut table = source.table();
        for row in &mut table {
            row.rotate_left(place);
        }
        let rule = format!("The first {place} columns stand last.");
        let bytes = ended(&PLAIN.lines(&table), "\n");
        each(Pollution::new("column_order", &format!("{place:02}"), rule, bytes, Expectation::all(source)));
    }
}
