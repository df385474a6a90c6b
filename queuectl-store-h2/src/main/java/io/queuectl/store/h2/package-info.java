/**
 * The H2 store: dialect, connection set-up, migrations and wake-ups, and nothing else. Start at {@link io.queuectl.store.h2.H2Store}, then
 * read {@link io.queuectl.store.h2.H2Dialect}.
 *
 * <ul>
 *   <li><b>Claims.</b> A plain ordered SELECT by an index, then an UPDATE that only takes what still waits. H2 has no partial indexes: generated
 *       columns that are NULL in all other rows lead the indexes instead. Whoever writes for a store first locks the one row of table
 *       {@code lane}, so that stores on one database take turns; callers' transactions do not.
 *   <li><b>What a commit survives.</b> The death of the process, because {@code WRITE_DELAY=0} is forced; not that of the machine, for H2 never syncs its file.
 *   <li><b>Interrupts</b> close a {@code FileChannel}, and H2's file is one. So the file is reached through {@link
 *       io.queuectl.store.h2.UninterruptedPath}; an application that brings its own must put {@code async:} before the path.
 *   <li><b>Several processes.</b> A file serves one process, or several through {@code AUTO_SERVER=TRUE} or a server of H2's own.
 *   <li><b>Wake-ups</b> come at once from stores in the same process, and otherwise by polling.
 *   <li><b>The application's database.</b> The tables are in a schema {@code queuectl} of their own. A database in memory ends with the last store or
 *       connection on it.
 * </ul>
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.store.h2;

import org.jspecify.annotations.NullMarked;
