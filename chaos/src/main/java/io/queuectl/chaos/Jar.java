package io.queuectl.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The built command line, and how a JVM is started with it. */
final class Jar {

    private static final String JAR = System.getProperty("queuectl.jar", "queuectl.jar");

    /** As the launcher starts it: short-lived processes gain nothing from the optimising compiler. */
    private static final List<String> JVM = List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private Jar() {}

    /** The words before those of a command. */
    static List<String> words() {
        return Own.WORDS;
    }

    /** A JVM with the classes of this one. */
    static List<String> ownClasses(List<String> options, Class<?> main) {
        List<String> words = new ArrayList<>(JVM);
        words.addAll(options);
        words.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return words;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Made when first used. */
    private static final class Own {

        private static final List<String> WORDS = make();

        /** Thousands are started, so they share an archive of the classes they would each parse anew. */
        private static List<String> make() {
            try {
                Path folder = Files.createDirectories(Path.of(System.getProperty("chaos.folder", "target/chaos")));
                Path scratch = Files.createTempDirectory(folder, "classes-");
                Path archive = scratch.resolve("queuectl.jsa");
                List<String> words = new ArrayList<>(JVM);
                words.addAll(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + archive, "-jar", JAR));
                words.addAll(List.of("worker", "start", "--until-empty", "--db"));
                words.add(scratch.resolve("queue.db").toString());
                Path said = scratch.resolve("said");
                int code = new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start()
                        .waitFor();
                if (code != 0) {
                    throw new IllegalStateException(words + " ended with " + code + ": " + Files.readString(said));
                }
                List<String> shared = new ArrayList<>(JVM);
                shared.addAll(List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + archive, "-jar", JAR));
                return List.copyOf(shared);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }
    }
}
