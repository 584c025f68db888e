-- case: session by key
SELECT sensor_id, SESSION_START(event_time, INTERVAL '15' SECOND) AS win_start, SESSION_END(event_time, INTERVAL '15' SECOND) AS win_end, COUNT(*) AS num, AVG(temperature) AS temperature FROM readings GROUP BY sensor_id, SESSION(event_time, INTERVAL '15' SECOND);

-- case: session without a key
SELECT SESSION_START(event_time, INTERVAL '6' SECOND) AS win_start, SESSION_END(event_time, INTERVAL '6' SECOND) AS win_end, COUNT(*) AS num FROM readings GROUP BY SESSION(event_time, INTERVAL '6' SECOND);

-- case: session with its row time
SELECT status, SESSION_ROWTIME(event_time, INTERVAL '10' SECOND) AS row_time, MAX(event_time) AS latest, SUM(price) AS price FROM readings GROUP BY status, SESSION(event_time, INTERVAL '10' SECOND);

-- case: session of rows whole seconds apart
SELECT SESSION_START(event_time, INTERVAL '1' SECOND) AS win_start, SESSION_END(event_time, INTERVAL '1' SECOND) AS win_end, COUNT(*) AS num FROM readings WHERE EXTRACT(MINUTE FROM event_time) < 40 GROUP BY SESSION(event_time, INTERVAL '1' SECOND);

-- case: session over a filter and having
SELECT sensor_id, SESSION_END(event_time, INTERVAL '20' SECOND) AS win_end, MIN(humidity) AS driest FROM readings WHERE humidity > 35 GROUP BY sensor_id, SESSION(event_time, INTERVAL '20' SECOND) HAVING COUNT(*) > 1;

-- case: session of distinct values
SELECT sensor_id, SESSION_START(event_time, INTERVAL '30' SECOND) AS win_start, COUNT(DISTINCT status) AS states, COUNT(DISTINCT note) AS notes FROM readings GROUP BY sensor_id, SESSION(event_time, INTERVAL '30' SECOND);

-- case: session on both sides of 1970
SELECT SESSION_START(event_time, INTERVAL '2' SECOND) AS win_start, SESSION_END(event_time, INTERVAL '2' SECOND) AS win_end, SUM(amount) AS amount FROM early GROUP BY SESSION(event_time, INTERVAL '2' SECOND);

-- case: session of instants
SELECT person, SESSION_START(click_time, INTERVAL '20' SECOND) AS win_start, COUNT(*) AS num FROM clicks GROUP BY person, SESSION(click_time, INTERVAL '20' SECOND);

-- case: tvf session by key
SELECT sensor_id, window_start, window_end, COUNT(*) AS num, AVG(temperature) AS temperature FROM TABLE(SESSION(TABLE readings PARTITION BY sensor_id, DESCRIPTOR(event_time), INTERVAL '15' SECOND)) GROUP BY sensor_id, window_start, window_end;

-- case: tvf session without a key
SELECT window_start, window_end, window_time, COUNT(*) AS num FROM TABLE(SESSION(TABLE readings, DESCRIPTOR(event_time), INTERVAL '6' SECOND)) GROUP BY window_start, window_end, window_time;

-- case: tvf session by two keys
SELECT sensor_id, status, window_start, window_end, SUM(humidity) AS humidity FROM TABLE(SESSION(TABLE readings PARTITION BY (sensor_id, status), DESCRIPTOR(event_time), INTERVAL '25' SECOND)) GROUP BY sensor_id, status, window_start, window_end;

-- case: tvf session on both sides of 1970
SELECT window_start, window_end, COUNT(*) AS num FROM TABLE(SESSION(TABLE early, DESCRIPTOR(event_time), INTERVAL '2' SECOND)) GROUP BY window_start, window_end;

-- case: tvf session with named arguments
SELECT status, window_end, COUNT(*) AS num FROM TABLE(SESSION(DATA => TABLE readings PARTITION BY status, TIMECOL => DESCRIPTOR(event_time), GAP => INTERVAL '10' SECOND)) GROUP BY window_start, window_end, status;
