/**
 * What every command stands on: exit codes, errors as people see them, streams, global options, and the way to the database.
 * No command lives here. Start at {@link io.queuectl.cli.frame.Session}.
 */
@NullMarked
package io.queuectl.cli.frame;

import org.jspecify.annotations.NullMarked;
