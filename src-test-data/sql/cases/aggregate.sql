-- case: counts
SELECT TUMBLE_START(event_time, INTERVAL '2' MINUTE) AS win_start, COUNT(*) AS c, COUNT(1) AS one_c, COUNT(sensor_id) AS s, COUNT(temperature) AS t, COUNT(humidity) AS h, COUNT(CASE WHEN status = 'OK' THEN 1 END) AS okay FROM readings GROUP BY TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: sums of each type
SELECT TUMBLE_START(event_time, INTERVAL '2' MINUTE) AS win_start, SUM(tiny) AS a, SUM(small) AS b, SUM(number) AS c, SUM(big) AS d, SUM(real4) AS e, SUM(real8) AS f, SUM(money) AS g, SUM(exact) AS h FROM samples GROUP BY TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: averages of each type
SELECT TUMBLE_START(event_time, INTERVAL '2' MINUTE) AS win_start, AVG(tiny) AS a, AVG(small) AS b, AVG(number) AS c, AVG(big) AS d, AVG(real4) AS e, AVG(real8) AS f, AVG(money) AS g, AVG(exact) AS h FROM samples GROUP BY TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: least of each type
SELECT TUMBLE_START(event_time, INTERVAL '2' MINUTE) AS win_start, MIN(flag) AS x, MIN(tiny) AS a, MIN(small) AS b, MIN(number) AS c, MIN(big) AS d, MIN(real4) AS e, MIN(real8) AS f, MIN(money) AS g, MIN(exact) AS h, MIN(code) AS i, MIN(name) AS j, MIN(made) AS k, MIN(`at`) AS l, MIN(seen) AS m, MIN(`instant`) AS n FROM samples GROUP BY TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: greatest of each type
SELECT TUMBLE_START(event_time, INTERVAL '2' MINUTE) AS win_start, MAX(flag) AS x, MAX(tiny) AS a, MAX(small) AS b, MAX(number) AS c, MAX(big) AS d, MAX(real4) AS e, MAX(real8) AS f, MAX(money) AS g, MAX(exact) AS h, MAX(code) AS i, MAX(name) AS j, MAX(made) AS k, MAX(`at`) AS l, MAX(seen) AS m, MAX(`instant`) AS n FROM samples GROUP BY TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: deviations of doubles
SELECT sensor_id, TUMBLE_START(event_time, INTERVAL '4' MINUTE) AS win_start, STDDEV(temperature) AS a, STDDEV_POP(temperature) AS b, STDDEV_SAMP(temperature) AS c, VARIANCE(temperature) AS d, VAR_POP(temperature) AS e, VAR_SAMP(temperature) AS f FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '4' MINUTE);

-- case: deviations of integers
SELECT sensor_id, TUMBLE_START(event_time, INTERVAL '4' MINUTE) AS win_start, STDDEV_POP(humidity) AS b, STDDEV_SAMP(humidity) AS c, VAR_POP(humidity) AS e, VAR_SAMP(humidity) AS f FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '4' MINUTE);

-- case: deviations of decimals
SELECT status, TUMBLE_START(event_time, INTERVAL '4' MINUTE) AS win_start, STDDEV_POP(price) AS b, STDDEV_SAMP(price) AS c, VAR_POP(price) AS e, VAR_SAMP(price) AS f FROM readings GROUP BY status, TUMBLE(event_time, INTERVAL '4' MINUTE);

-- case: distinct counts
SELECT TUMBLE_START(event_time, INTERVAL '3' MINUTE) AS win_start, COUNT(DISTINCT sensor_id) AS s, COUNT(DISTINCT status) AS t, COUNT(DISTINCT humidity) AS h, COUNT(DISTINCT price) AS p, COUNT(status) AS all_of FROM readings GROUP BY TUMBLE(event_time, INTERVAL '3' MINUTE);

