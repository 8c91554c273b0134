package org.striate.kernel.maven;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** What has been downloaded, by the resolver's several threads; ends them where the user has enough. */
final class Transfers extends AbstractTransferListener {

    private final AtomicLong bytes = new AtomicLong();
    private volatile String last = "";
    private volatile boolean cancelled;

    void cancel() {
        cancelled = true;
    }

    @Override
    public void transferInitiated(TransferEvent event) throws TransferCancelledException {
        check();
        var name = event.getResource().getResourceName();
        last = name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public void transferStarted(TransferEvent event) throws TransferCancelledException {
        check();
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        bytes.addAndGet(event.getDataLength());
        check();
    }

    private void check() throws TransferCancelledException {
        if (cancelled) {
            throw new TransferCancelledException();
        }
    }

    /** The file of which there was news last, and the megabytes of all. */
    @Override
    public String toString() {
        return last.isEmpty() ? "" : String.format(Locale.ROOT, "%s, %.1f MB in all", last, bytes.get() / 1e6);
    }
}
