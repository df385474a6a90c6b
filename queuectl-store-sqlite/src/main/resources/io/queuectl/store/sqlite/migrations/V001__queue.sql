PRAGMA application_id = 1363366988; -- "QCTL"

-- The queue of jobs. Times are UTC epoch milliseconds. Read jobs through the view "jobs"; the tables are queuectl's own.

-- One narrow row a job; everything that changes is here.
CREATE TABLE job (
    seq              INTEGER PRIMARY KEY AUTOINCREMENT,
    name             TEXT,              -- the id its caller chose; NULL where the id is seq in decimal
    submission       INTEGER NOT NULL,
    queue            TEXT    NOT NULL,
    kind             TEXT    NOT NULL,
    -- Not "IN (…)": SQLite builds a table for a list of more than two at every write, which costs a third of a claim.
    state            TEXT    NOT NULL CHECK (state = 'completed' OR state = 'processing' OR state = 'pending'
                                             OR state = 'failed' OR state = 'dead' OR state = 'cancelled' OR state = 'blocked'),
    priority         INTEGER NOT NULL CHECK (priority BETWEEN -2147483648 AND 2147483647),
    run_at           INTEGER NOT NULL CHECK (run_at >= 0),
    attempts         INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    losses           INTEGER NOT NULL DEFAULT 0 CHECK (losses >= 0),
    releases         INTEGER NOT NULL DEFAULT 0 CHECK (releases >= 0),
    claims           INTEGER NOT NULL DEFAULT 0 CHECK (claims >= 0),
    max_attempts     INTEGER,
    backoff          TEXT,
    timeout_ms       INTEGER,
    created_at       INTEGER NOT NULL,
    claimed_at       INTEGER,
    started_at       INTEGER,
    finished_at      INTEGER,
    error            TEXT,
    token_epoch      INTEGER,
    token_number     INTEGER,
    process          TEXT,
    deadline         INTEGER,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    payload          BLOB,              -- the bytes it carries; NULL where they are many, and apart
    tags             TEXT,              -- name=value, a line each; also in job_tag, by which they are found
    followed         INTEGER,           -- 1 where other jobs wait for it, or did
    blockers         INTEGER            -- how many jobs a blocked one waits for
) STRICT;

CREATE UNIQUE INDEX job_submission ON job (submission);
CREATE UNIQUE INDEX job_name ON job (name) WHERE name IS NOT NULL;

-- Partial indexes only: beside a full index on state the planner leaves these and sorts. Each ends with seq, the rowid.
CREATE INDEX job_waiting ON job (queue, priority DESC, run_at) WHERE state IN ('pending', 'failed') AND losses = 0;
CREATE INDEX job_waiting_lost ON job (queue, priority DESC, run_at) WHERE state IN ('pending', 'failed') AND losses > 0;
CREATE INDEX job_held ON job (token_epoch, token_number) WHERE state = 'processing';
-- Not "IN (…)" here either: a query for one of the states would not be seen to be in it.
CREATE INDEX job_unsuccessful ON job (state) WHERE state = 'failed' OR state = 'dead' OR state = 'cancelled' OR state = 'blocked';

