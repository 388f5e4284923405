//! Random exports with a cache that knows them, that knows what stood in their place before, or that knows nothing.

use std::path::Path;
use std::sync::Arc;

use cchc::cache::Cache;
use cchc::run::{ReadingWishes, Request};
use proptest::test_runner::TestCaseError;

use super::check;
use super::plan::runs;
use super::program::report;
use super::writing::Run;

const CASES: u32 = 20;

#[test]
fn a_cache_changes_nothing_whatever_it_knows() {
    check(CASES, &(runs(), runs()), |(one, other)| {
        let folder = tempfile::tempdir().unwrap();
        let (exports, place) = (folder.path().join("exports"), folder.path().join("cache"));
        for plan in [&one, &one, &other, &one] {
            let _ = std::fs::remove_dir_all(&exports);
            std::fs::create_dir(&exports).unwrap();
            Run::new(plan).put(&exports);
            let without = outcome(&exports, None);
            let with = outcome(&exports, Some(&place));
            if with != without {
                return Err(TestCaseError::fail(format!("without: {without}\nwith: {with}")));
            }
        }
        Ok(())
    });
}

/// The report, or why there is none, as text.
fn outcome(exports: &Path, place: Option<&Path>) -> String {
    let cache = place.map(|place| Arc::new(Cache::open(Some(place))));
    let reading = ReadingWishes { cache: cache.clone(), ..ReadingWishes::default() };
    let report = report(Request { paths: vec![exports.to_owned()], reading, ..Request::default() });
    let trouble = cache.and_then(|cache| cache.close());
    assert!(trouble.is_none(), "{trouble:?}");
    format!("{report:?}")
}
