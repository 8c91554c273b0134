package org.striate.datasets;

import java.nio.file.Path;
import java.util.List;
import org.striate.core.StimulusSet;
import org.striate.datasets.GratingImage.Aperture;

/** Generated stimuli, each in one line: {@code Stimuli.gratings().orientations(16)}. */
public final class Stimuli {

    private Stimuli() {}

    /** A number as the id of a stimulus: 7, not 7.0. */
    static String id(Object value) {
        return value instanceof Double number && number == Math.rint(number)
                ? String.valueOf(number.longValue())
                : String.valueOf(value);
    }

    /** Gratings in a soft round aperture: eight orientations, 1 cycle/deg, four phases, full contrast, 64 pixels, 8 deg. */
    public static Gratings gratings() {
        return Gratings.of("gratings", Aperture.ROUND, Double.NaN);
    }

    /**
     * Gratings tilted to the left or to the right of the vertical, in noise: the task of a two-way discrimination.
     *
     * @param count how many
     * @param seed of tilt, spatial frequency, phase, contrast and noise
     */
    public static TiltedGratings tilted(int count, long seed) {
        return new TiltedGratings(count, seed, 64);
    }

    /**
     * Eight kinds of shape at random places, sizes and rotations on clouds of noise: a task for training a network.
     *
     * @param count how many
     * @param seed of everything random
     */
    public static Shapes shapes(int count, long seed) {
        return new Shapes(count, seed, 64);
    }

    /** Gabors: gratings in a Gaussian aperture; the picture is six standard deviations wide. */
    public static Gratings gabors() {
        return Gratings.of("gabors", Aperture.GAUSSIAN, Double.NaN);
    }

    /** Plaids: two gratings at right angles, each at half the contrast. */
    public static Gratings plaids() {
        return plaids(90);
    }

    /**
     * Plaids.
     *
     * @param angle between the two gratings in degrees
     */
    public static Gratings plaids(double angle) {
        return Gratings.of("plaids", Aperture.ROUND, angle);
    }

    /**
     * Checkerboards, every size in both polarities.
     *
     * @param checksPerDegree such as 0.5, 1, 2; each once
     */
    public static GeneratedStimuli checkerboards(double... checksPerDegree) {
        return Patterns.checkerboards(checksPerDegree);
    }

    /**
     * White noise: independent Gaussian pixels around grey, standard deviation 1/6, at every size; another size is other noise,
     * under other ids.
     */
    public static GeneratedStimuli whiteNoise(int count, long seed) {
        return Noise.white(count, seed);
    }

    /**
     * Pink noise: Gaussian, its amplitude falls as 1/f, standard deviation 1/6, at every size; another size is other noise,
     * under other ids.
     */
    public static GeneratedStimuli pinkNoise(int count, long seed) {
        return Noise.pink(count, seed);
    }

    /**
     * Sparse noise: six black and white squares on a grid of 16 x 16, their places drawn one by one; where two fall on one
     * place, in 5.7 % of the pictures, there are fewer.
     */
    public static GeneratedStimuli sparseNoise(int count, long seed) {
        return Noise.sparse(count, seed);
    }

    /** Dead leaves: discs of all sizes that occlude one another, with the 1/f spectrum of natural scenes. */
    public static GeneratedStimuli deadLeaves(int count, long seed) {
        return Patterns.deadLeaves(count, seed);
    }

    /**
     * Textures and their spectrally matched noise; parameters {@code family}, {@code type} ({@code texture} or {@code
     * noise}) and {@code sample}.
     *
     * @param families how many families
     * @param samples how many of every family and type
     */
    public static GeneratedStimuli textures(int families, int samples, long seed) {
        return Textures.of(families, samples, seed);
    }

    /**
     * Closed curves of some number of lobes, at three amplitudes and four rotations each.
     *
     * @param lobes such as 2, 3, 4, 5, 8; each once
     */
    public static GeneratedStimuli radialFrequency(int... lobes) {
        return Patterns.radialFrequency(lobes);
    }

