package io.queuectl.cli.shell;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON form of a {@link ShellJob}: an object of {@code command}, {@code cwd}, {@code env}, {@code shell} and {@code max_retries}, all but the
 * first optional. Fields it does not know are skipped, so that an older worker runs what a newer client enqueued.
 */
final class ShellJobJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(50).build())
            .build();

    private ShellJobJson() {}

    static byte[] write(ShellJob job) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("command", job.command());
            if (job.cwd() != null) {
                json.writeStringProperty("cwd", job.cwd());
            }
            json.writeName("env");
            json.writeStartObject();
            job.env().forEach(json::writeStringProperty);
            json.writeEndObject();
            if (!job.shell().equals(ShellJob.DEFAULT_SHELL)) {
                json.writeStringProperty("shell", job.shell());
            }
            if (job.maxRetries() != null) {
                json.writeNumberProperty("max_retries", job.maxRetries());
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static ShellJob read(byte[] bytes) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return new Fields().read(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The fields met so far. */
    private static final class Fields {

        private @Nullable String command;
        private @Nullable String cwd;
        private @Nullable String shell;
        private @Nullable Integer maxRetries;
        private final Map<String, String> env = new LinkedHashMap<>();

        ShellJob read(JsonParser json) {
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                switch (name) {
                    case "command" -> command = text(json, name);
                    case "cwd" -> cwd = text(json, name);
                    case "shell" -> shell = text(json, name);
                    case "max_retries" -> maxRetries = number(json);
                    case "env" -> readEnv(json);
                    default -> {
                        json.nextToken();
                        json.skipChildren();
                    }
                }
            }
            if (command == null) {
                throw new IllegalArgumentException("\"command\" is missing");
            }
            return new ShellJob(command, cwd, env, shell == null ? ShellJob.DEFAULT_SHELL : shell, maxRetries);
        }

        private void readEnv(JsonParser json) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                return;
            }
            if (token != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("\"env\" is not an object");
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                String value = text(json, name);
                if (value != null) {
                    env.put(name, value);
                }
            }
        }

        /** It is for display only: what is no small number is no reason to fail. */
        private static @Nullable Integer number(JsonParser json) {
            if (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                return json.getValueAsInt();
            }
            json.skipChildren();
            return null;
        }

        private static @Nullable String text(JsonParser json, String name) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                return null;
            }
            if (token != JsonToken.VALUE_STRING) {
                throw new IllegalArgumentException("\"" + name + "\" is not a string");
            }
            return json.getString();
        }
    }
}
