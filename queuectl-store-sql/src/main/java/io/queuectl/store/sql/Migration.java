package io.queuectl.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One numbered step of a schema.
 *
 * @param version from 1, without gaps
 * @param name for people
 * @param sql statements, run in one transaction together with the note that they ran
 */
public record Migration(int version, String name, String sql) {

    /** Every step in a folder beside a class, as its file {@code steps} lists them, by names like {@code V001__name.sql}. */
    public static List<Migration> all(Class<?> beside, String folder) {
        return text(beside, folder + "/steps")
                .lines()
                .map(file -> of(file, text(beside, folder + "/" + file)))
                .toList();
    }

    private static Migration of(String file, String sql) {
        int end = file.indexOf("__");
        return new Migration(
                Integer.parseInt(file.substring(1, end)),
                file.substring(end + 2, file.length() - ".sql".length()),
                sql);
    }

    private static String text(Class<?> beside, String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the jar of " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
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
