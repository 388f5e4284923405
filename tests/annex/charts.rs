//! The native charts show the cells they stand beside.

use super::made::{VI, made};

/// The references to cells that the charts name.
fn references(book: &super::book::Book) -> Vec<String> {
    let charts = book.parts().into_iter().filter(|name| name.starts_with("xl/charts/chart"));
    let xml: Vec<String> = charts.map(|name| book.part(&name)).collect();
    let all = xml.iter().flat_map(|xml| xml.split("<c:f>").skip(1));
    all.map(|rest| rest.split("</c:f>").next().unwrap().to_owned()).collect()
}

#[test]
fn there_is_a_chart_for_every_threshold_and_level_and_for_every_rate_by_month() {
    let made = made("sa-dec-2022");
    let charts = made.book.parts().iter().filter(|name| name.starts_with("xl/charts/chart")).count();
    // Four thresholds on two levels; twelve rates by month, if they have any.
    let lines = made.report.lines.len();
    assert!(lines >= 11);
    assert_eq!(charts, 4 * 2 + lines);
    let references = references(&made.book);
    assert!(references.iter().any(|place| place.starts_with("'Biểu đồ'!")));
    assert!(references.iter().any(|place| place.starts_with("'Theo tháng'!")));
}

#[test]
fn bars_point_at_the_rates_and_thresholds_of_their_units() {
    let made = made("sa-dec-2022");
    let sheet = made.book.sheet(&VI.get("workbook.sheet_bars"));
    let (head, _) = sheet.find("Hạng");
    let references = references(&made.book);
    let rates = format!("'Biểu đồ'!$E${}:$E${}", head + 2, head + 9);
    assert!(references.contains(&rates), "{rates}");
    let names = format!("'Biểu đồ'!$B${}:$B${}", head + 2, head + 9);
    assert!(references.contains(&names), "{names}");
    let values: Vec<f64> = (head + 1..head + 9).map(|row| sheet.number((row, 4))).collect();
    assert!(values.is_sorted_by(|left, right| left >= right), "the best on top: {values:?}");
}

/// Online, by hand: A 10/20 and B 5/10 share the first place, C 3/12 is third; D 1/1 and E 1/7 have too few dossiers.
#[test]
fn units_with_few_dossiers_have_no_rank_in_the_workbook_regression() {
    let rows = [("Xã A", 10, 10), ("Xã B", 5, 5), ("Xã C", 3, 9), ("Xã D", 1, 0), ("Xã E", 1, 6)]
        .map(|(unit, online, other)| crate::support::dossiers(unit, 2022, online, other));
    let folder = crate::support::folder(&[("e.csv", crate::support::export(&rows).as_bytes())]);
    let made = super::made::make(super::made::request(folder.path()));
    let sheet = made.book.sheet(&VI.get("workbook.sheet_bars"));
    let (height, _) = sheet.size();
    let about = (0..height).find(|row| sheet.text((*row, 0)).starts_with("Tỷ lệ hồ sơ nộp trực tuyến")).unwrap();
    assert_eq!(sheet.text((about + 1, 0)), "Hạng");
    let shown: Vec<String> =
        (about + 2..about + 7).map(|row| format!("{} {}", sheet.text((row, 0)), sheet.text((row, 1)))).collect();
    assert_eq!(shown, ["1 Xã A", "1 Xã B", "3 Xã C", "– Xã D", "– Xã E"]);
    let note = sheet.text((about + 7, 0));
    assert_eq!(note, "– Đơn vị có dưới 10 hồ sơ ở mẫu số không được xếp hạng (2 đơn vị)");
}

#[test]
fn months_are_days_and_a_month_without_a_rate_is_no_zero() {
    let made = made("muong-ang-2021");
    let sheet = made.book.sheet(&VI.get("workbook.sheet_trend"));
    let (head, _) = sheet.find("Tháng");
    assert_eq!(made.book.number_format(&sheet.name, (head + 2, 0)), "mm/yyyy");
    // 1 January 2021 as spreadsheets count days.
    let first = sheet.get((head + 2, 0));
    assert!(matches!(first, calamine::Data::DateTime(day) if (day.as_f64() - 44_197.0).abs() < 1e-9), "{first:?}");
    sheet.find("Cùng kỳ năm trước");
}

#[test]
fn a_month_without_a_rate_is_a_gap_and_no_zero() {
    // Nothing was received in February.
    let export = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Hình thức nộp\n1;Xã A;4;05/01/2022;2\n2;Xã A;4;05/03/2022;2\n";
    let folder = crate::support::folder(&[("e.csv", export.as_bytes())]);
    let mut request = super::made::request(folder.path());
    request.period = Some("2022-01..2022-03".to_owned());
    let made = super::made::make(request);
    let sheet = made.book.sheet("Theo tháng");
    let (head, _) = sheet.find("Tháng");
    let months: Vec<String> = (head + 2..head + 5).map(|row| sheet.text((row, 3))).collect();
    assert_eq!(months, ["1", "không áp dụng", "1"], "words for the reader");
    let place =
        references(&made.book).into_iter().find(|place| place.starts_with("'Theo tháng'!") && !place.contains("$A$"));
    let column = place.unwrap().split('$').nth(1).unwrap().to_owned();
    let (_, right) = sheet.size();
    let column = (0..right).find(|at| super::book::reference((0, *at)) == format!("{column}1")).unwrap();
    assert!(column > 3, "the chart reads cells of its own");
    let charted: Vec<String> = (head + 2..head + 5).map(|row| sheet.text((row, column))).collect();
    assert_eq!(charted, ["1", "", "1"], "and a gap for the chart");
    assert!(
        made.book.part("xl/charts/chart1.xml").contains("<c:plotVisOnly val=\"0\"/>")
            || !made.book.part("xl/charts/chart1.xml").contains("plotVisOnly")
    );
}
