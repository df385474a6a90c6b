/**
 * What an application holds in its hands: the nouns of a job and the interfaces of queue and handler.
 *
 * <p>Start at {@link io.queuectl.api.JobState}, then {@link io.queuectl.api.JobRequest} and {@link io.queuectl.api.JobQueue}.
 * Nothing here does any work, and nothing here depends on more than the JDK and the nullness annotations.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.api;

import org.jspecify.annotations.NullMarked;
