//! All families, one file after the other: together they would fill the memory for nothing.

use super::kind::Pollution;
use super::source::Source;
use super::{
    among, around, bytes, cells, delimiters, encodings, headers, line_ends, quotes, row_breaks, row_delimiters,
    row_quotes, sizes, tables,
};

type Family = fn(&Source, &mut dyn FnMut(Pollution));

const FAMILIES: [Family; 14] = [
    sizes::pollute,
    delimiters::pollute,
    line_ends::pollute,
    quotes::pollute,
    encodings::pollute,
    bytes::pollute,
    around::pollute,
    headers::pollute,
    among::pollute,
    tables::pollute,
    cells::pollute,
    row_delimiters::pollute,
    row_quotes::pollute,
    row_breaks::pollute,
];

/// Makes every polluted file, always the same ones in the same order.
pub(crate) fn each_pollution(source: &Source, each: &mut dyn FnMut(Pollution)) {
    for family in FAMILIES {
        family(source, each);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn every_file_has_its_own_name_and_a_rule_of_one_sentence() {
        let mut names = BTreeSet::new();
        let mut families: BTreeMap<&str, u64> = BTreeMap::new();
        each_pollution(&Source::new(), &mut |pollution| {
            assert!(pollution.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')));
            assert!(pollution.rule.ends_with('.') && !pollution.rule.contains(". "), "{}", pollution.rule);
            *families.entry(pollution.family).or_default() += 1;
            assert!(names.insert(pollution.name.clone()), "{}", pollution.name);
        });
        assert!(names.len() > 2_290, "{}", names.len());
        assert!(families.len() > 20, "{families:?}");
    }

    #[test]
    fn no_dossier_is_expected_twice_or_invented() {
        let source = Source::new();
        let known: BTreeSet<_> = source.dossiers.iter().collect();
        each_pollution(&source, &mut |pollution| {
            let mut seen = BTreeSet::new();
            for dossier in pollution.expectation.records.iter().flat_map(|record| &record.dossiers) {
                assert!(known.contains(dossier) && seen.insert(dossier), "{}", pollution.name);
            }
        });
    }
}
