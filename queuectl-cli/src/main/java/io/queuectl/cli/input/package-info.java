/** Reads what people type: durations, instants, numbers, settings and job JSON, each with an error that names the value. Prints nothing. */
@NullMarked
package io.queuectl.cli.input;

import org.jspecify.annotations.NullMarked;
