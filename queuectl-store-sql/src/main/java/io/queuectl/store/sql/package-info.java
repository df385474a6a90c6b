/**
 * The one SQL store, written over Jdbi. What differs between databases is passed in as data; no driver is named here.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.store.sql;

import org.jspecify.annotations.NullMarked;
