-- case: null is a group
SELECT sensor_id, COUNT(*) AS num FROM readings WHERE sensor_id IS NULL OR sensor_id = 1 GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '3' MINUTE);

-- case: nulls in two keys
SELECT sensor_id, status, TUMBLE_START(event_time, INTERVAL '10' MINUTE) AS win_start, COUNT(*) AS num FROM readings WHERE sensor_id IS NULL OR status IS NULL GROUP BY sensor_id, status, TUMBLE(event_time, INTERVAL '10' MINUTE);

-- case: null in a key of a session
SELECT sensor_id, SESSION_START(event_time, INTERVAL '40' SECOND) AS win_start, COUNT(*) AS num FROM readings WHERE sensor_id IS NULL GROUP BY sensor_id, SESSION(event_time, INTERVAL '40' SECOND);

-- case: null in a key of each type
SELECT flag, code, money, made, TUMBLE_START(event_time, INTERVAL '10' MINUTE) AS win_start, COUNT(*) AS num FROM samples WHERE id < 60 GROUP BY flag, code, money, made, TUMBLE(event_time, INTERVAL '10' MINUTE);

-- case: null matches nothing in a window join
SELECT x.window_start, x.sensor_id, x.humidity, y.alarm_id FROM (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) WHERE sensor_id IS NULL OR sensor_id = 3) AS x LEFT JOIN (SELECT * FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '1' MINUTE)) WHERE sensor_id IS NULL OR sensor_id = 3) AS y ON x.sensor_id = y.sensor_id AND x.window_start = y.window_start AND x.window_end = y.window_end;

-- case: null matches null where it is asked to
SELECT x.window_start, x.sensor_id, y.alarm_id FROM (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) WHERE sensor_id IS NULL OR sensor_id = 3) AS x JOIN (SELECT * FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '1' MINUTE)) WHERE sensor_id IS NULL OR sensor_id = 3) AS y ON x.sensor_id IS NOT DISTINCT FROM y.sensor_id AND x.window_start = y.window_start AND x.window_end = y.window_end;

-- case: null in the partition of a top
SELECT window_start, sensor_id, price FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, sensor_id ORDER BY price DESC, event_time) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '5' MINUTE)) WHERE price IS NOT NULL) WHERE n = 1;
