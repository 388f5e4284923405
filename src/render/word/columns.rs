//! How wide the columns of a table are.

use super::blocks::{Inline, Table};
use super::layout::CELL_MARGIN;
use super::measure::{extent, width};

/// The widths of the columns, which add up to `total`: as much as their text needs. When that is too much, the widest
/// columns give way first, none below its longest word while there is room.
pub(super) fn widths(table: &Table, total: u32, half_points: u32) -> Vec<u32> {
    let count = table.head.len();
    if count == 0 {
        return Vec::new();
    }
    let (mut wished, mut least) = (vec![0; count], vec![0; count]);
    let mut see = |cells: &[Vec<Inline>], is_head: bool| {
        for (place, cell) in cells.iter().take(count).enumerate() {
            let (line, word) = extent(cell, half_points, is_head);
            // A head may stand on two lines; what is below it rather on one.
            let line = if is_head { on_two_lines(cell, half_points).max(word) } else { line };
            wished[place] = line.max(wished[place]);
            least[place] = word.max(least[place]);
        }
    };
    see(&table.head, true);
    table.rows.iter().for_each(|row| see(row, false));
    // The borders take a little, and so does the doubt about the typeface.
    let padded = |width: &u32| width + width / 20 + 2 * CELL_MARGIN + 20;
    let wished: Vec<u32> = wished.iter().map(padded).collect();
    let least: Vec<u32> = least.iter().map(padded).collect();
    let (all_wished, all_least) = (wished.iter().sum::<u32>(), least.iter().sum::<u32>());
    let mut widths: Vec<u32> = if all_wished <= total {
        share(&wished, &wished, total - all_wished)
    } else if all_least <= total {
        give_way(&wished, &least, total)
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

/// The widths under the highest common limit that fits; `least` fits.
fn give_way(wished: &[u32], least: &[u32], total: u32) -> Vec<u32> {
    let under = |limit: u32| wished.iter().zip(least).map(move |(wished, least)| (*wished).min(limit).max(*least));
    let (mut fits, mut too_wide) = (0, total);
    while too_wide - fits > 1 {
        let limit = fits + (too_wide - fits) / 2;
        if under(limit).sum::<u32>() <= total { fits = limit } else { too_wide = limit }
    }
    under(fits).collect()
}

/// How wide a head is when it is broken at the best place.
fn on_two_lines(head: &[Inline], half_points: u32) -> u32 {
    let text: String = head
        .iter()
        .map(|inline| match inline {
            Inline::Run(run) => run.text.as_str(),
            Inline::Break => " ",
        })
        .collect();
    let spaces = text.char_indices().filter(|(_, letter)| *letter == ' ').map(|(place, _)| place);
    let halves = spaces.filter_map(|place| text.get(..place).zip(text.get(place + 1..)));
    let broken = halves.map(|(up, down)| width(up, half_points, true).max(width(down, half_points, true)));
    broken.min().unwrap_or_else(|| width(&text, half_points, true))
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

    fn cells(texts: &[&str]) -> Vec<Vec<Inline>> {
        texts.iter().map(|text| vec![Inline::Run(Run { text: (*text).to_owned(), ..Run::default() })]).collect()
    }

    fn of(row: &[&str], total: u32) -> Vec<u32> {
        let table =
            Table { sides: vec![Side::Left; row.len()], head: cells(&vec!["A"; row.len()]), rows: vec![cells(row)] };
        widths(&table, total, 24)
    }

    #[test]
    fn columns_fill_the_width_and_follow_their_text() {
        for row in [["x", "a long name of a unit", "y"], ["x", "y", "a long name of a unit"]] {
            let widths = of(&row, 9000);
            assert_eq!(widths.iter().sum::<u32>(), 9000);
            let longest = row.iter().position(|text| text.len() > 1).unwrap();
            assert!(widths.iter().enumerate().all(|(place, width)| place == longest || *width < widths[longest]));
        }
    }

    #[test]
    fn the_widest_column_gives_way_first() {
        let widths = of(&[&"word ".repeat(99), "27,48% (729/2.653)", "333"], 9000);
        assert_eq!(widths.iter().sum::<u32>(), 9000);
        assert!(widths[1] > width("27,48% (729/2.653)", 24, false) && widths[2] > width("333", 24, false));
    }

    #[test]
    fn a_head_is_broken_where_it_is_narrowest() {
        let head = cells(&["Chỉ tiêu được giao"]).remove(0);
        assert_eq!(on_two_lines(&head, 24), width("được giao", 24, true));
        assert_eq!(on_two_lines(&cells(&["Mã"])[0], 24), width("Mã", 24, true));
    }
}
