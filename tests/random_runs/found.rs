//! What the comparison with the model once found.

use super::program::{Rows, report};

const HEADER: &str = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Ngày trả kết quả";

fn rows(files: &[(&str, String)]) -> Rows {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let paths = vec![folder.path().to_owned()];
    let period = Some("2022-02".to_owned());
    Rows::of_json(&report(cchc::run::Request { paths, period, ..Default::default() }).unwrap())
}

#[test]
fn a_unit_without_a_dossier_has_no_figures() {
    let file = |unit: &str| format!("{HEADER}\n1;{unit};Đang xử lý;01/02/2022;;;\n");
    let rows = rows(&[("a-2022-02-01.csv", file("Xã Sai Tên")), ("a-2022-02-28.csv", file("Xã Đúng Tên"))]);
    assert_eq!(rows.names.values().collect::<Vec<_>>(), ["Xã Đúng Tên"]);
}

#[test]
fn a_returned_result_that_cannot_be_judged_is_left_out_in_sight() {
    // Settled in January, the result returned in February, and no column says how.
    let text = format!("{HEADER}\n1;Xã Một;Đã trả kết quả;03/01/2022;20/01/2022;20/01/2022;05/02/2022\n");
    let rows = rows(&[("a.csv", text)]);
    let figure = &rows.figures[&("postal_return_rate".to_owned(), "all", None, None)];
    assert_eq!((figure.denominator, figure.left_out), (None, 1));
}
