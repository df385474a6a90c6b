/**
 * Whole jobs, with history and log, on their way out of a database: read, written as lines of JSON, kept in a file. Reading them again is left to programs that bring a
 * parser. Start at {@link io.queuectl.core.archive.NdjsonArchive}.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.core.archive;

import org.jspecify.annotations.NullMarked;
