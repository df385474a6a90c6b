package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.contender.Contender;
import io.queuectl.benchmarks.contender.DbScheduler;
import io.queuectl.benchmarks.contender.JobRunrPeer;
import io.queuectl.benchmarks.contender.Peer;
import io.queuectl.benchmarks.contender.QuartzPeer;
import io.queuectl.benchmarks.contender.Queuectl;
import io.queuectl.benchmarks.contender.Raw;
import io.queuectl.benchmarks.contender.Tuning;
import io.queuectl.benchmarks.node.NodePeer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who there is to take part. */
final class Field {

    private static final List<Peer> PEERS = Stream.concat(
                    Stream.of(new DbScheduler(), new JobRunrPeer(), new QuartzPeer()),
                    NodePeer.all(Sheet.root()).stream())
            .toList();

    private static final List<Contender> OWN = List.of(
            new Raw(500, 1, Raw.Indexes.SAME),
            new Queuectl(),
            new Raw(500, 2, Raw.Indexes.SAME),
            new Raw(500, 1, Raw.Indexes.ONE),
            new Raw(100, 1, Raw.Indexes.SAME),
            new Raw(1, 1, Raw.Indexes.SAME));

    private Field() {}

    /**
     * Those that run on that database and are there: what is not wanted is not looked for.
     *
     * @param wanted by name
     */
    static List<Peer> peers(Database database, Predicate<String> wanted) {
        return PEERS.stream()
                .filter(peer -> wanted.test(peer.name()))
                .filter(peer -> !peer.starts(database).isEmpty())
                .filter(Peer::isHere)
                .toList();
    }

    /** In the order in which they run: raw, queuectl, the peers at their defaults and at their best. */
    static List<Contender> on(Database database, Best best, Predicate<String> wanted) {
        List<Contender> field = new ArrayList<>(
                OWN.stream().filter(contender -> wanted.test(contender.name())).toList());
        for (Peer peer : peers(database, wanted)) {
            field.add(peer.standard());
            field.add(best.of(database, peer)
                    .map(tuning -> peer.tuned("best(" + tuning.text() + ")", tuning))
                    .orElseGet(() -> unswept(peer, peer.starts(database))));
        }
        return field.stream().filter(contender -> contender.runsOn(database)).toList();
    }

    private static Contender unswept(Peer peer, List<Tuning> starts) {
        Tuning last = starts.get(starts.size() - 1);
        return peer.tuned("unswept(" + last.text() + ")", last);
    }

    /** @throws IllegalArgumentException if there is none such */
    static Contender named(Database database, String name, String setting) throws IOException {
        return on(database, Best.read(), name::equals).stream()
                .filter(contender -> contender.setting().equals(setting))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no " + name + " of setting " + setting + " on " + database.text()));
    }
}
