/** Runnable main classes to read and copy. Nothing depends on them. */
@NullMarked
package io.queuectl.examples;

import org.jspecify.annotations.NullMarked;
