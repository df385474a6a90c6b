/** Moves a queue from one database to another. Knows stores by their SPI alone. Start at {@link io.queuectl.cli.copy.JobCopy}. */
@NullMarked
package io.queuectl.cli.copy;

import org.jspecify.annotations.NullMarked;
