package io.queuectl.simulation.world;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.Token;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Fired;
import io.queuectl.core.spi.Firing;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.NodeSignals;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Schedules;
import io.queuectl.core.spi.StoreInfo;
import io.queuectl.core.spi.WakeUps;
import io.queuectl.simulation.history.Outcome;
import io.queuectl.simulation.history.What;
import io.queuectl.simulation.kernel.Host;
import io.queuectl.simulation.kernel.Jdk;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A store as a process of the world sees it: through its {@link Weather}, and with the scribe looking on. Confined to its world. */
final class DistantStore implements JobStore {

    private final JobStore inner;
    private final Host host;
    private final Weather weather;
    private final Scribe scribe;
    private final NodeStore nodes;
    private final JobQueries queries;
    private final JobAdmin admin;
    private final BulkMoves bulk;
    private final Schedules schedules;
    private final QueueControl queues;

    DistantStore(JobStore inner, Host host, Weather weather, Scribe scribe) {
        this.inner = inner;
        this.host = host;
        this.weather = weather;
        this.scribe = scribe;
        nodes = distant(NodeStore.class, inner.nodes());
        queries = distant(JobQueries.class, inner.queries());
        admin = distant(JobAdmin.class, inner.admin());
        bulk = distant(BulkMoves.class, inner.bulk());
        schedules = distant(Schedules.class, inner.schedules());
        queues = distant(QueueControl.class, inner.queues());
    }

    @Override
    public Receipt exchange(Batch batch) {
        return weather.call(host, "exchange", () -> {
            Receipt receipt = inner.exchange(batch);
            scribe.exchanged(host.name(), batch, receipt);
            if (bringsWork(batch, receipt)) {
                weather.tell();
            }
            return receipt;
        });
    }

    private static boolean bringsWork(Batch batch, Receipt receipt) {
        return !batch.jobs().isEmpty()
                || !receipt.released().isEmpty()
                || batch.settlements().stream()
                        .anyMatch(settlement -> settlement.to().isClaimable());
    }

    @Override
    public int lanes() {
        return inner.lanes();
    }

    @Override
    public int producers() {
        return inner.producers();
    }

    @Override
    public NodeStore nodes() {
        return nodes;
    }

    @Override
    public JobQueries queries() {
        return queries;
    }

    @Override
    public JobAdmin admin() {
        return admin;
    }

    @Override
    public BulkMoves bulk() {
        return bulk;
    }

    @Override
    public Schedules schedules() {
        return schedules;
    }

    @Override
    public QueueControl queues() {
        return queues;
    }

    @Override
    public WakeUps wakeUps() {
        return new News();
    }

    @Override
    public StoreInfo info() {
        return inner.info();
    }

    @Override
    public void close() {
        inner.close();
    }

    private <T> T distant(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> weather.call(host, method.getName(), () -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    Function<@Nullable Object, Runnable> witness = witness(method.getName(), given);
                    Object answer = invoke(method, target, given);
                    witness.apply(answer).run();
                    return answer;
                })));
    }

    private static @Nullable Object invoke(Method method, Object target, Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException(method + " threw what it may not", thrown.getCause());
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Looks on while a verb is done: what it has to see before, it sees now; the rest with the answer. */
    private Function<@Nullable Object, Runnable> witness(String verb, Object[] given) {
        return switch (verb) {
            case "join" -> answer -> () -> roster(What.JOIN, ((NodeInfo) given[0]).epoch(), true);
            case "leave" -> answer -> () -> roster(What.LEAVE, (Long) given[0], true);
            case "renew" ->
                answer -> () ->
                        roster(What.BEAT, (Long) given[0], answer instanceof NodeSignals signals && signals.known());
            case "declareDead" -> answer -> () -> roster(What.DEATH, (Long) given[0], Boolean.TRUE.equals(answer));
            case "orphans", "heldBy" ->
                answer -> () -> {
                    if (answer instanceof List<?> claims) {
                        claims.forEach(claim -> scribe.numbered((Claim) claim));
                    }
                };
            case "cancel", "requeue", "edit", "delete" ->
                answer -> () -> {
                    if (answer instanceof AdminAnswer move) {
                        Instant now = given.length > 1 && given[1] instanceof Instant at ? at : null;
                        JobEdit edit = given.length > 1 && given[1] instanceof JobEdit changes ? changes : null;
                        scribe.moved(host.name(), ((JobId) given[0]).text(), verb, move, now, edit);
                        weather.tell();
                    }
                };
            case "moveAll" -> movedAll((JobMove) given[2], (Instant) given[3]);
            case "change" ->
                answer -> () -> {
                    scribe.set(host.name(), (QueueSettings) Objects.requireNonNull(answer));
                    weather.tell();
                };
            case "fire" ->
                answer -> () -> {
                    scribe.fired(host.name(), (Firing) given[0], (Fired) Objects.requireNonNull(answer));
                    weather.tell();
                };
            case "put" ->
                answer -> () -> {
                    Schedule schedule = (Schedule) given[0];
                    scribe.scheduled(host.name(), schedule.name(), schedule, "made");
                };
            case "pause" -> answer -> () -> scribe.scheduled(host.name(), (String) given[0], null, "paused");
            case "resume" ->
                answer -> () -> {
                    if (Boolean.TRUE.equals(answer)) {
                        scribe.scheduled(host.name(), (String) given[0], null, "resumed");
                    }
                };
            case "remove" -> answer -> () -> scribe.scheduled(host.name(), (String) given[0], null, "removed");
            default -> answer -> () -> {};
        };
    }

    /** Nobody says which of the jobs were moved: whoever looks before and after sees it. */
    private Function<@Nullable Object, Runnable> movedAll(JobMove move, Instant now) {
        Map<JobId, JobView> before = all();
        String verb = move.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return answer -> () -> all().forEach((id, job) -> {
            JobView was = before.get(id);
            if (was != null && !was.equals(job)) {
                boolean asked = job.state() == JobState.PROCESSING;
                AdminAnswer done = asked ? AdminAnswer.requested() : AdminAnswer.done(was.state());
                scribe.moved(
                        host.name(),
                        id.text(),
                        verb,
                        done,
                        now,
                        move instanceof JobMove.Edit edit ? edit.edit() : null);
                weather.tell();
            }
        });
    }

    private Map<JobId, JobView> all() {
        PageRequest page = PageRequest.first(PageRequest.Order.OLDEST_FIRST, PageRequest.MAX_LIMIT);
        return inner.queries().list(JobFilter.ANY, page).jobs().stream()
                .collect(Collectors.toMap(JobView::id, job -> job, (one, other) -> one, LinkedHashMap::new));
    }

    private void roster(What what, long epoch, boolean done) {
        scribe.write(
                scribe.event(what, host.name(), Token.epochText(epoch)).ended(done ? Outcome.OK : Outcome.REFUSED));
        if (done && what == What.DEATH) {
            weather.tell();
        }
    }

    /** What others bring, as far as it gets here. */
    private final class News implements WakeUps {

        @Override
        public boolean await(Duration atMost) throws InterruptedException {
            boolean told = weather.awaitNews(atMost);
            if (Jdk.interrupted()) {
                throw new InterruptedException();
            }
            return told;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
