package org.striate.datasets;

import java.util.ArrayList;
import java.util.List;

/**
 * Triangles with a normal at every corner, put together from boxes, ellipsoids, cones and turned profiles. x points right, y
 * up, z towards the viewer.
 */
final class Mesh {

    private static final int ROUND = 20;

    /**
     * One corner.
     *
     * @param shade albedo, 0 to 1
     */
    record Corner(double x, double y, double z, double nx, double ny, double nz, double shade) {}

    /** Three corners a triangle, one after another. */
    private final List<Corner> corners = new ArrayList<>();

    List<Corner> corners() {
        return corners;
    }

    /** Adds another mesh, moved and scaled. */
    Mesh add(Mesh other, double x, double y, double z, double scale) {
        for (var c : other.corners) {
            corners.add(new Corner(x + scale * c.x, y + scale * c.y, z + scale * c.z, c.nx, c.ny, c.nz, c.shade));
        }
        return this;
    }

    /** A box around a centre. */
    Mesh box(double x, double y, double z, double width, double height, double depth, double shade) {
        return wedge(x, y, z, width, height, depth, 1, 1, shade);
    }

    /** A box whose top is narrower by factors along x and z. */
    Mesh wedge(
            double x,
            double y,
            double z,
            double width,
            double height,
            double depth,
            double topWidth,
            double topDepth,
            double shade) {
        var p = new double[8][];
        for (int i = 0; i < 8; i++) {
            boolean top = (i & 2) != 0;
            double halfWidth = width / 2 * (top ? topWidth : 1);
            double halfDepth = depth / 2 * (top ? topDepth : 1);
            p[i] = new double[] {
                x + ((i & 1) == 0 ? -halfWidth : halfWidth),
                y + (top ? height / 2 : -height / 2),
                z + ((i & 4) == 0 ? -halfDepth : halfDepth)
            };
        }
        quad(p[4], p[5], p[7], p[6], shade);
        quad(p[1], p[0], p[2], p[3], shade);
        quad(p[5], p[1], p[3], p[7], shade);
        quad(p[0], p[4], p[6], p[2], shade);
        quad(p[6], p[7], p[3], p[2], shade);
        quad(p[0], p[1], p[5], p[4], shade);
        return this;
    }

    /** A flat face, corners counter-clockwise as seen from outside. */
    Mesh quad(double[] a, double[] b, double[] c, double[] d, double shade) {
        triangle(a, b, c, shade);
        triangle(a, c, d, shade);
        return this;
    }

    Mesh triangle(double[] a, double[] b, double[] c, double shade) {
        double ux = b[0] - a[0];
        double uy = b[1] - a[1];
        double uz = b[2] - a[2];
        double vx = c[0] - a[0];
        double vy = c[1] - a[1];
        double vz = c[2] - a[2];
        double nx = uy * vz - uz * vy;
        double ny = uz * vx - ux * vz;
        double nz = ux * vy - uy * vx;
        double length = Math.max(1e-12, Math.sqrt(nx * nx + ny * ny + nz * nz));
        for (var point : List.of(a, b, c)) {
            corners.add(new Corner(point[0], point[1], point[2], nx / length, ny / length, nz / length, shade));
        }
        return this;
    }

    /** An ellipsoid around a centre. */
    Mesh ellipsoid(double x, double y, double z, double rx, double ry, double rz, double shade) {
        int rings = ROUND / 2;
        for (int ring = 0; ring < rings; ring++) {
            for (int slice = 0; slice < ROUND; slice++) {
                var grid = new Corner[4];
                for (int k = 0; k < 4; k++) {
                    double polar = Math.PI * (ring + k / 2) / rings;
                    double azimuth = 2 * Math.PI * (slice + k % 2) / ROUND;
                    double ux = Math.sin(polar) * Math.cos(azimuth);
                    double uy = Math.cos(polar);
                    double uz = Math.sin(polar) * Math.sin(azimuth);
                    double nx = ux / rx;
                    double ny = uy / ry;
                    double nz = uz / rz;
                    double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
                    grid[k] = new Corner(
                            x + rx * ux, y + ry * uy, z + rz * uz, nx / length, ny / length, nz / length, shade);
                }
                patch(grid);
            }
        }
        return this;
    }

    private void patch(Corner[] grid) {
        corners.addAll(List.of(grid[0], grid[1], grid[2]));
        corners.addAll(List.of(grid[1], grid[3], grid[2]));
    }

