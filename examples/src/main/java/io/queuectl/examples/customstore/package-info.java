/**
 * A store as somebody outside would write one, on nothing but the JDK: the jobs in memory, and every commit appended to a journal file that
 * is read again at the next start. One process at a time.
 *
 * <p>Start at {@link io.queuectl.examples.customstore.Journal}, then {@code Database}, {@code JournalFile} and {@code BatchStep}. The guide
 * docs/writing-a-store.md walks through it.
 */
@NullMarked
package io.queuectl.examples.customstore;

import org.jspecify.annotations.NullMarked;
