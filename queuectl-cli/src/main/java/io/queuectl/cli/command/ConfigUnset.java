package io.queuectl.cli.command;

import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.Setting;
import io.queuectl.core.spi.JobAdmin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl config unset}: back to the built-in value. */
@Command(description = "Put a setting back to its built-in value.")
final class ConfigUnset implements Action {

    @Parameters(paramLabel = "KEY")
    private String key = "";

    @Override
    public ExitCode run(Session session) {
        Setting setting = Setting.ofKey(key);
        JobAdmin admin = session.storeToWrite().admin();
        admin.putSetting(setting.key(), null);
        session.out().println(setting.key() + " = " + setting.builtIn());
        return ExitCode.OK;
    }
}
