use std::fs;

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

/// Never another outcome, whatever became of the cache; and it is mended.
#[test]
fn an_entry_that_is_not_whole_is_as_good_as_none() {
    let folder = folder(&[("a.csv", list(1, 300).as_bytes()), ("b.csv", list(2, 200).as_bytes())]);
    let inputs = inputs(folder.path());
    let threads = Threads { number: 2, stretch: 1000 };
    let without = shown(&inputs, None, threads);
    let shelf = Counting::new();
    shown(&inputs, Some(&shelf), threads);
    shelf.counted();
    let entries = shelf.entries();
    let config =
        Config { cases: 300, rng_seed: RngSeed::Fixed(20_220_819), failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&(any::<prop::sample::Index>(), damages()), |(which, damage)| {
        let path = which.get(&entries);
        let whole = fs::read(path).unwrap();
        let other = match damage {
            Damage::Bit(place, bit) => {
                let mut other = whole.clone();
                other[place.index(whole.len())] ^= 1 << bit;
                other
            }
            Damage::Cut(place) => whole[..place.index(whole.len())].to_vec(),
            Damage::Longer(more) => [&whole[..], &more, b"."].concat(),
            Damage::Other(other) => other,
            Damage::Swapped => {
                let next = entries.iter().find(|other| *other != path).unwrap();
                fs::read(next).unwrap()
            }
        };
        fs::write(path, other).unwrap();
        prop_assert!(shown(&inputs, Some(&shelf), threads) == without);
        prop_assert_eq!(shelf.counted().1, 1, "the entry is written again");
        prop_assert!(fs::read(path).unwrap() == whole);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
