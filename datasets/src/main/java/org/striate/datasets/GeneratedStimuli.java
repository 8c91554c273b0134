package org.striate.datasets;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;

/**
 * Generated stimuli: square, grey, rendered when they are asked for, each from a record of its parameters. {@link #size} and
 * {@link #degrees} give the same stimuli on another grid, except for noise that is drawn pixel by pixel.
 */
public final class GeneratedStimuli implements StimulusSet {

    static final int SIZE = 64;
    static final double DEGREES = 8;

    /** Renders one item, [size x size] in [0, 1]. */
    @FunctionalInterface
    interface Renderer<P> {
        float[] pixels(P item, int size, double degrees);
    }

    /** An item by its index, rendered; hides the item's type. */
    private interface Rendering {
        float[] pixels(int index, int size, double degrees);
    }

    /** An item's id by its index. */
    private interface Naming {
        String id(int index, int size);
    }

    private final String name;
    private final List<? extends Record> items;
    private final Naming ids;
    private final Rendering rendering;
    private final Origin settings;
    private final int size;
    private final double degrees;

    private GeneratedStimuli(
            String name,
            List<? extends Record> items,
            Naming ids,
            Rendering rendering,
            Origin settings,
            int size,
            double degrees) {
        if (size < 8 || !(degrees > 0)) {
            throw BadInput.of(
                    name,
                    size + " pixels, " + degrees + " degrees",
                    "at least 8 pixels and more than 0 degrees",
                    "stimuli.size(64).degrees(8)");
        }
        this.name = name;
        this.items = items;
        this.ids = ids;
        this.rendering = rendering;
        this.settings = settings;
        this.size = size;
        this.degrees = degrees;
    }

    /**
     * @param items the parameters of every stimulus; those of type long are seeds and stay out of the table
     * @param ids index to id
     * @param settings what made the items
     */
    static <P extends Record> GeneratedStimuli of(
            String name, List<P> items, IntFunction<String> ids, Renderer<P> renderer, Origin settings) {
        if (items.isEmpty()) {
            throw BadInput.of(name, "no stimulus", "at least one", "Ask for a count of at least 1");
        }
        Rendering rendering = (index, size, degrees) -> renderer.pixels(items.get(index), size, degrees);
        return new GeneratedStimuli(
                name, List.copyOf(items), (index, size) -> ids.apply(index), rendering, settings, SIZE, DEGREES);
    }

    /** Pictures that are drawn pixel by pixel, so that another size has others: their ids tell it. */
    GeneratedStimuli drawnToSize() {
        Naming sized = (index, pixels) -> ids.id(index, pixels) + drawnTo(pixels);
        return new GeneratedStimuli(name, items, sized, rendering, settings, size, degrees);
    }

    /** What an id says of the size that a picture was drawn to; nothing of the size that sets have from the start. */
    static String drawnTo(int size) {
        return size == SIZE ? "" : ", " + size + " pixels";
    }

    /** Refuses a value given twice, since its stimuli would have the same ids. */
    static void requireOnce(String subject, List<?> values, String example) {
        var seen = new HashSet<Object>();
        for (var value : values) {
            if (!seen.add(value)) {
                var shown = value instanceof String ? "\"" + value + "\"" : value;
                throw BadInput.of(subject, shown + " twice", "every value once", example);
            }
        }
    }

    /** Random ones: item i is drawn by a generator of its own, so that more of them leave the first ones as they are. */
    static <P extends Record> GeneratedStimuli random(
            String name, int count, long seed, IntFunction<P> items, Renderer<P> renderer) {
        var origin = Origin.of(name).with("count", count).with("seed", seed);
        return of(
                name,
                IntStream.range(0, Math.max(0, count)).mapToObj(items).toList(),
                i -> name + " " + seed + "/" + i,
                renderer,
                origin);
    }

    /**
     * Pixels across and down. White and pink noise are drawn pixel by pixel: at another size they are other pictures, under
     * other ids ({@code pink noise 7/0, 224 pixels}). {@code stimuli.resized(224)} has the same pictures.
     */
    public GeneratedStimuli size(int size) {
        return new GeneratedStimuli(name, items, ids, rendering, settings, size, degrees);
    }

    /** Width in degrees of visual angle. */
    public GeneratedStimuli degrees(double degrees) {
        return new GeneratedStimuli(name, items, ids, rendering, settings, size, degrees);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> ids() {
        return IntStream.range(0, items.size()).mapToObj(i -> ids.id(i, size)).toList();
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public int height() {
        return size;
    }

    @Override
    public int width() {
        return size;
    }

    @Override
    public double degrees() {
        return degrees;
    }

    @Override
    public float[] pixels(int index) {
        return rendering.pixels(java.util.Objects.checkIndex(index, items.size()), size, degrees);
    }

    @Override
    public Map<String, List<Object>> parameters() {
        var parameters = new LinkedHashMap<String, List<Object>>();
        Arrays.stream(items.get(0).getClass().getRecordComponents())
                .filter(component -> component.getType() != long.class)
                .forEach(component -> parameters.put(
                        component.getName(),
                        items.stream().map(item -> value(component, item)).toList()));
        return parameters;
    }

    private static Object value(RecordComponent component, Record item) {
        try {
            var value = component.getAccessor().invoke(item);
            return value instanceof Number number ? (Object) number.doubleValue() : String.valueOf(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e); // records of this package are open to it
        }
    }

    @Override
    public Origin origin() {
        return settings.with("size", size).with("degrees", degrees);
    }

    @Override
    public String toString() {
        return name + ": " + items.size() + " stimuli, " + size + " x " + size + " pixels, " + degrees + " deg";
    }
}
