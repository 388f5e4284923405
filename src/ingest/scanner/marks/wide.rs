//! Signs found 32 or 64 bytes at a time, on processors that have such registers.
//!
//! There is `unsafe` in this file and in `processor/registers.rs`, nowhere else. Two things in it are: calling a function that was
//! compiled for certain instructions, and handing an array to an instruction by its address. `super::sixteen` is the twin
//! without, and tests compare the two sign by sign.
#![allow(unsafe_code, reason = "docs/decisions/0020-wide-registers.md")]

use std::arch::x86_64::{
    __m256i, __m512i, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_set1_epi8, _mm512_add_epi32,
    _mm512_castsi512_si128, _mm512_cmpeq_epi8_mask, _mm512_cvtepu8_epi32, _mm512_loadu_si512,
    _mm512_maskz_compress_epi8, _mm512_set1_epi8, _mm512_set1_epi32, _mm512_storeu_si512,
};

use crate::processor::{Wide, Wider};

use super::places::{BLOCK, Places, Signs};

/// Places that are written at once.
const AT_ONCE: usize = 16;

/// The numbers of the bytes of a block.
const NUMBERS: [u8; BLOCK] = {
    let mut numbers = [0; BLOCK];
    let mut number = 0;
    while number < BLOCK {
        numbers[number] = number as u8;
        number += 1;
    }
    numbers
};

/// As [`super::sixteen::add`].
pub(super) fn add_wide(_: Wide, places: &mut Places, base: u32, blocks: &[[u8; BLOCK]], signs: [u8; 3]) {
    // SAFETY: there is a `Wide` only where the processor has all that the function is compiled for.
    unsafe { add_by_32(places, base, blocks, signs) }
}

/// As [`super::sixteen::count`].
pub(super) fn count_wide(_: Wide, blocks: &[[u8; BLOCK]], signs: [u8; 2]) -> [usize; 2] {
    // SAFETY: there is a `Wide` only where the processor has all that the function is compiled for.
    unsafe { count_by_32(blocks, signs) }
}

/// As [`super::sixteen::add`].
pub(super) fn add_wider(_: Wider, places: &mut Places, base: u32, blocks: &[[u8; BLOCK]], signs: [u8; 3]) {
    // SAFETY: there is a `Wider` only where the processor has all that the function is compiled for.
    unsafe { add_by_64(places, base, blocks, signs) }
}

/// As [`super::sixteen::count`].
pub(super) fn count_wider(_: Wider, blocks: &[[u8; BLOCK]], signs: [u8; 2]) -> [usize; 2] {
    // SAFETY: there is a `Wider` only where the processor has all that the function is compiled for.
    unsafe { count_by_64(blocks, signs) }
}

#[target_feature(enable = "avx2,bmi1,popcnt")]
fn add_by_32(places: &mut Places, base: u32, blocks: &[[u8; BLOCK]], signs: [u8; 3]) {
    let [delimiter, line_feed, quote] = signs.map(|sign| _mm256_set1_epi8(sign.cast_signed()));
    for (block, base) in blocks.iter().zip((base..).step_by(BLOCK)) {
        let lanes = lanes_of_32(block);
        let line_feeds = bits_of_32(lanes, line_feed);
        let quotes = bits_of_32(lanes, quote);
        places.ends.add(base, bits_of_32(lanes, delimiter) | line_feeds);
        if line_feeds | quotes != 0 {
            places.lines.add_few(base, line_feeds);
            places.quotes.add_few(base, quotes);
        }
    }
}

#[target_feature(enable = "avx2,popcnt")]
fn count_by_32(blocks: &[[u8; BLOCK]], signs: [u8; 2]) -> [usize; 2] {
    let [first, second] = signs.map(|sign| _mm256_set1_epi8(sign.cast_signed()));
    let mut counts = [0; 2];
    for block in blocks {
        let lanes = lanes_of_32(block);
        counts[0] += bits_of_32(lanes, first).count_ones() as usize;
        counts[1] += bits_of_32(lanes, second).count_ones() as usize;
    }
    counts
}

