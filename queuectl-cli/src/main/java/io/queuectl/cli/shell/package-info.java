/**
 * Jobs that are processes: what such a job carries, how its process is started behind a gate, followed, ended and, after the
 * death of its worker, found again. Nothing here knows a store or the command line. Start at
 * {@link io.queuectl.cli.shell.ShellExecutor}.
 */
@NullMarked
package io.queuectl.cli.shell;

import org.jspecify.annotations.NullMarked;
