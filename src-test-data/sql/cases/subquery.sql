-- case: a query in the from clause
SELECT sensor_id, fahrenheit FROM (SELECT sensor_id, temperature * 1.8 + 32 AS fahrenheit FROM readings) WHERE fahrenheit > 78;

-- case: two queries deep with other names
SELECT k, m FROM (SELECT a AS k, b + 1 AS m FROM (SELECT sensor_id AS a, humidity * 2 AS b FROM readings WHERE humidity > 40) AS i WHERE b < 110) AS o (k, m) WHERE k IN (1, 2);

-- case: a window over a query
SELECT kind, TUMBLE_START(event_time, INTERVAL '2' MINUTE) AS win_start, COUNT(*) AS num FROM (SELECT CASE WHEN temperature > 24 THEN 'hot' ELSE 'cold' END AS kind, event_time FROM readings WHERE temperature IS NOT NULL) GROUP BY kind, TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: a query over a window
SELECT win_start, spread FROM (SELECT TUMBLE_START(event_time, INTERVAL '1' MINUTE) AS win_start, MAX(temperature) - MIN(temperature) AS spread FROM readings GROUP BY TUMBLE(event_time, INTERVAL '1' MINUTE)) WHERE spread < 9.5;

-- case: with
WITH warm AS (SELECT sensor_id, temperature FROM readings WHERE temperature > 25) SELECT sensor_id, ROUND(temperature, 0) AS temperature FROM warm;

-- case: with two
WITH warm AS (SELECT sensor_id, event_time FROM readings WHERE temperature > 25), counted AS (SELECT sensor_id, COUNT(*) AS num, TUMBLE_END(event_time, INTERVAL '2' MINUTE) AS win_end FROM warm GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '2' MINUTE)) SELECT * FROM counted WHERE num > 2;

-- case: with, used twice
WITH bad AS (SELECT sensor_id, status FROM readings WHERE status IN ('WARN', 'FAIL')) SELECT sensor_id, 'w' AS s FROM bad WHERE status = 'WARN' UNION ALL SELECT sensor_id, 'f' FROM bad WHERE status = 'FAIL';

-- case: distinct in a window
SELECT DISTINCT window_start, window_end, status FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE));

-- case: grouped in a window without aggregates
SELECT window_start, sensor_id FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '2' MINUTE)) GROUP BY window_start, window_end, sensor_id;

-- case: values
SELECT a, b, a + 1 AS c FROM (VALUES (1, 'x'), (2, CAST(NULL AS STRING)), (3, 'longer')) AS v (a, b);

-- case: a row of constants
SELECT 1 AS a, 'x' AS b, 1 + 2 AS c;
