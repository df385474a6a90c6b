package io.queuectl.store.sql;

/** The statements about jobs by the many; {@code <where>} comes from {@link ListSql}. */
public enum BulkSql implements SqlText {
    COUNT("""
            SELECT COUNT(*)
            FROM $.job j
            WHERE <where>"""),

    NUMBERS("""
            SELECT j.seq
            FROM $.job j
            WHERE <where> AND j.seq > :after
            ORDER BY j.seq
            LIMIT :limit"""),

    NTH_FINISH("""
            SELECT j.finished_at
            FROM $.job j
            WHERE <where> AND j.finished_at IS NOT NULL
            ORDER BY j.finished_at DESC
            LIMIT 1 OFFSET :skipped"""),

    /** Whether a job is still meant; it then stays as it is until the transaction ends. */
    HOLD_ONE("""
            SELECT j.seq
            FROM $.job j
            WHERE j.seq = :number AND <where>"""),

    /** Which of many are, their numbers as an array of JSON; they then stay as they are. Empty where they are looked at one by one. */
    HOLD_TOGETHER("");

    private final String standard;

    BulkSql(String standard) {
        this.standard = standard;
    }

    @Override
    public String standard() {
        return standard;
    }
}
