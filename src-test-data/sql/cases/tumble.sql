-- case: tumble by key
SELECT sensor_id, COUNT(*) AS num, AVG(temperature) AS temperature, TUMBLE_START(event_time, INTERVAL '1' MINUTE) AS win_start, TUMBLE_END(event_time, INTERVAL '1' MINUTE) AS win_end FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '1' MINUTE);

-- case: tumble without a key
SELECT TUMBLE_START(event_time, INTERVAL '10' SECOND) AS win_start, COUNT(*) AS num, SUM(humidity) AS humidity FROM readings GROUP BY TUMBLE(event_time, INTERVAL '10' SECOND);

-- case: tumble with its row time
SELECT status, TUMBLE_ROWTIME(event_time, INTERVAL '2' MINUTE) AS row_time, MAX(event_time) AS latest FROM readings GROUP BY status, TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: tumble by two keys
SELECT sensor_id, status, TUMBLE_END(event_time, INTERVAL '5' MINUTE) AS win_end, COUNT(humidity) AS humid, MIN(price) AS cheapest FROM readings GROUP BY sensor_id, status, TUMBLE(event_time, INTERVAL '5' MINUTE);

-- case: tumble by an expression
SELECT UPPER(status) AS state, COUNT(*) AS num FROM readings GROUP BY UPPER(status), TUMBLE(event_time, INTERVAL '5' MINUTE);

-- case: tumble whose window is not shown
SELECT sensor_id, MAX(temperature) AS hottest FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '3' MINUTE);

-- case: tumble over a filter
SELECT sensor_id, TUMBLE_START(event_time, INTERVAL '1' MINUTE) AS win_start, COUNT(*) AS num FROM readings WHERE temperature > 22 AND status = 'OK' GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '1' MINUTE);

-- case: tumble of milliseconds
SELECT TUMBLE_START(event_time, INTERVAL '0.750' SECOND(1, 3)) AS win_start, COUNT(*) AS num FROM readings WHERE sensor_id = 1 GROUP BY TUMBLE(event_time, INTERVAL '0.750' SECOND(1, 3));

-- case: tumble of days
SELECT TUMBLE_START(event_time, INTERVAL '1' DAY) AS win_start, TUMBLE_END(event_time, INTERVAL '1' DAY) AS win_end, COUNT(*) AS num, COUNT(DISTINCT status) AS states FROM readings GROUP BY TUMBLE(event_time, INTERVAL '1' DAY);

-- case: tumble on both sides of 1970
SELECT TUMBLE_START(event_time, INTERVAL '7' SECOND) AS win_start, TUMBLE_END(event_time, INTERVAL '7' SECOND) AS win_end, SUM(amount) AS amount FROM early GROUP BY TUMBLE(event_time, INTERVAL '7' SECOND);

-- case: tumble of instants
SELECT person, TUMBLE_START(click_time, INTERVAL '1' MINUTE) AS win_start, SUM(total) AS total FROM clicks GROUP BY person, TUMBLE(click_time, INTERVAL '1' MINUTE);

-- case: an expression of aggregates
SELECT sensor_id, MAX(temperature) - MIN(temperature) AS spread, SUM(humidity) / COUNT(humidity) AS mean, COUNT(*) + 1 AS more, CAST(COUNT(*) AS INTEGER) AS num, DATE_FORMAT(TUMBLE_START(event_time, INTERVAL '2' MINUTE), 'HH:mm') AS win_start FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: tvf tumble by key
SELECT sensor_id, window_start, window_end, COUNT(*) AS num, AVG(temperature) AS temperature FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) GROUP BY sensor_id, window_start, window_end;

-- case: tvf tumble without a key
SELECT window_start, window_end, COUNT(*) AS num, SUM(humidity) AS humidity FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECONDS)) GROUP BY window_start, window_end;

-- case: tvf tumble with the time of the window
SELECT window_start, window_end, window_time, status, MAX(event_time) AS latest FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '2' MINUTES)) GROUP BY window_start, window_end, window_time, status;

-- case: tvf tumble with named arguments
SELECT window_end, MIN(humidity) AS driest FROM TABLE(TUMBLE(DATA => TABLE readings, TIMECOL => DESCRIPTOR(event_time), SIZE => INTERVAL '30' SECOND)) GROUP BY window_start, window_end;

-- case: tvf tumble with an offset
SELECT window_start, window_end, COUNT(*) AS num FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE, INTERVAL '13' SECOND)) GROUP BY window_start, window_end;

-- case: tvf tumble without an aggregate
SELECT sensor_id, event_time, window_start, window_end, window_time FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) WHERE sensor_id = 4;

-- case: tvf tumble over a query
SELECT state, window_start, window_end, COUNT(*) AS num FROM TABLE(TUMBLE((SELECT UPPER(status) AS state, event_time FROM readings WHERE humidity > 40), DESCRIPTOR(event_time), INTERVAL '2' MINUTE)) GROUP BY state, window_start, window_end;

-- case: tvf tumble grouped in another order
SELECT COUNT(*) AS num, window_end, sensor_id, window_start FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '4' MINUTE)) GROUP BY window_end, sensor_id, window_start;

-- case: tvf tumble on both sides of 1970
SELECT window_start, window_end, window_time, SUM(amount) AS amount, COUNT(amount) AS num FROM TABLE(TUMBLE(TABLE early, DESCRIPTOR(event_time), INTERVAL '7' SECOND)) GROUP BY window_start, window_end, window_time;

-- case: tvf tumble of instants
SELECT window_start, window_end, window_time, page, SUM(total) AS total FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(click_time), INTERVAL '2' MINUTE)) GROUP BY window_start, window_end, window_time, page;
