/**
 * What an application holds in its hands: jobs, requests, results, handlers and the queue. Depends on nothing but the JDK
 * and JSpecify; no engine, no SQL, no logging.
 */
@NullMarked
package io.queuectl.api;

import org.jspecify.annotations.NullMarked;
