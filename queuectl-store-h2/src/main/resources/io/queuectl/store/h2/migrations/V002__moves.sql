-- What people did, newest last; a few thousand are kept. Jobs themselves tell the rest.
CREATE TABLE IF NOT EXISTS $.move (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       BIGINT       NOT NULL,
    what     VARCHAR(40)  NOT NULL,
    subject  VARCHAR(400) NOT NULL,
    jobs     BIGINT       NOT NULL
);
