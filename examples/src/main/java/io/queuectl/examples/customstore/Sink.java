package io.queuectl.examples.customstore;

/** Where commits are written. */
interface Sink extends AutoCloseable {

    /** Returns when the record is durable. */
    void append(byte[] record);

    /** Where that is, for people. */
    String location();

    @Override
    void close();

    /** Keeps nothing: for somebody who only wants to look where there is nothing yet. */
    static Sink nowhere(String location) {
        return new Sink() {
            @Override
            public void append(byte[] record) {}

            @Override
            public String location() {
                return location;
            }

            @Override
            public void close() {}
        };
    }
}
