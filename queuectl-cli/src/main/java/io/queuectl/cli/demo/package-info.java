/** The demonstration that {@code queuectl demo} plays and checks, with real processes. Start at {@link io.queuectl.cli.demo.Play}. */
@NullMarked
package io.queuectl.cli.demo;

import org.jspecify.annotations.NullMarked;
