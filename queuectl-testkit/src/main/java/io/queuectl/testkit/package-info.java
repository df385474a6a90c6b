/** What proves a store: the in-memory reference, the stepping clock and the contract tests. */
@NullMarked
package io.queuectl.testkit;

import org.jspecify.annotations.NullMarked;
