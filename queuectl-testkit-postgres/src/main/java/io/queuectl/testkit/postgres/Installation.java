package io.queuectl.testkit.postgres;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of a PostgreSQL server.
 *
 * @param name for people
 * @param programs the folder with {@code initdb} and {@code postgres}
 */
record Installation(String name, Path programs) {

    /** What a server needs to run; the rest of the archive serves those who compile or use other languages within it. */
    private static final Pattern NEEDED = Pattern.compile(
            "(bin|share)/.*|lib/lib.*\\.so.*|lib/postgresql/(plpgsql|dict_snowball|libpqwalreceiver|pgstattuple)\\.so");

    /** The one that Maven brought, unpacked there; empty on a machine of another kind. */
    static Optional<Installation> embedded(ServerRoom room) {
        try (InputStream archive = Installation.class.getResourceAsStream(archive())) {
            if (archive == null) {
                return Optional.empty();
            }
            Path folder = room.place("embedded");
            unpack(archive, folder);
            return Optional.of(new Installation("embedded", folder.resolve("bin")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + archive(), e);
        }
    }

    /** The one on the PATH. */
    static Optional<Installation> local() {
        String path = System.getenv().getOrDefault("PATH", "");
        return List.of(path.split(File.pathSeparator)).stream()
                .map(folder -> Path.of(folder, "initdb"))
                .filter(Files::isExecutable)
                .map(Installation::home)
                .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
                .map(folder -> new Installation("local", folder))
                .findFirst();
    }

    /** A system may put links to the programs on its PATH; what belongs to them lies beside the programs. */
    private static Path home(Path program) {
        try {
            return program.toRealPath().resolveSibling("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(" ", "");
        String processor =
                System.getProperty("os.arch").toLowerCase(Locale.ROOT).replace("amd64", "x86_64");
        return "/postgres-" + system + "-" + processor + ".txz";
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (TarArchiveInputStream files =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                if (NEEDED.matcher(entry.getName()).matches()) {
                    unpack(entry, files, folder.resolve(entry.getName()));
                }
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file);
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString((entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
    }
}
