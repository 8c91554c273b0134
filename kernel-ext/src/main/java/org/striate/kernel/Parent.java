package org.striate.kernel;

import java.util.Optional;

/** The process that started the kernel; Jupyter's clients name themselves in JPY_PARENT_PID. */
final class Parent {

    private static final long BETWEEN_MS = 500;

    private Parent() {}

    /** Ends this process when the one that started it is gone, even where nobody has taken notice of its end. */
    static void endWithIt() {
        var named = Optional.ofNullable(System.getenv("JPY_PARENT_PID")).filter(pid -> pid.matches("\\d{1,18}"));
        boolean windows = System.getProperty("os.name").startsWith("Windows"); // there it is a handle, no number
        if (named.isEmpty() || windows) {
            return;
        }
        long pid = Long.parseLong(named.get());
        boolean direct = parent() == pid;
        var watch = new Thread(() -> watch(pid, direct), "parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static long parent() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L);
    }

    private static void watch(long pid, boolean direct) {
        try {
            while (direct
                    ? parent() == pid
                    : ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
                Thread.sleep(BETWEEN_MS);
            }
        } catch (InterruptedException e) {
            return;
        }
        Runtime.getRuntime().halt(1);
    }
}
