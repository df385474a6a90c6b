package io.queuectl.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One numbered step of a schema.
 *
 * @param version from 1, without gaps
 * @param name for people
 * @param sql statements, run in one transaction together with the note that they ran
 */
public record Migration(int version, String name, String sql) {

    /** Reads {@code V001__name.sql} from beside a class. */
    public static Migration load(Class<?> beside, String folder, String file) {
        try (InputStream in = beside.getResourceAsStream(folder + "/" + file)) {
            if (in == null) {
                throw new IllegalStateException("migration " + file + " is not in the jar of " + beside.getName());
            }
            int end = file.indexOf("__");
            return new Migration(
                    Integer.parseInt(file.substring(1, end)),
                    file.substring(end + 2, file.length() - ".sql".length()),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read migration " + file, e);
        }
    }

    /** SHA-256 of the statements, so that a migration edited after it ran is noticed. */
    public String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(sql.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
