package org.striate.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Seeds;
import org.striate.datasets.Canvas3D.View;

/**
 * Rendered objects on 1/f backgrounds, in the manner of Majaj et al. (2015): 8 categories of 8 objects, each seen from
 * several views. The parameters are the latents of every picture: category, object, x and y of the centre in degrees right
 * of and above the middle, scale, and the rotations yaw, pitch and roll in degrees.
 */
public final class RenderedObjects extends GreySquares {

    /** How widely position, size and rotation vary from view to view. */
    public enum Variation {
        /** Always in the middle, of one size, seen from one side. */
        NONE(0, 1, 0),
        /** A tenth of the width, sizes 0.85 to 1.18, rotations up to 20 degrees. */
        LOW(0.1, 1.18, 20),
        /** 0.15 of the width, sizes 0.77 to 1.3, rotations up to 45 degrees. */
        MEDIUM(0.15, 1.3, 45),
        /** 0.3 of the width, sizes 0.63 to 1.6, rotations up to 90 degrees. */
        HIGH(0.3, 1.6, 90);

        final double shift;
        final double zoom;
        final double turn;

        Variation(double shift, double zoom, double turn) {
            this.shift = shift;
            this.zoom = zoom;
            this.turn = turn;
        }
    }

    /** Distance of the camera, and its focal length: an object of radius 1 fills 0.55 of the width. */
    private static final double DISTANCE = 6;

    private static final double FOCAL = 0.55 * DISTANCE;
    /** Seen from the side where nothing varies. */
    private static final double YAW = -35;

    private static final double BACKGROUND_CONTRAST = 0.1;

    /** One picture. */
    record Item(
            String category,
            String object,
            double x,
            double y,
            double scale,
            double yaw,
            double pitch,
            double roll,
            long seed) {}

    private static final Map<String, Mesh> MESHES = new ConcurrentHashMap<>();

    private final Set<Solid> categories;
    private final int exemplars;
    private final int views;
    private final Variation variation;
    private final boolean background;
    private final long seed;
    private final GeneratedStimuli stimuli;

    private RenderedObjects(
            Set<Solid> categories,
            int exemplars,
            int views,
            Variation variation,
            boolean background,
            long seed,
            int size) {
        super("objects", size, GeneratedStimuli.DEGREES);
        if (exemplars < 1 || exemplars > Solid.EXEMPLARS || views < 1) {
            throw BadInput.of(
                    "objects",
                    exemplars + " exemplars, " + views + " views",
                    "1 to " + Solid.EXEMPLARS + " exemplars and at least 1 view",
                    "Stimuli.objects(1).exemplars(8).views(4)");
        }
        this.categories = categories;
        this.exemplars = exemplars;
        this.views = views;
        this.variation = variation;
        this.background = background;
        this.seed = seed;
        var items = items();
        var origin = Origin.of("objects")
                .with("categories", categories)
                .with("exemplars", exemplars)
                .with("views", views)
                .with("variation", variation)
                .with("background", background)
                .with("seed", seed);
        var drawn = GeneratedStimuli.of(
                        "objects",
                        items,
                        i -> items.get(i).object + ", view " + seed + "/" + i % views + " " + variation,
                        (item, pixels, degrees) -> render(item, pixels, background),
                        origin)
                .size(size);
        this.stimuli = background ? drawn.drawnToSize() : drawn;
    }

    static RenderedObjects standard(long seed) {
        return new RenderedObjects(
                EnumSet.allOf(Solid.class), Solid.EXEMPLARS, 1, Variation.MEDIUM, true, seed, GeneratedStimuli.SIZE);
    }

