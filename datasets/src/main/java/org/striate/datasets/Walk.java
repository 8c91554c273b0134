package org.striate.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Seeds;
import org.striate.datasets.Canvas3D.View;

/**
 * An agent that walks through a room with one object of every category, looks ahead, turns slowly, and turns away from walls.
 * Parameters of a frame: time in s, where the agent is (x, z in m from the room's middle) and where it looks (heading in
 * degrees), and which object covers most of the picture ({@code none} where all are out of sight) with the share it covers.
 */
final class Walk {

    private static final double FRAMES_PER_SECOND = 20;
    private static final double ROOM = 5; // half the side, in m
    private static final double CEILING = 1.4;
    private static final double FLOOR = -1.1;
    private static final double SPEED = 1.1; // m/s
    private static final double FOCAL = 1.2;
    private static final double TURN = 60; // standard deviation of the turning rate, degrees/s
    /** The turning rate forgets itself within so many seconds. */
    private static final double MEMORY = 0.7;

    private static final double NEAR_WALL = 1.5;
    private static final double SCALE = 0.7;
    /** No closer to the middle of an object than this, in m. */
    private static final double ROUND = 1;

    private Walk() {}

    private record Pose(double time, double x, double z, double heading, String object, double coverage) {}

    private record Placed(Solid solid, Mesh mesh, double x, double z) {}

    static Movie of(double seconds, long seed, int size) {
        int count = (int) Math.round(seconds * FRAMES_PER_SECOND);
        if (count < 1 || size < 8) {
            throw BadInput.of(
                    "walk",
                    seconds + " s of " + size + " pixels",
                    "at least one frame of 1/20 s and 8 pixels",
                    "Stimuli.walk(30, 1)");
        }
        var furniture = furniture(seed);
        var room = room();
        var poses = poses(count, seed, furniture);
        var frames = GeneratedStimuli.of(
                "walk",
                poses,
                i -> "walk " + seed + ", frame " + i,
                (pose, pixels, degrees) -> render(pose, pixels, room, furniture),
                Origin.of("walk").with("seconds", seconds).with("seed", seed));
        return new Movie(frames.size(size), FRAMES_PER_SECOND);
    }

    /** The objects stand on a ring, so that there is a way around and between them. */
    private static List<Placed> furniture(long seed) {
        var random = Seeds.random(seed, -1);
        var solids = Solid.values();
        return IntStream.range(0, solids.length)
                .mapToObj(i -> {
                    double angle = 2 * Math.PI * (i + 0.5 * random.nextDouble()) / solids.length;
                    double radius = 2.4 + 1.2 * random.nextDouble();
                    return new Placed(
                            solids[i],
                            solids[i].mesh(random.nextInt(Solid.EXEMPLARS)),
                            radius * Math.cos(angle),
                            radius * Math.sin(angle));
                })
                .toList();
    }

    /** Walls in two greys and a chequered floor, so that walking shows. */
    private static Mesh room() {
        var mesh = new Mesh();
        int tiles = 10;
        double tile = 2 * ROOM / tiles;
        for (int i = 0; i < tiles; i++) {
            double a = -ROOM + i * tile;
            double b = a + tile;
            for (int j = 0; j < tiles; j++) {
                double c = -ROOM + j * tile;
                mesh.quad(
                        new double[] {a, FLOOR, c},
                        new double[] {a, FLOOR, c + tile},
                        new double[] {b, FLOOR, c + tile},
                        new double[] {b, FLOOR, c},
                        (i + j) % 2 == 0 ? 0.35 : 0.5);
            }
            double light = i % 2 == 0 ? 0.7 : 0.62;
            wall(mesh, a, -ROOM, b, -ROOM, light);
            wall(mesh, a, ROOM, b, ROOM, light);
            wall(mesh, -ROOM, a, -ROOM, b, light - 0.1);
            wall(mesh, ROOM, a, ROOM, b, light - 0.1);
        }
        return mesh.quad(
                new double[] {-ROOM, CEILING, -ROOM},
                new double[] {ROOM, CEILING, -ROOM},
                new double[] {ROOM, CEILING, ROOM},
                new double[] {-ROOM, CEILING, ROOM},
                0.9);
    }

