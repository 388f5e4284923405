//! What the program makes of the polluted files: never a wrong figure in silence.
#![allow(clippy::print_stdout, reason = "the table of the documents is made from it")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::BTreeMap;

use crate::pollution::{Class, Source, classify, each_pollution, read_with_cchc};
use crate::support::with_context;

/// Files of which nobody could say better, each with its reason: name, why.
const KNOWN_SILENT: [(&str, &str); 0] = [];

/// Of the thousands of files each so many-th is read, or every one with `CCHC_POLLUTIONS=all`.
const EVERY: usize = 12;

#[test]
fn no_polluted_file_is_misread_in_silence() {
    let source = Source::new();
    let step = if std::env::var_os("CCHC_POLLUTIONS").is_some() { 1 } else { EVERY };
    let mut classes: BTreeMap<&str, [u64; 3]> = BTreeMap::new();
    let (mut silent, mut refused, mut number) = (Vec::new(), Vec::new(), 0);
    with_context(|context| {
        each_pollution(&source, &mut |pollution| {
            number += 1;
            if number % step != 0 {
                return;
            }
            let outcome = read_with_cchc(&pollution.bytes, &pollution.expectation, &source, context);
            let class = classify(&pollution.expectation, &outcome);
            classes.entry(pollution.family).or_default()[class as usize] += 1;
            if class == Class::Loud {
                refused.push(format!("{}: {:?} {}", pollution.name, outcome.refused, outcome.told_missing));
            }
            if class == Class::Silent && KNOWN_SILENT.iter().all(|(name, _)| *name != pollution.name) {
                silent.push(format!("{}: {}", pollution.name, pollution.rule));
            }
        });
    });
    if step == 1 {
        // For the table in the documents: families with right, loud and silent files.
        println!("{classes:#?}\n{}", refused.join("\n"));
    }
    assert!(silent.is_empty(), "{} of {classes:?}\n{}", silent.len(), silent.join("\n"));
}
