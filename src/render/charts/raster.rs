use std::io::Write;

use plotters::backend::{BitMapBackend, RGBPixel};

use super::paint::paint;
use super::picture::ChartError;
use super::scene::{DOTS_PER_UNIT, Scene, units};
use super::stamps::Stamps;

/// Dots of the PNG per unit of the picture.
const KEPT_PER_UNIT: i32 = 2;
/// Drawn dots per kept dot, each way: the mean of a square of them makes slanted edges smooth.
const FINENESS: usize = (DOTS_PER_UNIT / KEPT_PER_UNIT) as usize;
/// Rows kept per strip: a long chart is drawn strip by strip, so that memory does not grow with it.
const STRIP: usize = 128;
/// Bytes of a dot.
const CHANNELS: usize = 3;
/// Kept dots looked at together for being white.
const RUN: usize = 32;

/// The scene as a PNG file.
pub(super) fn draw(scene: &Scene) -> Result<Vec<u8>, ChartError> {
    let width = (scene.width * KEPT_PER_UNIT) as usize;
    let height = (scene.height * KEPT_PER_UNIT) as usize;
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    let mut stream = writer.stream_writer()?;

    let mut stamps = Stamps::default();
    let mut set = |backend: &mut BitMapBackend<'_, RGBPixel>, text: &_, place| stamps.set(backend, text, place);
    let drawn_width = units(scene.width) as usize;
    let mut drawn = vec![255; drawn_width * STRIP * FINENESS * CHANNELS];
    let mut kept = vec![255; width * STRIP * CHANNELS];
    for first in (0..height).step_by(STRIP) {
        let rows = STRIP.min(height - first);
        let drawn_rows = rows * FINENESS;
        let strip = &mut drawn[..drawn_width * drawn_rows * CHANNELS];
        strip.fill(255);
        let size = (drawn_width as u32, drawn_rows as u32);
        let mut backend = BitMapBackend::<RGBPixel>::with_buffer_and_format(strip, size)
            .map_err(|error| ChartError::Drawing(error.to_string()))?;
        let top = (first * FINENESS) as i32;
        paint(&mut backend, scene, (top, top + drawn_rows as i32), &mut set)?;
        drop(backend);
        for row in 0..rows {
            let from = row * FINENESS * drawn_width * CHANNELS;
            let source = &strip[from..from + FINENESS * drawn_width * CHANNELS];
            shrink_row(source, &mut kept[row * width * CHANNELS..(row + 1) * width * CHANNELS]);
        }
        stream.write_all(&kept[..rows * width * CHANNELS]).map_err(png::EncodingError::from)?;
    }
    stream.finish()?;
    writer.finish()?;
    Ok(file)
}

/// Two drawn rows, one after the other, as one kept row.
fn shrink_row(drawn: &[u8], kept: &mut [u8]) {
    const WHITE: [u8; RUN * FINENESS * CHANNELS] = [255; RUN * FINENESS * CHANNELS];
    let (upper, lower) = drawn.split_at(drawn.len() / FINENESS);
    let run = RUN * FINENESS * CHANNELS;
    for ((upper, lower), kept) in upper.chunks(run).zip(lower.chunks(run)).zip(kept.chunks_mut(RUN * CHANNELS)) {
        if upper == &WHITE[..upper.len()] && lower == &WHITE[..lower.len()] {
            kept.fill(255);
            continue;
        }
        let pairs = upper.chunks_exact(FINENESS * CHANNELS).zip(lower.chunks_exact(FINENESS * CHANNELS));
        for ((upper, lower), dot) in pairs.zip(kept.chunks_exact_mut(CHANNELS)) {
            for channel in 0..CHANNELS {
                let sum = [upper[channel], upper[channel + CHANNELS], lower[channel], lower[channel + CHANNELS]]
                    .map(u16::from)
                    .iter()
                    .sum::<u16>();
                dot[channel] = ((sum + 2) / 4) as u8;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use plotters::style::RGBColor;

    use super::super::tests::decode;
    use super::*;

    #[test]
    fn a_kept_dot_is_the_mean_of_the_drawn_ones() {
        let mut drawn = vec![255; 2 * 4 * CHANNELS];
        drawn[..CHANNELS].copy_from_slice(&[0, 100, 255]);
        let mut kept = vec![0; 2 * CHANNELS];
        shrink_row(&drawn, &mut kept);
        assert_eq!(kept, [191, 216, 255, 255, 255, 255]);
    }

    #[test]
    fn strips_join_without_a_seam() -> Result<(), ChartError> {
        let mut scene = Scene::new(10, 200);
        let color = RGBColor(10, 20, 30);
        scene.rectangle((4, 0), (36, units(200)), color);
        scene.stroke((2, -20), (38, 900), 6, RGBColor(10, 20, 30));
        let (width, height, dots) = decode(&draw(&scene)?);
        assert_eq!((width, height), (20, 400));
        for row in 0..400 {
            let middle = (row * 20 + 10) * CHANNELS;
            assert_eq!(dots[middle..middle + CHANNELS], [10, 20, 30], "row {row}");
        }
        Ok(())
    }
}