-- case: distinct sums and averages
SELECT sensor_id, TUMBLE_START(event_time, INTERVAL '5' MINUTE) AS win_start, SUM(DISTINCT humidity) AS s, AVG(DISTINCT humidity) AS a, MIN(DISTINCT humidity) AS m, SUM(humidity) AS all_of FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '5' MINUTE);

-- case: filtered aggregates
SELECT sensor_id, TUMBLE_START(event_time, INTERVAL '2' MINUTE) AS win_start, COUNT(*) FILTER (WHERE status = 'OK') AS okay, COUNT(*) FILTER (WHERE status <> 'OK') AS bad, AVG(temperature) FILTER (WHERE humidity > 45) AS wet, MAX(price) FILTER (WHERE price < 0) AS debt, COUNT(*) AS num FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: filtered distinct counts
SELECT TUMBLE_START(event_time, INTERVAL '2' MINUTE) AS win_start, COUNT(DISTINCT status) FILTER (WHERE humidity > 50) AS wet, COUNT(DISTINCT status) FILTER (WHERE humidity <= 50) AS dry, COUNT(DISTINCT status) AS all_of FROM readings GROUP BY TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: aggregates of expressions
SELECT sensor_id, TUMBLE_START(event_time, INTERVAL '2' MINUTE) AS win_start, SUM(humidity * 2 + 1) AS a, AVG(temperature * humidity) AS b, MAX(UPPER(status)) AS c, SUM(CASE WHEN status = 'FAIL' THEN 1 ELSE 0 END) AS d, MIN(COALESCE(humidity, 0)) AS e FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: aggregates of nothing but nulls
SELECT TUMBLE_START(event_time, INTERVAL '3' MINUTE) AS win_start, COUNT(temperature) AS c, SUM(temperature) AS s, AVG(temperature) AS a, MIN(temperature) AS mi, MAX(temperature) AS ma, STDDEV_POP(temperature) AS d, VAR_SAMP(temperature) AS v, COUNT(DISTINCT temperature) AS u FROM readings WHERE sensor_id = 5 GROUP BY TUMBLE(event_time, INTERVAL '3' MINUTE);

-- case: deviations of one row
SELECT TUMBLE_START(event_time, INTERVAL '1' SECOND) AS win_start, COUNT(humidity) AS num, STDDEV_POP(CAST(humidity AS DOUBLE)) AS p, STDDEV_SAMP(CAST(humidity AS DOUBLE)) AS s, VAR_SAMP(CAST(humidity AS DOUBLE)) AS v FROM readings WHERE sensor_id = 1 GROUP BY TUMBLE(event_time, INTERVAL '1' SECOND);

-- case: first and last values
SELECT walker, TUMBLE_START(step_time, INTERVAL '1' MINUTE) AS win_start, FIRST_VALUE(step) AS first_step, LAST_VALUE(step) AS last_step, FIRST_VALUE(place) AS first_place, LAST_VALUE(place) AS last_place, FIRST_VALUE(`length`) AS first_length, LAST_VALUE(`length`) AS last_length FROM steps GROUP BY walker, TUMBLE(step_time, INTERVAL '1' MINUTE);

-- case: first and last values without a key
SELECT TUMBLE_START(step_time, INTERVAL '90' SECOND) AS win_start, FIRST_VALUE(walker) AS first_walker, LAST_VALUE(walker) AS last_walker, LAST_VALUE(`length` > 20) AS was_long FROM steps GROUP BY TUMBLE(step_time, INTERVAL '90' SECOND);

-- case: lists
SELECT walker, TUMBLE_START(step_time, INTERVAL '1' MINUTE) AS win_start, LISTAGG(place) AS places, LISTAGG(place, '; ') AS parted FROM steps GROUP BY walker, TUMBLE(step_time, INTERVAL '1' MINUTE);

-- case: lists of distinct values
SELECT TUMBLE_START(step_time, INTERVAL '2' MINUTE) AS win_start, LISTAGG(DISTINCT place) AS places FROM steps GROUP BY TUMBLE(step_time, INTERVAL '2' MINUTE);

