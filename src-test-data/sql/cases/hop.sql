-- case: hop of the notebook
SELECT sensor_id, COUNT(*) AS num, AVG(temperature) AS temperature, HOP_ROWTIME(event_time, INTERVAL '10' SECOND, INTERVAL '1' MINUTE) AS window_end FROM readings GROUP BY sensor_id, HOP(event_time, INTERVAL '10' SECOND, INTERVAL '1' MINUTE);

-- case: hop with start and end
SELECT sensor_id, HOP_START(event_time, INTERVAL '30' SECOND, INTERVAL '2' MINUTE) AS win_start, HOP_END(event_time, INTERVAL '30' SECOND, INTERVAL '2' MINUTE) AS win_end, SUM(price) AS price, MAX(humidity) AS humidity FROM readings GROUP BY sensor_id, HOP(event_time, INTERVAL '30' SECOND, INTERVAL '2' MINUTE);

-- case: hop without a key
SELECT HOP_START(event_time, INTERVAL '15' SECOND, INTERVAL '1' MINUTE) AS win_start, COUNT(*) AS num, COUNT(DISTINCT sensor_id) AS sensors FROM readings GROUP BY HOP(event_time, INTERVAL '15' SECOND, INTERVAL '1' MINUTE);

-- case: hop whose size is no multiple of its slide
SELECT HOP_START(event_time, INTERVAL '20' SECOND, INTERVAL '50' SECOND) AS win_start, COUNT(*) AS num, AVG(humidity) AS humidity FROM readings GROUP BY HOP(event_time, INTERVAL '20' SECOND, INTERVAL '50' SECOND);

-- case: hop that leaves gaps
SELECT HOP_START(event_time, INTERVAL '1' MINUTE, INTERVAL '20' SECOND) AS win_start, HOP_END(event_time, INTERVAL '1' MINUTE, INTERVAL '20' SECOND) AS win_end, COUNT(*) AS num FROM readings GROUP BY HOP(event_time, INTERVAL '1' MINUTE, INTERVAL '20' SECOND);

-- case: hop on both sides of 1970
SELECT HOP_START(event_time, INTERVAL '7' SECOND, INTERVAL '21' SECOND) AS win_start, MIN(amount) AS least, MAX(id) AS last_id FROM early GROUP BY HOP(event_time, INTERVAL '7' SECOND, INTERVAL '21' SECOND);

-- case: hop of min and max
SELECT status, HOP_END(event_time, INTERVAL '1' MINUTE, INTERVAL '3' MINUTE) AS win_end, MIN(temperature) AS coldest, MAX(temperature) AS hottest, MIN(note) AS first_note, MAX(event_time) AS latest FROM readings GROUP BY status, HOP(event_time, INTERVAL '1' MINUTE, INTERVAL '3' MINUTE);

-- case: hop over a filter and having
SELECT sensor_id, HOP_ROWTIME(event_time, INTERVAL '20' SECOND, INTERVAL '1' MINUTE) AS row_time, COUNT(*) AS num FROM readings WHERE status <> 'FAIL' GROUP BY sensor_id, HOP(event_time, INTERVAL '20' SECOND, INTERVAL '1' MINUTE) HAVING COUNT(*) > 4;

-- case: hop of instants
SELECT url, HOP_START(click_time, INTERVAL '1' MINUTE, INTERVAL '2' MINUTE) AS win_start, SUM(quantity) AS quantity FROM clicks GROUP BY url, HOP(click_time, INTERVAL '1' MINUTE, INTERVAL '2' MINUTE);

-- case: tvf hop by key
SELECT sensor_id, window_start, window_end, COUNT(*) AS num, AVG(temperature) AS temperature FROM TABLE(HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '20' SECOND, INTERVAL '1' MINUTE)) GROUP BY sensor_id, window_start, window_end;

-- case: tvf hop without a key
SELECT window_start, window_end, window_time, SUM(humidity) AS humidity FROM TABLE(HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '15' SECOND, INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, window_time;

-- case: tvf hop with named arguments
SELECT window_start, COUNT(*) AS num FROM TABLE(HOP(DATA => TABLE readings, TIMECOL => DESCRIPTOR(event_time), SLIDE => INTERVAL '30' SECOND, SIZE => INTERVAL '90' SECOND)) GROUP BY window_start, window_end;

-- case: tvf hop with an offset
SELECT window_start, window_end, COUNT(*) AS num FROM TABLE(HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '30' SECOND, INTERVAL '1' MINUTE, INTERVAL '7' SECOND)) GROUP BY window_start, window_end;

-- case: tvf hop without an aggregate
SELECT sensor_id, humidity, window_start, window_end FROM TABLE(HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '30' SECOND, INTERVAL '1' MINUTE)) WHERE sensor_id IS NULL;

-- case: tvf hop on both sides of 1970
SELECT window_start, window_end, COUNT(*) AS num FROM TABLE(HOP(TABLE early, DESCRIPTOR(event_time), INTERVAL '10' SECOND, INTERVAL '30' SECOND)) GROUP BY window_start, window_end;
