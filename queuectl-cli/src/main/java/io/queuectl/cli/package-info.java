/**
 * The {@code queuectl} command, one consumer of the library: its entrance. Reaches data through the core interfaces only; no
 * SQL. Start at {@link io.queuectl.cli.Main}; {@link io.queuectl.cli.Start} comes before it.
 */
@NullMarked
package io.queuectl.cli;

import org.jspecify.annotations.NullMarked;
