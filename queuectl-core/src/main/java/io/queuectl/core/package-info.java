/**
 * The entrance for applications: builds a queue out of a store, handlers and settings, and is the only place that wires
 * the engine together.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.core;

import org.jspecify.annotations.NullMarked;
