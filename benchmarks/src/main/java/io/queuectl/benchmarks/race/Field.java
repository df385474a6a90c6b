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

    /** Those that are installed. */
    static List<Peer> peers() {
        return PEERS.stream().filter(Peer::isHere).toList();
    }

    /** In the order in which they run: raw, queuectl, the peers at their defaults and at their best. */
    static List<Contender> on(Database database, Best best) {
        List<Contender> field = new ArrayList<>(OWN);
        for (Peer peer : peers()) {
            List<Tuning> starts = peer.starts(database);
            if (!starts.isEmpty()) {
                field.add(peer.standard());
                field.add(best.of(database, peer)
                        .map(tuning -> peer.tuned("best(" + tuning.text() + ")", tuning))
                        .orElseGet(() -> unswept(peer, starts)));
            }
        }
        return field.stream().filter(contender -> contender.runsOn(database)).toList();
    }

    private static Contender unswept(Peer peer, List<Tuning> starts) {
        Tuning last = starts.get(starts.size() - 1);
        return peer.tuned("unswept(" + last.text() + ")", last);
    }

    /** @throws IllegalArgumentException if there is none such */
    static Contender named(Database database, String name, String setting) throws IOException {
        return on(database, Best.read()).stream()
                .filter(contender ->
                        contender.name().equals(name) && contender.setting().equals(setting))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no " + name + " of setting " + setting + " on " + database.text()));
    }
}
