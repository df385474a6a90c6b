package io.queuectl.benchmarks.node;

import io.queuectl.benchmarks.contender.Tally;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A Node process that works for one peer and is talked to in lines; benchmarks/node/main.mjs says which. It is told its settings in the first line,
 * because a command line can be read by everybody and a location may hold a password. Thread-safe.
 */
final class NodeProcess implements AutoCloseable {

    private static final String READY = "ready";
    private static final long SECONDS_TO_END = 20;

    private final Process process;
    private final PrintWriter orders;
    private final Tally tally;
    private final AtomicLong lastOrder = new AtomicLong();
    private final Map<String, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private NodeProcess(Process process, Tally tally) {
        this.process = process;
        this.tally = tally;
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /** Returns when the peer is ready for orders. */
    static NodeProcess start(Path folder, Map<String, String> settings, Tally tally) throws IOException {
        Process process = new ProcessBuilder("node", "main.mjs")
                .directory(folder.toFile())
                .redirectError(Redirect.INHERIT)
                .start();
        NodeProcess node = new NodeProcess(process, tally);
        Thread reader = new Thread(node::read, "queuectl-node-reader");
        reader.setDaemon(true);
        reader.start();
        node.orders.println(settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + URLEncoder.encode(setting.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
        await(node.ready);
        return node;
    }

    /** Gives an order and waits for its answer; empty if there is nothing to say. */
    String ask(String order) throws IOException {
        String id = Long.toString(lastOrder.incrementAndGet());
        CompletableFuture<String> answer = new CompletableFuture<>();
        answers.put(id, answer);
        orders.println(id + " " + order);
        if (ready.isCompletedExceptionally()) {
            // Guards against a process that ended between two orders: its reader has failed all it knew of before this
            // one was there.
            return await(ready);
        }
        return await(answer);
    }

    private static String await(CompletableFuture<String> answer) throws IOException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IOException("the Node process failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a Node process", e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
            fail(new IOException("it ended"));
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void take(String line) throws IOException {
        if (line.startsWith("r ")) {
            tellRuns(new StringTokenizer(line.substring(2)));
        } else if (line.startsWith("!")) {
            throw new IOException(line.substring(1).strip());
        } else if (line.equals(READY)) {
            ready.complete(line);
        } else {
            int space = line.indexOf(' ');
            CompletableFuture<String> answer = answers.remove(space < 0 ? line : line.substring(0, space));
            if (answer == null) {
                throw new IOException("nobody asked for: " + line);
            }
            answer.complete(space < 0 ? "" : line.substring(space + 1));
        }
    }

    private void tellRuns(StringTokenizer words) {
        while (words.hasMoreTokens()) {
            tally.ran(Integer.parseInt(words.nextToken()), Long.parseLong(words.nextToken()));
        }
    }

    private void fail(Exception cause) {
        ready.obtrudeException(cause);
        answers.values().forEach(answer -> answer.completeExceptionally(cause));
    }

    /** Ends what it may read, and waits for it to end by itself. */
    @Override
    public void close() {
        orders.close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                throw new UncheckedIOException(new IOException("the Node process did not end by itself"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
