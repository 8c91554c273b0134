package org.striate.core;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How far a long piece of work has come. Work that may last over a second opens one and calls {@link #step} between its
 * parts; the same call is where an interrupt of the thread takes effect. Work that is part of other work of the same thread
 * is not shown for itself: what it says stands behind what the whole says, so that one operation has one bar.
 *
 * <pre>{@code
 * try (var progress = Progress.of("training", epochs)) {
 *     for (...) { ...; progress.step("loss 0.31"); }
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {

    /** Where progress is shown: under a cell, in a terminal, or (the default) nowhere. */
    @FunctionalInterface
    public interface Display {
        /** Called at the start, at every step and once at the end; the display limits how often it draws. */
        void show(Progress progress);
    }

    /** The work was interrupted; everything done before stays as it was. */
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted(String message) {
            super(message);
        }
    }

    private static final ThreadLocal<Progress> INNERMOST = new ThreadLocal<>();
    private static volatile Display display = progress -> {};

    private final String work;
    private final long total;
    private final long start = System.nanoTime();
    private final Progress whole;
    private final Progress around;
    private volatile Progress part;
    private volatile long done;
    /** Of them, those that were done before this work began. */
    private volatile long before;

    private volatile Supplier<String> note = () -> "";
    private String afterInterrupt = "";
    private volatile Optional<Showable> soFar = Optional.empty();
    private volatile boolean finished;

    private Progress(String work, long total, Progress around) {
        this.work = work;
        this.total = total;
        this.around = around;
        this.whole = around == null ? this : around.whole;
    }

    /** Starts a piece of work of {@code total} steps. */
    public static Progress of(String work, long total) {
        return of(work, total, "");
    }

    /** Starts a piece of work of {@code total} steps, with something to say before the first, such as what it will cost. */
    public static Progress of(String work, long total, String note) {
        var progress = new Progress(work, total, INNERMOST.get());
        progress.note = () -> note;
        if (progress.around != null) {
            progress.around.part = progress;
        }
        INNERMOST.set(progress);
        display.show(progress.whole);
        return progress;
    }

    /**
     * Does the same for every item, under one bar: what an item's own work says, and a learning curve it draws, stands there
     * too, in place of the item's before.
     *
     * <pre>{@code
     * Progress.each("networks", sizes, size -> networks.add(untrained(size).train(task, "tilt", settings)));
     * }</pre>
     *
     * @throws Interrupted if the thread was interrupted
     */
    public static <T> void each(String work, Collection<T> items, Consumer<? super T> step) {
        try (var progress = of(work, items.size())) {
            for (var item : items) {
                step.accept(item);
                progress.step("");
            }
        }
    }

    /** Sets where all progress of this process is shown. */
    public static void showOn(Display display) {
        Progress.display = display;
    }

    /**
     * One step further.
     *
     * @param note what to say beside the bar, or an empty string
     * @throws Interrupted if the thread was interrupted
     */
    public void step(String note) {
        step(1, note);
    }

    /** Several steps further; see {@link #step(String)}. */
    public void step(long steps, String note) {
        step(steps, () -> note);
    }

    /**
     * The same where the note is put together when it is shown, which short steps seldom are.
     *
     * @param note called by any thread, perhaps never
     */
    public void step(long steps, Supplier<String> note) {
        done += steps;
        this.note = note;
        if (Thread.interrupted()) {
            throw new Interrupted(work + " was interrupted" + (afterInterrupt.isEmpty() ? "" : "; " + afterInterrupt));
        }
        display.show(whole);
    }

    /** Steps that an earlier run did, which say nothing about how fast this one is. */
    public void resumed(long steps) {
        before += steps;
        step(steps, "");
    }

    /**
     * What the work has come to so far, such as a learning curve, for a display that draws it in place of the one before;
     * shown at the next step.
     */
    public void soFar(Showable result) {
        soFar = Optional.of(result);
    }

    /** The latest of {@link #soFar(Showable)}, its own or that of the part it is at, if there is any. */
    public Optional<Showable> soFar() {
        return soFar.isEmpty() && part != null ? part.soFar() : soFar;
    }

    /** What an interrupt from now on should say beside that it was one: what is left, and how to go on. */
    public void afterInterrupt(String sentence) {
        afterInterrupt = sentence;
    }

    /**
     * Ends the calling thread's work if it was interrupted.
     *
     * @param work what the message calls the work
     * @throws Interrupted if so
     */
    public static void check(String work) {
        if (Thread.interrupted()) {
            throw new Interrupted(work + " was interrupted");
        }
    }

    /** Ends the work, done or not. */
    @Override
    public void close() {
        finished = true;
        if (INNERMOST.get() == this) {
            INNERMOST.set(around);
        }
        if (around != null && around.part == this) {
            around.part = null;
        }
        display.show(whole);
    }

    public String work() {
        return work;
    }

    public String note() {
        return note.get();
    }

    public long done() {
        return done;
    }

    public long total() {
        return total;
    }

    public boolean finished() {
        return finished;
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** One line: what, how far, time spent, rate and time left; and the same of the part it is at. */
    @Override
    public String toString() {
        double seconds = elapsed().toMillis() / 1000.0;
        long now = done;
        var line = work + " " + count(now) + (total > 0 ? "/" + count(total) : "") + ", " + time(seconds);
        long here = now - before;
        if (here > 0 && seconds > 0.1) {
            line += ", " + rate(here / seconds);
        }
        if (!finished && here > 0 && total > now) {
            line += ", " + time(seconds / here * (total - now)) + " left";
        }
        var words = note.get();
        line += words.isEmpty() ? "" : ", " + words;
        var inner = part;
        return inner == null ? line : line + "; " + inner;
    }

    /** Seven digits and more are bytes or the like: their first three say enough. */
    private static String count(long number) {
        if (number < 1_000_000) {
            return String.valueOf(number);
        }
        return number < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f M", number / 1e6)
                : String.format(Locale.ROOT, "%.2f G", number / 1e9);
    }

    private static String rate(double perSecond) {
        return perSecond >= 1e6
                ? count(Math.round(perSecond)) + "/s"
                : perSecond >= 10
                        ? String.format(Locale.ROOT, "%.0f/s", perSecond)
                        : perSecond >= 1
                                ? String.format(Locale.ROOT, "%.1f/s", perSecond)
                                : String.format(Locale.ROOT, "%.1f s each", 1 / perSecond);
    }

    private static String time(double seconds) {
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : seconds < 3600
                        ? String.format(
                                Locale.ROOT, "%.0f min %02.0f s", Math.floor(seconds / 60), Math.floor(seconds % 60))
                        : String.format(
                                Locale.ROOT,
                                "%.0f h %02.0f min",
                                Math.floor(seconds / 3600),
                                Math.floor(seconds % 3600 / 60));
    }
}
