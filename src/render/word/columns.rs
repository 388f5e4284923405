//! How wide the columns of a table are.

use super::blocks::{Inline, Table};
use super::layout::CELL_MARGIN;
use super::measure::extent;

/// The widths of the columns, which add up to `total`: as much as their text needs; when that is too much, none less than
/// its longest word while there is room.
pub(super) fn widths(table: &Table, total: u32, half_points: u32) -> Vec<u32> {
    let count = table.head.len();
    if count == 0 {
        return Vec::new();
    }
    let (mut wished, mut least) = (vec![0; count], vec![0; count]);
    let mut see = |cells: &[Vec<Inline>], is_head: bool| {
        for (place, cell) in cells.iter().take(count).enumerate() {
            let (line, word) = extent(cell, half_points, is_head);
            // A head may be broken between words; what stands below it rather not.
            let line = if is_head { word } else { line };
            wished[place] = line.max(wished[place]);
            least[place] = word.max(least[place]);
        }
    };
    see(&table.head, true);
    table.rows.iter().for_each(|row| see(row, false));
    // The borders take a little, and so does the doubt about the typeface.
    let padded = |width: &u32| width + width / 25 + 2 * CELL_MARGIN + 20;
    let wished: Vec<u32> = wished.iter().map(padded).collect();
    let least: Vec<u32> = least.iter().map(padded).collect();
    let (all_wished, all_least) = (wished.iter().sum::<u32>(), least.iter().sum::<u32>());
    let mut widths: Vec<u32> = if all_wished <= total {
        share(&wished, &wished, total - all_wished)
    } else if all_least <= total {
        let slack: Vec<u32> = wished.iter().zip(&least).map(|(wished, least)| wished.saturating_sub(*least)).collect();
        share(&least, &slack, total - all_least)
    } else {
        share(&vec![0; count], &least, total)
    };
    // What whole numbers left over goes to the first column.
    let given: u32 = widths.iter().sum();
    if let Some(first) = widths.first_mut() {
        *first += total.saturating_sub(given);
    }
    widths
}

/// `base` and its share of `rest` by weight.
fn share(base: &[u32], weights: &[u32], rest: u32) -> Vec<u32> {
    let all = weights.iter().map(|weight| u64::from(*weight)).sum::<u64>().max(1);
    let part = |weight: &u32| u32::try_from(u64::from(rest) * u64::from(*weight) / all).unwrap_or(0);
    base.iter().zip(weights).map(|(base, weight)| base + part(weight)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::word::blocks::{Run, Side};

    fn cell(text: &str) -> Vec<Inline> {
        vec![Inline::Run(Run { text: text.to_owned(), ..Run::default() })]
    }

    #[test]
    fn columns_fill_the_width_and_follow_their_text() {
        for rows in
            [vec![vec![cell("x"), cell("a long name of a unit")]], vec![vec![cell(&"word ".repeat(99)), cell("y")]]]
        {
            let table = Table { sides: vec![Side::Left; 2], head: vec![cell("A"), cell("B")], rows };
            let widths = widths(&table, 9000, 24);
            assert_eq!(widths.iter().sum::<u32>(), 9000);
            let first_is_longer =
                table.rows[0][0].len() == 1 && matches!(&table.rows[0][0][0], Inline::Run(run) if run.text.len() > 9);
            assert_eq!(widths[0] > widths[1], first_is_longer);
        }
    }
}
