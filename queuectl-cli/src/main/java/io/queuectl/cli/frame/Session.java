package io.queuectl.cli.frame;

import io.queuectl.core.spi.Backups;
import io.queuectl.core.spi.Chronicle;
import io.queuectl.core.spi.Examination;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.SchemaStep;
import io.queuectl.core.spi.ScratchDatabase;
import io.queuectl.core.spi.StoreProvider;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of one command: what it was told globally, where it reads and writes, and its database, opened at first use. One thread. */
public final class Session implements AutoCloseable {

    /** Long enough for a writer in the way, short enough for a person. */
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

    private final Surroundings surroundings;
    private final @Nullable OutputFormat output;
    private final ColorChoice color;
    private final Duration busyTimeout;
    private final DatabaseLocation location;
    private @Nullable JobStore store;

    /** @throws Refusal if a global option is wrong */
    public Session(GlobalOptions options, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.output =
                options.output == null ? null : Choices.parse("output format", options.output, OutputFormat.class);
        this.color = Choices.parse("colour choice", options.color, ColorChoice.class);
        this.busyTimeout = busyTimeout(options.busyTimeout, surroundings);
        this.location = DatabaseLocation.find(options.database, surroundings);
    }

    private Session(Session like, DatabaseLocation location) {
        this.surroundings = like.surroundings;
        this.output = like.output;
        this.color = like.color;
        this.busyTimeout = like.busyTimeout;
        this.location = location;
    }

    /** The same on another database, at that path or URL, which the option of that name gave. To be closed by itself. */
    public Session on(String option, String database) {
        return new Session(this, DatabaseLocation.named(option, database, surroundings));
    }

    /** The same with a store of its own. To be closed by itself. */
    public Session again() {
        return new Session(this, location);
    }

    private static Duration busyTimeout(@Nullable String option, Surroundings outside) {
        if (option != null) {
            return Durations.parse("--busy-timeout", option);
        }
        String variable = outside.variable("QUEUECTL_BUSY_TIMEOUT");
        return variable == null ? BUSY_TIMEOUT : Durations.parse("QUEUECTL_BUSY_TIMEOUT", variable);
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    /** Where data goes. */
    public PrintStream out() {
        return surroundings.out();
    }

    /** Tells the person something that is not data. */
    public void say(String line) {
        surroundings.err().println(Printable.line(line));
    }

    /** The format asked for, or {@link OutputFormat#TABLE}. */
    public OutputFormat output() {
        return output == null ? OutputFormat.TABLE : output;
    }

    /** Whether to colour what goes to standard output. */
    public boolean colour() {
        return surroundings.terminals().colour(color, surroundings.variables().get("NO_COLOR"));
    }

    /** An absolute path, or a URL without its secrets: for people. */
    public String location() {
        return location.shown();
    }

    /** An absolute path or a URL, with its secrets: for programs, by ways that no other user can see. */
    public String secretLocation() {
        return location.text();
    }

    /** Whether both were given the same. Different words may still mean one database. */
    public boolean isLocatedAs(Session other) {
        return location.text().equals(other.location.text());
    }

    /** How long to wait for a locked database. */
    public Duration busyTimeout() {
        return busyTimeout;
    }

    /** Whether there is a database to read. */
    public boolean hasDatabase() {
        return on(provider -> provider.exists(location.text()));
    }

    /** Every step of the schema of such a database. */
    public List<SchemaStep> schemaSteps() {
        return on(provider -> provider.schemaSteps(location.text()));
    }

    /** Of the schema in place; 0 where there is none. */
    public int schemaVersion() {
        return on(provider -> provider.schemaVersion(location.text(), busyTimeout));
    }

    /** The database to read. Where there is none, an empty one and a hint; nothing is created. */
    public JobStore storeToRead() {
        boolean there = hasDatabase();
        JobStore opened = opened(OpenMode.READ);
        if (!there) {
            say("hint: there is no queue in " + location.shown() + " yet: queuectl enqueue \"echo hello\" starts one");
        }
        return opened;
    }

    /** The database to change, created and brought up to date if need be. */
    public JobStore storeToWrite() {
        location.prepare();
        return opened(OpenMode.WRITE);
    }

    /** Makes the folder of the database, where that is ours to make. */
    public void prepareFolder() {
        location.prepare();
    }

    /** An empty database to be measured in the place of this one, be there one or not. The caller closes it. */
    public ScratchDatabase scratch() {
        location.prepare();
        try {
            return on(provider -> provider.scratch(location.text(), busyTimeout));
        } catch (UnsupportedOperationException none) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "there is no place to measure beside " + location.shown() + ": " + none.getMessage(),
                    "name a file or a PostgreSQL database with --db",
                    none);
        }
    }

    /** Backups of the database. */
    public Backups backups() {
        try {
            return on(provider -> provider.backups(location.text(), busyTimeout));
        } catch (UnsupportedOperationException others) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "queuectl makes no backups of " + location.shown() + ": " + others.getMessage(),
                    "queuectl export, or queuectl copy into a file, take the jobs alone",
                    others);
        }
    }

    /** A look at the database beside its store. The caller closes it. */
    public Examination examine(OpenMode mode) {
        return on(provider -> provider.examine(location.text(), mode, busyTimeout));
    }

    /** What happened in the database. The caller closes it. */
    public Chronicle chronicle() {
        return on(provider -> provider.chronicle(location.text(), busyTimeout));
    }

    private JobStore opened(OpenMode mode) {
        if (store != null) {
            throw new IllegalStateException("a command opens its database once");
        }
        JobStore opened = on(provider -> provider.open(location.text(), mode, busyTimeout));
        store = opened;
        return opened;
    }

    /** A location that its store cannot take is bad input. */
    private <T> T on(Function<StoreProvider, T> question) {
        StoreProvider provider = Stores.serving(location.text());
        try {
            return question.apply(provider);
        } catch (IllegalArgumentException refused) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "the database " + Printable.quoted(location.shown()) + " cannot be opened: " + refused.getMessage(),
                    "its form is " + provider.locationForm(),
                    refused);
        }
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
