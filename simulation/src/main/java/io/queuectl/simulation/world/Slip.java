package io.queuectl.simulation.world;

import io.queuectl.api.JobId;
import io.queuectl.api.Payload;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ways in which a store is planted broken that the test kit does not plant. */
enum Slip {
    /** Says yes to every fifth new job and forgets it. */
    FORGETS_JOBS {
        @Override
        Receipt exchange(JobStore sound, Batch batch) {
            List<NewJob> kept =
                    batch.jobs().stream().filter(job -> !isUnlucky(job)).toList();
            Receipt receipt = sound.exchange(with(batch, batch.settlements(), kept));
            List<Insertion> answers = new ArrayList<>();
            int next = 0;
            for (NewJob job : batch.jobs()) {
                JobId id = job.id();
                answers.add(
                        isUnlucky(job) && id != null
                                ? new Insertion.Inserted(id)
                                : receipt.jobs().get(next++));
            }
            return new Receipt(receipt.settlements(), receipt.notes(), answers, receipt.claims(), receipt.released());
        }
    },
    /** Keeps the first three bytes of a payload. */
    CUTS_PAYLOADS {
        @Override
        Receipt exchange(JobStore sound, Batch batch) {
            List<NewJob> cut = batch.jobs().stream()
                    .map(job -> new NewJob(
                            job.submission(),
                            job.id(),
                            job.kind(),
                            job.queue(),
                            job.priority(),
                            job.runAt(),
                            Payload.of(job.payload().text().substring(0, 3)),
                            job.limits(),
                            job.extras()))
                    .toList();
            return sound.exchange(with(batch, batch.settlements(), cut));
        }
    },
    /** Keeps the end of an attempt in the wrong time zone. */
    LOCAL_TIME {
        @Override
        Receipt exchange(JobStore sound, Batch batch) {
            List<Settlement> shifted = batch.settlements().stream()
                    .map(end -> new Settlement(
                            end.number(),
                            end.queue(),
                            end.token(),
                            end.end(),
                            end.to(),
                            end.runAt(),
                            end.startedAt(),
                            end.endedAt().minus(Duration.ofHours(1)),
                            end.failure()))
                    .toList();
            return sound.exchange(with(batch, shifted, batch.jobs()));
        }
    },
    /** Does not remember under which token a job was settled. */
    FORGETS_WHO_SETTLED {
        @Override
        Receipt exchange(JobStore sound, Batch batch) {
            Receipt receipt = sound.exchange(batch);
            List<Settled> answers = receipt.settlements().stream()
                    .map(answer -> answer == Settled.ALREADY_APPLIED ? Settled.NOT_YOURS : answer)
                    .toList();
            return new Receipt(answers, receipt.notes(), receipt.jobs(), receipt.claims(), receipt.released());
        }
    };

    abstract Receipt exchange(JobStore sound, Batch batch);

    /** The store that is broken so. */
    JobStore in(JobStore sound) {
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("exchange")) {
                        return exchange(sound, (Batch) arguments[0]);
                    }
                    try {
                        return method.invoke(sound, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static boolean isUnlucky(NewJob job) {
        return job.submission() % 5 == 0 && job.id() != null;
    }

    private static Batch with(Batch batch, List<Settlement> settlements, List<NewJob> jobs) {
        return new Batch(
                batch.now(), settlements, batch.notes(), jobs, batch.claims(), batch.allOrNothing(), batch.repeated());
    }
}
