//! Pseudo-random numbers of the sample data: splitmix64, so that every run writes the same bytes.

/// A reproducible stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Random {
    state: u64,
    messiness: u64,
}

/// Of a hundred words so many are spelled in another way than the first, when nothing else is said.
const ORDINARY: u64 = 20;

impl Random {
    /// A stream that depends on the text alone: the same case or dossier code gives the same stream.
    pub(crate) fn from_text(text: &str) -> Self {
        let mut state = 0xcbf2_9ce4_8422_2325_u64;
        for byte in text.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Self { state, messiness: ORDINARY }
    }

    /// The same stream, in which so many words of a hundred have another spelling than the first.
    pub(crate) fn with_messiness(self, messiness: u64) -> Self {
        Self { messiness, ..self }
    }

    /// True when everything is written as it should be.
    pub(crate) fn is_tidy(&self) -> bool {
        self.messiness == 0
    }

    /// The next number of the stream.
    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `limit` - 1; 0 when the limit is 0.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        let drawn = self.next();
        if limit == 0 { 0 } else { drawn % limit }
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in `per_mille` of 1000 draws.
    pub(crate) fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// A position in a list of `length`, the first positions drawn more often than the last.
    pub(crate) fn favoured(&mut self, length: usize) -> usize {
        let drawn = self.below(1000) * self.below(1000);
        (drawn * length as u64 / 1_000_000) as usize
    }

    /// One of the words, the first one in four draws of five, or as often as the messiness says.
    pub(crate) fn spelling<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(self.spelled(words.len())).copied().unwrap_or_default()
    }

    /// The place of such a word among so many.
    pub(crate) fn spelled(&mut self, words: usize) -> usize {
        let drawn = self.below(100 * words as u64 / self.messiness.max(1)) as usize;
        if self.is_tidy() || drawn >= words { 0 } else { drawn }
    }

    /// Puts the items in a random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last as u64 + 1) as usize;
            items.swap(last, other);
        }
    }
}
