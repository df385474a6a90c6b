package io.queuectl.examples.customstore;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The tables, the journal behind them, and the one lock that guards both. Nobody sees a change before it is durable: a reader waits out the
 * commit that is under way.
 */
final class Database {

    /** A journal that is shorter is read in no time, whatever it holds. */
    private static final long LONG = 1 << 20;

    /** So many in one record when a journal is written anew. */
    private static final int ENTRIES = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Tables tables;
    private final Sink sink;

    /** Counts changes that somebody may wait for. Guarded by the lock. */
    private long version;

    Database(Tables tables, Sink sink) {
        this.tables = tables;
        this.sink = sink;
    }

    /** What the journal holds, or an empty one where there is none. */
    static Database open(Path file) {
        Tables tables = new Tables();
        JournalFile journal =
                JournalFile.open(file, record -> EntryCodec.decode(record).forEach(tables::apply));
        if (journal.size() > LONG) {
            shorten(journal, tables);
        }
        return new Database(tables, journal);
    }

    /** Leaves out how things came to be as they are, where that is most of the journal. */
    private static void shorten(JournalFile journal, Tables tables) {
        List<Entry> everything = tables.everything();
        List<byte[]> records = new ArrayList<>();
        for (int from = 0; from < everything.size(); from += ENTRIES) {
            records.add(EntryCodec.encode(everything.subList(from, Math.min(from + ENTRIES, everything.size()))));
        }
        long size = records.stream().mapToLong(record -> record.length).sum();
        if (size < journal.size() / 2) {
            journal.replaceWith(records);
        }
    }

    /** An empty one that is kept nowhere. */
    static Database nowhere(String location) {
        return new Database(new Tables(), Sink.nowhere(location));
    }

    <T> T read(Function<Tables, T> body) {
        lock.lock();
        try {
            return body.apply(tables);
        } finally {
            lock.unlock();
        }
    }

    /** Makes all changes that the body writes, or none: if it throws, or they cannot be made durable. */
    <T> T write(Function<Transaction, T> body) {
        Transaction transaction = new Transaction();
        lock.lock();
        try {
            T answer = body.apply(transaction);
            transaction.commit();
            return answer;
        } catch (RuntimeException | Error failed) {
            transaction.rollback();
            throw failed;
        } finally {
            lock.unlock();
        }
    }

    ReentrantLock lock() {
        return lock;
    }

    Condition changed() {
        return changed;
    }

    long version() {
        return version;
    }

    String location() {
        return sink.location();
    }

    void close() {
        lock.lock();
        try {
            sink.close();
        } finally {
            lock.unlock();
        }
    }

    /** The changes of one commit, made in memory at once and taken back if it fails. */
    final class Transaction {

        private final List<Entry> entries = new ArrayList<>();
        private final Deque<Runnable> undo = new ArrayDeque<>();

        Tables tables() {
            return tables;
        }

        void write(Entry entry) {
            undo.push(tables.apply(entry));
            entries.add(entry);
        }

        void put(JobRow row) {
            write(new Entry.Put(row));
        }

        void rollback() {
            undo.forEach(Runnable::run);
            undo.clear();
            entries.clear();
        }

        private void commit() {
            if (entries.isEmpty()) {
                return;
            }
            sink.append(EntryCodec.encode(entries));
            if (entries.stream().anyMatch(Database::isNews)) {
                version++;
                changed.signalAll();
            }
        }
    }

    /** Whether somebody may wait for it: work, or a wish of a person. */
    private static boolean isNews(Entry entry) {
        return entry instanceof Entry.Setting
                || entry instanceof Entry.QueuePut
                || entry instanceof Entry.NodeGone
                || (entry instanceof Entry.NodePut put && put.row().stop() != null)
                || (entry instanceof Entry.Put put
                        && (put.row().state().isClaimable()
                                || put.row().course().cancelRequested()));
    }
}
