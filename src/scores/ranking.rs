use super::Score;

/// Ranks units within their level: more points first, equal points share a rank. A unit of which something was not judged
/// that was judged of another unit of its level has no rank: their totals are out of different criteria. Puts the units of a
/// level in order; levels stay in the order they come in.
pub fn rank(scores: &mut [Score]) {
    let level = |score: &Score| score.subject.level.as_ref().map(|(id, _)| id.clone());
    let mut levels: Vec<Option<String>> = Vec::new();
    for score in scores.iter() {
        if !levels.contains(&level(score)) {
            levels.push(level(score));
        }
    }
    for wanted in &levels {
        let of_level = |score: &&Score| level(score) == *wanted;
        let count = scores.iter().find(of_level).map_or(0, |score| score.criteria.len());
        let judged: Vec<bool> = (0..count)
            .map(|place| scores.iter().filter(of_level).any(|score| score.criteria[place].points.is_some()))
            .collect();
        let is_whole = |score: &Score| {
            judged.contains(&true)
                && score.criteria.iter().zip(&judged).all(|(criterion, judged)| criterion.points.is_some() == *judged)
        };
        let totals: Vec<i64> =
            scores.iter().filter(of_level).filter(|score| is_whole(score)).map(|score| score.total.points).collect();
        for score in scores.iter_mut().filter(|score| level(score) == *wanted) {
            score.rank =
                is_whole(score).then(|| 1 + totals.iter().filter(|other| **other > score.total.points).count());
        }
    }
    scores.sort_by_key(|score| {
        let place = levels.iter().position(|known| *known == level(score));
        (place, score.rank.is_none(), score.rank)
    });
}
