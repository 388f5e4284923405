//! Of several records of a dossier the newest one counts.

use std::collections::BTreeMap;
use std::ops::Range;

use hashbrown::HashMap;

use crate::threads;

/// Which records count, and what became of the others.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Superseded {
    /// For every record, whether it is the newest one of its dossier.
    pub(super) keep: Vec<bool>,
    /// Records that another one of the same list replaces, by list.
    pub(super) within: BTreeMap<u16, u64>,
    /// Dossiers that two units have, by the numbers of the unit replaced and of the unit that counts.
    pub(super) moved: BTreeMap<(u32, u32), u64>,
}

/// What is to be known of records besides those themselves.
pub(super) struct Standing {
    /// Which of them count.
    pub(super) superseded: Superseded,
    /// Dossiers that count although a record of them at least as new was rejected.
    pub(super) outdated: u64,
}

/// The records, in the order in which they were read.
pub(super) struct Records<'a> {
    /// Tell dossiers apart.
    pub(super) fingerprints: &'a [u128],
    /// Which list each came from: how many in a row are of each.
    pub(super) sources: &'a [(u16, usize)],
    /// How new each list is.
    pub(super) ranks: &'a [usize],
    /// Which unit each names.
    pub(super) unit: &'a (dyn Fn(usize) -> u32 + Sync),
}

/// How much is compared at a time.
#[derive(Clone, Copy)]
pub(super) struct Portions {
    /// Threads.
    pub(super) threads: usize,
    /// Records that are compared with each other, about: their table stays in the processor's cache.
    pub(super) together: usize,
    /// Such parts at a time.
    pub(super) parts: usize,
    /// Records at a time, about: each takes eight bytes until it is compared.
    pub(super) at_a_time: usize,
}

impl Records<'_> {
    /// How new each list is in which some of the records stand, and which records these are.
    fn lists(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        let mut place = 0;
        self.sources.iter().map(move |(source, records)| {
            place += records;
            (self.ranks[usize::from(*source)], place - records..place)
        })
    }
}

impl Portions {
    pub(super) fn of(threads: usize) -> Self {
        Self { threads, together: 1 << 13, parts: 1 << 10, at_a_time: 1 << 24 }
    }
}

/// For every dossier, which of its records counts: the newest one, and only it.
///
/// Records of one dossier have one fingerprint. All records are parted by their fingerprints, and each part is looked through by
/// itself; of very many records some of the parts at a time. The order in which lists were read decides nothing.
pub(super) fn newest(records: &Records<'_>, portions: Portions) -> Superseded {
    let number = records.fingerprints.len();
    let mut superseded = Superseded { keep: vec![true; number], within: BTreeMap::new(), moved: BTreeMap::new() };
    let sources = SourceOf::new(records.sources);
    let passes = number.div_ceil(portions.at_a_time.max(1)).max(1);
    let parts = (number / passes / portions.together.max(1)).clamp(1, portions.parts.max(1));
    // Fingerprints are evenly spread: the parts are about equal.
    let all_parts = passes * parts;
    let part_of = |fingerprint: u128| ((u64::from((fingerprint >> 96) as u32) * all_parts as u64) >> 32) as usize;
    let stretch = number.div_ceil(portions.threads.max(1)).max(1);
    for pass in 0..passes {
        let wanted = pass * parts..(pass + 1) * parts;
        let stretches = threads::each(portions.threads, number.div_ceil(stretch), |place| {
            let from = place * stretch;
            let stretch = from..(from + stretch).min(number);
            // Room for a few more than are expected.
            let room = stretch.len() / all_parts + stretch.len() / all_parts / 8;
            parted(records.fingerprints, stretch, &wanted, room, part_of)
        });
        let begin = || (Table::default(), Replaced::default());
        let found = threads::share(portions.threads, parts, begin, |(table, replaced), part| {
            let of_part = || stretches.iter().filter_map(|parts| parts.get(part));
            table.clear(of_part().map(Vec::len).sum());
            let age = |entry: Entry| (records.ranks[usize::from(sources.of(record(entry)))], record(entry));
            let mut outdone: Vec<Entry> = Vec::new();
            for entry in of_part().flatten() {
                outdone.extend(table.meet(*entry, records, age));
            }
            replaced.note(&outdone, table, records, &sources, age);
        });
        threads::drop_beside(stretches);
        for (_, replaced) in found {
            replaced.records.into_iter().for_each(|record| superseded.keep[record as usize] = false);
            for (source, count) in replaced.within {
                *superseded.within.entry(source).or_default() += count;
            }
            for (units, count) in replaced.moved {
                *superseded.moved.entry(units).or_default() += count;
            }
        }
    }
    superseded
}

