package io.queuectl.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.store.sqlite.SqliteStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A webhook that is delivered in the end: the receiver answers 503 twice, and the retry rule does the rest. */
public final class WebhookDelivery {

    private static final JobType<String> DELIVER = JobType.text("webhook.deliver");

    private WebhookDelivery() {}

    public static void main(String[] arguments) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> answer(exchange, calls.incrementAndGet() <= 2 ? 503 : 204));
        receiver.start();
        try (Scratch scratch = Scratch.open("webhook")) {
            URI hook = URI.create("http://localhost:" + receiver.getAddress().getPort() + "/hook");
            JobView job = deliver(scratch.file("jobs.db"), hook);
            Expect.equal("the job's state", JobState.COMPLETED, job.state());
            Expect.equal("its attempts", 3, job.counters().attempts());
            Expect.equal("calls the receiver saw", 3, calls.get());
        } finally {
            receiver.stop(0);
        }
    }

    private static JobView deliver(Path file, URI hook) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        try (QueueCtl queue = QueueCtl.builder()
                .store(SqliteStore.open(file))
                .handle(
                        DELIVER,
                        (address, context) -> post(client, address),
                        on -> on.maxAttempts(5)
                                .timeout(Duration.ofSeconds(10))
                                .backoff(Backoff.exponential(Duration.ofMillis(100))
                                        .cap(Duration.ofSeconds(5))
                                        .fullJitter()))
                .build()) {
            queue.start(workers -> workers.queue("webhooks", 4));
            JobId id = queue.enqueue(DELIVER.of(hook.toString()).queue("webhooks"));
            return queue.await(id, Duration.ofSeconds(30)).orElseThrow();
        }
    }

    private static void post(HttpClient client, String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .POST(HttpRequest.BodyPublishers.ofString("{\"event\":\"order.paid\"}"))
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        System.out.println("the receiver answered " + status);
        if (status >= 300) {
            throw new IOException("the receiver answered " + status);
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
