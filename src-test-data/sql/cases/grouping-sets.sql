-- case: grouping sets
SELECT window_start, window_end, sensor_id, status, COUNT(*) AS num FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '5' MINUTE)) GROUP BY window_start, window_end, GROUPING SETS ((sensor_id), (status), ());

-- case: rollup
SELECT window_start, sensor_id, status, COUNT(*) AS num, AVG(temperature) AS temperature FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' MINUTE)) GROUP BY window_start, window_end, ROLLUP (sensor_id, status);

-- case: cube
SELECT window_start, sensor_id, status, COUNT(*) AS num FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' MINUTE)) GROUP BY window_start, window_end, CUBE (sensor_id, status);

-- case: which set a row is of
SELECT window_start, status, GROUPING(status) AS is_total, SUM(humidity) AS humidity FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '5' MINUTE)) GROUP BY window_start, window_end, GROUPING SETS ((status), ());
