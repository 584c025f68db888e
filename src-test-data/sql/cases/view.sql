-- case: a view
CREATE TEMPORARY VIEW warm AS SELECT sensor_id, temperature, event_time FROM readings WHERE temperature > 24;
SELECT * FROM warm WHERE sensor_id = 2;

-- case: a view with column names
CREATE TEMPORARY VIEW named (id, celsius) AS SELECT sensor_id, temperature FROM readings;
SELECT celsius, id FROM named WHERE celsius < 19;

-- case: a window over a view
CREATE TEMPORARY VIEW warm AS SELECT sensor_id, temperature, event_time FROM readings WHERE temperature > 24;
SELECT sensor_id, HOP_ROWTIME(event_time, INTERVAL '30' SECOND, INTERVAL '1' MINUTE) AS row_time, COUNT(*) AS num FROM warm GROUP BY sensor_id, HOP(event_time, INTERVAL '30' SECOND, INTERVAL '1' MINUTE);

-- case: a view over a view
CREATE TEMPORARY VIEW known AS SELECT * FROM readings WHERE sensor_id IS NOT NULL;
CREATE TEMPORARY VIEW wet AS SELECT sensor_id, humidity, event_time FROM known WHERE humidity > 50;
SELECT sensor_id, TUMBLE_START(event_time, INTERVAL '3' MINUTE) AS win_start, AVG(humidity) AS humidity FROM wet GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '3' MINUTE);

-- case: a view of windows
CREATE TEMPORARY VIEW minutes AS SELECT sensor_id, COUNT(*) AS num, TUMBLE_START(event_time, INTERVAL '1' MINUTE) AS win_start FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '1' MINUTE);
SELECT win_start, num FROM minutes WHERE sensor_id = 1;

-- case: a view that is joined with itself
CREATE TEMPORARY VIEW bad AS SELECT sensor_id, status, event_time FROM readings WHERE status IN ('WARN', 'FAIL');
SELECT x.sensor_id, x.event_time AS warned, y.event_time AS failed FROM bad AS x JOIN bad AS y ON x.sensor_id = y.sensor_id AND x.status = 'WARN' AND y.status = 'FAIL' AND y.event_time BETWEEN x.event_time AND x.event_time + INTERVAL '20' SECOND;

-- case: a tvf over a view
CREATE TEMPORARY VIEW hot AS SELECT status, temperature, event_time FROM readings WHERE temperature > 23;
SELECT window_start, status, MAX(temperature) AS hottest FROM TABLE(TUMBLE(TABLE hot, DESCRIPTOR(event_time), INTERVAL '2' MINUTE)) GROUP BY window_start, window_end, status;
