//! JUnit XML: a test case per judged figure, grouped by what it is about.

use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use crate::report::model::Report;
use crate::standards::Verdict;
use crate::texts::Texts;

use super::{account, cells};

/// The judged figures, and one case for the account of records of each file.
///
/// # Errors
/// Only if the XML cannot be written to memory.
pub fn render(report: &Report, texts: &Texts) -> Result<String, quick_junit::SerializeError> {
    let mut suites: Vec<TestSuite> = Vec::new();
    for figure in report.figures.iter().filter(|figure| figure.verdict.is_some()) {
        let about = cells::about(figure, report, texts);
        let sentence = cells::visible(&cells::judgement(figure, report, texts));
        let status = match figure.verdict {
            Some(Verdict::Missed | Verdict::NotAvailable) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_message(sentence.as_str());
                status
            }
            Some(Verdict::Met) => TestCaseStatus::success(),
            _ => {
                let mut status = TestCaseStatus::skipped();
                status.set_message(sentence.as_str());
                status
            }
        };
        let case = TestCase::new(report.indicators[figure.indicator].id.as_str(), status);
        match suites.last_mut().filter(|suite| suite.name.as_str() == about) {
            Some(suite) => {
                suite.add_test_case(case);
            }
            None => {
                let mut suite = TestSuite::new(about.as_str());
                suite.add_test_case(case);
                suites.push(suite);
            }
        }
    }
    let mut inputs = TestSuite::new(texts.get("report.inputs").as_str());
    for input in &report.inputs {
        let status = match input.account.as_ref().filter(|account| account.rejected > 0) {
            None => TestCaseStatus::success(),
            Some(account) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
                status.set_message(account::reasons(account, texts));
                status
            }
        };
        inputs.add_test_case(TestCase::new(cells::visible(&input.path), status));
    }
    suites.push(inputs);
    let mut junit = Junit::new("cchc");
    junit.add_test_suites(suites);
    junit.to_string()
}
