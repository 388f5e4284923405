//! What is odd about the exports of offices is told over their tally files as over the exports themselves.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{cchc, folder};

/// Each office has something odd: dossiers done without a day, the same record twice, one that moved to another unit, a code
/// behind an apostrophe, a column that is not used, a cut encoding, and columns that the other office has and it lacks.
const ONE: &str = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Hình thức nộp,Lĩnh vực,Cột lạ\n\
    H1-220801-0001,Xã A,10,01/08/2022,10/08/2022,,2,Đất đai,x\n\
    H1-220801-0002,Xã A,10,01/08/2022,10/08/2022,05/08/2022,2,ĐẤT ĐAI,x\n\
    H1-220801-0002,Xã A,10,01/08/2022,10/08/2022,06/08/2022,2,Đất đai,x\n\
    H1-220801-0003,Xã A,4,01/08/2022,10/08/2022,05/08/2022,1,Đất đai,x\n\
    H1-220801-0004,Xã A,10,01/08/2022,10/08/2022,05/08/2022,1,Đất đai,x\n\
    H1-220801-0004,Xã D,10,01/08/2022,10/08/2022,05/08/2022,1,Đất đai,x\n\
    'H1-220801-0005,Xã A,10,01/08/2022,10/08/2022,05/08/2022,1,Đất đai,x\n";
const OTHER: &str = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Hình thức nộp,Hình thức trả,Mức độ hài lòng,Lĩnh vực\n\
    H2-220801-0001,Xã B,10,01/08/2022,10/08/2022,,2,Trực tiếp,Hài lòng,đất  đai\n\
    H2-220801-0002,Xã B,10,01/08/2022,31/07/2022,05/08/2022,1,Trực tiếp,Hài lòng,Hộ tịch\n\
    H2-220801-0003,Xã Lạ,10,01/08/2022,10/08/2022,05/08/2022,1,Trực tiếp,Hài lòng,Hộ tịch\n";
const UNITS: &str = "code,name,level\nA,Xã A,commune\nB,Xã B,commune\nC,Xã C,commune\nD,Xã D,commune\n";
const SETTINGS: &str = "exports = [\"exports\"]\nunits = \"units.csv\"\nperiod = \"2022-08\"\n";

fn notes(document: &serde_json::Value) -> BTreeMap<String, Vec<String>> {
    let mut notes = BTreeMap::<String, Vec<String>>::new();
    for note in document["notes"].as_array().unwrap() {
        let text = |key: &str| note[key].as_str().unwrap().to_owned();
        notes.entry(text("id")).or_default().push(text("text"));
    }
    notes
}

#[test]
fn every_note_but_those_on_lists_is_the_same() {
    let place = folder(&[]);
    let path = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
    for (office, exports) in [
        ("one", &[("a.csv", ONE)][..]),
        ("other", &[("b.csv", OTHER)]),
        ("both", &[("a.csv", ONE), ("b.csv", OTHER)]),
        ("merged", &[]),
    ] {
        fs::create_dir_all(place.path().join(office).join("exports")).unwrap();
        for (name, text) in [("units.csv", UNITS), ("cchc.toml", SETTINGS)] {
            fs::write(place.path().join(office).join(name), text).unwrap();
        }
        for (name, text) in exports {
            fs::write(place.path().join(office).join("exports").join(name), text).unwrap();
        }
    }
    for (office, file) in [("one", "merged/exports/one.tally"), ("other", "merged/exports/other.tally")] {
        let run = cchc(["tally", &path(office), "-o", &path(file), "--quiet"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let run = |folder: &str, arguments: &[&str]| {
        let run = cchc(["report", &path(folder), "--quiet", "--lang", "en"].iter().chain(arguments));
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout.replace("exports/one.tally/", "").replace("exports/other.tally/", "")
    };
    let json = |folder: &str| serde_json::from_str::<serde_json::Value>(&run(folder, &["--format", "json"])).unwrap();
    let (mut merged, mut whole) = (notes(&json("merged")), notes(&json("both")));
    for id in ["note.tallies", "note.tallies_duplicates", "note.repaired_published"] {
        assert!(merged.remove(id).is_some(), "{id}: {:?}", merged.keys());
    }
    assert!(whole.remove("note.repaired").is_some());
    assert_eq!(merged, whole);
    // All of these were to be told.
    for id in ["doubt", "duplicates", "moved", "partial", "unused_headers", "silent_units", "unit_not_listed", "filled"]
    {
        assert!(whole.contains_key(&format!("note.{id}")), "{id}: {:?}", whole.keys());
    }
    assert!(
        whole["note.doubt"].len() >= 2 && whole["note.doubt"].iter().any(|text| text.starts_with("2 ")),
        "{whole:?}"
    );
    // Three spellings of one field in two offices are one field.
    for by in ["unit", "field", "procedure", "month"] {
        let arguments = ["--by", by, "--format", "csv"];
        assert_eq!(run("merged", &arguments), run("both", &arguments), "{by}");
    }
}
