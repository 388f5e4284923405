use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use crate::indicators::Severity;
use crate::texts::Texts;
use crate::validation::{Finding, Validation};

use super::super::cells::visible;
use super::sentence::{name, sentence, why};

/// A suite per list: a case that it was read, and one per finding. Warnings do not fail.
///
/// # Errors
/// Only if the XML cannot be written to memory.
pub fn render(validation: &Validation, texts: &Texts) -> Result<String, quick_junit::SerializeError> {
    let mut junit = Junit::new("cchc validate");
    for unread in &validation.unread {
        let mut suite = TestSuite::new(visible(&unread.path));
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_message(visible(&why(&unread.why, texts)));
        suite.add_test_case(TestCase::new("read", status));
        junit.add_test_suite(suite);
    }
    for list in &validation.lists {
        let mut suite = TestSuite::new(name(&list.input));
        suite.add_test_case(TestCase::new("read", TestCaseStatus::success()));
        suite.add_test_cases(list.findings.iter().map(|finding| case(finding, texts)));
        junit.add_test_suite(suite);
    }
    if !validation.findings.is_empty() {
        let mut suite = TestSuite::new(texts.get("validate.across").as_str());
        suite.add_test_cases(validation.findings.iter().map(|finding| case(finding, texts)));
        junit.add_test_suite(suite);
    }
    junit.to_string()
}

fn case(finding: &Finding, texts: &Texts) -> TestCase {
    let sentence = sentence(finding, texts);
    let status = if finding.severity == Severity::Error {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(sentence);
        status
    } else {
        let mut status = TestCaseStatus::skipped();
        status.set_message(sentence);
        status
    };
    TestCase::new(finding.id.as_str(), status)
}
