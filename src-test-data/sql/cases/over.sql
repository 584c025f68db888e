-- case: over a range of time
SELECT sensor_id, event_time, COUNT(*) OVER w AS num, SUM(humidity) OVER w AS humidity FROM readings WINDOW w AS (PARTITION BY sensor_id ORDER BY event_time RANGE BETWEEN INTERVAL '30' SECOND PRECEDING AND CURRENT ROW);

-- case: over a number of rows
SELECT walker, step, SUM(step) OVER (PARTITION BY walker ORDER BY step_time ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS last_three FROM steps;

-- case: over everything before
SELECT walker, step, COUNT(*) OVER (PARTITION BY walker ORDER BY step_time) AS num, MAX(`length`) OVER (PARTITION BY walker ORDER BY step_time) AS longest FROM steps;

-- case: over without a partition
SELECT step, AVG(`length`) OVER (ORDER BY step_time RANGE BETWEEN INTERVAL '10' SECOND PRECEDING AND CURRENT ROW) AS mean FROM steps;
