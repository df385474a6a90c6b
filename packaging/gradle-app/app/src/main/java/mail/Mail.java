package mail;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreProvider;
import io.queuectl.store.h2.H2Store;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends three mails from H2 in memory, and ends with an error where that does not come out as it should. */
public final class Mail {

    private static final JobType<String> SEND = JobType.text("mail.send");

    private Mail() {}

    public static void main(String[] arguments) throws Exception {
        AtomicInteger sent = new AtomicInteger();
        JobStore store = H2Store.memory();
        try (QueueCtl queue = QueueCtl.builder()
                .store(store)
                .handle(SEND, (address, context) -> sent.incrementAndGet())
                .build()) {
            queue.start(workers -> workers.queue("default", 2));
            List<JobId> ids = queue.enqueueAll(
                    List.of(SEND.of("ada@example.org"), SEND.of("grace@example.org"), SEND.of("mary@example.org")));
            for (JobId id : ids) {
                require(queue.await(id, Duration.ofSeconds(20)).orElseThrow().state() == JobState.COMPLETED, "a mail was not sent");
            }
            require(sent.get() == ids.size(), "sent " + sent);
        }
        long providers = ServiceLoader.load(StoreProvider.class).stream().count();
        require(providers == 1, "stores found: " + providers);
        boolean modular = QueueCtl.class.getModule().isNamed();
        require(modular == Mail.class.getModule().isNamed(), "queuectl and the application are on different paths");
        System.out.println("sent " + sent + " mails on the " + (modular ? "module" : "class") + " path");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
