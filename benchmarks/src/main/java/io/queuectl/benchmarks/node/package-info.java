/**
 * Queues of the Node world as contenders: each works in a child process, which benchmarks/node holds the text of. Start at {@link
 * io.queuectl.benchmarks.node.NodePeer}.
 */
@NullMarked
package io.queuectl.benchmarks.node;

import org.jspecify.annotations.NullMarked;
