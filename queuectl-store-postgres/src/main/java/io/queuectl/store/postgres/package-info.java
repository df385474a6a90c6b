/** The PostgreSQL store: dialect, connections, migrations and wake-ups, and nothing else. */
@NullMarked
package io.queuectl.store.postgres;

import org.jspecify.annotations.NullMarked;
