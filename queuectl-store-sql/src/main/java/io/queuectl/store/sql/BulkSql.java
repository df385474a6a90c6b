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

    FIRST_FINISH("""
            SELECT MIN(j.finished_at)
            FROM $.job j
            WHERE <where>
            HAVING MIN(j.finished_at) IS NOT NULL"""),

    /** now, after, limit → seq, kind, text of a handful of keys, and 1 if nobody holds it any more and its job is gone. */
    KEYS("""
            SELECT k.seq, k.kind, k.text,
                CASE WHEN k.scope <> 'forever' AND (k.held_until IS NULL OR k.held_until <= :now)
                    AND NOT EXISTS (SELECT 1 FROM $.job j WHERE j.seq = k.seq) THEN 1 ELSE 0 END
            FROM $.job_key k
            WHERE k.seq > :after
            ORDER BY k.seq
            LIMIT :limit"""),

    /** kind, text, number, now → that key, if nobody has taken it since. */
    DROP_KEY("""
            DELETE FROM $.job_key
            WHERE kind = :kind AND text = :text AND seq = :number
                AND scope <> 'forever' AND (held_until IS NULL OR held_until <= :now)
                AND NOT EXISTS (SELECT 1 FROM $.job j WHERE j.seq = :number)"""),

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