/// A record: the lower half is its number, from 1, the upper half is of its fingerprint.
type Entry = u64;

fn record(entry: Entry) -> usize {
    (entry & u64::from(u32::MAX)) as usize - 1
}

/// The records of a stretch by part, as far as they are of the parts that are wanted.
fn parted(
    fingerprints: &[u128],
    stretch: Range<usize>,
    wanted: &Range<usize>,
    room: usize,
    part_of: impl Fn(u128) -> usize,
) -> Vec<Vec<Entry>> {
    let mut parts: Vec<Vec<Entry>> = wanted.clone().map(|_| Vec::with_capacity(room)).collect();
    for place in stretch {
        let fingerprint = fingerprints[place];
        if let Some(part) = part_of(fingerprint).checked_sub(wanted.start).and_then(|part| parts.get_mut(part)) {
            // The caller refuses more than `u32::MAX` records.
            part.push(u64::from(fingerprint as u32) << 32 | (place as u64 + 1));
        }
    }
    parts
}

/// Which list a record stands in.
struct SourceOf {
    /// Lists, and the first record behind each.
    ends: Vec<(u16, usize)>,
}

impl SourceOf {
    fn new(sources: &[(u16, usize)]) -> Self {
        let mut end = 0;
        let ends = sources.iter().map(|(source, records)| {
            end += records;
            (*source, end)
        });
        Self { ends: ends.collect() }
    }

    fn of(&self, record: usize) -> u16 {
        let before = self.ends.partition_point(|(_, end)| *end <= record);
        self.ends.get(before).map_or(0, |(source, _)| *source)
    }
}

/// What one thread found of records that do not count.
#[derive(Default)]
struct Replaced {
    records: Vec<u32>,
    within: BTreeMap<u16, u64>,
    moved: BTreeMap<(u32, u32), u64>,
}

/// The newest record so far of each dossier of a part. Places are searched from the one that the fingerprint names on.
#[derive(Default)]
struct Table {
    /// A power of two of them, of which at most half are taken; 0: free.
    entries: Vec<Entry>,
}

impl Table {
    fn clear(&mut self, records: usize) {
        self.entries.clear();
        self.entries.resize((records * 2).next_power_of_two(), 0);
    }

    /// Meets the next record. Answers the one of the same dossier that it outdoes, or itself when it is outdone.
    fn meet(&mut self, entry: Entry, records: &Records<'_>, age: impl Fn(Entry) -> (usize, usize)) -> Option<Entry> {
        let place = self.place_of(entry, records);
        let known = std::mem::replace(&mut self.entries[place], entry);
        if known == 0 || age(known) < age(entry) {
            return Some(known).filter(|known| *known != 0);
        }
        self.entries[place] = known;
        Some(entry)
    }

    /// Where the newest record so far of the same dossier stands, or where it would.
    fn place_of(&self, entry: Entry, records: &Records<'_>) -> usize {
        let last = self.entries.len() - 1;
        let mut place = (entry >> 32) as usize & last;
        loop {
            let known = self.entries[place];
            let is_same = || records.fingerprints[record(known)] == records.fingerprints[record(entry)];
            if known == 0 || (known >> 32 == entry >> 32 && is_same()) {
                return place;
            }
            place = (place + 1) & last;
        }
    }
}

