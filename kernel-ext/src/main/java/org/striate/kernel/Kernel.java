package org.striate.kernel;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.striate.core.Progress;
import org.striate.kernel.cells.CellFailure;
import org.striate.kernel.cells.CellThreads;
import org.striate.kernel.cells.Evaluator;
import org.striate.kernel.cells.Session;

/**
 * Hands the requests of Jupyter's clients to those who answer them. Three threads do so: the sockets' own answers at once,
 * the desk answers what needs no cell to run, and cells run one after the other.
 */
final class Kernel implements Sockets.Receiver {

    private final Sockets sockets;
    private final CellOutput output;
    private final Input input;
    private final Future<Evaluator> building;
    private final BlockingQueue<Runnable> cells = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> desk = new LinkedBlockingQueue<>();
    private final History history = History.ofUser();
    private final List<JupyterMessage> early = new ArrayList<>();
    private final Object turn = new Object();
    private boolean built;
    private volatile Evaluator evaluator;
    private volatile Execution execution;
    private volatile Desk answers;
    private volatile JupyterMessage running;
    private volatile boolean aborting;
    private volatile boolean ending;

    /** Serves these sockets; what evaluates cells may still be in the making. */
    Kernel(Sockets sockets, Future<Evaluator> building) {
        this.sockets = sockets;
        this.output = new CellOutput(sockets);
        this.input = new Input(sockets, output);
        this.building = building;
    }

    /** Serves until a client asks for the end. */
    void serve() {
        output.capture();
        input.capture();
        Progress.showOn(new ProgressBars());
        Comm.connect(output);
        sockets.publish(JupyterMessage.own("status", state("starting")));
        start("cells", cells);
        cells.add(this::warmUp);
        Runtime.getRuntime().addShutdownHook(new Thread(this::sayWhyItEnds, "end"));
        sockets.serve(this);
        ending = true;
    }

    private static void start(String name, BlockingQueue<Runnable> tasks) {
        // The compiler recurses as deep as an expression is long.
        var thread = new Thread(null, () -> workOff(tasks), name, 64L << 20);
        thread.setDaemon(true);
        thread.start();
    }

    private static void workOff(BlockingQueue<Runnable> tasks) {
        while (true) {
            try {
                tasks.take().run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) { // whatever it is, the next request is served
                System.err.println("a request could not be answered: " + e);
            }
        }
    }

    /** Makes JShell ready while the client still connects. */
    private void warmUp() {
        try {
            makeReady();
        } catch (ExecutionException | InterruptedException | RuntimeException | Error e) {
            e.printStackTrace(); // where the kernel's own process prints
            ending = true;
            sockets.close();
        }
    }

    private void makeReady() throws ExecutionException, InterruptedException {
        var fresh = building.get();
        Cell.connect(output, input, new Session(fresh));
        List<JupyterMessage> greetings;
        synchronized (early) {
            built = true;
            greetings = List.copyOf(early);
        }
        greetings.forEach(this::greet);
        fresh.warmUp(() -> !cells.isEmpty()); // while the client listens for what else there is
        answers = new Desk(sockets, history, fresh.editor());
        execution = new Execution(sockets, output, history, fresh, this::abortQueued);
        evaluator = fresh;
        start("desk", desk);
        fresh.readNames();
        StaleArchive.renew();
    }

    @Override
    public void onShell(JupyterMessage request) {
        var type = request.type();
        if (type.equals("kernel_info_request")) {
            greet(request);
        } else if (type.equals("shutdown_request")) {
            shutDown(request, content -> sockets.replyOnShell(request, "shutdown_reply", content));
        } else if (Desk.answers(type)) {
            desk.add(() -> atDesk(request));
        } else {
            cells.add(() -> inTurn(request));
        }
    }

    @Override
    public void onControl(JupyterMessage request) {
        switch (request.type()) {
            case "interrupt_request" ->
                answer(request, () -> {
                    interrupt();
                    sockets.replyOnControl(request, "interrupt_reply", Reply.ok());
                });
            case "shutdown_request" ->
                shutDown(request, content -> sockets.replyOnControl(request, "shutdown_reply", content));
            case "kernel_info_request" ->
                answer(request, () -> sockets.replyOnControl(request, "kernel_info_reply", KernelInfo.reply()));
            default -> answer(request, () -> {}); // an unknown request is not answered, as the protocol says
        }
    }

