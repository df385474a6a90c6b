/** The SQLite store: dialect, connection set-up, migrations and wake-ups, and nothing else. */
@NullMarked
package io.queuectl.store.sqlite;

import org.jspecify.annotations.NullMarked;
