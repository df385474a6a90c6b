/** The worker engine: claims jobs under a lease, runs them and settles the outcome. Stores never see it. *
 * @since 0.1
 */
@NullMarked
package io.queuectl.core.engine;

import org.jspecify.annotations.NullMarked;
