//! Reports and their workbooks.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cchc::project::Inputs;
use cchc::render::{json, workbook};
use cchc::report::Report;
use cchc::run::{Request, Rulebook, prepare};
use cchc::texts::{Lang, Texts};
use serde_json::Value;

use super::book::Book;
use crate::support::root;

static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::load(&[]).unwrap());
pub(super) static VI: LazyLock<Texts> = LazyLock::new(|| Texts::load(&RULEBOOK.rules, Lang::Vi).unwrap());
pub(super) static EN: LazyLock<Texts> = LazyLock::new(|| Texts::load(&RULEBOOK.rules, Lang::En).unwrap());

/// What was made of one request.
pub(super) struct Made {
    pub(super) report: Report,
    pub(super) bytes: Vec<u8>,
    pub(super) book: Book,
    pub(super) json: Value,
}

pub(super) fn request(path: &Path) -> Request {
    Request { paths: vec![path.to_owned()], documents: true, ..Request::default() }
}

pub(super) fn report(request: Request) -> Report {
    let inputs = Inputs::find(&request.paths).unwrap();
    prepare(&RULEBOOK, request, inputs).unwrap().run(&|_| {}).unwrap()
}

pub(super) fn make(request: Request) -> Made {
    let report = report(request);
    let bytes = workbook::render(&report, &VI).unwrap();
    let json = serde_json::from_str(&json::render(&report, &VI).unwrap()).unwrap();
    Made { book: Book::open(&bytes), report, bytes, json }
}

/// The path of a sample case.
pub(super) fn sample(name: &str) -> PathBuf {
    root().join("sample-data").join(name)
}

/// A sample case; Mường Ảng is compared with the year before by its `cchc.toml`.
pub(super) fn made(name: &str) -> &'static Made {
    static SA_DEC: LazyLock<Made> = LazyLock::new(|| make(request(&sample("sa-dec-2022"))));
    static MUONG_ANG: LazyLock<Made> = LazyLock::new(|| make(request(&sample("muong-ang-2021"))));
    static BA_BE: LazyLock<Made> = LazyLock::new(|| make(request(&sample("ba-be-2022"))));
    match name {
        "sa-dec-2022" => &SA_DEC,
        "muong-ang-2021" => &MUONG_ANG,
        "ba-be-2022" => &BA_BE,
        other => panic!("{other}"),
    }
}

pub(super) const SAMPLES: [&str; 3] = ["sa-dec-2022", "muong-ang-2021", "ba-be-2022"];
