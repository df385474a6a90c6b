-- KEY and VALUE are reserved words in other databases; the columns are called the same everywhere.
ALTER TABLE setting RENAME COLUMN key TO name;
ALTER TABLE setting RENAME COLUMN value TO text;
