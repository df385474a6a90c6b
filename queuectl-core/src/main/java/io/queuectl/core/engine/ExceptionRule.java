package io.queuectl.core.engine;

import io.queuectl.api.Failure;
import io.queuectl.core.spi.Outcome;
import java.util.function.BiFunction;

/**
 * What an attempt ends as whose handler threw an exception of that type.
 *
 * @param outcome of what was thrown and how it is described; one that {@link Outcome#isOwn}
 */
public record ExceptionRule(Class<? extends Throwable> type, BiFunction<Throwable, Failure, Outcome> outcome) {}
