-- case: union of two streams
SELECT sensor_id, event_time AS at_time, status AS what FROM readings UNION ALL SELECT sensor_id, alarm_time, severity FROM alarms;

-- case: union of three parts of a stream
SELECT sensor_id, 'cold' AS kind FROM readings WHERE temperature < 20 UNION ALL SELECT sensor_id, 'hot' FROM readings WHERE temperature > 26 UNION ALL SELECT sensor_id, 'unknown' FROM readings WHERE temperature IS NULL;

-- case: union of types that differ
SELECT id, tiny AS n, money AS m FROM samples UNION ALL SELECT id, big, number FROM samples;

-- case: a window over a union
SELECT TUMBLE_START(row_time, INTERVAL '1' MINUTE) AS win_start, sensor_id, COUNT(*) AS num FROM (SELECT sensor_id, event_time AS row_time FROM readings UNION ALL SELECT sensor_id, alarm_time FROM alarms) GROUP BY sensor_id, TUMBLE(row_time, INTERVAL '1' MINUTE);

-- case: a union of windows
SELECT 'readings' AS what, TUMBLE_START(event_time, INTERVAL '1' MINUTE) AS win_start, COUNT(*) AS num FROM readings GROUP BY TUMBLE(event_time, INTERVAL '1' MINUTE) UNION ALL SELECT 'alarms', TUMBLE_START(alarm_time, INTERVAL '1' MINUTE), COUNT(*) FROM alarms GROUP BY TUMBLE(alarm_time, INTERVAL '1' MINUTE);

-- case: a tvf over a union
CREATE TEMPORARY VIEW events AS SELECT sensor_id, event_time AS row_time, 1 AS reading FROM readings UNION ALL SELECT sensor_id, alarm_time, 0 FROM alarms;
SELECT window_start, window_end, SUM(reading) AS readings, COUNT(*) AS events FROM TABLE(HOP(TABLE events, DESCRIPTOR(row_time), INTERVAL '30' SECOND, INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;

-- case: a stream and constants
SELECT sensor_id, status FROM readings WHERE status = 'FAIL' UNION ALL SELECT 99, 'NEVER';
