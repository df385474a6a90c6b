package io.queuectl.core.spi;

import java.util.List;

/**
 * What a store finds wrong with its database, of that which its other interfaces cannot see. Got from {@link StoreProvider#examine}. For one thread.
 *
 * @since 0.1
 */
public interface Examination extends AutoCloseable {

    /** Looks, and changes nothing. Reads every row of the jobs: seconds where there are millions. */
    List<Finding> findings();

    /** Repairs what {@link Finding#fixable} says can be, each by the rule queuectl itself would have followed, and nothing else. Answers what was done. */
    List<Finding> fix();

    @Override
    void close();

    /** How much a finding matters. */
    enum Severity {
        /** Jobs are lost, stuck, or will be. */
        ERROR,
        /** It works, and somebody should look. */
        WARNING,
        /** A fact that somebody who looks wants to know. */
        INFO
    }

    /**
     * One thing that was seen.
     *
     * @param code a word for programs, for instance {@code blocked-for-ever}
     * @param what in one line, on which job or file
     * @param remedy what to do about it; empty for a mere fact
     * @param fixable whether {@link #fix} sees to it
     */
    record Finding(Severity severity, String code, String what, String remedy, boolean fixable) {

        public static Finding error(String code, String what, String remedy) {
            return new Finding(Severity.ERROR, code, what, remedy, false);
        }

        public static Finding warning(String code, String what, String remedy) {
            return new Finding(Severity.WARNING, code, what, remedy, false);
        }

        public static Finding info(String code, String what) {
            return new Finding(Severity.INFO, code, what, "", false);
        }

        /** The same, and {@link #fix} sees to it. */
        public Finding fixed() {
            return new Finding(severity, code, what, remedy, true);
        }
    }
}