impl Replaced {
    /// Notes the records that do not count, and by which the next newer one of the dossier replaces each.
    fn note(
        &mut self,
        outdone: &[Entry],
        table: &Table,
        records: &Records<'_>,
        sources: &SourceOf,
        age: impl Fn(Entry) -> (usize, usize),
    ) {
        self.records.extend(outdone.iter().map(|entry| u32::try_from(record(*entry)).unwrap_or(u32::MAX)));
        // Dossiers of several records, told apart by their newest one: all their records by age.
        let mut several: Vec<(usize, (usize, usize))> = Vec::new();
        for entry in outdone {
            let newest = table.entries[table.place_of(*entry, records)];
            several.extend([*entry, newest].map(|one| (record(newest), age(one))));
        }
        several.sort_unstable();
        several.dedup();
        for of_one in several.chunk_by(|one, next| one.0 == next.0) {
            for pair in of_one.windows(2) {
                let (replaced, newer) = (pair[0].1.1, pair[1].1.1);
                if sources.of(replaced) == sources.of(newer) {
                    *self.within.entry(sources.of(newer)).or_default() += 1;
                }
                let units = ((records.unit)(replaced), (records.unit)(newer));
                if units.0 != units.1 {
                    *self.moved.entry(units).or_default() += 1;
                }
            }
        }
    }
}

