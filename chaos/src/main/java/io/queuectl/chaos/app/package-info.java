/** Programs of their own, with the library as a dependency: what no command of a shell can be. */
@NullMarked
package io.queuectl.chaos.app;

import org.jspecify.annotations.NullMarked;
