package org.striate.core;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a long piece of work has come. Work that may last over a second opens one and calls {@link #step} between its
 * parts; the same call is where an interrupt of the thread takes effect.
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
        /** Called at every step and once at the end; the display limits how often it draws. */
        void show(Progress progress);
    }

    /** The work was interrupted; everything done before stays as it was. */
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted(String message) {
            super(message);
        }
    }

    private static volatile Display display = progress -> {};

    private final String work;
    private final long total;
    private final long start = System.nanoTime();
    private long done;
    private String note = "";
    private String afterInterrupt = "";
    private Optional<Showable> soFar = Optional.empty();
    private boolean finished;

    private Progress(String work, long total) {
        this.work = work;
        this.total = total;
    }

    /** Starts a piece of work of {@code total} steps. */
    public static Progress of(String work, long total) {
        return new Progress(work, total);
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
        done += steps;
        this.note = note;
        if (Thread.interrupted()) {
            throw new Interrupted(work + " was interrupted" + (afterInterrupt.isEmpty() ? "" : "; " + afterInterrupt));
        }
        display.show(this);
    }

    /**
     * What the work has come to so far, such as a learning curve, for a display that draws it in place of the one before;
     * shown at the next step.
     */
    public void soFar(Showable result) {
        soFar = Optional.of(result);
    }

    /** The latest of {@link #soFar(Showable)}, if there is any. */
    public Optional<Showable> soFar() {
        return soFar;
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
        display.show(this);
    }

    public String work() {
        return work;
    }

    public String note() {
        return note;
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

    /** One line: what, how far, time spent and time left. */
    @Override
    public String toString() {
        double seconds = elapsed().toMillis() / 1000.0;
        var line = String.format(Locale.ROOT, "%s %d/%d, %.1f s", work, done, total, seconds);
        if (!finished && done > 0) {
            line += String.format(Locale.ROOT, ", %.0f s left", seconds / done * (total - done));
        }
        return note.isEmpty() ? line : line + ", " + note;
    }
}