    private static void wall(Mesh mesh, double x0, double z0, double x1, double z1, double shade) {
        mesh.quad(
                new double[] {x0, FLOOR, z0},
                new double[] {x1, FLOOR, z1},
                new double[] {x1, CEILING, z1},
                new double[] {x0, CEILING, z0},
                shade);
    }

    private static List<Pose> poses(int count, long seed, List<Placed> furniture) {
        var random = Seeds.random(seed, 0);
        var poses = new ArrayList<Pose>(count);
        double x = 0;
        double z = 0;
        double heading = 360 * random.nextDouble();
        double turning = 0;
        double step = 1 / FRAMES_PER_SECOND;
        for (int i = 0; i < count; i++) {
            var seen = seen(x, z, heading, furniture);
            poses.add(new Pose(i * step, x, z, heading, seen.object, seen.coverage));
            turning += -turning * step / MEMORY + TURN * Math.sqrt(2 * step / MEMORY) * random.nextGaussian();
            turning = awayFromWalls(x, z, heading, turning);
            heading = (heading + turning * step + 360) % 360;
            double angle = Math.toRadians(heading);
            x = within(x + SPEED * step * Math.sin(angle));
            z = within(z - SPEED * step * Math.cos(angle));
            for (var placed : furniture) { // walks around what stands in the way
                double distance = Math.max(1e-6, Math.hypot(x - placed.x, z - placed.z));
                if (distance < ROUND) {
                    x = placed.x + (x - placed.x) * ROUND / distance;
                    z = placed.z + (z - placed.z) * ROUND / distance;
                }
            }
        }
        return poses;
    }

    private static double within(double place) {
        return Math.max(-ROOM + 0.6, Math.min(ROOM - 0.6, place));
    }

    /** Close to a wall that lies ahead, turns firmly to the side on which the middle of the room is. */
    private static double awayFromWalls(double x, double z, double heading, double turning) {
        double angle = Math.toRadians(heading);
        double aheadX = x + NEAR_WALL * Math.sin(angle);
        double aheadZ = z - NEAR_WALL * Math.cos(angle);
        if (Math.max(Math.abs(aheadX), Math.abs(aheadZ)) < ROOM) {
            return turning;
        }
        double side = Math.sin(angle) * z + Math.cos(angle) * x; // positive: the middle is on the left
        return side > 0 ? -120 : 120;
    }

    private record Seen(String object, double coverage) {}

    /** By a small picture of the objects alone. */
    private static Seen seen(double x, double z, double heading, List<Placed> furniture) {
        var canvas = new Canvas3D(24, FOCAL);
        for (var placed : furniture) {
            canvas.draw(placed.mesh, view(x, z, heading, placed.x, FLOOR + SCALE, placed.z, SCALE));
        }
        var shares = canvas.shares();
        var best = new Seen("none", 0);
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > Math.max(best.coverage, 0.01)) {
                best = new Seen(furniture.get(i).solid.name(), shares[i]);
            }
        }
        return best;
    }

    /** From a place in the room to the agent's eye. */
    private static View view(double x, double z, double heading, double atX, double atY, double atZ, double scale) {
        var turned = View.of(heading, 0, 0, 0, 0, 0, 1).rotation();
        double dx = atX - x;
        double dz = atZ - z;
        return new View(
                turned,
                turned[0] * dx + turned[1] * atY + turned[2] * dz,
                turned[3] * dx + turned[4] * atY + turned[5] * dz,
                turned[6] * dx + turned[7] * atY + turned[8] * dz,
                scale);
    }

    private static float[] render(Pose pose, int size, Mesh room, List<Placed> furniture) {
        var canvas = new Canvas3D(size, FOCAL);
        canvas.draw(room, view(pose.x, pose.z, pose.heading, 0, 0, 0, 1));
        for (var placed : furniture) {
            canvas.draw(placed.mesh, view(pose.x, pose.z, pose.heading, placed.x, FLOOR + SCALE, placed.z, SCALE));
        }
        return canvas.over(Canvas3D.grey(size));
    }
}