    /** The letters A to Z. */
    public static GeneratedStimuli letters() {
        return Drawings.letters();
    }

    /** Words, each once, as large as fits. */
    public static GeneratedStimuli words(String... words) {
        return Drawings.words(words);
    }

    /**
     * Schematic faces. The identity sets the form; position, size, smile and gaze change from view to view.
     *
     * @param identities how many
     * @param views how many of each
     */
    public static GeneratedStimuli faces(int identities, int views, long seed) {
        return Drawings.faces(identities, views, seed);
    }

    /** Pairs of eyes; see {@link #faces}. */
    public static GeneratedStimuli eyes(int identities, int views, long seed) {
        return Drawings.eyes(identities, views, seed);
    }

    /** Rendered objects: 8 categories x 8 objects, one view of each, medium variation, on 1/f backgrounds. */
    public static RenderedObjects objects(long seed) {
        return RenderedObjects.standard(seed);
    }

    /**
     * Cats that turn into dogs: three prototypes of each, all nine pairs.
     *
     * @param levels shares of the dog, 0 to 1, each once; none: 0, 0.2, 0.4, 0.6, 0.8, 1
     */
    public static GeneratedStimuli morphs(double... levels) {
        return Morphs.of(levels.length == 0 ? new double[] {0, 0.2, 0.4, 0.6, 0.8, 1} : levels);
    }

    /**
     * What an agent sees that walks through a room with eight objects, 20 frames/s, 64 pixels.
     *
     * @param seconds how long
     */
    public static Movie walk(double seconds, long seed) {
        return Walk.of(seconds, seed, GeneratedStimuli.SIZE);
    }

    /** The same walk in pictures of another size. */
    public static Movie walk(double seconds, long seed, int size) {
        return Walk.of(seconds, seed, size);
    }

    /**
     * What is left when structure is taken away: every pixel of every picture comes, with its colour, from a randomly chosen
     * picture of the set, each once, so that each pixel keeps its values over the set and loses all relation with its
     * neighbours. All pictures are held in memory.
     */
    public static StimulusSet scrambled(StimulusSet stimuli, long seed) {
        return Scrambled.of(stimuli, seed);
    }

    /**
     * Writes stimuli as PNG files and a table {@code stimuli.csv}, which {@link BrainIo#stimuli} reads again.
     *
     * @param folder made where it is missing
     * @throws org.striate.core.BadInput if a file cannot be written
     */
    public static void save(StimulusSet stimuli, Path folder) {
        ImageTable.save(stimuli, folder);
    }

    /**
     * A folder of pictures (PNG, JPEG, GIF, BMP, TIFF), sorted by name, all of one size. Pictures in folders of their own have
     * the folder's name as parameter {@code category}.
     *
     * @param degrees width in degrees of visual angle
     * @throws org.striate.core.BadInput if there is none, or the first cannot be decoded
     */
    public static StimulusSet folder(Path folder, double degrees) {
        return ImageFolder.load(folder, degrees);
    }

    /**
     * A movie of your own: an animated GIF at its own rate, or a folder with a picture for every frame at 25 frames/s, frame
     * 10 after frame 9; another rate is {@code new Movie(movie.frames(), 30)}. A GIF's parameter {@code time} says when each
     * frame begins, in s.
     *
     * @param degrees width in degrees of visual angle
     * @throws org.striate.core.BadInput if it is damaged or neither
     */
    public static Movie movie(Path path, double degrees) {
        return MovieFile.load(path, degrees);
    }

    /**
     * All movies in a folder, GIF files and folders of frames, in the order of their names; see {@link #movie}.
     *
     * @param degrees width in degrees of visual angle
     * @throws org.striate.core.BadInput if there is none, or one is damaged
     */
    public static List<Movie> movies(Path folder, double degrees) {
        return MovieFile.all(folder, degrees);
    }

    /**
     * A folder of pictures of any sizes: the largest square in the middle of each, resized.
     *
     * @param size pixels across and down
     */
    public static StimulusSet folder(Path folder, double degrees, int size) {
        return ImageFolder.load(folder, degrees, size);
    }
}
