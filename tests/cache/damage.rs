use std::fs;
use std::path::Path;

use cchc::ingest::Threads;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use super::outcome::list;
use super::shelf::{Counting, inputs, shown};
use crate::support::folder;

/// What happens to a file of the cache.
#[derive(Debug, Clone)]
enum Damage {
    Bit(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Longer(Vec<u8>),
    Other(Vec<u8>),
    Swapped,
}

fn damages() -> impl Strategy<Value = Damage> {
    let bytes = || prop::collection::vec(any::<u8>(), 0..200);
    prop_oneof![
        8 => (any::<prop::sample::Index>(), 0..8_u8).prop_map(|(place, bit)| Damage::Bit(place, bit)),
        4 => any::<prop::sample::Index>().prop_map(Damage::Cut),
        1 => bytes().prop_map(Damage::Longer),
        1 => bytes().prop_map(Damage::Other),
        1 => Just(Damage::Swapped),
    ]
}

impl Damage {
    /// What becomes of a file by it; `next`: another one of the same kind.
    fn done(self, whole: &[u8], next: &Path) -> Vec<u8> {
        match self {
            Damage::Bit(place, bit) => {
                let mut other = whole.to_vec();
                other[place.index(whole.len())] ^= 1 << bit;
                other
            }
            Damage::Cut(place) => whole[..place.index(whole.len())].to_vec(),
            Damage::Longer(more) => [whole, &more, b"."].concat(),
            Damage::Other(other) => other,
            Damage::Swapped => fs::read(next).unwrap(),
        }
    }
}

fn each(case: impl Fn(prop::sample::Index, Damage) -> Result<(), TestCaseError>) {
    let config =
        Config { cases: 300, rng_seed: RngSeed::Fixed(20_220_819), failure_persistence: None, ..Config::default() };
    let drawn = (any::<prop::sample::Index>(), damages());
    let outcome = TestRunner::new(config).run(&drawn, |(which, damage)| case(which, damage));
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

const THREADS: Threads = Threads { number: 2, stretch: 1000 };

/// Never another outcome, whatever became of the cache; and it is mended.
#[test]
fn an_entry_that_is_not_whole_is_as_good_as_none() {
    let folder = folder(&[("a.csv", list(1, 300).as_bytes()), ("b.csv", list(2, 200).as_bytes())]);
    let inputs = inputs(folder.path());
    let without = shown(&inputs, None, THREADS);
    let shelf = Counting::new();
    shown(&inputs, Some(&shelf), THREADS);
    shelf.counted();
    let entries = shelf.entries();
    each(|which, damage| {
        let path = which.get(&entries);
        let whole = fs::read(path).unwrap();
        fs::write(path, damage.done(&whole, entries.iter().find(|other| *other != path).unwrap())).unwrap();
        // A run that knows which records count does not look at every byte.
        shelf.standings().iter().for_each(|standing| fs::remove_file(standing).unwrap());
        prop_assert!(shown(&inputs, Some(&shelf), THREADS) == without);
        prop_assert_eq!(shelf.counted().1, 1, "the entry is written again");
        prop_assert!(fs::read(path).unwrap() == whole);
        Ok(())
    });
}

/// The same of which records count, and of exports together with it.
#[test]
fn a_standing_that_is_not_whole_is_as_good_as_none() {
    let folder = folder(&[("a.csv", list(1, 300).as_bytes()), ("b.csv", list(2, 200).as_bytes())]);
    let both = inputs(folder.path());
    let shelf = Counting::new();
    // Another run over one of them has another.
    shown(&both[..1], Some(&shelf), THREADS);
    let of_one = shelf.standings();
    shown(&both, Some(&shelf), THREADS);
    let without = shown(&both, None, THREADS);
    let of_both = shelf.standings().into_iter().find(|path| !of_one.contains(path)).unwrap();
    let paths: Vec<_> = [of_both.clone()].into_iter().chain(shelf.entries()).collect();
    let whole: Vec<_> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    each(|which, damage| {
        let place = which.index(paths.len());
        let next = if place == 0 { &of_one[0] } else { &paths[3 - place] };
        fs::write(&paths[place], damage.done(&whole[place], next)).unwrap();
        prop_assert!(shown(&both, Some(&shelf), THREADS) == without);
        prop_assert!(fs::read(&of_both).unwrap() == whole[0], "it is there again");
        paths.iter().zip(&whole).for_each(|(path, whole)| fs::write(path, whole).unwrap());
        Ok(())
    });
}

#[test]
fn a_run_that_knows_which_records_count_compares_none() {
    let folder = folder(&[("a.csv", list(1, 300).as_bytes()), ("b.csv", list(2, 200).as_bytes())]);
    let inputs = inputs(folder.path());
    let without = shown(&inputs, None, THREADS);
    let shelf = Counting::new();
    shown(&inputs, Some(&shelf), THREADS);
    // Fingerprints stand at the end of what is kept of dossiers, before the head: no run looks at them now.
    for path in shelf.entries() {
        let mut bytes = fs::read(&path).unwrap();
        let of_head = u64::from_le_bytes(bytes[bytes.len() - 40..][..8].try_into().unwrap());
        let last = bytes.len() - 41 - usize::try_from(of_head).unwrap();
        bytes[last] ^= 1;
        fs::write(&path, bytes).unwrap();
    }
    shelf.counted();
    assert!(shown(&inputs, Some(&shelf), THREADS) == without);
    assert_eq!(shelf.counted().1, 0);
    // In another order it is another run: which record is the newest is to be found out, and so is what was damaged.
    let turned = [inputs[1].clone(), inputs[0].clone()];
    assert!(shown(&turned, Some(&shelf), THREADS) == shown(&turned, None, THREADS));
    assert_eq!(shelf.counted().1, 2);
    assert_eq!(shelf.standings().len(), 2);
}

/// Two runs over the same files in another order agree in all that is easily compared, but not in which records count.
#[test]
fn the_standing_of_another_order_is_not_used() {
    // The same dossiers of the same units, each with another fee in the other file.
    let text = list(1, 9);
    let folder = folder(&[("a.csv", text.as_bytes()), ("b.csv", text.replace(";0", ";1").as_bytes())]);
    let there = inputs(folder.path());
    let back = [there[1].clone(), there[0].clone()];
    let shelf = Counting::new();
    let mut standings = Vec::new();
    for inputs in [&there[..], &back[..]] {
        shown(inputs, Some(&shelf), THREADS);
        standings.extend(shelf.standings().into_iter().filter(|path| !standings.contains(path)).collect::<Vec<_>>());
    }
    let [one, other] = [0, 1].map(|place| fs::read(&standings[place]).unwrap());
    assert!(one != other);
    fs::write(&standings[0], &other).unwrap();
    fs::write(&standings[1], &one).unwrap();
    for inputs in [&there[..], &back[..]] {
        assert!(shown(inputs, Some(&shelf), THREADS) == shown(inputs, None, THREADS));
    }
    assert!(fs::read(&standings[0]).unwrap() == one, "it is there again");
}
