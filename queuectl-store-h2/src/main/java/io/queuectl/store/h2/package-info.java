/**
 * The H2 store: dialect, connection set-up, migrations and wake-ups, and nothing else.
 */
@NullMarked
package io.queuectl.store.h2;

import org.jspecify.annotations.NullMarked;
