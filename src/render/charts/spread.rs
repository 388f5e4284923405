/// Rows for labels that would like to stand at `wanted` rows: at least `gap` apart, in the same order, as near as can
/// be, within `from` and `to` as long as there is room.
pub(super) fn spread(wanted: &[i32], gap: i32, (from, to): (i32, i32)) -> Vec<i32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|index| (wanted[*index], *index));
    // Less its place times the gap, a row must only not fall: neighbours that would are pooled at their mean.
    let mut pools: Vec<(i64, i64)> = Vec::new();
    for (place, index) in order.iter().enumerate() {
        let mut pool = (i64::from(wanted[*index]) - place as i64 * i64::from(gap), 1);
        while let Some(last) = pools.last().copied() {
            if last.0 * pool.1 <= pool.0 * last.1 {
                break;
            }
            pools.pop();
            pool = (last.0 + pool.0, last.1 + pool.1);
        }
        pools.push(pool);
    }
    let lowest = i64::from(from);
    let highest = (i64::from(to) - (wanted.len() as i64 - 1) * i64::from(gap)).max(lowest);
    let mut rows = vec![0; wanted.len()];
    let bases = pools.iter().flat_map(|(sum, count)| std::iter::repeat_n(sum.div_euclid(*count), *count as usize));
    for (place, (index, base)) in order.into_iter().zip(bases).enumerate() {
        rows[index] = (base.clamp(lowest, highest) + place as i64 * i64::from(gap)) as i32;
    }
    rows
}

/// A rectangle: left, top, right, bottom.
pub(super) type Frame = (i32, i32, i32, i32);

/// Whether two rectangles share ground.
pub(super) fn overlap(one: Frame, other: Frame) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// Whether a straight stroke passes through a rectangle.
pub(super) fn crosses((left, top, right, bottom): Frame, from: (i32, i32), to: (i32, i32)) -> bool {
    // Liang and Barsky: the part of the stroke within each edge in turn, if any is left.
    let (x, y) = (f64::from(from.0), f64::from(from.1));
    let (dx, dy) = (f64::from(to.0) - x, f64::from(to.1) - y);
    let edges = [
        (-dx, x - f64::from(left)),
        (dx, f64::from(right) - x),
        (-dy, y - f64::from(top)),
        (dy, f64::from(bottom) - y),
    ];
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (speed, room) in edges {
        if speed == 0.0 {
            if room < 0.0 {
                return false;
            }
        } else if speed < 0.0 {
            enter = enter.max(room / speed);
        } else {
            leave = leave.min(room / speed);
        }
    }
    enter <= leave
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_with_room_stay_where_they_are() {
        assert_eq!(spread(&[50, 10, 90], 20, (0, 100)), [50, 10, 90]);
        assert!(spread(&[], 20, (0, 100)).is_empty());
    }

    #[test]
    fn close_labels_part_around_their_middle_and_keep_their_order() {
        assert_eq!(spread(&[50, 50], 20, (0, 100)), [40, 60]);
        assert_eq!(spread(&[51, 50, 49], 20, (0, 100)), [70, 50, 30]);
    }

    #[test]
    fn labels_stay_inside() {
        assert_eq!(spread(&[100, 99], 20, (0, 100)), [100, 80]);
        assert_eq!(spread(&[0, 0, 0], 20, (0, 100)), [0, 20, 40]);
        assert_eq!(spread(&[5, 5, 5], 60, (0, 100)), [0, 60, 120], "no room: the gap counts more");
    }

    #[test]
    fn strokes_and_rectangles() {
        assert!(crosses((0, 0, 10, 10), (-5, 5), (15, 5)));
        assert!(crosses((0, 0, 10, 10), (5, 5), (6, 6)));
        assert!(!crosses((0, 0, 10, 10), (-5, 12), (15, 12)));
        assert!(!crosses((0, 0, 10, 10), (11, 0), (30, 10)));
        assert!(overlap((0, 0, 10, 10), (9, 9, 20, 20)));
        assert!(!overlap((0, 0, 10, 10), (10, 0, 20, 10)));
    }
}
