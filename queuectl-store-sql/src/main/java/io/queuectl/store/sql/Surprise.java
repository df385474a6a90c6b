package io.queuectl.store.sql;

/** What a batch took for granted does not hold: its transaction is undone, and the batch is applied again step by step. */
final class Surprise extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Surprise(String what) {
        super(what, null, false, false);
    }
}
