package io.queuectl.cli.bench;

import io.queuectl.cli.bench.Figures.Drained;
import io.queuectl.cli.bench.Figures.Enqueued;
import io.queuectl.cli.bench.Figures.Floor;
import java.util.Locale;

/** What keeps a database from enqueueing single jobs faster, as its figures tell. */
public enum Limit {
    /** Each commit waits until the disk has written. */
    SYNC("the disk"),
    /** Each commit waits for answers of a server, more on the way than at work. */
    NETWORK("the way to the server"),
    /** Each commit waits for the database, more at work there than on the way. */
    COMMIT("the commit of the database"),
    /** What it takes to make a job, rather than a wait. */
    PROCESSOR("the processor");

    /** The share of an enqueue's time from which on it is what limits. */
    private static final double MUCH = 0.4;

    /** The share of a commit's time from which on it is mostly the way: a read asks the server as often as a commit, and has nothing written. */
    private static final double MOSTLY = 0.5;

    private final String words;

    Limit(String words) {
        this.words = words;
    }

    public static Limit of(Figures figures) {
        return switch (figures.kind()) {
            case SYNCED_FILES -> ofFiles(figures.floor(), figures.enqueued().one());
            case FILES -> PROCESSOR;
            case SERVER -> ofServer(figures.floor(), figures.enqueued().one());
        };
    }

    private static Limit ofFiles(Floor floor, double one) {
        Double syncs = floor.syncs();
        return syncs != null && one / syncs >= MUCH ? SYNC : PROCESSOR;
    }

    private static Limit ofServer(Floor floor, double one) {
        if (floor.commits() / floor.reads() >= MOSTLY) {
            return NETWORK;
        }
        return one / floor.commits() >= MUCH ? COMMIT : PROCESSOR;
    }

    /** As programs read it: {@code sync}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The sentence that says it, with the figures it is drawn from. */
    public String sentence(Figures figures) {
        return "Enqueueing one job at a time is limited by " + words + cause(figures.floor()) + ", to "
                + number(figures.enqueued().one()) + " a second; " + remedy(figures.enqueued())
                + drained(figures.drained());
    }

    private String cause(Floor floor) {
        return switch (this) {
            case SYNC -> ", which syncs " + number(floor.syncs() == null ? 0 : floor.syncs()) + " times a second";
            case NETWORK ->
                ", over which even a read is done no more than " + number(floor.reads()) + " times a second";
            case COMMIT -> ", of which it makes " + number(floor.commits()) + " a second";
            case PROCESSOR -> "";
        };
    }

    private static String remedy(Enqueued enqueued) {
        return Course.MANY + " threads enqueue " + number(enqueued.many()) + ", " + Course.BULK + " jobs a call "
                + number(enqueued.bulk());
    }

    private static String drained(Drained drained) {
        String busy = Double.isNaN(drained.cores())
                ? ""
                : String.format(Locale.ROOT, " with %.1f of %d cores busy", drained.cores(), Cores.all());
        return "; a worker drains " + number(drained.rate()) + busy + ".";
    }

    private static String number(double rate) {
        return String.format(Locale.ROOT, "%,.0f", rate);
    }
}