    /**
     * Only some categories.
     *
     * @param names of animal, boat, car, chair, face, fruit, plane, table
     */
    public RenderedObjects categories(String... names) {
        var known = Arrays.stream(Solid.values()).map(Enum::name).toList();
        var chosen = Arrays.stream(names)
                .map(name -> {
                    if (!known.contains(name)) {
                        throw BadInput.unknown("category", name, "the rendered objects", known, known.toString());
                    }
                    return Solid.valueOf(name);
                })
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Solid.class)));
        return new RenderedObjects(chosen, exemplars, views, variation, background, seed, width());
    }

    /** How many objects of every category, up to 8. */
    public RenderedObjects exemplars(int exemplars) {
        return new RenderedObjects(categories, exemplars, views, variation, background, seed, width());
    }

    /** How many pictures of every object. */
    public RenderedObjects views(int views) {
        return new RenderedObjects(categories, exemplars, views, variation, background, seed, width());
    }

    /** How widely the views vary. */
    public RenderedObjects variation(Variation variation) {
        return new RenderedObjects(categories, exemplars, views, variation, background, seed, width());
    }

    /** The objects on middle grey. */
    public RenderedObjects withoutBackground() {
        return new RenderedObjects(categories, exemplars, views, variation, false, seed, width());
    }

    /**
     * Pixels across and down. Backgrounds are drawn pixel by pixel: at another size the same objects lie on other ones, and the
     * ids tell it ({@code car 1, view 1/0 MEDIUM, 224 pixels}). {@code objects.resized(224)} has the same pictures.
     */
    public RenderedObjects size(int size) {
        return new RenderedObjects(categories, exemplars, views, variation, background, seed, size);
    }

    private List<Item> items() {
        var items = new ArrayList<Item>();
        for (var category : categories) {
            for (int exemplar = 0; exemplar < exemplars; exemplar++) {
                for (int view = 0; view < views; view++) {
                    items.add(item(category, exemplar, view));
                }
            }
        }
        return items;
    }

    private Item item(Solid category, int exemplar, int view) {
        int first = (category.ordinal() * Solid.EXEMPLARS + exemplar) * 100_003;
        var random = Seeds.random(seed, first + view);
        random.nextInt();
        double shift = variation.shift * GeneratedStimuli.DEGREES;
        return new Item(
                category.name(),
                category.name() + " " + (exemplar + 1),
                shift * (2 * random.nextDouble() - 1),
                shift * (2 * random.nextDouble() - 1),
                Math.pow(variation.zoom, 2 * random.nextDouble() - 1),
                variation.turn * (2 * random.nextDouble() - 1),
                variation.turn / 2 * (2 * random.nextDouble() - 1),
                variation.turn / 2 * (2 * random.nextDouble() - 1),
                backgroundSeed(first, view));
    }

    /** 31 views lie between two seeds; the later ones go far off, so that they do not have the next seed's backgrounds. */
    private long backgroundSeed(int first, int view) {
        return seed * 31 + first + view % 31 + view / 31 * 0x9E3779B97F4A7C15L;
    }

    private static float[] render(Item item, int size, boolean background) {
        var canvas = new Canvas3D(size, FOCAL);
        double perDegree = 2 * DISTANCE / FOCAL / GeneratedStimuli.DEGREES;
        canvas.draw(
                mesh(item),
                View.of(
                        YAW + item.yaw,
                        Solid.valueOf(item.category).pitch() + item.pitch,
                        item.roll,
                        item.x * perDegree,
                        item.y * perDegree,
                        -DISTANCE,
                        item.scale));
        return canvas.over(
                background
                        ? PowerLaw.noise(size, 1, BACKGROUND_CONTRAST, Seeds.random(item.seed, 1))
                        : Canvas3D.grey(size));
    }

    private static Mesh mesh(Item item) {
        return MESHES.computeIfAbsent(item.object, object -> {
            var solid = Solid.valueOf(item.category);
            int exemplar = Integer.parseInt(object.substring(object.lastIndexOf(' ') + 1)) - 1;
            return solid.mesh(exemplar);
        });
    }

    @Override
    public List<String> ids() {
        return stimuli.ids();
    }

    @Override
    public int size() {
        return stimuli.size();
    }

    @Override
    public float[] pixels(int index) {
        return stimuli.pixels(index);
    }

    @Override
    public Map<String, List<Object>> parameters() {
        return stimuli.parameters();
    }

    @Override
    public Origin origin() {
        return stimuli.origin();
    }

    @Override
    public String toString() {
        return "RenderedObjects: " + size() + " stimuli, " + categories.size() + " categories x " + exemplars
                + " objects x " + views + " views, variation " + variation + ", " + width() + " x " + width()
                + " pixels, seed " + seed;
    }
}