    /** A cylinder or cone between two points, closed by flat ends. */
    Mesh cone(double[] from, double[] to, double fromRadius, double toRadius, double shade) {
        var axis = new double[] {to[0] - from[0], to[1] - from[1], to[2] - from[2]};
        double length = Math.sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]);
        var w = new double[] {axis[0] / length, axis[1] / length, axis[2] / length};
        var helper = Math.abs(w[1]) < 0.9 ? new double[] {0, 1, 0} : new double[] {1, 0, 0};
        var u = unit(cross(helper, w));
        var v = cross(w, u);
        for (int slice = 0; slice < ROUND; slice++) {
            var grid = new Corner[4];
            for (int k = 0; k < 4; k++) {
                double angle = 2 * Math.PI * (slice + k % 2) / ROUND;
                double cos = Math.cos(angle);
                double sin = Math.sin(angle);
                var base = k / 2 == 0 ? from : to;
                double radius = k / 2 == 0 ? fromRadius : toRadius;
                double slope = (fromRadius - toRadius) / length;
                var n = unit(new double[] {
                    cos * u[0] + sin * v[0] + slope * w[0],
                    cos * u[1] + sin * v[1] + slope * w[1],
                    cos * u[2] + sin * v[2] + slope * w[2]
                });
                grid[k] = new Corner(
                        base[0] + radius * (cos * u[0] + sin * v[0]),
                        base[1] + radius * (cos * u[1] + sin * v[1]),
                        base[2] + radius * (cos * u[2] + sin * v[2]),
                        n[0],
                        n[1],
                        n[2],
                        shade);
            }
            patch(grid);
            cap(from, grid[0], grid[1], new double[] {-w[0], -w[1], -w[2]}, shade);
            cap(to, grid[2], grid[3], w, shade);
        }
        return this;
    }

    private void cap(double[] centre, Corner a, Corner b, double[] n, double shade) {
        corners.add(new Corner(centre[0], centre[1], centre[2], n[0], n[1], n[2], shade));
        corners.add(new Corner(a.x, a.y, a.z, n[0], n[1], n[2], shade));
        corners.add(new Corner(b.x, b.y, b.z, n[0], n[1], n[2], shade));
    }

    /** A profile turned around the vertical axis: pairs of (radius, height) from the bottom up. */
    Mesh turned(double x, double z, double[][] profile, double shade) {
        for (int i = 0; i + 1 < profile.length; i++) {
            for (int slice = 0; slice < ROUND; slice++) {
                var grid = new Corner[4];
                for (int k = 0; k < 4; k++) {
                    double angle = 2 * Math.PI * (slice + k % 2) / ROUND;
                    int ring = i + k / 2;
                    var below = profile[Math.max(0, ring - 1)];
                    var above = profile[Math.min(profile.length - 1, ring + 1)];
                    var n = unit(new double[] {above[1] - below[1], below[0] - above[0], 0}); // outwards, upwards
                    grid[k] = new Corner(
                            x + profile[ring][0] * Math.cos(angle),
                            profile[ring][1],
                            z + profile[ring][0] * Math.sin(angle),
                            n[0] * Math.cos(angle),
                            n[1],
                            n[0] * Math.sin(angle),
                            shade);
                }
                patch(grid);
            }
        }
        return this;
    }

    /** The same, its bounding box around the origin and its farthest corner at distance 1. */
    Mesh normalised() {
        var low = new double[] {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        var high = new double[] {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (var c : corners) {
            var p = new double[] {c.x, c.y, c.z};
            for (int d = 0; d < 3; d++) {
                low[d] = Math.min(low[d], p[d]);
                high[d] = Math.max(high[d], p[d]);
            }
        }
        double x = (low[0] + high[0]) / 2;
        double y = (low[1] + high[1]) / 2;
        double z = (low[2] + high[2]) / 2;
        double radius = corners.stream()
                .mapToDouble(c -> Math.hypot(Math.hypot(c.x - x, c.y - y), c.z - z))
                .max()
                .orElse(1);
        return new Mesh().add(this, -x / radius, -y / radius, -z / radius, 1 / radius);
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double[] unit(double[] a) {
        double length = Math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
        return new double[] {a[0] / length, a[1] / length, a[2] / length};
    }
}
