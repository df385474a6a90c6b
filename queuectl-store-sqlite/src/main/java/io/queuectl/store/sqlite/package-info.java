/** The SQLite store: dialect, connection set-up, migrations and wake-ups, and nothing else. *
 * @since 0.1
 */
@NullMarked
package io.queuectl.store.sqlite;

import org.jspecify.annotations.NullMarked;
