package io.queuectl.cli.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What is promised to programs that speak SQL, as it stands in {@code docs}: for people and for programs.
 *
 * @param page in Markdown
 * @param file the tree of the JSON
 */
record SqlContract(String page, Map<?, ?> file) {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WHITESPACE = Pattern.compile("\\s+");

    /** One for programs: its parameters are marked by {@code ?}, in that order. */
    record Sql(String text, List<String> parameters) {}

    static SqlContract read() {
        try {
            String json = Files.readString(DOCS.resolve("sql-contract.json"));
            try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
                return new SqlContract(Files.readString(DOCS.resolve("sql-contract.md")), (Map<?, ?>)
                        value(parser, parser.nextToken()));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<?> list(String name) {
        return (List<?>) file.get(name);
    }

    Map<String, Sql> statements(String store) {
        Map<String, Sql> statements = new TreeMap<>();
        object(store(store), "statements").forEach((name, statement) -> statements.put((String) name, sql(statement)));
        return statements;
    }

    /** Each relation under its full name, with the columns that may be used. */
    Map<String, List<String>> columns(String store) {
        Map<String, List<String>> columns = new TreeMap<>();
        String prefix = (String) store(store).get("prefix");
        object(file, "relations").forEach((name, of) -> columns.put(prefix + name, names(of)));
        if (store(store).containsKey("new_jobs")) {
            columns.put(prefix + "new_jobs", names(store(store).get("new_jobs")));
        }
        return columns;
    }

    /** The block of the page in that language that starts so. */
    String snippet(String language, String start) {
        return BLOCK.matcher(page)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .filter(text -> text.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + language + " that starts with " + start));
    }

    /** Whether the page shows that statement, wherever its lines break. */
    boolean shows(Sql statement) {
        return BLOCK.matcher(page)
                .results()
                .map(MatchResult::group)
                .anyMatch(block -> dense(block).contains(dense(statement.text())));
    }

    private static String dense(String text) {
        return WHITESPACE.matcher(text).replaceAll("");
    }

    private Map<?, ?> store(String store) {
        return object(object(file, "stores"), store);
    }

    private static Map<?, ?> object(Map<?, ?> parent, String name) {
        return (Map<?, ?>) parent.get(name);
    }

    private static List<String> names(Object object) {
        return ((Map<?, ?>) object).keySet().stream().map(String.class::cast).toList();
    }

    private static Sql sql(Object statement) {
        Map<?, ?> object = (Map<?, ?>) statement;
        return new Sql(
                (String) object.get("sql"),
                ((List<?>) object.get("parameters"))
                        .stream().map(String.class::cast).toList());
    }

    private static Object value(JsonParser json, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    object.put(json.currentName(), value(json, json.nextToken()));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    array.add(value(json, next));
                }
                yield array;
            }
            case VALUE_NUMBER_INT -> json.getLongValue();
            default -> json.getString();
        };
    }
}
