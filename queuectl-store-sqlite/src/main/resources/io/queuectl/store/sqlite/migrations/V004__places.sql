-- How many jobs of a queue with max_running each node may run at a time: see NodePlaces.
ALTER TABLE queue ADD COLUMN places TEXT;
