/** What {@code queuectl doctor} looks at that every store shows by its interfaces. Start with {@link io.queuectl.cli.doctor.Rounds}. */
@NullMarked
package io.queuectl.cli.doctor;

import org.jspecify.annotations.NullMarked;