-- The bytes a job carries where they are many: apart, so that no change of state rewrites them.
CREATE TABLE payload (
    seq   INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- Ended attempts, but for the one that completed a job: that is told from its row.
CREATE TABLE attempt (
    seq          INTEGER NOT NULL,
    ordinal      INTEGER NOT NULL,
    token_epoch  INTEGER NOT NULL,
    token_number INTEGER NOT NULL,
    started_at   INTEGER NOT NULL,
    ended_at     INTEGER NOT NULL,
    outcome      TEXT    NOT NULL,
    type         TEXT,
    message      TEXT,
    exit_code    INTEGER,
    detail       TEXT
) STRICT;

CREATE INDEX attempt_job ON attempt (seq, ordinal);

CREATE TABLE log (
    position INTEGER PRIMARY KEY,
    seq      INTEGER NOT NULL,
    ordinal  INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    stream   TEXT    NOT NULL,
    text     TEXT    NOT NULL
) STRICT;

CREATE INDEX log_job ON log (seq);

-- What jobs are found by.
CREATE TABLE job_tag (
    name  TEXT    NOT NULL,
    text  TEXT    NOT NULL,
    seq   INTEGER NOT NULL,
    PRIMARY KEY (name, text, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_tag_seq ON job_tag (seq);

-- How far a job says it is.
CREATE TABLE job_progress (
    seq      INTEGER PRIMARY KEY,
    fraction REAL    NOT NULL,
    message  TEXT    NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

-- What a job has come to.
CREATE TABLE job_result (
    seq   INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- Who had a unique key last. Scope and state of the job tell whether it still holds it.
CREATE TABLE job_key (
    kind       TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    seq        INTEGER NOT NULL,
    scope      TEXT    NOT NULL CHECK (scope IN ('waiting', 'unfinished', 'window', 'forever')),
    held_until INTEGER,
    PRIMARY KEY (kind, text)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_key_seq ON job_key (seq);

-- Jobs of which so many have a place at a time; a group is here while one has.
CREATE TABLE job_group (
    text    TEXT    PRIMARY KEY,
    at_most INTEGER NOT NULL,
    running INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE job_member (
    text  TEXT    NOT NULL,
    place INTEGER NOT NULL,             -- 0 it is over, 1 waits, 2 runs or may
    seq   INTEGER NOT NULL,
    PRIMARY KEY (text, place, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_member_seq ON job_member (seq);

-- Which jobs wait, or waited, for which; met is 1 where a parent did not complete and was gone on without.
CREATE TABLE job_after (
    parent    INTEGER NOT NULL,
    child     INTEGER NOT NULL,
    if_failed TEXT    NOT NULL CHECK (if_failed IN ('cancel', 'continue', 'dead', 'wait')),
    met       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (parent, child)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_after_child ON job_after (child, parent);

-- A trigger and not foreign keys: a row deleted by hand in a shell takes its history along as well.
CREATE TRIGGER job_deleted AFTER DELETE ON job BEGIN
    DELETE FROM payload WHERE seq = OLD.seq;
    DELETE FROM attempt WHERE seq = OLD.seq;
    DELETE FROM log WHERE seq = OLD.seq;
    DELETE FROM job_tag WHERE seq = OLD.seq;
    DELETE FROM job_progress WHERE seq = OLD.seq;
    DELETE FROM job_result WHERE seq = OLD.seq;
    DELETE FROM job_member WHERE seq = OLD.seq;
    DELETE FROM job_after WHERE parent = OLD.seq;
    DELETE FROM job_after WHERE child = OLD.seq;
    DELETE FROM job_key WHERE seq = OLD.seq AND scope IN ('waiting', 'unfinished');
END;

-- How many jobs each queue has completed, so that counting reads none of them. Whoever changes completed jobs by hand:
-- DELETE FROM tally; INSERT INTO tally (queue, jobs) SELECT queue, COUNT(*) FROM job WHERE state = 'completed' GROUP BY queue;
CREATE TABLE tally (
    queue TEXT    PRIMARY KEY,
    jobs  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER completed_deleted AFTER DELETE ON job WHEN OLD.state = 'completed' BEGIN
    UPDATE tally SET jobs = jobs - 1 WHERE queue = OLD.queue;
END;

-- By hand only.
CREATE TRIGGER completed_moved AFTER UPDATE OF queue ON job WHEN OLD.state = 'completed' AND NEW.state = 'completed' BEGIN
    UPDATE tally SET jobs = jobs - 1 WHERE queue = OLD.queue;
    INSERT INTO tally (queue, jobs) VALUES (NEW.queue, 1) ON CONFLICT (queue) DO UPDATE SET jobs = jobs + 1;
END;

-- Nodes that left keep their row for a while, so that history can name them.
CREATE TABLE node (
    epoch      INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    host       TEXT    NOT NULL,
    pid        INTEGER NOT NULL,
    started    INTEGER NOT NULL,
    lease_ms   INTEGER NOT NULL,
    slots      INTEGER NOT NULL,
    queues     TEXT    NOT NULL,
    beat       INTEGER NOT NULL DEFAULT 0,
    joined_at  INTEGER NOT NULL,
    renewed_at INTEGER NOT NULL,
    stop       TEXT,
    on_roster  INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Jobs that are enqueued by the clock.
CREATE TABLE schedule (
    name         TEXT    PRIMARY KEY,
    spec         TEXT    NOT NULL,      -- when it fires
    missed       TEXT    NOT NULL,
    overlap      TEXT    NOT NULL,
    jitter_ms    INTEGER NOT NULL,
    kind         TEXT    NOT NULL,      -- what it enqueues, from here to payload
    queue        TEXT    NOT NULL,
    priority     INTEGER NOT NULL,
    max_attempts INTEGER,
    backoff      TEXT,
    timeout_ms   INTEGER,
    payload      BLOB    NOT NULL,
    paused       INTEGER NOT NULL DEFAULT 0,
    next_at      INTEGER,               -- NULL where it never fires again
    last_tick    INTEGER,
    last_job     TEXT,
    revision     INTEGER NOT NULL DEFAULT 1,
    tags         TEXT,
    unique_key   TEXT,
    unique_scope TEXT,
    unique_window_ms INTEGER,
    unique_conflict TEXT,
    group_key    TEXT,
    group_running INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX schedule_next ON schedule (next_at) WHERE paused = 0;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What somebody set for a queue; most have no row. A claim that heeds it locks the row and takes permits from it: level says how full
-- the bucket was at level_at, in parts of which a permit has as many as the period has milliseconds.
CREATE TABLE queue (
    name        TEXT    PRIMARY KEY,
    paused      INTEGER NOT NULL DEFAULT 0,
    draining    INTEGER NOT NULL DEFAULT 0,
    max_running INTEGER,
    permits     INTEGER,
    period_ms   INTEGER,
    burst       INTEGER,
    level       INTEGER,
    level_at    INTEGER,
    max_waiting INTEGER
) STRICT, WITHOUT ROWID;

-- What people and other programs may read.
CREATE VIEW jobs AS
SELECT COALESCE(name, CAST(seq AS TEXT)) AS id,
       seq AS number,
       queue, kind, state, priority, attempts, losses, releases, max_attempts,
       created_at, run_at,
       CASE state WHEN 'processing' THEN claimed_at ELSE started_at END AS started_at,
       finished_at, error, tags, name
FROM job;

-- What other programs enqueue into, one row a job (docs/sql-contract.md). It holds none.
CREATE VIEW new_jobs AS
SELECT NULL AS id, NULL AS kind, NULL AS queue, NULL AS priority, NULL AS run_at, NULL AS max_attempts, NULL AS timeout_ms, NULL AS payload
WHERE 0;

CREATE TRIGGER job_offered INSTEAD OF INSERT ON new_jobs BEGIN
    SELECT RAISE(ABORT, 'id: 1 to 128 letters, digits, _ . : -, the first none of . and -, not digits alone')
    WHERE length(NEW.id) NOT BETWEEN 1 AND 128 OR NEW.id NOT GLOB '[A-Za-z0-9_:]*' OR NEW.id GLOB '*[^A-Za-z0-9._:-]*'
        OR NEW.id NOT GLOB '*[^0-9]*';
    SELECT RAISE(ABORT, 'kind: 1 to 128 letters, digits, . _ -, the first a letter or digit')
    WHERE NEW.kind IS NULL OR length(NEW.kind) > 128 OR NEW.kind NOT GLOB '[A-Za-z0-9]*' OR NEW.kind GLOB '*[^A-Za-z0-9._-]*';
    SELECT RAISE(ABORT, 'queue: 1 to 64 letters, digits, . _ -, the first a letter or digit')
    WHERE length(NEW.queue) > 64 OR NEW.queue NOT GLOB '[A-Za-z0-9]*' OR NEW.queue GLOB '*[^A-Za-z0-9._-]*';
    SELECT RAISE(ABORT, 'run_at: milliseconds since 1970, at most 253402300799999')
    WHERE CAST(NEW.run_at AS INTEGER) NOT BETWEEN 0 AND 253402300799999;
    SELECT RAISE(ABORT, 'max_attempts: 1 to 10000')
    WHERE CAST(NEW.max_attempts AS INTEGER) NOT BETWEEN 1 AND 10000;
    SELECT RAISE(ABORT, 'timeout_ms: 1 to 31536000000')
    WHERE CAST(NEW.timeout_ms AS INTEGER) NOT BETWEEN 1 AND 31536000000;
    SELECT RAISE(ABORT, 'payload: at most 1048576 bytes')
    WHERE length(CAST(NEW.payload AS BLOB)) > 1048576;
    SELECT RAISE(ABORT, 'queue: is being drained and takes no new jobs')
    FROM queue
    WHERE name = COALESCE(NEW.queue, 'default') AND draining <> 0;
    SELECT RAISE(ABORT, 'queue: holds as many waiting jobs as it may')
    FROM queue
    WHERE name = COALESCE(NEW.queue, 'default') AND max_waiting <= (
        SELECT COUNT(*)
        FROM job INDEXED BY job_waiting
        WHERE job.queue = COALESCE(NEW.queue, 'default') AND state IN ('pending', 'failed') AND losses = 0);
    INSERT INTO job (name, submission, queue, kind, state, priority, run_at, max_attempts, timeout_ms, created_at, payload)
    SELECT NEW.id, random() & 9223372036854775807, COALESCE(NEW.queue, 'default'), NEW.kind, 'pending', COALESCE(NEW.priority, 0),
        COALESCE(NEW.run_at, at), NEW.max_attempts, NEW.timeout_ms, at, CAST(COALESCE(NEW.payload, '') AS BLOB)
    FROM (SELECT CAST(ROUND((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER) AS at);
END;
