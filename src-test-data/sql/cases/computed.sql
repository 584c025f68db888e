-- case: computed columns
SELECT person, amount, quantity, total, page, click_time FROM clicks;

-- case: all columns, computed ones, too
SELECT * FROM clicks WHERE quantity > 6;

-- case: a filter over a computed column
SELECT person, total FROM clicks WHERE total > 4000 AND page = 'LAKE';

-- case: a window over a computed time
SELECT sensor_id, TUMBLE_START(row_time, INTERVAL '1' MINUTE) AS win_start, MAX(fahrenheit) AS hottest FROM texts GROUP BY sensor_id, TUMBLE(row_time, INTERVAL '1' MINUTE);

-- case: a tvf over a computed time
SELECT window_start, window_time, AVG(fahrenheit) AS fahrenheit, COUNT(*) AS num FROM TABLE(HOP(TABLE texts, DESCRIPTOR(row_time), INTERVAL '30' SECOND, INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, window_time;

-- case: the text of a computed time
SELECT event_time, row_time, fahrenheit FROM texts WHERE sensor_id = 2;
