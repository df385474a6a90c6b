package io.queuectl.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a server runs as: PostgreSQL refuses to be root.
 *
 * @param name for people
 * @param prefix what stands before a command
 * @param user who must own the data, or {@code null} for whoever runs the tests
 */
record Account(String name, List<String> prefix, @Nullable String user) {

    private static final List<String> UNPRIVILEGED = List.of("postgres", "nobody");

    Account {
        prefix = List.copyOf(prefix);
    }

    /** Those that work here, the most harmless first. */
    static List<Account> usable(Path folder) {
        if (!"0".equals(Program.run(folder, List.of("id", "-u")))) {
            return List.of(new Account("oneself", List.of(), null));
        }
        List<Account> candidates = new ArrayList<>();
        candidates.add(new Account("unshare", List.of("unshare", "-U"), null));
        UNPRIVILEGED.stream()
                .filter(user -> principal(user) != null)
                .findFirst()
                .ifPresent(user -> candidates.addAll(switchingTo(user, folder)));
        return candidates.stream().filter(account -> account.works(folder)).toList();
    }

    private static List<Account> switchingTo(String user, Path folder) {
        String group = Program.run(folder, List.of("id", "-g", user));
        return List.of(
                new Account(
                        "setpriv " + user,
                        List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups"),
                        user),
                new Account("runuser " + user, List.of("runuser", "-u", user, "--"), user),
                new Account(
                        "su " + user, List.of("su", "-s", "/bin/sh", user, "-c", "exec \"$0\" \"$@\"", "--"), user));
    }

    private boolean works(Path folder) {
        try {
            return !"0".equals(Program.run(folder, command("id", "-u")));
        } catch (IllegalStateException | UncheckedIOException refused) {
            // The program is missing, or a container forbids what it does: the next account may do.
            return false;
        }
    }

    List<String> command(String... words) {
        return Stream.concat(prefix.stream(), Stream.of(words)).toList();
    }

    /** Gives it a file or a whole tree. */
    void own(Path tree) {
        UserPrincipal owner = user == null ? null : principal(user);
        if (owner == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setOwner(file, owner);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable UserPrincipal principal(String user) {
        try {
            UserPrincipalLookupService users = Path.of("/").getFileSystem().getUserPrincipalLookupService();
            return users.lookupPrincipalByName(user);
        } catch (UserPrincipalNotFoundException absent) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
