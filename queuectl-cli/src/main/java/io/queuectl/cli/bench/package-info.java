/** The check of a database that {@code queuectl bench} makes: what is measured, in which order, and what follows from it. Start at {@link io.queuectl.cli.bench.Course}. */
@NullMarked
package io.queuectl.cli.bench;

import org.jspecify.annotations.NullMarked;
