package io.queuectl.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every parser was ever given by a fuzzer or a person, and what comes of changing that at random: {@code mvn -Pfuzz} looks for more. An input that broke one is a file in
 * {@code corpus/NAME/}.
 */
class ParsersTest {

    private static final long SEED = Long.getLong("queuectl.seed", 20261123);
    private static final int CHANGES = Integer.getInteger("queuectl.fuzz", 3_000);
    private static final int LONGEST = 4_000;

    /** Bytes that mean something to one parser or another. */
    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "\\",
        "\\u0000",
        "\\ud800",
        "null",
        "true",
        "1e999",
        "-0",
        "9223372036854775808",
        "*",
        "*/0",
        "L",
        "W",
        "#",
        "?",
        "@daily",
        "-",
        "/",
        "T",
        "Z",
        "[Europe/Berlin]",
        "+99:99",
        "P",
        "jdbc:h2:",
        "jdbc:postgresql:",
        "postgres://",
        "@",
        ";",
        "=",
        "%",
        "%00",
        "&",
        "..",
        "\u0000",
        "\u001b[31m",
        "\u202e",
        "\ufeff",
        "\n",
        "\r",
        "\t",
        " ",
        "٣",
        "İ",
        "ms",
        "d",
        "99999999999999999999"
    };

    static Stream<String> parsers() {
        return Parsers.ALL.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void whatComesInIsTakenOrRefused(String parser) throws IOException, URISyntaxException {
        Consumer<byte[]> reads = parser(parser);
        List<byte[]> corpus = corpus(parser);
        int taken = 0;
        for (byte[] input : corpus) {
            taken += Parsers.read(reads, input) ? 1 : 0;
        }
        assertThat(taken).as("inputs of %s that are right", parser).isPositive();
        SplittableRandom random = new SplittableRandom(SEED + parser.hashCode());
        for (int i = 0; i < CHANGES; i++) {
            byte[] input = changed(corpus.get(random.nextInt(corpus.size())), random);
            try {
                Parsers.read(reads, input);
            } catch (RuntimeException | Error broken) {
                throw new AssertionError(
                        parser + " breaks on \"" + new String(input, StandardCharsets.UTF_8) + "\" (seed " + SEED
                                + ", change " + i + ")",
                        broken);
            }
        }
    }

    @Test
    @Timeout(20)
    void noTextTakesLongerThanItsLength() {
        for (String piece :
                List.of("{", "[", "*,", "1h", "a=b\n", "\\", "\"", "jdbc:h2:", "((((", "-", "@", "%25", "1-", "*/1,")) {
            byte[] input = piece.repeat(100_000 / piece.length()).getBytes(StandardCharsets.UTF_8);
            for (String parser : Parsers.ALL.keySet()) {
                long start = System.nanoTime();
                Parsers.read(parser(parser), input);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("%s on 100 kB of %s", parser, piece)
                        .isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    private static Consumer<byte[]> parser(String name) {
        Consumer<byte[]> parser = Parsers.ALL.get(name);
        assertThat(parser).isNotNull();
        return parser;
    }

    private static byte[] changed(byte[] input, SplittableRandom random) {
        byte[] changed = input;
        for (int i = random.nextInt(4); i >= 0; i--) {
            changed = change(changed, random);
        }
        return changed.length > LONGEST ? java.util.Arrays.copyOf(changed, LONGEST) : changed;
    }

    private static byte[] change(byte[] input, SplittableRandom random) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + random.nextInt(6));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, from);
        switch (random.nextInt(4)) {
            case 0 -> out.write(random.nextInt(256));
            case 1 -> out.writeBytes(TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8));
            case 2 -> out.writeBytes(input);
            default -> {}
        }
        out.write(input, to, input.length - to);
        return out.toByteArray();
    }

    private static List<byte[]> corpus(String parser) throws IOException, URISyntaxException {
        URL folder = ParsersTest.class.getResource("/corpus/" + parser);
        assertThat(folder).as("corpus of %s", parser).isNotNull();
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        return inputs;
    }
}
