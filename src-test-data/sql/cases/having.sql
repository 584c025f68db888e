-- case: having a count
SELECT sensor_id, TUMBLE_START(event_time, INTERVAL '1' MINUTE) AS win_start, COUNT(*) AS num FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '1' MINUTE) HAVING COUNT(*) >= 7;

-- case: having an aggregate that is not shown
SELECT sensor_id, TUMBLE_START(event_time, INTERVAL '1' MINUTE) AS win_start FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '1' MINUTE) HAVING MAX(temperature) > 27.5;

-- case: having a missing aggregate
SELECT sensor_id, COUNT(*) AS num FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '1' MINUTE) HAVING AVG(humidity) IS NULL;

-- case: having two conditions and a key
SELECT sensor_id, status, SUM(price) AS price FROM readings GROUP BY sensor_id, status, TUMBLE(event_time, INTERVAL '4' MINUTE) HAVING sensor_id > 1 AND (SUM(price) > 2000 OR COUNT(*) = 1);

-- case: having the window
SELECT sensor_id, TUMBLE_START(event_time, INTERVAL '1' MINUTE) AS win_start, COUNT(*) AS num FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '1' MINUTE) HAVING TUMBLE_START(event_time, INTERVAL '1' MINUTE) >= TIMESTAMP '2020-04-16 11:45:00';

-- case: tvf having
SELECT sensor_id, window_start, AVG(temperature) AS temperature FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) GROUP BY sensor_id, window_start, window_end HAVING AVG(temperature) > 24 AND COUNT(*) > 2;

-- case: tvf having a filtered aggregate
SELECT window_start, window_end, COUNT(*) AS num FROM TABLE(HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '30' SECOND, INTERVAL '1' MINUTE)) GROUP BY window_start, window_end HAVING COUNT(*) FILTER (WHERE status = 'FAIL') > 4;

-- case: tvf tumble having a filtered aggregate
SELECT window_start, window_end, COUNT(*) AS num FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end HAVING COUNT(*) FILTER (WHERE status = 'FAIL') > 4;

-- case: having a filtered aggregate
SELECT TUMBLE_START(event_time, INTERVAL '1' MINUTE) AS win_start, COUNT(*) AS num FROM readings GROUP BY TUMBLE(event_time, INTERVAL '1' MINUTE) HAVING COUNT(*) FILTER (WHERE status = 'FAIL') > 4;
