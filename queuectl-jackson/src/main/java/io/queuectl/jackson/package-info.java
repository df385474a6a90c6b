/**
 * Payloads in JSON, through Jackson 3. Start at {@link io.queuectl.jackson.JsonCodec}. Nothing here writes or reads a class name, and
 * nothing here knows of queues or stores.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.jackson;

import org.jspecify.annotations.NullMarked;
