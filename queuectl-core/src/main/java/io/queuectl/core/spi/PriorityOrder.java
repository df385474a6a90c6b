package io.queuectl.core.spi;

/** Which priority is claimed first. */
public enum PriorityOrder {
    HIGHEST_FIRST,
    LOWEST_FIRST
}
