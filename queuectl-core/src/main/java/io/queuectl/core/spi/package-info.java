/** What a store must give the engine. Knows neither the engine nor SQL. */
@NullMarked
package io.queuectl.core.spi;

import org.jspecify.annotations.NullMarked;
