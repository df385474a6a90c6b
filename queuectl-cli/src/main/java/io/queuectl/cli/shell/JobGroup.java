package io.queuectl.cli.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * All that belongs to one job's process: the session it leads, with every process group in it, and its descendants as far as
 * the chain of parents reaches.
 *
 * <p>The session holds grandchildren whose parents are gone. The chain of parents holds a child that took a session of its
 * own while its parent waits for it ({@code setsid -w}), and stands in for the session where there is no {@code setsid} or no
 * {@code /proc}. What took a session of its own <em>and</em> let go of its parents has asked to outlive the job, as a daemon
 * does, and is left alone: hunting it by the job's token in its environment would also kill the worker that a job starts.
 *
 * <p>Not thread-safe.
 */
final class JobGroup {

    private static final long LOOK_NANOS = 10_000_000;

    /** How long to wait for the kernel to take away what was killed: a process in an uninterruptible wait may take longer. */
    private static final Duration KILL_WAIT = Duration.ofSeconds(5);

    private final long leader;

    /** Processes seen to belong, by pid, with their start time: a later look finds them though their parents are gone. */
    private final Map<Long, Long> known = new HashMap<>();

    private boolean hurried;

    /** The group of a process that leads a session, or at least its descendants. */
    JobGroup(ProcStat leader) {
        this(leader.pid(), leader.started());
    }

    /** The group of the process that had that pid and start time, whether or not it still lives. */
    JobGroup(long pid, long started) {
        leader = pid;
        known.put(pid, started);
    }

    /** Those of the group that live. */
    List<ProcStat> living() {
        Map<Long, ProcStat> processes = new HashMap<>();
        for (ProcStat process : ProcStat.all()) {
            if (!process.dead()) {
                processes.put(process.pid(), process);
            }
        }
        known.entrySet().removeIf(entry -> !isSame(processes.get(entry.getKey()), entry.getValue()));
        List<ProcStat> members = new ArrayList<>();
        for (ProcStat process : processes.values()) {
            if (process.session() == leader || descends(process, processes)) {
                members.add(process);
            }
        }
        members.forEach(member -> known.put(member.pid(), member.started()));
        return members;
    }

    /**
     * Ends the group: TERM, then KILL for what is left after {@code grace}. Returns when none lives. An interrupt ends the
     * grace at once; it is swallowed here and told by the result.
     *
     * @param meanwhile called every few milliseconds, to go on reading what the dying write
     * @return whether the thread was interrupted meanwhile
     */
    boolean end(Duration grace, Runnable meanwhile) {
        List<ProcStat> members = living();
        if (!members.isEmpty()) {
            signal(members, false);
            members = await(grace, meanwhile);
        }
        long giveUp = System.nanoTime() + KILL_WAIT.toNanos();
        while (!members.isEmpty() && System.nanoTime() < giveUp) {
            signal(members, true);
            meanwhile.run();
            pause();
            members = living();
        }
        return hurried;
    }

    private List<ProcStat> await(Duration grace, Runnable meanwhile) {
        long deadline = System.nanoTime() + grace.toNanos();
        List<ProcStat> members = living();
        while (!members.isEmpty() && !hurried && System.nanoTime() < deadline) {
            meanwhile.run();
            pause();
            members = living();
        }
        return members;
    }

    private void pause() {
        LockSupport.parkNanos(LOOK_NANOS);
        if (Thread.interrupted()) {
            hurried = true;
        }
    }

    private void signal(List<ProcStat> members, boolean kill) {
        Set<Long> targets = new HashSet<>();
        for (ProcStat member : members) {
            // A group outside the session may hold strangers: there, one by one.
            targets.add(member.session() == leader ? -member.group() : member.pid());
        }
        try {
            if (kill) {
                Signals.kill(List.copyOf(targets));
            } else {
                Signals.term(List.copyOf(targets));
            }
        } catch (InterruptedException e) {
            hurried = true;
        }
    }

    private boolean descends(ProcStat process, Map<Long, ProcStat> processes) {
        ProcStat ancestor = process;
        for (int depth = 0; ancestor != null && depth < 1_000; depth++) {
            if (known.containsKey(ancestor.pid())) {
                return true;
            }
            ancestor = processes.get(ancestor.parent());
        }
        return false;
    }

    private static boolean isSame(@Nullable ProcStat process, long started) {
        return process != null && process.started() == started;
    }
}
