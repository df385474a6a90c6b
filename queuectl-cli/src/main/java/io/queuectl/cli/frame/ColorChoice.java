package io.queuectl.cli.frame;

/** When to use colour. */
public enum ColorChoice {
    /** On a terminal, unless NO_COLOR is set. */
    AUTO,
    ALWAYS,
    NEVER
}
