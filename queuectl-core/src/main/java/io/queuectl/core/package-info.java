/**
 * The entrance for applications: builds a queue out of a store, handlers and settings, and is the only place that wires
 * the engine together.
 */
@NullMarked
package io.queuectl.core;

import org.jspecify.annotations.NullMarked;
