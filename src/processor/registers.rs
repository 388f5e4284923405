//! How many bytes the processor works on at once.
//!
//! Every x86-64 processor has registers of 16 bytes; those of some ten years have some of 32 or 64, and more instructions. What is
//! made of each byte or each dossier is compiled for each kind, and the best that is there is taken. What comes of it is the same.
//!
//! There is `unsafe` in this file and in `ingest/scanner/marks/wide.rs`, nowhere else: to call a function that was compiled for
//! certain instructions is right only where the processor has them.
#![cfg_attr(target_arch = "x86_64", allow(unsafe_code, reason = "docs/decisions/0020-wide-registers.md"))]

/// A kind of registers that the processor has.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Registers {
    /// Those that every processor has.
    Usual,
    /// Of 32 bytes.
    #[cfg(target_arch = "x86_64")]
    Wide(Wide),
    /// Of 64 bytes.
    #[cfg(target_arch = "x86_64")]
    Wider(Wider),
}

/// Says that the processor has registers of 32 bytes (AVX2), and what came with them: only [`Wide::found`] makes one.
#[cfg(target_arch = "x86_64")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wide(());

/// Says that the processor has registers of 64 bytes (AVX-512), and what came with them: only [`Wider::found`] makes one.
#[cfg(target_arch = "x86_64")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wider(());

/// Work that is compiled for every kind of registers.
pub(crate) trait Work {
    /// What comes of it.
    type Done;

    /// Does it. To be compiled anew for each kind, this and all that it calls over and over must stand in the place of its
    /// call: `#[inline(always)]`.
    fn run(self) -> Self::Done;
}

/// Does work with the widest registers that the processor has.
#[inline(always)]
pub(crate) fn widely<W: Work>(work: W) -> W::Done {
    match Registers::widest() {
        Registers::Usual => work.run(),
        #[cfg(target_arch = "x86_64")]
        Registers::Wide(wide) => wide.run(work),
        #[cfg(target_arch = "x86_64")]
        Registers::Wider(wider) => wider.run(work),
    }
}

impl Registers {
    /// Those that the processor has, the widest first.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let wide = [Wider::found().map(Registers::Wider), Wide::found().map(Registers::Wide)];
        wide.into_iter().flatten().chain([Registers::Usual])
    }

    /// Those that the processor has, the widest first.
    #[cfg(not(target_arch = "x86_64"))]
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Registers::Usual)
    }

    /// The widest that the processor has.
    #[cfg(not(test))]
    #[inline(always)]
    pub(crate) fn widest() -> Self {
        Self::all().next().unwrap_or(Registers::Usual)
    }

    /// In the tests of the rooms one kind after the other: what is made with each is held against what the plain way gives.
    #[cfg(test)]
    pub(crate) fn widest() -> Self {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let all: Vec<Self> = Self::all().collect();
        all[NEXT.fetch_add(1, Ordering::Relaxed) % all.len()]
    }
}

#[cfg(target_arch = "x86_64")]
impl Wide {
    #[inline(always)]
    fn found() -> Option<Self> {
        let has_all = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
            && is_x86_feature_detected!("popcnt");
        has_all.then_some(Self(()))
    }

    fn run<W: Work>(self, work: W) -> W::Done {
        // SAFETY: there is a `Wide` only where the processor has all that the function is compiled for.
        unsafe { run_by_32(work) }
    }
}

#[cfg(target_arch = "x86_64")]
impl Wider {
    #[inline(always)]
    fn found() -> Option<Self> {
        let has_all = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512vbmi2");
        Wide::found().filter(|_| has_all).map(|_| Self(()))
    }

    fn run<W: Work>(self, work: W) -> W::Done {
        // SAFETY: there is a `Wider` only where the processor has all that the function is compiled for.
        unsafe { run_by_64(work) }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn run_by_32<W: Work>(work: W) -> W::Done {
    work.run()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2")]
fn run_by_64<W: Work>(work: W) -> W::Done {
    work.run()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For each number whether it is below a limit, and their sum.
    struct Below<'n>(&'n [i32], i32);

    impl Work for Below<'_> {
        type Done = (Vec<bool>, i64);

        #[inline(always)]
        fn run(self) -> (Vec<bool>, i64) {
            let mut is_below = vec![false; self.0.len()];
            let mut sum = 0;
            for (number, is_below) in self.0.iter().zip(&mut is_below) {
                *is_below = *number < self.1;
                sum += i64::from(*number);
            }
            (is_below, sum)
        }
    }

    proptest::proptest! {
        #[test]
        fn every_kind_of_registers_does_the_same(numbers in proptest::collection::vec(-9..9, 0..300), limit in -9..9) {
            let plain: Vec<bool> = numbers.iter().map(|number| *number < limit).collect();
            let sum: i64 = numbers.iter().map(|number| i64::from(*number)).sum();
            // One kind after the other: as many times as there can be.
            for _ in 0..3 {
                proptest::prop_assert_eq!(widely(Below(&numbers, limit)), (plain.clone(), sum));
            }
        }
    }
}
