package io.queuectl.cli.input;

import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Surroundings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Where the jobs of one {@code enqueue} come from: {@code --file}, {@code --command}, {@code --stdin} or {@code -}, the words
 * given, what follows {@code --}, or else whatever is piped in. Two of them at once are refused, since one would be lost.
 */
public final class JobSource {

    private static final int GLANCE = 4_096;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "Text for the shell, or jobs in JSON; - is --stdin.")
    List<String> words = List.of();

    @Option(
            names = {"-c", "--command", "--cmd"},
            paramLabel = "COMMAND",
            description = "Text for the shell.")
    @Nullable
    String command;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "JSON: an object, an array, or objects line by line; - is standard input.")
    @Nullable
    String file;

    @Option(names = "--stdin", description = "One command, or one JSON object, a line from standard input.")
    boolean stdin;

    @Option(names = "--json", description = "Take the text as JSON.")
    boolean json;

    @Option(names = "--shell", description = "Take the text as a command, even if it looks like JSON.")
    boolean shell;

    private @Nullable List<String> tail;

    /** What followed {@code --}. */
    public void tail(List<String> afterDashes) {
        tail = afterDashes;
    }

    /** The first word, which then is no part of the job any more; {@code null} if there is none. */
    public @Nullable String takeFirstWord() {
        if (words.isEmpty()) {
            return null;
        }
        String first = words.get(0);
        words = List.copyOf(words.subList(1, words.size()));
        return first;
    }

    /** Whether the jobs come from a file or stream, so that there may be any number of them. */
    public boolean isBulk() {
        return file != null || usesStdin() || sources().isEmpty();
    }

    /** The jobs. Throws {@link Refusal} if there is no source or more than one. */
    public JobDrafts drafts(Surroundings outside) throws IOException {
        if (json && shell) {
            throw Refusal.usage("--json and --shell contradict each other", "give one of the two, or neither");
        }
        List<String> sources = sources();
        if (sources.size() > 1) {
            throw Refusal.usage("the job comes from two places: " + String.join(" and ", sources), "give one of them");
        }
        if (file != null) {
            return ofFile(file, outside);
        }
        if (usesStdin()) {
            return ofStream(outside.in(), "standard input is empty: no command to enqueue");
        }
        if (!sources.isEmpty()) {
            return ofText(text());
        }
        if (outside.terminals().in()) {
            throw Refusal.usage("missing command", "give one: queuectl enqueue \"echo hello\"");
        }
        return ofStream(outside.in(), "missing command: none is given, and standard input is empty");
    }

    private boolean usesStdin() {
        return stdin || (words.size() == 1 && words.get(0).equals("-"));
    }

    private List<String> sources() {
        List<String> given = new ArrayList<>();
        if (file != null) {
            given.add("--file");
        }
        if (command != null) {
            given.add("--command");
        }
        if (usesStdin()) {
            given.add("standard input");
        }
        if (!words.isEmpty() && !words.equals(List.of("-"))) {
            given.add("the argument " + Printable.quoted(words.get(0)));
        }
        if (tail != null) {
            given.add("what follows --");
        }
        return given;
    }

    private String text() {
        if (command != null) {
            return command;
        }
        List<String> given = tail != null ? tail : words;
        if (given.isEmpty()) {
            throw Refusal.usage("missing command after --", "give one: queuectl enqueue -- echo hello");
        }
        if (given.size() > 1 && tail == null && JsonOrShell.startsLikeJson(given.get(0)) && !shell) {
            throw Refusal.usage(
                    "unexpected argument " + Printable.quoted(given.get(1)) + " after the JSON",
                    "quote the JSON as one argument: '{\"command\":\"echo hi\"}'");
        }
        return ShellWords.join(given);
    }

    private JobDrafts ofText(String text) {
        if (text.indexOf('\ufffd') >= 0) {
            throw Refusal.usage(
                    "the command " + Printable.quoted(text) + " is not valid UTF-8",
                    "arguments are read as UTF-8; odd bytes can come from --file as JSON escapes");
        }
        boolean isCommand = command != null || tail != null;
        Iterator<JobDraft> drafts = read(text, shell || (isCommand && !json)).iterator();
        return () -> drafts.hasNext() ? drafts.next() : null;
    }

    private List<JobDraft> read(String text, boolean asCommand) {
        boolean isJson = json || (!asCommand && JsonOrShell.startsLikeJson(text));
        return isJson ? JsonOrShell.readJson(text) : List.of(JobDraft.of(text));
    }

    private JobDrafts ofFile(String name, Surroundings outside) throws IOException {
        if (name.equals("-")) {
            return ofJson(outside.in(), "standard input is empty: no job to enqueue");
        }
        return ofJson(open(name, outside), "file " + Printable.quoted(name) + " is empty: no job to enqueue");
    }

    private static InputStream open(String name, Surroundings outside) {
        String shown = "file " + Printable.quoted(name);
        String hint = "look at the name after --file";
        try {
            Path path = outside.directory().resolve(name);
            if (Files.isDirectory(path)) {
                throw Refusal.usage(shown + " is a directory", hint);
            }
            return Files.newInputStream(path);
        } catch (InvalidPathException | NoSuchFileException missing) {
            throw new Refusal(ExitCode.USAGE, shown + " does not exist", hint, missing);
        } catch (AccessDeniedException denied) {
            throw new Refusal(ExitCode.USAGE, shown + " may not be read", "look at its owner and permissions", denied);
        } catch (IOException failed) {
            throw new Refusal(ExitCode.USAGE, shown + " cannot be read: " + failed.getMessage(), hint, failed);
        }
    }

    private JobDrafts ofStream(InputStream raw, String ifEmpty) throws IOException {
        BufferedInputStream stream = new BufferedInputStream(raw, 1 << 16);
        boolean isJson = json || (!shell && JsonOrShell.startsLikeJson(glance(stream)));
        return isJson ? ofJson(stream, ifEmpty) : notEmpty(new CommandLines(stream, shell), ifEmpty);
    }

    private JobDrafts ofJson(InputStream raw, String ifEmpty) throws IOException {
        BufferedInputStream stream = new BufferedInputStream(raw, 1 << 16);
        if (glance(stream).isBlank()) {
            throw Refusal.usage(ifEmpty, "a job looks like {\"command\":\"echo hi\"}");
        }
        return notEmpty(JobJson.of(stream), ifEmpty);
    }

    /** The first characters after any blank ones; what was looked at is read again. A byte order mark is dropped for good. */
    private static String glance(BufferedInputStream stream) throws IOException {
        stream.mark(3);
        byte[] mark = stream.readNBytes(3);
        if (mark.length < 3 || mark[0] != (byte) 0xef || mark[1] != (byte) 0xbb || mark[2] != (byte) 0xbf) {
            stream.reset();
        }
        stream.mark(GLANCE);
        String start = new String(stream.readNBytes(GLANCE), StandardCharsets.UTF_8);
        stream.reset();
        return start;
    }

    private static JobDrafts notEmpty(JobDrafts drafts, String ifEmpty) throws IOException {
        JobDraft first = drafts.next();
        if (first == null) {
            throw Refusal.usage(ifEmpty, "give one command a line, or JSON objects");
        }
        return new JobDrafts() {
            private @Nullable JobDraft head = first;

            @Override
            public @Nullable JobDraft next() throws IOException {
                JobDraft next = head;
                head = null;
                return next != null ? next : drafts.next();
            }
        };
    }
}
