-- case: cumulate by key
SELECT sensor_id, window_start, window_end, COUNT(*) AS num, AVG(temperature) AS temperature FROM TABLE(CUMULATE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '30' SECOND, INTERVAL '2' MINUTE)) GROUP BY sensor_id, window_start, window_end;

-- case: cumulate without a key
SELECT window_start, window_end, window_time, SUM(humidity) AS humidity, COUNT(DISTINCT sensor_id) AS sensors FROM TABLE(CUMULATE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE)) GROUP BY window_start, window_end, window_time;

-- case: cumulate with named arguments
SELECT window_start, window_end, MAX(price) AS dearest FROM TABLE(CUMULATE(DATA => TABLE readings, TIMECOL => DESCRIPTOR(event_time), STEP => INTERVAL '20' SECOND, SIZE => INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;

-- case: cumulate with an offset
SELECT window_start, window_end, COUNT(*) AS num FROM TABLE(CUMULATE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE, INTERVAL '4' MINUTE, INTERVAL '90' SECOND)) GROUP BY window_start, window_end;

-- case: cumulate without an aggregate
SELECT sensor_id, event_time, window_start, window_end FROM TABLE(CUMULATE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE, INTERVAL '3' MINUTE)) WHERE sensor_id = 3;

-- case: cumulate on both sides of 1970
SELECT window_start, window_end, SUM(amount) AS amount FROM TABLE(CUMULATE(TABLE early, DESCRIPTOR(event_time), INTERVAL '10' SECOND, INTERVAL '40' SECOND)) GROUP BY window_start, window_end;

-- case: cumulate of instants
SELECT window_start, window_end, page, COUNT(*) AS num FROM TABLE(CUMULATE(TABLE clicks, DESCRIPTOR(click_time), INTERVAL '1' MINUTE, INTERVAL '3' MINUTE)) GROUP BY window_start, window_end, page;
