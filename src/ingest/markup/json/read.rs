//! Reading a JSON text.

use std::ops::ControlFlow;

use super::document::Document;
use super::flatten::{Flatten, line_of};
use super::records::Records;
use crate::ingest::grid::{Event, GridCell, GridRow};
use crate::ingest::markup::error::{Halt, MarkupError, Measure};
use crate::ingest::markup::limits::MarkupLimits;
use crate::ingest::markup::lines::Lines;
use crate::ingest::markup::row::RowDraft;

/// Hands on the records of a JSON document or of JSON Lines as one sheet: first a header row with the names of all fields in
/// the order in which they first appear, then a row for each record. `line` of a row is the line of the text on which its
/// object begins; the header has that of the first record. Without any record there is no header either.
///
/// **Records** are the elements of the array at the top; or of the one array of objects that an object at the top holds,
/// itself or in objects within it (`data`, `result.items`); or the objects that stand one after the other, a line each or not;
/// or the one object at the top that holds no array of objects. The sheet has the dotted name of the array, or `records`. An
/// empty array counts as one of objects when there is no other. What stands beside the array is not handed on.
///
/// **Fields.** A field of an object in an object has a dotted name (`agency.name`). The values of an array are joined by
/// `; `. A field of objects in an array has one column for all of them, without their number: of `"files": [{"name": "a"},
/// {"name": "b"}]` the cell `files.name` is `a; b`. Where an element has no such field its place is blank (`a; ; c`), but
/// such places at the end are left out. So a list of any length adds no columns. A name that is never anything but null or
/// empty is a column all the same, unless objects elsewhere show that its fields are the columns.
///
/// **Values.** A number is [`crate::ingest::grid::CellKind::Number`], its text as written to the last zero, exponent included; one
/// that shares its cell with others is text. `true` and `false` are text, null is blank.
///
/// # Errors
/// [`MarkupError::JsonEnds`] for a document that breaks off, and [`MarkupError::Json`] for one that is no JSON, before any
/// row is handed on; only a wrong escape in a text may come to light later. [`MarkupError::SameName`] when an object names a
/// field twice, or a dotted name stands for two fields of a record. [`MarkupError::SeveralArrays`],
/// [`MarkupError::NoTable`] for a text without any value, [`MarkupError::TooLarge`].
pub fn read_json(
    text: &str,
    limits: &MarkupLimits,
    each: &mut dyn FnMut(Event<'_>) -> ControlFlow<()>,
) -> Result<(), MarkupError> {
    let document = Document { text: text.trim_start_matches('\u{feff}') };
    let records = Records::find(document, limits)?;
    rows(document, &records, limits, each).or_else(Halt::outcome)
}

fn rows<'t>(
    document: Document<'t>,
    records: &Records<'t>,
    limits: &MarkupLimits,
    each: &mut dyn FnMut(Event<'_>) -> ControlFlow<()>,
) -> Result<(), Halt> {
    let mut hand_on = |event: Event<'_>| match each(event) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Halt::Enough),
    };
    let mut flatten = Flatten::new(document, limits);
    let mut lines = Lines::new(document.text);
    let (mut count, mut first_line) = (0, 1);
    records.each(&mut |record| {
        let line = line_of(document, &mut lines, record);
        count += 1;
        if count == 1 {
            first_line = line;
        }
        if count > limits.rows {
            return Err(MarkupError::too_large(Measure::Rows, limits, line).into());
        }
        flatten.learn(record, line)
    })?;
    let header = flatten.names.lay_out();
    if header.len() > limits.columns {
        return Err(MarkupError::too_large(Measure::Columns, limits, first_line).into());
    }
    hand_on(Event::Sheet(&records.name))?;
    let columns = header.len();
    let cells = header.into_iter().map(|text| GridCell { text, ..GridCell::default() }).collect();
    if columns > 0 {
        hand_on(Event::Row(GridRow { line: first_line, cells }))?;
    }
    let mut lines = Lines::new(document.text);
    records.each(&mut |record| {
        let line = line_of(document, &mut lines, record);
        match flatten.row(record, line, columns).map(RowDraft::finish)? {
            Some(row) => hand_on(Event::Row(row)),
            None => Ok(()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::markup::testing::{LIMITS, all, error, whole};
    use crate::ingest::markup::{MarkupLimits, Measure};
    use proptest::prelude::*;

    #[test]
    fn an_array_of_dossiers() {
        let text = "\u{feff}[\n  {\"code\": \"H56.14-240823-0001\", \"appliedDate\": 20220819070000,\n   \"agency\": {\"name\": \"UBND xã \\u0110ông\", \
            \"level\": {\"id\": 3}}, \"online\": true, \"note\": null},\n\n  {\"procedure\": \"1.013220\", \"code\": \"H57\", \
            \"fee\": 1.50, \"agency\": null}\n]\n";
        let expected = [
            "[records]",
            "2: code|appliedDate|agency.name|agency.level.id|online|note|procedure|fee",
            "2: H56.14-240823-0001|#20220819070000|UBND xã Đông|#3|true",
            "5: H57||||||1.013220|#1.50",
        ];
        assert_eq!(whole(read_json, text), expected);
    }

    /// Found by fuzzing: the header handed on was a blank row.
    #[test]
    fn a_field_whose_name_is_empty_makes_no_blank_header() {
        let text = r#"{"total":2,"result":{"items":[{"":"\""}],"others":[]}}"#;
        assert_eq!(whole(read_json, text), ["[result.items]", "1: \"\"", "1: \""]);
        let text = r#"[{"code":"H56","":"x"},{"a":{"":1}}]"#;
        assert_eq!(whole(read_json, text), ["[records]", "1: code|\"\"|a.", "1: H56|x", "1: ||#1"]);
    }

    #[test]
    fn numbers_are_as_written() {
        for number in ["0", "-0", "1.013220", "1e3", "1E+3", "12345678901234567890123", "0.10", "-1.5e-7"] {
            assert_eq!(
                whole(read_json, &format!("[{{\"a\":{number}}}]")),
                ["[records]", "1: a", &format!("1: #{number}")]
            );
        }
    }

    #[test]
    fn the_one_array_of_an_object() {
        let rows = "[{\"a\":1},\n{\"a\":2}]";
        let expected = |name: &str| [format!("[{name}]"), "1: a".to_owned(), "1: #1".to_owned(), "2: #2".to_owned()];
        for (text, name) in [
            (format!("{{\"data\":{rows}}}"), "data"),
            (
                format!("{{\"total\":2,\"result\":{{\"items\":{rows},\"page\":1}},\"tags\":[\"x\"],\"errors\":[]}}"),
                "result.items",
            ),
            (format!("{{\"a\":{{\"b\":{{\"c\":{rows}}}}}}}"), "a.b.c"),
        ] {
            assert_eq!(whole(read_json, &text), expected(name), "{text}");
        }
    }

    #[test]
    fn several_arrays_are_refused() {
        let text = "{\"data\":[{\"a\":1}],\"meta\":{\"columns\":[{\"b\":1}]}}";
        let names = vec!["data".to_owned(), "meta.columns".to_owned()];
        assert_eq!(error(read_json, text), MarkupError::SeveralArrays { names });
        let names = vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(error(read_json, "{\"a\":[],\"b\":[]}"), MarkupError::SeveralArrays { names });
    }

    #[test]
    fn one_dossier_and_none() {
        let text = "\n{\"code\":\"H1\",\n\"agency\":{\"name\":\"x\"},\"tags\":[1,2]}";
        assert_eq!(whole(read_json, text), ["[records]", "2: code|agency.name|tags", "2: H1|x|1; 2"]);
        for (text, name) in [("[]", "records"), ("{\"total\":0,\"data\":[]}", "data")] {
            assert_eq!(whole(read_json, text), [format!("[{name}]")]);
        }
        assert_eq!(error(read_json, " \n"), MarkupError::NoTable);
        assert_eq!(whole(read_json, "[{},{}]"), ["[records]"]);
        assert_eq!(whole(read_json, "[{\"a\":null},{\"a\":\"\"}]"), ["[records]", "1: a"]);
    }

    #[test]
    fn lines_of_objects() {
        let text = "{\"a\":1}\r\n\r\n{\"b\":\"x\",\"a\":2}\n{\"a\":3,\"c\":[{\"d\":1},{\"d\":2}]}";
        assert_eq!(whole(read_json, text), ["[records]", "1: a|b|c.d", "1: #1", "3: #2|x", "4: #3||1; 2"]);
    }

    #[test]
    fn arrays_within_records() {
        let text = "[{\"t\":[\"a\",null,1,true,null],\"f\":[{\"n\":\"x\",\"s\":{\"k\":1}},{\"n\":\"y\"},{\"s\":{\"k\":3},\"z\":7}],\
            \"e\":[],\"m\":[[1,2],[3]]}]";
        let expected = ["[records]", "1: t|f.n|f.s.k|f.z|e|m", "1: a; ; 1; true|x; y|1; ; 3|; ; 7||1; 2; 3"];
        assert_eq!(whole(read_json, text), expected);
        // One element alone is as if it stood without its array.
        assert_eq!(whole(read_json, "[{\"f\":[{\"n\":5}]}]"), ["[records]", "1: f.n", "1: #5"]);
    }

    #[test]
    fn a_name_that_stands_twice_is_refused() {
        let same = |line, name: &str| MarkupError::SameName { line, name: name.to_owned() };
        assert_eq!(error(read_json, "[{\"a\":1},\n{\"a\":1,\"b\":2,\"a\":1}]"), same(2, "a"));
        assert_eq!(error(read_json, "[{\"a\":null,\"\\u0061\":1}]"), same(1, "a"));
        assert_eq!(error(read_json, "[{\"o\":{\"a\":1,\"a\":2}}]"), same(1, "o.a"));
        assert_eq!(error(read_json, "[{\"o\":{\"a\":1},\"o\":{\"b\":2}}]"), same(1, "o"));
        assert_eq!(error(read_json, "[{\"o\":[{\"a\":1,\"a\":2}]}]"), same(1, "o.a"));
        assert_eq!(error(read_json, "[{\"o.a\":1,\"o\":{\"a\":2}}]"), same(1, "o.a"));
        let text = "[{\"o.a\":1},{\"o\":{\"a\":2}}]";
        assert_eq!(whole(read_json, text), ["[records]", "1: o.a", "1: #1", "1: #2"]);
    }

    #[test]
    fn a_document_that_breaks_off_hands_on_nothing() {
        let text = "[\n{\"code\": \"Đ\\\"1\", \"a\": [1.5e3, {}]},\n{\"b\": null}\n]";
        for (end, _) in text.char_indices().skip(1) {
            let (events, outcome) = all(read_json, &text[..end], &LIMITS);
            assert!(matches!(outcome, Err(MarkupError::JsonEnds { .. })), "{outcome:?} {}", &text[..end]);
            assert!(events.is_empty());
        }
        assert_eq!(error(read_json, "[\n{\"a\": 1},\n{\"a\""), MarkupError::JsonEnds { line: 3, column: 4 });
        assert_eq!(error(read_json, "{\"a\":1}\n{\"a\":"), MarkupError::JsonEnds { line: 2, column: 5 });
    }

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        let found = |text: &str| match error(read_json, text) {
            MarkupError::Json { line, column, reason } => format!("{line}:{column} {reason}"),
            other => format!("{other:?}"),
        };
        assert_eq!(found("[\n{\"a\": 1},\n{\"a\": x}\n]"), "3:7 expected value");
        assert_eq!(found("[{\"a\":1}]\n]"), "2:1 expected value");
        assert_eq!(found("[{\"a\":01}]"), "1:8 invalid number");
        assert!(found("[{\"a\":1,}]").starts_with("1:9 "));
        assert_eq!(found("[{\"a\":1},\n 7]"), "2:2 not an object, as a record must be");
        assert_eq!(found("[{\"a\":1},null]"), "1:10 not an object, as a record must be");
        assert_eq!(found("\"x\""), "1:1 neither an object nor an array");
        assert_eq!(found("[1,2]"), "1:2 not an object, as a record must be");
        assert_eq!(found("[{\"a\":1}]\n[{\"a\":1}]"), "1:1 not an object, as a record must be");
        assert!(found("[{\"a\":1},\n{\"a\":\"\\ud800\"}]").starts_with("2:"));
    }

    #[test]
    fn limits() {
        let limits = MarkupLimits { columns: 2, rows: 2, depth: 3, cell_bytes: 5 };
        let outcome = |text: &str| all(read_json, text, &limits).1;
        let over = |limit, most, line| Err(MarkupError::TooLarge { limit, most, line });
        assert_eq!(outcome("[{\"a\":1},{\"b\":2}]"), Ok(()));
        assert_eq!(outcome("[{\"a\":1},{\"b\":2},{\"c\":2}]"), over(Measure::Rows, 2, 1));
        assert_eq!(outcome("[{\"a\":1},{\"b\":2,\"c\":2}]"), over(Measure::Columns, 2, 1));
        assert_eq!(outcome("[{\"a\":{\"b\":[1]}}]"), Ok(()));
        assert_eq!(outcome("[\n{\"a\":{\"b\":[[1]]}}]"), over(Measure::Depth, 3, 2));
        assert_eq!(outcome("[{\"a\":{\"b\":{\"c\":{}}}}]"), over(Measure::Depth, 3, 1));
        assert_eq!(outcome("[{\"a\":\"12345\"}]"), Ok(()));
        assert_eq!(outcome("[{\"a\":[1,\"34\"]}]"), Ok(()));
        assert_eq!(outcome("[{\"a\":[1,\"345\"]}]"), over(Measure::CellBytes, 5, 1));
        let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
        assert!(outcome(&deep).is_err());
        let deep = format!("[{}1{}]", "{\"a\":".repeat(100_000), "}".repeat(100_000));
        assert_eq!(outcome(&deep), over(Measure::Depth, 3, 1));
        let objects = format!("{}{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
        assert!(outcome(&objects).is_err());
    }

    #[test]
    fn a_caller_may_stop() {
        let mut seen = 0;
        let outcome = read_json("[{\"a\":1},{\"a\":2}]", &LIMITS, &mut |_| {
            seen += 1;
            if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((seen, outcome), (3, Ok(())));
    }

    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "\"",
            "\"a\"",
            "\"b\":",
            "\"a\":1",
            "\"đ\":\"ệ\"",
            "1",
            "-",
            "1.50",
            "1e9",
            "true",
            "null",
            "nul",
            "\\",
            "\\u0061",
            "\\ud800",
            "\n",
            " ",
            "\r\n",
            "{\"a\":[{\"b\":1},{\"c\":2}]}",
            "{\"a.b\":1}",
            "{\"a\":{\"b\":1}}",
            "\u{feff}",
            "\0",
        ]);
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = all(read_json, &String::from_utf8_lossy(&bytes), &LIMITS);
        }

        #[test]
        fn any_pieces_end_in_bounded_rows(text in pieces(), wrap in any::<bool>()) {
            let text = if wrap { format!("[{text}]") } else { text };
            let limits = MarkupLimits { columns: 3, rows: 4, depth: 3, cell_bytes: 20 };
            let (events, _) = all(read_json, &text, &limits);
            // A sheet, a header, four rows.
            prop_assert!(events.len() <= 6);
        }

        /// Texts arrive as another writer of JSON means them.
        #[test]
        fn every_text_arrives(texts in prop::collection::vec("[^\u{0}]{0,12}", 1..6)) {
            let records: Vec<String> =
                texts.iter().map(|text| format!("{{\"n\":1,\"a\":{}}}", serde_json::to_string(text).unwrap())).collect();
            let mut found = Vec::new();
            let outcome = read_json(&format!("[{}]", records.join(",\n")), &LIMITS, &mut |event| {
                if let Event::Row(row) = event {
                    found.push(row.cells.get(1).map(|cell| cell.text.clone()).unwrap_or_default());
                }
                ControlFlow::Continue(())
            });
            prop_assert_eq!(outcome, Ok(()));
            let expected: Vec<String> = texts.iter().map(|text| if text.trim().is_empty() { String::new() } else { text.clone() }).collect();
            prop_assert_eq!(found.split_off(1), expected);
        }
    }
}
