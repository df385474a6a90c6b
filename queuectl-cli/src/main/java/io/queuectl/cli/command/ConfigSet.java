package io.queuectl.cli.command;

import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.Setting;
import io.queuectl.core.spi.JobAdmin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl config set}: changes a setting for jobs and workers to come. */
@Command(description = "Change a setting for jobs and workers to come.")
final class ConfigSet implements Action {

    @Parameters(index = "0", paramLabel = "KEY")
    private String key = "";

    @Parameters(index = "1", paramLabel = "VALUE")
    private String value = "";

    @Override
    public ExitCode run(Session session) {
        Setting setting = Setting.ofKey(key);
        String kept = setting.read(value);
        JobAdmin admin = session.storeToWrite().admin();
        admin.putSetting(setting.key(), kept);
        session.out().println(setting.key() + " = " + kept);
        return ExitCode.OK;
    }
}