    @Override
    public void onInput(JupyterMessage reply) {
        input.received(reply);
    }

    /** A kernel says what it is once it can run cells: who asks sends the first one then. */
    private void greet(JupyterMessage request) {
        synchronized (early) {
            if (!built) {
                early.add(request);
                return;
            }
        }
        answer(request, () -> sockets.replyOnShell(request, "kernel_info_reply", KernelInfo.reply()));
    }

    private void shutDown(JupyterMessage request, java.util.function.Consumer<JsonObject> reply) {
        answer(request, () -> {
            ending = true;
            interrupt();
            var content = Reply.ok();
            content.addProperty("restart", request.flag("restart", false));
            sockets.publish(request, "shutdown_reply", content);
            reply.accept(content);
        });
        sockets.close();
    }

    private void interrupt() {
        var there = evaluator;
        if (there != null) {
            there.interrupt();
        }
    }

    /** On the sockets' own thread, which must not wait for cells that print. */
    private void answer(JupyterMessage request, Runnable reply) {
        sockets.publish(request, "status", state("busy"));
        reply.run();
        sockets.publish(request, "status", state("idle"));
    }

    private static JsonObject state(String state) {
        var content = new JsonObject();
        content.addProperty("execution_state", state);
        return content;
    }

    private void atDesk(JupyterMessage request) {
        sockets.publish(request, "status", state("busy"));
        attempt(request, () -> answers.handle(request));
        synchronized (turn) { // a cell that ends says so after this, and one that the client sends then begins after it
            sockets.publish(request, "status", state("idle"));
            var cell = running;
            if (cell != null) { // the kernel as a whole is not idle
                sockets.publish(cell, "status", state("busy"));
            }
        }
    }

    private void inTurn(JupyterMessage request) {
        if (aborting && request.type().equals("execute_request")) {
            answer(request, () -> {
                var reply = Reply.status("aborted");
                reply.addProperty("execution_count", execution.count());
                sockets.replyOnShell(request, "execute_reply", reply);
            });
            return;
        }
        synchronized (turn) {
            running = request;
            output.publish(request, "status", state("busy"));
        }
        attempt(request, () -> handle(request));
        synchronized (turn) {
            running = null;
            output.publish(request, "status", state("idle"));
        }
    }

    private void handle(JupyterMessage request) {
        switch (request.type()) {
            case "execute_request" -> execution.execute(request);
            case "comm_open", "comm_msg", "comm_close" -> {
                CellThreads.enter(request);
                try {
                    evaluator.run(() -> Comm.receive(request));
                } catch (CellFailure failure) {
                    System.err.println(String.join("\n", failure.traceback()));
                }
                output.flush();
            }
            default -> {} // an unknown request is not answered, as the protocol says
        }
    }

    private void attempt(JupyterMessage request, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) { // whatever it is, the next request is served
            var name = e.getClass().getSimpleName();
            var reply = Reply.error(name, e.toString(), List.of(e.toString()));
            if (request.type().equals("execute_request")) {
                var error = reply.deepCopy();
                error.remove("status");
                sockets.publish(request, "error", error);
                reply.addProperty("execution_count", execution.count());
            }
            sockets.replyOnShell(request, request.type().replace("_request", "_reply"), reply);
        }
    }

    /** Cells that wait behind one that failed are not run, nor are those that the socket holds already. */
    private void abortQueued() {
        aborting = true;
        sockets.afterReceiving(() -> cells.add(() -> aborting = false));
    }

    /** A cell that ends the process is answered, and says so; so is one that is ended from outside. */
    private void sayWhyItEnds() {
        var cell = running;
        if (ending) {
            return;
        }
        ending = true;
        output.flush();
        if (cell != null) {
            boolean ownWish = Thread.getAllStackTraces().values().stream()
                    .flatMap(Stream::of)
                    .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime")
                            && frame.getMethodName().equals("exit"));
            var what = ownWish ? "System.exit was called: the kernel ends" : "the kernel was ended from outside";
            var reply = Reply.error("SystemExit", what, new ArrayList<>(List.of(what)));
            var error = reply.deepCopy();
            error.remove("status");
            sockets.publish(cell, "error", error);
            reply.addProperty("execution_count", execution.count());
            sockets.replyOnShell(cell, "execute_reply", reply);
            sockets.publish(cell, "status", state("idle"));
        }
        sockets.close();
        sockets.awaitSent();
    }
}
