package org.striate.datasets;

import java.util.Arrays;
import org.striate.datasets.Mesh.Corner;

/**
 * A picture with a depth for every pixel, onto which meshes are drawn in perspective, lit from above left and shaded between
 * corners (Gouraud 1971). Twice as fine as the result, which averages four samples a pixel.
 */
final class Canvas3D {

    private static final int FINER = 2;
    private static final double NEAR = 0.05;
    private static final double AMBIENT = 0.35;
    /** From the scene towards the light. */
    private static final double[] LIGHT = {-0.45, 0.7, 0.55};

    private final int size;
    private final double focal;
    private final float[] shade;
    private final float[] depth;
    /** Which mesh is seen at a pixel, by the order of drawing from 1; 0 for none. */
    private final int[] seen;

    private int drawn;

    /**
     * @param size pixels across and down
     * @param focal distance of the picture plane in half picture widths: 1 / tan(half the field of view)
     */
    Canvas3D(int size, double focal) {
        this.size = FINER * size;
        this.focal = focal;
        this.shade = new float[this.size * this.size];
        this.depth = new float[shade.length];
        this.seen = new int[shade.length];
        Arrays.fill(depth, Float.POSITIVE_INFINITY);
    }

    /** A turn and a shift: from the mesh's coordinates to the camera's, which looks along -z. */
    record View(double[] rotation, double x, double y, double z, double scale) {

        /** Turned by yaw about the vertical, then pitch, then roll, all in degrees. */
        static View of(double yaw, double pitch, double roll, double x, double y, double z, double scale) {
            double a = Math.toRadians(yaw);
            double b = Math.toRadians(pitch);
            double c = Math.toRadians(roll);
            var turnY = new double[] {Math.cos(a), 0, Math.sin(a), 0, 1, 0, -Math.sin(a), 0, Math.cos(a)};
            var turnX = new double[] {1, 0, 0, 0, Math.cos(b), -Math.sin(b), 0, Math.sin(b), Math.cos(b)};
            var turnZ = new double[] {Math.cos(c), -Math.sin(c), 0, Math.sin(c), Math.cos(c), 0, 0, 0, 1};
            return new View(product(turnZ, product(turnX, turnY)), x, y, z, scale);
        }

        private static double[] product(double[] a, double[] b) {
            var product = new double[9];
            for (int i = 0; i < 9; i++) {
                for (int k = 0; k < 3; k++) {
                    product[i] += a[i / 3 * 3 + k] * b[k * 3 + i % 3];
                }
            }
            return product;
        }

        private Corner apply(Corner c) {
            var r = rotation;
            return new Corner(
                    x + scale * (r[0] * c.x() + r[1] * c.y() + r[2] * c.z()),
                    y + scale * (r[3] * c.x() + r[4] * c.y() + r[5] * c.z()),
                    z + scale * (r[6] * c.x() + r[7] * c.y() + r[8] * c.z()),
                    r[0] * c.nx() + r[1] * c.ny() + r[2] * c.nz(),
                    r[3] * c.nx() + r[4] * c.ny() + r[5] * c.nz(),
                    r[6] * c.nx() + r[7] * c.ny() + r[8] * c.nz(),
                    c.shade());
        }
    }

    /** Draws a mesh; the light stays with the camera. */
    void draw(Mesh mesh, View view) {
        drawn++;
        var corners = mesh.corners();
        for (int i = 0; i + 2 < corners.size(); i += 3) {
            clipped(view.apply(corners.get(i)), view.apply(corners.get(i + 1)), view.apply(corners.get(i + 2)));
        }
    }

    /** Cuts off what lies behind the camera, which leaves no, one or two triangles. */
    private void clipped(Corner a, Corner b, Corner c) {
        var all = new Corner[] {a, b, c};
        var kept = new Corner[4];
        int count = 0;
        for (int i = 0; i < 3; i++) {
            var from = all[i];
            var to = all[(i + 1) % 3];
            boolean inside = from.z() < -NEAR;
            if (inside) {
                kept[count++] = from;
            }
            if (inside != to.z() < -NEAR) {
                double t = (-NEAR - from.z()) / (to.z() - from.z());
                kept[count++] = between(from, to, t);
            }
        }
        if (count >= 3) {
            triangle(kept[0], kept[1], kept[2]);
        }
        if (count == 4) {
            triangle(kept[0], kept[2], kept[3]);
        }
    }

