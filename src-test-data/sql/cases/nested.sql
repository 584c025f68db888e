-- case: a window over a window's row time
SELECT TUMBLE_START(row_time, INTERVAL '2' MINUTE) AS win_start, SUM(num) AS num, MAX(temperature) AS hottest FROM (SELECT sensor_id, COUNT(*) AS num, AVG(temperature) AS temperature, TUMBLE_ROWTIME(event_time, INTERVAL '30' SECOND) AS row_time FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '30' SECOND)) GROUP BY TUMBLE(row_time, INTERVAL '2' MINUTE);

-- case: a hop over a tumble
SELECT status, HOP_END(row_time, INTERVAL '1' MINUTE, INTERVAL '3' MINUTE) AS win_end, AVG(num) AS num FROM (SELECT status, COUNT(*) AS num, TUMBLE_ROWTIME(event_time, INTERVAL '1' MINUTE) AS row_time FROM readings GROUP BY status, TUMBLE(event_time, INTERVAL '1' MINUTE)) GROUP BY status, HOP(row_time, INTERVAL '1' MINUTE, INTERVAL '3' MINUTE);

-- case: a tumble over a hop
SELECT TUMBLE_START(row_time, INTERVAL '1' MINUTE) AS win_start, COUNT(*) AS windows, SUM(num) AS num FROM (SELECT COUNT(*) AS num, HOP_ROWTIME(event_time, INTERVAL '10' SECOND, INTERVAL '30' SECOND) AS row_time FROM readings GROUP BY HOP(event_time, INTERVAL '10' SECOND, INTERVAL '30' SECOND)) GROUP BY TUMBLE(row_time, INTERVAL '1' MINUTE);

-- case: a tumble over sessions
SELECT TUMBLE_END(row_time, INTERVAL '5' MINUTE) AS win_end, COUNT(*) AS sessions, MAX(num) AS longest FROM (SELECT sensor_id, COUNT(*) AS num, SESSION_ROWTIME(event_time, INTERVAL '12' SECOND) AS row_time FROM readings GROUP BY sensor_id, SESSION(event_time, INTERVAL '12' SECOND)) GROUP BY TUMBLE(row_time, INTERVAL '5' MINUTE);

-- case: a session over a tumble
SELECT SESSION_START(row_time, INTERVAL '20' SECOND) AS win_start, SESSION_END(row_time, INTERVAL '20' SECOND) AS win_end, SUM(num) AS num FROM (SELECT COUNT(*) AS num, TUMBLE_ROWTIME(event_time, INTERVAL '5' SECOND) AS row_time FROM readings WHERE status = 'FAIL' GROUP BY TUMBLE(event_time, INTERVAL '5' SECOND)) GROUP BY SESSION(row_time, INTERVAL '20' SECOND);

-- case: three windows deep
SELECT TUMBLE_START(t2, INTERVAL '6' MINUTE) AS win_start, SUM(n2) AS n FROM (SELECT SUM(n1) AS n2, TUMBLE_ROWTIME(t1, INTERVAL '1' MINUTE) AS t2 FROM (SELECT COUNT(*) AS n1, TUMBLE_ROWTIME(event_time, INTERVAL '10' SECOND) AS t1 FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '10' SECOND)) GROUP BY TUMBLE(t1, INTERVAL '1' MINUTE)) GROUP BY TUMBLE(t2, INTERVAL '6' MINUTE);

-- case: tvf over a tvf's time
CREATE TEMPORARY VIEW minutes AS SELECT window_start AS ms, window_end AS me, window_time AS row_time, sensor_id, SUM(humidity) AS humidity FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, window_time, sensor_id;
SELECT window_start, window_end, SUM(humidity) AS humidity, COUNT(*) AS parts FROM TABLE(TUMBLE(TABLE minutes, DESCRIPTOR(row_time), INTERVAL '4' MINUTE)) GROUP BY window_start, window_end;

-- case: an aggregate again in the same window
SELECT window_start, window_end, MAX(num) AS most, COUNT(*) AS sensors FROM (SELECT window_start, window_end, sensor_id, COUNT(*) AS num FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, sensor_id) GROUP BY window_start, window_end;

-- case: a group window over a tvf's time
SELECT TUMBLE_START(window_time, INTERVAL '4' MINUTE) AS win_start, SUM(num) AS num FROM (SELECT window_time, COUNT(*) AS num FROM TABLE(HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE, INTERVAL '2' MINUTE)) GROUP BY window_start, window_end, window_time) GROUP BY TUMBLE(window_time, INTERVAL '4' MINUTE);
