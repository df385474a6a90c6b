package io.queuectl.store.postgres;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is and how to get in, as one text says it: {@code jdbc:postgresql://host:port/database?…} or
 * {@code postgres://user:password@host:port/database?…}. Two parameters are queuectl's own: {@code schema}, and {@code sessions=pooled} behind a
 * transaction pooler. Of the driver's, only those are let through that neither load classes nor read or write files other than
 * certificates.
 */
final class PostgresUrl {

    private static final Pattern SHORT =
            Pattern.compile("(?i)postgres(?:ql)?://(?:([^@/?]*)@)?([^/?]*)(?:/([^?]*))?(?:\\?(.*))?");

    private static final String LONG = "jdbc:postgresql:";

    private static final Set<String> ALLOWED = Set.of(
            "ssl",
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "sslpassword",
            "sslNegotiation",
            "channelBinding",
            "gssEncMode",
            "connectTimeout",
            "loginTimeout",
            "socketTimeout",
            "cancelSignalTimeout",
            "tcpKeepAlive",
            "tcpNoDelay",
            "ApplicationName",
            "targetServerType",
            "hostRecheckSeconds",
            "loadBalanceHosts",
            "prepareThreshold",
            "preparedStatementCacheQueries",
            "preparedStatementCacheSizeMiB",
            "binaryTransfer");

    private static final Set<String> OWN = Set.of("user", "password", "schema", "sessions");

    /** What a worker needs that must notice when a network swallows what it sends. In seconds, but for the last. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "connectTimeout", "5",
            "loginTimeout", "5",
            "socketTimeout", "60",
            "cancelSignalTimeout", "5",
            "tcpKeepAlive", "true",
            "ApplicationName", "queuectl");

    /** The driver logs a URL that it does not understand, and with it the password; it answers that as well. Kept here, for loggers that nobody holds are forgotten. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("org.postgresql.Driver"), Logger.getLogger("org.postgresql.util.PGPropertyUtil"));

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private final Map<String, String> driver = new TreeMap<>();
    private final PostgresOptions options;
    private final String place;
    private final @Nullable String user;
    private final @Nullable String password;

    private PostgresUrl(Map<String, String> said, @Nullable String user, @Nullable String password) {
        Map<String, String> rest = new TreeMap<>(said);
        String hosts = taken(rest, "PGHOST", "localhost");
        String ports = taken(rest, "PGPORT", "5432");
        String statedUser = rest.remove("user");
        String statedPassword = rest.remove("password");
        this.user = user != null ? user : statedUser;
        this.password = password != null ? password : statedPassword;
        this.place = place(hosts, ports) + "/" + taken(rest, "PGDBNAME", this.user == null ? "" : this.user);
        this.options = options(rest);
        driver.putAll(DEFAULTS);
        driver.putAll(rest);
    }

    private PostgresUrl(PostgresUrl like, PostgresOptions options) {
        this.user = like.user;
        this.password = like.password;
        this.place = like.place;
        this.options = options;
        driver.putAll(like.driver);
    }

    static boolean accepts(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith(LONG) || lower.startsWith("postgres://") || lower.startsWith("postgresql://");
    }

    /** @throws IllegalArgumentException if it is no such text, or names a parameter that is not let through */
    static PostgresUrl parse(String text) {
        Matcher parts = SHORT.matcher(text);
        if (!parts.matches()) {
            return new PostgresUrl(parameters(text), null, null);
        }
        String query = parts.group(4) == null ? "" : "?" + parts.group(4);
        String database = parts.group(3) == null ? "" : parts.group(3);
        String[] account =
                parts.group(1) == null ? new String[0] : parts.group(1).split(":", 2);
        return new PostgresUrl(
                parameters(LONG + "//" + parts.group(2) + "/" + database + query),
                account.length > 0 ? decoded(account[0]) : null,
                account.length > 1 ? decoded(account[1]) : null);
    }

    private static Map<String, String> parameters(String url) {
        requireAllowed(names(url));
        Properties said = said(url);
        if (said == null) {
            throw new IllegalArgumentException(
                    "the database URL is none of PostgreSQL: write postgres://user@host:5432/database");
        }
        Map<String, String> parameters = new TreeMap<>();
        said.stringPropertyNames().forEach(name -> parameters.put(name, said.getProperty(name)));
        return parameters;
    }

    /** {@code null} if it makes no sense to the driver, which runs out of text where there is a comma and no host. */
    private static @Nullable Properties said(String url) {
        try {
            return Driver.parseURL(url, new Properties());
        } catch (IndexOutOfBoundsException noHost) {
            return null;
        }
    }

    private static PostgresOptions options(Map<String, String> rest) {
        PostgresOptions options = PostgresOptions.DEFAULTS;
        String schema = rest.remove("schema");
        String sessions = rest.remove("sessions");
        if (sessions != null && !sessions.equals("own") && !sessions.equals("pooled")) {
            throw new IllegalArgumentException(
                    "parameter sessions=" + sessions + " of the database URL is neither own nor pooled");
        }
        options = schema == null ? options : options.schema(schema);
        return "pooled".equals(sessions) ? options.sessions(PostgresOptions.Sessions.POOLED) : options;
    }

    /** Of the parameters, before the driver acts on any of them: one of them makes it read a file. */
    private static List<String> names(String url) {
        int query = url.indexOf('?');
        return query < 0
                ? List.of()
                : Stream.of(url.substring(query + 1).split("&", -1))
                        .filter(parameter -> !parameter.isEmpty())
                        .map(parameter -> parameter.split("=", 2)[0])
                        .toList();
    }

    private static void requireAllowed(List<String> names) {
        for (String name : names) {
            if (!ALLOWED.contains(name) && !OWN.contains(name)) {
                throw new IllegalArgumentException("parameter \"" + name
                        + "\" of the database URL is not let through; those that are: "
                        + Stream.of(OWN, ALLOWED).flatMap(Set::stream).sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    private static String place(String hosts, String ports) {
        String[] host = hosts.split(",", -1);
        String[] port = ports.split(",", -1);
        StringBuilder place = new StringBuilder();
        for (int i = 0; i < host.length; i++) {
            place.append(i == 0 ? "" : ",").append(host[i]).append(':').append(port[Math.min(i, port.length - 1)]);
        }
        return place.toString();
    }

    private static String taken(Map<String, String> from, String name, String fallback) {
        String value = from.remove(name);
        return value == null || value.isEmpty() ? fallback : value;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    PostgresOptions options() {
        return options;
    }

    /** The same with another schema. */
    PostgresUrl inSchema(String other) {
        return new PostgresUrl(this, options.schema(other));
    }

    /** @param passwordElsewhere for a URL that holds none, or {@code null} */
    PGSimpleDataSource source(@Nullable String passwordElsewhere) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(LONG + "//" + place);
        driver.forEach((name, value) -> set(source, name, value));
        if (user != null) {
            source.setUser(user);
        }
        String secret = password != null ? password : passwordElsewhere;
        if (secret != null) {
            source.setPassword(secret);
        }
        return source;
    }

    private static void set(PGSimpleDataSource source, String name, String value) {
        try {
            source.setProperty(name, value);
        } catch (SQLException e) {
            throw new IllegalArgumentException(
                    "parameter " + name + "=" + value + " of the database URL: " + e.getMessage(), e);
        }
    }

    /** For PostgreSQL's own programs, without the password: they ask for it, or take it from where they are told. */
    String toolUrl() {
        String account = user == null
                ? ""
                : URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20") + "@";
        return "postgresql://" + account + place;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "postgresql://" + place + " (schema " + options.schema() + ")";
    }
}
