package io.queuectl.benchmarks.node;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.contender.Axis;
import io.queuectl.benchmarks.contender.Contender;
import io.queuectl.benchmarks.contender.Peer;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import io.queuectl.benchmarks.contender.Tuning;
import io.queuectl.benchmarks.contender.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A queue of the Node world. The comments in benchmarks/node/peers say what its modes are. Its threads, where a phase asks for some, are loops of one Node
 * process, and so are its workers.
 */
public final class NodePeer implements Peer {

    private static final Set<String> BEYOND = Set.of("finished", "processes", "queues", "pick-up-across");

    private final Kind kind;
    private final NodeModules modules;

    /**
     * Which queue, and how durable it is made.
     *
     * <p>Its script speaks for it in the Node process; its durability is empty if it is the database's.
     */
    private enum Kind {
        GRAPHILE_WORKER("graphile-worker", Database.POSTGRES, ""),
        PG_BOSS("pg-boss", Database.POSTGRES, ""),
        PLAINJOB("plainjob", Database.SQLITE, "WAL synchronous=NORMAL"),
        PLAINJOB_FULL("plainjob", Database.SQLITE, ""),
        BULLMQ("bullmq", Database.POSTGRES, "Redis without a file"),
        BULLMQ_SYNCED("bullmq", Database.POSTGRES, "Redis appendfsync=always");

        private final String script;
        private final Database database;
        private final String durability;

        Kind(String script, Database database, String durability) {
            this.script = script;
            this.database = database;
            this.durability = durability;
        }

        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String standardMode() {
            return this == PLAINJOB_FULL ? "full" : "default";
        }

        boolean redis() {
            return script.equals("bullmq");
        }

        List<Tuning> starts() {
            return switch (this) {
                case GRAPHILE_WORKER ->
                    List.of(
                            new Tuning("direct", Map.of(Axis.WORKERS, 10)),
                            new Tuning("local-queue", Map.of(Axis.WORKERS, 10, Axis.BATCH, 100)));
                case PG_BOSS -> List.of(new Tuning("batched", Map.of(Axis.WORKERS, 1, Axis.BATCH, 100, Axis.POOL, 10)));
                case PLAINJOB -> List.of(new Tuning("poll", Map.of()));
                case PLAINJOB_FULL -> List.of(new Tuning("poll-full", Map.of()));
                case BULLMQ, BULLMQ_SYNCED -> List.of(new Tuning("concurrent", Map.of(Axis.WORKERS, 10)));
            };
        }
    }

    private NodePeer(Kind kind, NodeModules modules) {
        this.kind = kind;
        this.modules = modules;
    }

    /**
     * Every one; plainjob and BullMQ twice, as they come and as durable as the others.
     *
     * @param benchmarks the folder of the module
     */
    public static List<Peer> all(Path benchmarks) {
        NodeModules modules = new NodeModules(benchmarks.resolve("node"));
        return List.of(Kind.values()).stream()
                .<Peer>map(kind -> new NodePeer(kind, modules))
                .toList();
    }

    @Override
    public String name() {
        return kind.title();
    }

    @Override
    public boolean isHere() {
        if (kind.redis() && !Programs.isHere("redis-server")) {
            System.err.println("no redis-server here: BullMQ is not measured");
            return false;
        }
        return modules.areHere();
    }

    @Override
    public Contender standard() {
        return new Setting("default", new Tuning(kind.standardMode(), Map.of()));
    }

    @Override
    public Contender tuned(String setting, Tuning tuning) {
        return new Setting(setting, tuning);
    }

    @Override
    public List<Tuning> starts(Database database) {
        return database == kind.database ? kind.starts() : List.of();
    }

    private final class Setting implements Contender {

        private final String setting;
        private final Tuning tuning;

        Setting(String setting, Tuning tuning) {
            this.setting = setting;
            this.tuning = tuning;
        }

        @Override
        public String name() {
            return kind.title();
        }

        @Override
        public String setting() {
            return setting;
        }

        @Override
        public boolean runsOn(Database database) {
            return database == kind.database;
        }

        @Override
        public boolean joins(String phase) {
            return !BEYOND.contains(phase) && !(isSlow() && phase.equals("pick-up-half-load"));
        }

        /** At its defaults pg-boss takes a job every two seconds, so that what producers bring in a second keeps it for hours. */
        private boolean isSlow() {
            return kind == Kind.PG_BOSS && tuning.mode().equals(kind.standardMode());
        }

        /** Processor time is the whole machine's; a PostgreSQL server counts for whoever comes, and a file's size is whoever's wrote it. */
        @Override
        public boolean isMetered(String cost) {
            return switch (cost) {
                case "cpu" -> true;
                case "disk" -> !kind.redis();
                case "transactions", "wal" -> kind.database == Database.POSTGRES && !kind.redis();
                default -> false;
            };
        }

        @Override
        public String durability(Database database) {
            return kind.durability.isEmpty() ? database.durability() : kind.durability;
        }

        @Override
        public Session create(Place place, Workload workload, Tally tally) throws IOException {
            RedisServer redis = kind.redis() ? RedisServer.start(kind == Kind.BULLMQ_SYNCED) : null;
            NodeProcess node = NodeProcess.start(modules.folder(), settings(place, workload, redis), tally);
            return new NodeSession(node, tally, redis);
        }

        private Map<String, String> settings(Place place, Workload workload, @Nullable RedisServer redis) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("peer", kind.script);
            settings.put("location", redis == null ? place.location() : Integer.toString(redis.port()));
            settings.put("mode", tuning.mode());
            settings.put("workers", Integer.toString(workload.slotsOr(value(Axis.WORKERS))));
            settings.put("batch", Integer.toString(value(Axis.BATCH)));
            settings.put("pool", Integer.toString(value(Axis.POOL)));
            settings.put("work", Long.toString(workload.work().toMillis()));
            return settings;
        }

        /** 0 where its mode has no such thing. */
        private int value(Axis axis) {
            return tuning.values().getOrDefault(axis, 0);
        }
    }
}