-- case: tvf first and last values
SELECT window_start, window_end, walker, FIRST_VALUE(place) AS first_place, LAST_VALUE(step) AS last_step, LISTAGG(place) AS places FROM TABLE(TUMBLE(TABLE steps, DESCRIPTOR(step_time), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, walker;

-- case: hop lists
SELECT walker, HOP_START(step_time, INTERVAL '30' SECOND, INTERVAL '1' MINUTE) AS win_start, LISTAGG(place, '-') AS places FROM steps GROUP BY walker, HOP(step_time, INTERVAL '30' SECOND, INTERVAL '1' MINUTE);

-- case: session lists
SELECT walker, SESSION_START(step_time, INTERVAL '10' SECOND) AS win_start, LISTAGG(place) AS places FROM steps GROUP BY walker, SESSION(step_time, INTERVAL '10' SECOND);

-- case: tvf averages of each type
SELECT window_start, AVG(tiny) AS a, AVG(small) AS b, AVG(number) AS c, AVG(big) AS d, AVG(real4) AS e, AVG(real8) AS f, AVG(money) AS g, AVG(exact) AS h FROM TABLE(TUMBLE(TABLE samples, DESCRIPTOR(event_time), INTERVAL '3' MINUTE)) GROUP BY window_start, window_end;

-- case: tvf deviations
SELECT window_start, status, STDDEV_POP(temperature) AS b, STDDEV_SAMP(temperature) AS c, VAR_POP(humidity) AS e, VAR_SAMP(price) AS f FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '4' MINUTE)) GROUP BY window_start, window_end, status;

-- case: tvf filtered and distinct aggregates
SELECT window_start, sensor_id, COUNT(*) FILTER (WHERE status = 'OK') AS okay, COUNT(DISTINCT status) AS states, COUNT(DISTINCT note) FILTER (WHERE humidity > 40) AS notes, SUM(DISTINCT humidity) AS humidity FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '4' MINUTE)) GROUP BY window_start, window_end, sensor_id;

-- case: hop deviations
SELECT sensor_id, HOP_END(event_time, INTERVAL '1' MINUTE, INTERVAL '3' MINUTE) AS win_end, STDDEV_POP(temperature) AS p, VAR_SAMP(temperature) AS v, AVG(price) AS price FROM readings GROUP BY sensor_id, HOP(event_time, INTERVAL '1' MINUTE, INTERVAL '3' MINUTE);

-- case: hop distinct and filtered counts
SELECT HOP_END(event_time, INTERVAL '30' SECOND, INTERVAL '2' MINUTE) AS win_end, COUNT(DISTINCT sensor_id) AS sensors, COUNT(DISTINCT status) FILTER (WHERE temperature > 22) AS states, SUM(DISTINCT humidity) AS humidity FROM readings GROUP BY HOP(event_time, INTERVAL '30' SECOND, INTERVAL '2' MINUTE);

-- case: the same aggregate twice
SELECT sensor_id, COUNT(*) AS a, COUNT(*) AS b, AVG(temperature) AS c, AVG(temperature) + 1 AS d FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '3' MINUTE);

-- case: aggregates of a constant
SELECT TUMBLE_END(event_time, INTERVAL '2' MINUTE) AS win_end, SUM(2) AS s, AVG(2.5) AS a, MAX('x') AS x, COUNT(DISTINCT 7) AS u FROM readings GROUP BY TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: collected values
SELECT TUMBLE_START(event_time, INTERVAL '5' MINUTE) AS win_start, COLLECT(status) AS states FROM readings GROUP BY TUMBLE(event_time, INTERVAL '5' MINUTE);

-- case: tvf filtered and plain counts
SELECT window_start, COUNT(*) AS num, COUNT(*) FILTER (WHERE status = 'FAIL') AS failed, COUNT(*) FILTER (WHERE status = 'OK') AS okay FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;
