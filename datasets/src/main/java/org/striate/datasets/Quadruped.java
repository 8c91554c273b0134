package org.striate.datasets;

/**
 * A four-legged animal from seven numbers, so that one animal turns into another along a straight line between them: length
 * of body, length of legs, size of head, length of snout, height of ears, length of tail, girth; each about -1 to 1.
 */
final class Quadruped {

    private Quadruped() {}

    static Mesh of(double[] p) {
        double body = 0.52 + 0.12 * p[0];
        double legs = 0.45 + 0.15 * p[1];
        double head = 0.22 + 0.05 * p[2];
        double snout = 0.18 + 0.14 * p[3];
        double ears = 0.16 + 0.1 * p[4];
        double tail = 0.45 + 0.25 * p[5];
        double girth = 0.23 + 0.06 * p[6];
        var mesh = new Mesh().ellipsoid(0, 0, 0, body, girth, 0.9 * girth, 0.75);
        double neckX = body + 0.05;
        double headY = 0.32 + 0.05 * p[1];
        mesh.cone(new double[] {body - 0.15, 0.05, 0}, new double[] {neckX, headY, 0}, 0.6 * girth, 0.6 * head, 0.75);
        mesh.ellipsoid(neckX + 0.05, headY, 0, head, 0.9 * head, 0.85 * head, 0.8);
        mesh.cone(
                new double[] {neckX + 0.05 + 0.6 * head, headY - 0.05, 0},
                new double[] {neckX + 0.05 + 0.8 * head + snout, headY - 0.08, 0},
                0.55 * head,
                0.35 * head,
                0.7);
        mesh.ellipsoid(neckX + 0.05 + 0.82 * head + snout, headY - 0.06, 0, 0.05, 0.05, 0.06, 0.1);
        for (int side = -1; side <= 1; side += 2) {
            double z = side * 0.55 * head;
            mesh.cone(
                    new double[] {neckX, headY + 0.6 * head, z},
                    new double[] {neckX - 0.03, headY + 0.6 * head + ears, 1.25 * z},
                    0.09,
                    0.01 + 0.04 * Math.max(0, -p[4]),
                    0.6);
            mesh.ellipsoid(neckX + 0.05 + 0.75 * head, headY + 0.3 * head, 0.7 * z, 0.04, 0.045, 0.04, 0.05);
            for (int end = -1; end <= 1; end += 2) {
                double x = end * 0.72 * body;
                mesh.cone(
                        new double[] {x, -0.05, 0.6 * side * girth},
                        new double[] {x + 0.03, -0.1 - legs, 0.65 * side * girth},
                        0.32 * girth,
                        0.2 * girth,
                        0.65);
                mesh.ellipsoid(x + 0.06, -0.1 - legs, 0.65 * side * girth, 0.09, 0.04, 0.06, 0.6);
            }
        }
        return mesh.cone(
                new double[] {-body + 0.05, 0.08, 0},
                new double[] {-body - 0.7 * tail, 0.1 + 0.6 * tail, 0},
                0.06,
                0.025,
                0.65);
    }
}
