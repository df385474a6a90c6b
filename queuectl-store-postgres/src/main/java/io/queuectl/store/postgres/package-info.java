/** The PostgreSQL store: dialect, connections, migrations and wake-ups, and nothing else. *
 * @since 0.1
 */
@NullMarked
package io.queuectl.store.postgres;

import org.jspecify.annotations.NullMarked;
