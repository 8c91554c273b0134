package org.striate.datasets;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A stream that fails when nothing comes for a while; the HTTP client's own time limit ends with the header of the answer.
 */
final class PatientStream extends FilterInputStream {

    private final Duration patience;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "download watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean late;

    PatientStream(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var alarm = watch.schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            int n = super.read(buffer, offset, length);
            if (late) {
                throw silent();
            }
            return n;
        } catch (IOException e) {
            throw late ? silent() : e;
        } finally {
            alarm.cancel(false);
        }
    }

    private IOException silent() {
        return new HttpTimeoutException("nothing came for " + patience.toMillis() + " ms");
    }

    private void giveUp() {
        late = true;
        try {
            super.close();
        } catch (IOException e) {
            late = true; // closed either way: the reader is told that it was late
        }
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        super.close();
    }
}
