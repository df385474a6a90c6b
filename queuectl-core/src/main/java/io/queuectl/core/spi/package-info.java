/**
 * What a store and an executor implement, and the records they pass: the seam between the engine and everything below it.
 *
 * <p>Start at {@link io.queuectl.core.spi.JobStore}. No thread, no clock and no policy lives here; a store compares and sets,
 * the engine decides. The store contract of the test kit tries every guarantee named in these interfaces.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.core.spi;

import org.jspecify.annotations.NullMarked;