/// How many dossiers count although a record of them at least as new was rejected. `rejected`: fingerprint and file.
pub(super) fn count_outdated(records: &Records<'_>, keep: &[bool], rejected: &[(u128, u16)]) -> u64 {
    let mut newest_rejected: HashMap<u128, usize> = HashMap::new();
    // Almost every dossier is told from those rejected by a few bits of its fingerprint.
    let mut may_be = vec![false; if rejected.is_empty() { 0 } else { 1 << 16 }];
    for (dossier, source) in rejected {
        let rank = newest_rejected.entry(*dossier).or_insert(0);
        *rank = records.ranks[usize::from(*source)].max(*rank);
        may_be[usize::from(*dossier as u16)] = true;
    }
    if rejected.is_empty() {
        return 0;
    }
    let outdated = |(own, list): (usize, Range<usize>)| {
        let each = records.fingerprints[list.clone()].iter().zip(&keep[list]);
        let is_outdated = |(dossier, kept): &(&u128, &bool)| {
            **kept
                && may_be[usize::from(**dossier as u16)]
                && newest_rejected.get(*dossier).is_some_and(|rank| *rank >= own)
        };
        each.filter(is_outdated).count() as u64
    };
    records.lists().map(outdated).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of_each(sources: &[(u16, usize)]) -> Vec<u16> {
        sources.iter().flat_map(|(source, records)| vec![*source; *records]).collect()
    }

    /// Lists with the records that stand in each: what stands side by side may be one list or two runs of it.
    fn by_list(sources: &[u16]) -> Vec<(u16, usize)> {
        sources.chunk_by(|one, next| one == next).map(|run| (run[0], run.len())).collect()
    }

    /// The same dossier by dossier: its records from the oldest on, each replaced by the next one.
    fn plainly(records: &Records<'_>) -> Superseded {
        let sources = of_each(records.sources);
        let number = records.fingerprints.len();
        let mut superseded = Superseded { keep: vec![true; number], within: BTreeMap::new(), moved: BTreeMap::new() };
        let mut dossiers: BTreeMap<u128, Vec<usize>> = BTreeMap::new();
        for (record, dossier) in records.fingerprints.iter().enumerate() {
            dossiers.entry(*dossier).or_default().push(record);
        }
        for mut of_one in dossiers.into_values() {
            of_one.sort_by_key(|record| (records.ranks[usize::from(sources[*record])], *record));
            for pair in of_one.windows(2) {
                superseded.keep[pair[0]] = false;
                if sources[pair[0]] == sources[pair[1]] {
                    *superseded.within.entry(sources[pair[0]]).or_default() += 1;
                }
                let units = ((records.unit)(pair[0]), (records.unit)(pair[1]));
                if units.0 != units.1 {
                    *superseded.moved.entry(units).or_default() += 1;
                }
            }
        }
        superseded
    }

    /// How dossiers may be told apart: by all bits, by the lower, by the upper, by those in the middle.
    const SPREADS: [fn(u128) -> u128; 4] = [
        |dossier| dossier.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835),
        |dossier| dossier,
        |dossier| dossier << 120,
        |dossier| dossier << 40,
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn parts_and_threads_change_nothing(
            drawn in proptest::collection::vec((0_u128..60, 0_u16..4, 0_u32..3), 0..300),
            ranks in Just(vec![0, 1, 2, 3]).prop_shuffle(),
            spread in 0..SPREADS.len(),
            (threads, together, parts, at_a_time) in (1_usize..6, 1_usize..40, 1_usize..20, 1_usize..400),
        ) {
            let mut drawn = drawn;
            drawn.sort_by_key(|(_, source, _)| *source);
            let fingerprints: Vec<u128> = drawn.iter().map(|(dossier, ..)| SPREADS[spread](*dossier)).collect();
            let sources = by_list(&drawn.iter().map(|(_, source, _)| *source).collect::<Vec<_>>());
            let unit = |record: usize| drawn[record].2;
            let records = Records { fingerprints: &fingerprints, sources: &sources, ranks: &ranks, unit: &unit };
            let portions = Portions { threads, together, parts, at_a_time };
            prop_assert_eq!(newest(&records, portions), plainly(&records));
        }

        #[test]
        fn outdated_dossiers_are_counted(
            drawn in proptest::collection::vec((0_u128..9, 0_u16..3, any::<bool>()), 0..40),
            rejected in proptest::collection::vec((0_u128..9, 0_u16..3), 0..9),
            ranks in Just(vec![0, 1, 2]).prop_shuffle(),
            spread in 0..SPREADS.len(),
        ) {
            let fingerprints: Vec<u128> = drawn.iter().map(|(dossier, ..)| SPREADS[spread](*dossier)).collect();
            let sources = by_list(&drawn.iter().map(|(_, source, _)| *source).collect::<Vec<_>>());
            let keep: Vec<bool> = drawn.iter().map(|(.., kept)| *kept).collect();
            let rank = |source: u16| ranks[usize::from(source)];
            let expected = drawn.iter().filter(|(dossier, source, kept)| {
                *kept && rejected.iter().any(|(other, of)| other == dossier && rank(*of) >= rank(*source))
            });
            let expected = expected.count() as u64;
            let rejected: Vec<(u128, u16)> = rejected.iter().map(|(dossier, of)| (SPREADS[spread](*dossier), *of)).collect();
            let records = Records { fingerprints: &fingerprints, sources: &sources, ranks: &ranks, unit: &|_| 0 };
            prop_assert_eq!(count_outdated(&records, &keep, &rejected), expected);
        }
    }

    #[test]
    fn the_newest_file_wins_then_the_later_record() {
        let keep = |fingerprints: &[u128], sources: &[(u16, usize)], ranks: &[usize]| {
            newest(&Records { fingerprints, sources, ranks, unit: &|_| 0 }, Portions::of(2)).keep
        };
        assert_eq!(keep(&[7, 8, 7], &[(0, 2), (1, 1)], &[0, 1]), [false, true, true]);
        assert_eq!(keep(&[7, 8, 7], &[(0, 2), (1, 1)], &[1, 0]), [true, true, false]);
        assert_eq!(keep(&[7, 7, 7], &[(0, 1), (0, 2)], &[0]), [false, false, true]);
    }

    /// How many records repeat another one of their list depended on which list was read first.
    #[test]
    fn what_was_replaced_is_told_the_same_whichever_list_was_read_first() {
        let (older, newer) = ([7, 7, 8, 8], [7, 8]);
        for (fingerprints, sources, ranks, units) in [
            ([older.as_slice(), &newer].concat(), [(0, 4), (1, 2)], [0, 1], [5, 5, 5, 5, 6, 5]),
            ([newer.as_slice(), &older].concat(), [(0, 2), (1, 4)], [1, 0], [6, 5, 5, 5, 5, 5]),
        ] {
            let unit = |record: usize| units[record];
            let records = Records { fingerprints: &fingerprints, sources: &sources, ranks: &ranks, unit: &unit };
            let Superseded { within, moved, .. } = newest(&records, Portions::of(2));
            assert_eq!(within, BTreeMap::from([(u16::from(ranks[0] == 1), 2)]));
            assert_eq!(moved, BTreeMap::from([((5, 6), 1)]));
        }
    }

    #[test]
    fn what_was_replaced_is_told() {
        let unit = |record: usize| [5, 5, 6, 6][record];
        let records = Records { fingerprints: &[7, 7, 7, 8], sources: &[(0, 2), (1, 2)], ranks: &[0, 1], unit: &unit };
        let superseded = newest(&records, Portions::of(1));
        assert_eq!(superseded.within, BTreeMap::from([(0, 1)]));
        assert_eq!(superseded.moved, BTreeMap::from([((5, 6), 1)]));
    }
}
