/** The commands, one class each, built only when asked for. Start at {@link io.queuectl.cli.command.CommandTable}. */
@NullMarked
package io.queuectl.cli.command;

import org.jspecify.annotations.NullMarked;
