/**
 * How the command line writes what it knows: tables for people, JSON, NDJSON, CSV and ids for programs. Nothing here knows a job
 * or a store. Start at {@link io.queuectl.cli.output.RowPrinter}, which takes {@link io.queuectl.cli.output.Row}s.
 */
@NullMarked
package io.queuectl.cli.output;

import org.jspecify.annotations.NullMarked;
