-- What people did, newest last; a few thousand are kept. Jobs themselves tell the rest.
CREATE TABLE move (
    position INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    what     TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    jobs     INTEGER NOT NULL
) STRICT;
