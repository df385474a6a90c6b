package io.queuectl.cli.command;

import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.Setting;
import io.queuectl.cli.input.Settings;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl config list}, {@code show} and {@code get}: the settings as they are now; one key gives its bare value. */
@Command(description = "Show every setting, or the value of one.")
final class ConfigList implements Action {

    private static final List<Column> COLUMNS = List.of(
            Column.text("key", "KEY"),
            Column.text("value", "VALUE"),
            Column.text("source", "FROM"),
            Column.longText("values", "VALUES"));

    @Parameters(paramLabel = "KEY", arity = "0..1", description = "Only this one.")
    private @Nullable String key;

    @Override
    public ExitCode run(Session session) {
        Setting only = key == null ? null : Setting.ofKey(key);
        Settings settings = Settings.of(
                session.storeToRead().admin().settings(), session.surroundings().variables());
        Output output = Output.of(session);
        if (only == null) {
            List<Row> rows = new ArrayList<>();
            for (Setting setting : Setting.values()) {
                rows.add(row(setting, settings));
            }
            output.print(rows, COLUMNS);
        } else if (output.isTable()) {
            output.line(settings.text(only));
        } else {
            output.printOne(row(only, settings));
        }
        return ExitCode.OK;
    }

    private static Row row(Setting setting, Settings settings) {
        String source = settings.source(setting).name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Row()
                .text("key", setting.key())
                .text("value", settings.text(setting))
                .text("source", source)
                .text("default", setting.builtIn())
                .text("values", setting.about());
    }
}