    private static Corner between(Corner a, Corner b, double t) {
        return new Corner(
                a.x() + t * (b.x() - a.x()),
                a.y() + t * (b.y() - a.y()),
                a.z() + t * (b.z() - a.z()),
                a.nx() + t * (b.nx() - a.nx()),
                a.ny() + t * (b.ny() - a.ny()),
                a.nz() + t * (b.nz() - a.nz()),
                a.shade() + t * (b.shade() - a.shade()));
    }

    private void triangle(Corner a, Corner b, Corner c) {
        double ax = across(a);
        double ay = down(a);
        double bx = across(b);
        double by = down(b);
        double cx = across(c);
        double cy = down(c);
        double area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
        if (Math.abs(area) < 1e-9) {
            return;
        }
        double la = lit(a);
        double lb = lit(b);
        double lc = lit(c);
        int top = (int) Math.max(0, Math.ceil(Math.min(ay, Math.min(by, cy)) - 0.5));
        int bottom = (int) Math.min(size - 1, Math.floor(Math.max(ay, Math.max(by, cy)) - 0.5));
        int left = (int) Math.max(0, Math.ceil(Math.min(ax, Math.min(bx, cx)) - 0.5));
        int right = (int) Math.min(size - 1, Math.floor(Math.max(ax, Math.max(bx, cx)) - 0.5));
        for (int row = top; row <= bottom; row++) {
            double y = row + 0.5;
            for (int column = left; column <= right; column++) {
                double x = column + 0.5;
                double wa = ((bx - x) * (cy - y) - (by - y) * (cx - x)) / area;
                double wb = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) / area;
                double wc = 1 - wa - wb;
                if (wa < 0 || wb < 0 || wc < 0) {
                    continue;
                }
                // 1/z is linear on the picture plane
                float z = (float) (1 / (wa / -a.z() + wb / -b.z() + wc / -c.z()));
                int at = row * size + column;
                if (z < depth[at]) {
                    depth[at] = z;
                    shade[at] = (float) (wa * la + wb * lb + wc * lc);
                    seen[at] = drawn;
                }
            }
        }
    }

    private double across(Corner c) {
        return size / 2.0 * (1 + focal * c.x() / -c.z());
    }

    private double down(Corner c) {
        return size / 2.0 * (1 - focal * c.y() / -c.z());
    }

    /** Lambert's law with some light from everywhere; faces turned away are lit as their fronts would be. */
    private static double lit(Corner c) {
        double facing = -(c.x() * c.nx() + c.y() * c.ny() + c.z() * c.nz());
        double side = facing < 0 ? -1 : 1;
        double towards = side * (LIGHT[0] * c.nx() + LIGHT[1] * c.ny() + LIGHT[2] * c.nz());
        return c.shade() * (AMBIENT + (1 - AMBIENT) * Math.max(0, towards));
    }

    /** The picture over a background, [size x size]; the background is not changed. */
    float[] over(float[] background) {
        int result = size / FINER;
        var pixels = new float[result * result];
        for (int i = 0; i < pixels.length; i++) {
            float light = 0;
            float cover = 0;
            for (int k = 0; k < FINER * FINER; k++) {
                int at = (i / result * FINER + k / FINER) * size + i % result * FINER + k % FINER;
                light += seen[at] > 0 ? shade[at] : 0;
                cover += seen[at] > 0 ? 1 : 0;
            }
            float share = cover / (FINER * FINER);
            pixels[i] = Math.min(1, light / (FINER * FINER) + (1 - share) * background[i]);
        }
        return pixels;
    }

    /** A background of middle grey. */
    static float[] grey(int size) {
        var grey = new float[size * size];
        Arrays.fill(grey, 0.5f);
        return grey;
    }

    /** The share of the picture on which each mesh is seen, in the order of drawing; what others hide does not count. */
    double[] shares() {
        var shares = new double[drawn];
        for (int mesh : seen) {
            if (mesh > 0) {
                shares[mesh - 1] += 1.0 / seen.length;
            }
        }
        return shares;
    }
}
