-- What people did, newest last; a few thousand are kept. Jobs themselves tell the rest.
CREATE TABLE $.move (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       bigint NOT NULL,
    what     text   NOT NULL,
    subject  text   NOT NULL,
    jobs     bigint NOT NULL
);
