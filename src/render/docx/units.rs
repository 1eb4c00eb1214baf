//! From points to the units of Word's formats.

/// Twips: a twentieth of a point, the unit of most measures in `WordprocessingML`.
pub(super) fn twips(points: f64) -> i32 {
    (points * 20.0).round() as i32
}

/// Half points, the unit of type sizes.
pub(super) fn half_points(points: f64) -> usize {
    (points * 2.0).round() as usize
}

/// Eighths of a point, the unit of borders.
pub(super) fn eighths(points: f64) -> usize {
    (points * 8.0).round() as usize
}

/// English metric units: 12,700 to the point, the unit of drawings.
pub(super) fn emu(points: f64) -> i64 {
    (points * 12_700.0).round() as i64
}
