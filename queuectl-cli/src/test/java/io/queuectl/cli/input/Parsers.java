package io.queuectl.cli.input;

import io.queuectl.api.JobId;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.api.Tags;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.cli.copy.RecordReader;
import io.queuectl.cli.frame.Durations;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.shell.ShellJob;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.spi.StoreProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Everything that reads what people and files say. Each either answers or refuses, by a {@link Refusal} or an {@link IllegalArgumentException}: whatever else it throws is a defect.
 * The target of the fuzzer: the first byte says which, the others are what it reads.
 */
public final class Parsers {

    private static final List<StoreProvider> PROVIDERS = ServiceLoader.load(StoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    /** By the name of their folder of inputs. The order is that of the fuzzer's first byte: new ones go to the end. */
    static final Map<String, Consumer<byte[]>> ALL = all();

    private Parsers() {}

    private static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> all = new LinkedHashMap<>();
        all.put("duration", text(text -> Durations.parse("--x", text)));
        all.put("instant", text(text -> JobValues.runAt("--x", text)));
        all.put("number", text(text -> Numbers.whole("--x", text, -5, 5)));
        all.put("decimal", text(text -> Numbers.decimal("--x", text, 0, 1_000_000)));
        all.put("cron", text(Parsers::cron));
        all.put("job-json", text(text -> {
            JobJson drafts = JobJson.of(text);
            drain(drafts);
        }));
        all.put("job-json-stream", bytes -> drain(JobJson.of(new ByteArrayInputStream(bytes))));
        all.put("import-line", text(text -> new RecordReader().read(text)));
        all.put(
                "shell-payload",
                bytes -> ShellJob.of(Payload.of(bytes.length > Payload.MAX_BYTES ? new byte[0] : bytes)));
        all.put("setting", text(Parsers::setting));
        all.put("location", text(Parsers::location));
        all.put("rate", text(QueueRate::parse));
        all.put("backoff", text(Backoff::parse));
        all.put("tags", text(Tags::ofText));
        all.put("job-id", text(JobId::of));
        all.put("queue-name", text(QueueName::of));
        all.put("env", text(ShellJob::assignment));
        all.put("printable", text(Parsers::printable));
        all.put("spec", text(ScheduleSpec::parse));
        all.put("json-or-shell", text(text -> {
            if (JsonOrShell.startsLikeJson(text)) {
                JsonOrShell.readJson(text);
            }
        }));
        return all;
    }

    /** The entrance of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 0) {
            List<Consumer<byte[]>> parsers = List.copyOf(ALL.values());
            byte[] rest = new byte[input.length - 1];
            System.arraycopy(input, 1, rest, 0, rest.length);
            read(parsers.get((input[0] & 0xff) % parsers.size()), rest);
        }
    }

    /** Answers whether it was taken. */
    static boolean read(Consumer<byte[]> parser, byte[] input) {
        try {
            parser.accept(input);
            return true;
        } catch (Refusal refused) {
            requireOneLine(refused.getMessage() + refused.hint());
            return false;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static Consumer<byte[]> text(Consumer<String> parser) {
        return bytes -> parser.accept(new String(bytes, StandardCharsets.UTF_8));
    }

    /** What is taken is read back as the same. */
    private static void cron(String text) {
        ScheduleSpec spec = ScheduleSpec.cron(text, ZoneId.of("Europe/Berlin"));
        if (!ScheduleSpec.parse(spec.text()).equals(spec)) {
            throw new AssertionError(text + " is not read back from " + spec.text());
        }
    }

    private static void drain(JobDrafts drafts) {
        try {
            int read = 0;
            while (drafts.next() != null) {
                read++;
                if (read > 1_000_000) {
                    throw new AssertionError("it never ends");
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void setting(String text) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? text : text.substring(0, equals);
        Setting.ofKey(key).read(equals < 0 ? "" : text.substring(equals + 1));
    }

    private static void location(String text) {
        for (StoreProvider provider : PROVIDERS) {
            provider.accepts(text);
        }
    }

    private static void printable(String text) {
        requireOneLine(Printable.line(text));
        requireOneLine(Printable.quoted(text));
    }

    private static void requireOneLine(String shown) {
        String line = Printable.line(shown);
        if (line.codePoints().anyMatch(Printable::steers)) {
            throw new AssertionError("steers a terminal: " + line);
        }
    }

    /** Writes the corpus as the fuzzer wants it: from the first folder into the second. */
    public static void main(String[] folders) throws IOException {
        Path into = Files.createDirectories(Path.of(folders[1]));
        List<String> names = List.copyOf(ALL.keySet());
        for (int i = 0; i < names.size(); i++) {
            try (Stream<Path> inputs = Files.list(Path.of(folders[0], names.get(i)))) {
                for (Path input : inputs.toList()) {
                    ByteArrayOutputStream seed = new ByteArrayOutputStream();
                    seed.write(i);
                    seed.writeBytes(Files.readAllBytes(input));
                    Files.write(into.resolve(names.get(i) + "-" + input.getFileName()), seed.toByteArray());
                }
            }
        }
    }
}
