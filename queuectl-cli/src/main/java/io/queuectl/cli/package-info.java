/**
 * The {@code queuectl} command, one consumer of the library. Reaches data through the core interfaces only; no SQL.
 */
@NullMarked
package io.queuectl.cli;

import org.jspecify.annotations.NullMarked;
