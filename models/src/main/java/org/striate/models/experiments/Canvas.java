package org.striate.models.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * An image of any size.
 *
 * @param pixels [channels x height x width]
 */
record Canvas(float[] pixels, int channels, int height, int width) {

    /** A piece of the size of a network's input. */
    record Tile(int top, int left, float[] pixels) {}

    Canvas resized(int toHeight, int toWidth) {
        return toHeight == height && toWidth == width
                ? this
                : new Canvas(
                        Images.resized(pixels, channels, height, width, toHeight, toWidth),
                        channels,
                        toHeight,
                        toWidth);
    }

    Canvas plus(Canvas other, double factor) {
        var sum = pixels.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (float) (factor * other.pixels[i]);
        }
        return new Canvas(sum, channels, height, width);
    }

    Canvas clipped() {
        var clipped = pixels.clone();
        for (int i = 0; i < clipped.length; i++) {
            clipped[i] = Math.max(0, Math.min(1, clipped[i]));
        }
        return new Canvas(clipped, channels, height, width);
    }

    Canvas rolled(int down, int right) {
        return new Canvas(Images.rolled(pixels, height, width, down, right), channels, height, width);
    }

    double meanSize() {
        double sum = 0;
        for (float value : pixels) {
            sum += Math.abs(value);
        }
        return sum / pixels.length;
    }

    /** Pieces that cover it; the last ones overlap where the sizes do not divide. */
    List<Tile> tiles(int down, int across) {
        var tiles = new ArrayList<Tile>();
        for (int top : starts(height, down)) {
            for (int left : starts(width, across)) {
                tiles.add(new Tile(top, left, Images.cut(pixels, channels, height, width, top, left, down, across)));
            }
        }
        return tiles;
    }

    private static TreeSet<Integer> starts(int extent, int side) {
        var starts = new TreeSet<Integer>();
        for (int start = 0; start + side <= extent; start += side) {
            starts.add(start);
        }
        starts.add(extent - side);
        return starts;
    }

    /** The tiles' gradients in their places, means where they overlap. */
    Canvas slope(List<Tile> tiles, float[][] gradients, int down, int across) {
        var sum = new float[pixels.length];
        var count = new int[pixels.length];
        for (int t = 0; t < gradients.length; t++) {
            for (int i = 0; i < gradients[t].length; i++) {
                int channel = i / (down * across);
                int y = tiles.get(t).top() + i % (down * across) / across;
                int x = tiles.get(t).left() + i % across;
                int at = (channel * height + y) * width + x;
                sum[at] += gradients[t][i];
                count[at]++;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= count[i];
        }
        return new Canvas(sum, channels, height, width);
    }
}
