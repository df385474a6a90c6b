/**
 * The {@code queuectl} command, one consumer of the library: its entrance. Reaches data through the core interfaces only; no
 * SQL. Start at {@link io.queuectl.cli.Main}.
 */
@NullMarked
package io.queuectl.cli;

import org.jspecify.annotations.NullMarked;
