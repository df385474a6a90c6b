package io.queuectl.testkit.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is and who comes to it.
 *
 * @param parameters of the driver
 */
public record Address(
        String host, int port, String database, String user, String password, Map<String, String> parameters) {

    public Address {
        parameters = Map.copyOf(parameters);
    }

    /** What a JDBC URL says, user and password among its parameters. */
    static Address parse(String url) {
        Properties said = Driver.parseURL(url, new Properties());
        if (said == null) {
            throw new IllegalArgumentException(
                    "a URL like jdbc:postgresql://host:5432/database?user=…&password=… is wanted");
        }
        Map<String, String> rest = new TreeMap<>();
        said.stringPropertyNames().forEach(name -> rest.put(name, said.getProperty(name)));
        String host = taken(rest, "PGHOST", "localhost");
        int port = Integer.parseInt(taken(rest, "PGPORT", "5432"));
        String user = taken(rest, "user", "postgres");
        return new Address(host, port, taken(rest, "PGDBNAME", user), user, taken(rest, "password", ""), rest);
    }

    private static String taken(Map<String, String> from, String name, String fallback) {
        String value = from.remove(name);
        return value == null || value.isEmpty() ? fallback : value;
    }

    public Address at(String otherHost, int otherPort) {
        return new Address(otherHost, otherPort, database, user, password, parameters);
    }

    public Address in(String otherDatabase) {
        return new Address(host, port, otherDatabase, user, password, parameters);
    }

    public Address as(String otherUser, String itsPassword) {
        return new Address(host, port, database, otherUser, itsPassword, parameters);
    }

    public Address with(String parameter, String value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(parameter, value);
        return new Address(host, port, database, user, password, more);
    }

    /** The JDBC URL, without user and password. */
    public String url() {
        return "jdbc:postgresql://" + place() + query(parameters);
    }

    /** The JDBC URL of somebody who keeps user and password in it. */
    public String urlWithPassword() {
        return "jdbc:postgresql://" + place() + query(credentialsAnd(parameters));
    }

    /** The short form, as hosting services print it. */
    public String shortUrl() {
        return "postgres://" + encoded(user) + ":" + encoded(password) + "@" + place() + query(parameters);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user, password);
    }

    /** Connections without a pool. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** Runs statements on a connection of their own, as a person in a shell would. */
    public void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + " at " + url();
    }

    private String place() {
        return host + ":" + port + "/" + encoded(database);
    }

    private Map<String, String> credentialsAnd(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(others);
        all.put("user", user);
        all.put("password", password);
        return all;
    }

    private static String query(Map<String, String> values) {
        return values.isEmpty()
                ? ""
                : new TreeMap<>(values)
                        .entrySet().stream()
                                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
