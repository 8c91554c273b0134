package org.striate.datasets;

import java.util.Random;

/**
 * The categories of rendered objects. An exemplar is a point in a space of four numbers from -1 to 1 that stretch and bend
 * the category's form.
 */
enum Solid {
    animal {
        @Override
        Mesh mesh(double[] s) {
            return Quadruped.of(new double[] {
                0.5 * s[0], 0.5 * s[1], 0.4 * s[2], 0.6 * s[3], 0.5 * s[1] * s[2], 0.5 * s[0] * s[3], 0
            });
        }
    },
    boat {
        @Override
        Mesh mesh(double[] s) {
            double width = 0.5 + 0.12 * s[0];
            double height = 0.3 + 0.08 * s[1];
            var mesh = new Mesh();
            var bow = new double[] {0.98, 0, 0};
            var keel = new double[] {0.7, -height - 0.15, 0};
            double[][] deck = {{-0.85, 0, -width / 2}, {0.4, 0, -width / 2}, {0.4, 0, width / 2}, {-0.85, 0, width / 2}
            };
            double[][] floor = {
                {-0.75, -height - 0.15, -width / 3},
                {0.4, -height - 0.15, -width / 3},
                {0.4, -height - 0.15, width / 3},
                {-0.75, -height - 0.15, width / 3}
            };
            for (int i = 0; i < 4; i++) {
                if (i != 1) {
                    mesh.quad(floor[i], floor[(i + 1) % 4], deck[(i + 1) % 4], deck[i], 0.6);
                }
            }
            mesh.quad(floor[1], keel, bow, deck[1], 0.6).quad(keel, floor[2], deck[2], bow, 0.6);
            mesh.quad(deck[0], deck[3], deck[2], deck[1], 0.85).triangle(deck[1], deck[2], bow, 0.85);
            mesh.box(-0.3 + 0.15 * s[2], 0.16, 0, 0.5 + 0.15 * s[2], 0.32 + 0.08 * s[3], 0.6 * width, 0.95);
            double mast = 0.75 + 0.2 * s[3];
            mesh.cone(new double[] {0.15, 0, 0}, new double[] {0.15, mast, 0}, 0.03, 0.02, 0.4);
            return mesh.triangle(
                    new double[] {0.18, 0.12, 0},
                    new double[] {0.75, 0.12, 0},
                    new double[] {0.18, mast * (0.8 + 0.15 * s[0]), 0},
                    0.95);
        }
    },
    car {
        @Override
        Mesh mesh(double[] s) {
            double length = 1.6 + 0.25 * s[0];
            double height = 0.3 + 0.08 * s[1];
            double cabin = 0.55 + 0.15 * s[2];
            double wheel = 0.18 + 0.04 * s[3];
            var mesh = new Mesh().box(0, 0, 0, length, height, 0.75, 0.75);
            mesh.wedge(
                    -0.08 + 0.1 * s[3], height / 2 + 0.17, 0, length * cabin, 0.34, 0.7, 0.6 + 0.2 * s[1], 0.85, 0.45);
            for (int i = 0; i < 4; i++) {
                double x = (i % 2 == 0 ? -0.31 : 0.31) * length;
                double z = i < 2 ? -0.38 : 0.38;
                double out = Math.signum(z) * 0.06;
                mesh.cone(
                        new double[] {x, -height / 2, z - out},
                        new double[] {x, -height / 2, z + out},
                        wheel,
                        wheel,
                        0.2);
            }
            return mesh.box(length / 2, -0.02, 0.25, 0.04, 0.08, 0.14, 1)
                    .box(length / 2, -0.02, -0.25, 0.04, 0.08, 0.14, 1);
        }
    },
    chair {
        @Override
        Mesh mesh(double[] s) {
            double seat = 0.75 + 0.12 * s[0];
            double legs = 0.65 + 0.15 * s[1];
            double back = 0.8 + 0.2 * s[2];
            double thick = 0.06 + 0.025 * s[3];
            var mesh = new Mesh().box(0, 0, 0, seat, 0.1, seat, 0.8);
            for (int i = 0; i < 4; i++) {
                double x = (i % 2 == 0 ? -0.44 : 0.44) * seat;
                double z = (i < 2 ? -0.44 : 0.44) * seat;
                mesh.cone(new double[] {x, 0, z}, new double[] {x * 1.08, -legs, z * 1.08}, thick, 0.7 * thick, 0.5);
            }
            if (s[3] > 0) {
                mesh.box(0, 0.05 + back / 2, -0.46 * seat, seat, back, 0.08, 0.8);
            } else {
                for (int bar = 0; bar < 4; bar++) {
                    double x = seat * (-0.42 + 0.28 * bar);
                    mesh.box(x, 0.05 + back / 2, -0.46 * seat, 0.09, back, 0.06, 0.7);
                }
                mesh.box(0, back, -0.46 * seat, seat, 0.14, 0.08, 0.8);
            }
            return mesh;
        }
    },
    face {
        @Override
        Mesh mesh(double[] s) {
            double width = 0.62 + 0.08 * s[0];
            double eyes = 0.23 + 0.05 * s[1];
            double nose = 0.14 + 0.06 * s[2];
            double hair = 0.25 + 0.2 * s[3];
            var mesh = new Mesh().ellipsoid(0, 0, 0, width, 0.85, 0.7, 0.85);
            mesh.ellipsoid(0, 0.25 + hair / 2, -0.12, width + 0.06, 0.72, 0.68, 0.25);
            for (int side = -1; side <= 1; side += 2) {
                mesh.ellipsoid(side * eyes, 0.1, 0.6, 0.11, 0.08, 0.08, 1);
                mesh.ellipsoid(side * eyes, 0.1, 0.66, 0.05, 0.06, 0.04, 0.05);
                mesh.ellipsoid(side * (width + 0.02), 0, 0, 0.08, 0.18, 0.12, 0.75);
                mesh.box(side * eyes, 0.24 + 0.03 * s[0], 0.6, 0.2, 0.04, 0.08, 0.2);
            }
            mesh.cone(new double[] {0, 0.08, 0.62}, new double[] {0, -0.14, 0.66 + nose}, 0.04, 0.09, 0.8);
            return mesh.ellipsoid(0, -0.4, 0.54, 0.2 + 0.05 * s[3], 0.05 + 0.02 * s[1], 0.09, 0.3);
        }
    },
    fruit {
        @Override
        Mesh mesh(double[] s) {
            double wide = 0.72 + 0.15 * s[0];
            double waist = 0.35 * (s[1] + 1) / 2; // 0 an apple, more a pear
            double dent = 0.12 * (s[2] + 1) / 2;
            double high = 0.8 + 0.15 * s[3];
            var profile = new double[15][];
            for (int i = 0; i < profile.length; i++) {
                double t = Math.PI * i / (profile.length - 1);
                double y = -high * Math.cos(t);
                double narrow = y > 0 ? 1 - waist * 1.5 * y : 1;
                profile[i] =
                        new double[] {wide * Math.sin(t) * narrow, y - (y > 0 ? dent * Math.pow(-Math.cos(t), 8) : 0)};
            }
            var mesh = new Mesh().turned(0, 0, profile, 0.75);
            mesh.cone(new double[] {0, high - dent - 0.05, 0}, new double[] {0.08, high + 0.25, 0}, 0.035, 0.05, 0.25);
            return mesh.ellipsoid(0.28, high + 0.08, 0, 0.22, 0.05, 0.12, 0.5);
        }
    },
    plane {
        @Override
        Mesh mesh(double[] s) {
            double body = 0.13 + 0.04 * s[0];
            double span = 0.85 + 0.15 * s[1];
            double sweep = 0.25 + 0.2 * s[2];
            double tail = 0.35 + 0.1 * s[3];
            var mesh = new Mesh().ellipsoid(0, 0, 0, 0.98, body, body, 0.85);
            for (int side = -1; side <= 1; side += 2) {
                wing(mesh, 0.25, 0, side * span, 0.4, sweep, 0.7);
                wing(mesh, -0.75, 0.03, side * tail, 0.2, 0.5 * sweep, 0.7);
                double z = side * 0.45 * span;
                mesh.cone(
                        new double[] {0.1 - 0.45 * sweep, -0.1, z},
                        new double[] {0.35 - 0.45 * sweep, -0.1, z},
                        0.07,
                        0.08,
                        0.5);
            }
            return mesh.quad(
                    new double[] {-0.6, 0.05, 0},
                    new double[] {-0.95, 0.05, 0},
                    new double[] {-1, tail + 0.05, 0},
                    new double[] {-0.85, tail + 0.05, 0},
                    0.7);
        }

        @Override
        double pitch() {
            return 45; // from the side it is hardly more than a line
        }

        /** A flat wing: chord at the root, narrowing and swept back towards the tip. */
        private void wing(Mesh mesh, double x, double y, double span, double chord, double sweep, double shade) {
            var front = new double[] {x, y, 0};
            var back = new double[] {x - chord, y, 0};
            var tipFront = new double[] {x - sweep, y, span};
            var tipBack = new double[] {x - sweep - chord / 2, y, span};
            mesh.quad(front, tipFront, tipBack, back, shade);
        }
    },
    table {
        @Override
        Mesh mesh(double[] s) {
            double width = 1.5 + 0.25 * s[0];
            double depth = 0.9 + 0.2 * s[1];
            double legs = 0.75 + 0.15 * s[2];
            var mesh = new Mesh();
            if (s[3] > 0.3) { // a round one on a pillar
                double top = 0.75 + 0.12 * s[0];
                mesh.cone(new double[] {0, 0.27, 0}, new double[] {0, 0.36, 0}, top, top, 0.85);
                mesh.cone(new double[] {0, -legs + 0.3, 0}, new double[] {0, 0.3, 0}, 0.08, 0.1, 0.5);
                return mesh.cone(new double[] {0, -legs + 0.2, 0}, new double[] {0, -legs + 0.3, 0}, 0.45, 0.15, 0.5);
            }
            mesh.box(0, 0.3, 0, width, 0.09, depth, 0.85);
            for (int i = 0; i < 4; i++) {
                double x = (i % 2 == 0 ? -0.45 : 0.45) * width;
                double z = (i < 2 ? -0.42 : 0.42) * depth;
                mesh.box(x, 0.3 - legs / 2, z, 0.09, legs, 0.09, 0.5 + 0.1 * s[3]);
            }
            return mesh;
        }
    };

    /** How many exemplars there are of each. */
    static final int EXEMPLARS = 8;

    private static final int DIMENSIONS = 4;

    abstract Mesh mesh(double[] shape);

    /** From how far above it is seen where nothing varies, in degrees. */
    double pitch() {
        return 15;
    }

    /** An exemplar within the unit sphere. */
    Mesh mesh(int number) {
        return mesh(exemplar(number)).normalised();
    }

    /** The form of an exemplar, the same for every seed: object number 3 is the same car in every picture. */
    double[] exemplar(int number) {
        var random = new Random(31L * ordinal() + number + 1_000_003);
        random.nextInt(); // the first numbers of close seeds are close
        return random.doubles(DIMENSIONS, -1, 1).toArray();
    }
}
