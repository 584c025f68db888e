-- case: the first three of a window
SELECT window_start, window_end, sensor_id, temperature, rank_of FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY temperature DESC, sensor_id, event_time) AS rank_of FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) WHERE temperature IS NOT NULL) WHERE rank_of <= 3;

-- case: the first of a window without its number
SELECT window_end, sensor_id, humidity FROM (SELECT window_start, window_end, sensor_id, humidity, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY humidity, price, sensor_id) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) WHERE humidity IS NOT NULL AND price IS NOT NULL) WHERE n = 1;

-- case: the first two aggregates of a window
SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY price DESC) AS n FROM (SELECT window_start, window_end, sensor_id, SUM(price) AS price, COUNT(*) AS num FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '2' MINUTE)) WHERE sensor_id IS NOT NULL GROUP BY window_start, window_end, sensor_id)) WHERE n <= 2;

-- case: the second and third of a window
SELECT window_start, sensor_id, price, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY price DESC, sensor_id, event_time) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '3' MINUTE)) WHERE price IS NOT NULL) WHERE n >= 2 AND n <= 3;

-- case: the first of a window and a key
SELECT window_start, status, temperature FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, status ORDER BY temperature DESC, event_time) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '3' MINUTE)) WHERE temperature IS NOT NULL) WHERE n < 2;

-- case: nulls come first, and last when descending
SELECT window_start, humidity, price, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY humidity, price DESC, event_time) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '3' MINUTE)) WHERE sensor_id IN (1, 2, 3)) WHERE n <= 5;

-- case: nulls last
SELECT window_start, humidity, price, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY humidity ASC NULLS LAST, price DESC NULLS FIRST, event_time) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '3' MINUTE)) WHERE sensor_id IN (1, 2, 3)) WHERE n <= 5;

-- case: the first two of a hopping window
SELECT window_start, window_end, sensor_id, num FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY num DESC, sensor_id) AS n FROM (SELECT window_start, window_end, sensor_id, COUNT(*) AS num FROM TABLE(HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE, INTERVAL '2' MINUTE)) GROUP BY window_start, window_end, sensor_id)) WHERE n <= 2;

-- case: the first two of a cumulating window
SELECT window_start, window_end, status, price FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY price DESC) AS n FROM (SELECT window_start, window_end, status, SUM(price) AS price FROM TABLE(CUMULATE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE, INTERVAL '3' MINUTE)) WHERE status IS NOT NULL GROUP BY window_start, window_end, status)) WHERE n <= 2;

-- case: the first by text
SELECT window_start, note, sensor_id FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY note DESC, sensor_id, event_time) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '2' MINUTE)) WHERE note IS NOT NULL AND sensor_id IS NOT NULL) WHERE n <= 3;