#[inline]
#[target_feature(enable = "avx2")]
fn lanes_of_32(block: &[u8; BLOCK]) -> [__m256i; 2] {
    let (lanes, _) = block.as_chunks::<32>();
    [load_32(&lanes[0]), load_32(&lanes[1])]
}

/// For each byte of a block a bit, from the lowest on: whether it is `sign`.
#[inline]
#[target_feature(enable = "avx2")]
fn bits_of_32([low, high]: [__m256i; 2], sign: __m256i) -> u64 {
    let bits = |lane| u64::from(_mm256_movemask_epi8(_mm256_cmpeq_epi8(lane, sign)).cast_unsigned());
    bits(low) | bits(high) << 32
}

#[inline]
#[target_feature(enable = "avx2")]
fn load_32(bytes: &[u8; 32]) -> __m256i {
    // SAFETY: 32 bytes can be read at the address, which may be any.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,bmi1,popcnt")]
fn add_by_64(places: &mut Places, base: u32, blocks: &[[u8; BLOCK]], signs: [u8; 3]) {
    let [delimiter, line_feed, quote] = signs.map(|sign| _mm512_set1_epi8(sign.cast_signed()));
    let numbers = load_64(&NUMBERS);
    for (block, base) in blocks.iter().zip((base..).step_by(BLOCK)) {
        let block = load_64(block);
        let line_feeds = _mm512_cmpeq_epi8_mask(block, line_feed);
        let quotes = _mm512_cmpeq_epi8_mask(block, quote);
        add_places(&mut places.ends, base, _mm512_cmpeq_epi8_mask(block, delimiter) | line_feeds, numbers);
        if line_feeds | quotes != 0 {
            places.lines.add_few(base, line_feeds);
            places.quotes.add_few(base, quotes);
        }
    }
}

#[target_feature(enable = "avx512f,avx512bw,popcnt")]
fn count_by_64(blocks: &[[u8; BLOCK]], signs: [u8; 2]) -> [usize; 2] {
    let [first, second] = signs.map(|sign| _mm512_set1_epi8(sign.cast_signed()));
    let mut counts = [0; 2];
    for block in blocks {
        let block = load_64(block);
        counts[0] += _mm512_cmpeq_epi8_mask(block, first).count_ones() as usize;
        counts[1] += _mm512_cmpeq_epi8_mask(block, second).count_ones() as usize;
    }
    counts
}

/// As [`Signs::add`].
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,popcnt")]
fn add_places(signs: &mut Signs, base: u32, bits: u64, numbers: __m512i) {
    let number = bits.count_ones() as usize;
    let Some(([usual, more @ ..], _)) = signs.room(number).map(|room| room.as_chunks_mut::<AT_ONCE>()) else { return };
    let base = _mm512_set1_epi32(base.cast_signed());
    let place = |bits| {
        let numbers = _mm512_castsi512_si128(_mm512_maskz_compress_epi8(bits, numbers));
        _mm512_add_epi32(_mm512_cvtepu8_epi32(numbers), base)
    };
    store_64(usual, place(bits));
    if number > AT_ONCE {
        let mut bits = bits;
        for places in more {
            // Without the lowest sixteen.
            for _ in 0..AT_ONCE {
                bits &= bits.wrapping_sub(1);
            }
            store_64(places, place(bits));
        }
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load_64(bytes: &[u8; BLOCK]) -> __m512i {
    // SAFETY: 64 bytes can be read at the address, which may be any.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store_64(places: &mut [u32; AT_ONCE], numbers: __m512i) {
    // SAFETY: sixteen numbers of four bytes can be written at the address, which may be any.
    unsafe { _mm512_storeu_si512(places.as_mut_ptr().cast(), numbers) }
}
