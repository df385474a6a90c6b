package io.queuectl.testkit.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of files named for jobs, each with the job's state in it, as strace would tell of it. */
class PowerLossesTest {

    private static final HexFormat HEX = HexFormat.of().withPrefix("\\x");

    @TempDir
    Path folder;

    private final List<String> trace = new ArrayList<>();
    private Path place;
    private Path before;

    @BeforeEach
    void makeFolders() throws IOException {
        place = Files.createDirectory(folder.resolve("database"));
        before = Files.createDirectory(folder.resolve("before"));
    }

    @Test
    void whatWasSyncedIsThere() throws Exception {
        made("a", "ENQUEUED");
        call("fsync(" + fd("a") + ") = 0");
        told("ENQUEUED a");

        assertThat(replay()).isEqualTo(new PowerLosses.Outcome(2, 0, 0, List.of()));
    }

    @Test
    void whatWasNotSyncedIsLost() throws Exception {
        made("a", "ENQUEUED");
        told("ENQUEUED a");

        assertThat(replay().lost()).isPositive();
        assertThat(replay().faults().get(0)).contains("job a, ENQUEUED, is null");
    }

    @Test
    void bytesMayLastWithoutTheNameTheyGot() throws Exception {
        Files.writeString(before.resolve("a"), "pending");
        made("temporary", "completed");
        call("fdatasync(" + fd("temporary") + ") = 0");
        call("rename(" + name("temporary") + ", " + name("a") + ") = 0");
        told("COMPLETED a");
        assertThat(replay().lost()).isPositive();

        trace.remove(trace.size() - 1);
        call("fsync(3<" + hex(place.toString()) + ">) = 0");
        told("COMPLETED a");
        assertThat(replay().faults()).isEmpty();
    }

    @Test
    void everyWayToWriteIsKnown() throws Exception {
        Files.writeString(before.resolve("a"), "........!");
        call("openat(AT_FDCWD, " + name("a") + ", O_RDWR) = " + fd("a"));
        call("pwrite64(" + fd("a") + ", \"" + hex("co") + "\", 2, 0) = 2");
        call("pwritev(" + fd("a") + ", [{iov_base=\"" + hex("mp") + "\", iov_len=2}, {iov_base=\"" + hex("l")
                + "\", iov_len=1}], 2, 2) = 3");
        trace.add("7 pwrite64(" + fd("a") + ", \"" + hex("eted") + "\" <unfinished ...>");
        call("fallocate(" + fd("a") + ", 0, 4, 8) = 0");
        trace.add("7 <... pwrite64 resumed>, 4, 5) = 4");
        call("ftruncate(" + fd("a") + ", 9) = 0");
        call("fdatasync(" + fd("a") + ") = 0");
        told("COMPLETED a");
        assertThat(replay().faults()).isEmpty();
    }

    @Test
    void whatIsNotUnderstoodIsNotPassedOver() {
        call("openat(AT_FDCWD, " + name("a") + ", O_RDWR|O_CREAT|O_DSYNC, 0600) = " + fd("a"));

        assertThatThrownBy(this::replay).hasMessageContaining("does not know how to openat");
    }

    private void made(String file, String content) {
        call("openat(AT_FDCWD, " + name(file) + ", O_RDWR|O_CREAT|O_EXCL, 0600) = " + fd(file));
        call("write(" + fd(file) + ", \"" + hex(content) + "\", " + content.length() + ") = " + content.length());
    }

    private void told(String line) {
        String text = line + "\n";
        call("write(4<" + hex(folder.resolve("told").toString()) + ">, \"" + hex(text) + "\", " + text.length() + ") = "
                + text.length());
    }

    private void call(String line) {
        trace.add("42 " + line);
    }

    private String fd(String file) {
        return "5<" + hex(place.resolve(file).toString()) + ">";
    }

    private static String name(String file) {
        return "\"" + hex(file) + "\"";
    }

    private static String hex(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private PowerLosses.Outcome replay() throws Exception {
        Path file = Files.write(folder.resolve("trace"), trace);
        return new PowerLosses(new FileOfEachJob(), new Random(1), 1, 1)
                .replay(new PowerLosses.Traced(file, place, before, folder.resolve("told"), name -> true));
    }

    private final class FileOfEachJob implements PowerLosses.Restart {

        @Override
        public Path folder() throws IOException {
            Path image = Files.createDirectory(folder.resolve("image"));
            for (Path file : list(before)) {
                Files.copy(file, image.resolve(file.getFileName()));
            }
            return image;
        }

        @Override
        public Map<String, String> jobs(Path image) throws IOException {
            Map<String, String> states = new HashMap<>();
            for (Path file : list(image)) {
                String state = Files.readString(file);
                if (!state.isEmpty()) {
                    states.put(file.getFileName().toString(), state);
                }
            }
            return states;
        }

        @Override
        public void clear(Path image) throws IOException {
            for (Path file : list(image)) {
                Files.delete(file);
            }
            Files.delete(image);
        }

        private static List<Path> list(Path folder) throws IOException {
            try (var files = Files.list(folder)) {
                return files.toList();
            }
        }
    }
}
