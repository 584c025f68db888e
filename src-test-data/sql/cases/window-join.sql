-- case: window join
SELECT r.window_start, r.window_end, r.sensor_id, r.temperature, a.alarm_id FROM (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND))) AS r JOIN (SELECT * FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '10' SECOND))) AS a ON r.sensor_id = a.sensor_id AND r.window_start = a.window_start AND r.window_end = a.window_end;

-- case: left window join
SELECT a.window_start, a.alarm_id, r.temperature FROM (SELECT * FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '5' SECOND))) AS a LEFT JOIN (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '5' SECOND))) AS r ON r.sensor_id = a.sensor_id AND r.window_start = a.window_start AND r.window_end = a.window_end;

-- case: right window join
SELECT r.window_start, r.sensor_id, r.humidity, a.alarm_id FROM (SELECT * FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '10' SECOND))) AS a RIGHT JOIN (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND))) AS r ON r.sensor_id = a.sensor_id AND r.window_start = a.window_start AND r.window_end = a.window_end;

-- case: full window join
SELECT COALESCE(r.window_start, a.window_start) AS win_start, r.sensor_id, a.sensor_id AS alarm_of, a.alarm_id FROM (SELECT * FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '10' SECOND))) AS a FULL JOIN (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND))) AS r ON r.sensor_id = a.sensor_id AND r.window_start = a.window_start AND r.window_end = a.window_end;

-- case: window join with more conditions
SELECT r.window_end, r.sensor_id, r.temperature, a.severity FROM (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '30' SECOND))) AS r JOIN (SELECT * FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '30' SECOND))) AS a ON r.sensor_id = a.sensor_id AND r.window_start = a.window_start AND r.window_end = a.window_end AND r.event_time < a.alarm_time AND a.severity = 'HIGH';

-- case: hopping window join
SELECT r.window_start, r.window_end, r.sensor_id, a.alarm_id FROM (SELECT * FROM TABLE(HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND, INTERVAL '20' SECOND))) AS r JOIN (SELECT * FROM TABLE(HOP(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '10' SECOND, INTERVAL '20' SECOND))) AS a ON r.sensor_id = a.sensor_id AND r.window_start = a.window_start AND r.window_end = a.window_end WHERE r.status = 'FAIL';

-- case: window join of aggregates
SELECT r.window_start, r.window_end, r.sensor_id, r.temperature, a.num FROM (SELECT window_start, window_end, sensor_id, AVG(temperature) AS temperature FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, sensor_id) AS r JOIN (SELECT window_start, window_end, sensor_id, COUNT(*) AS num FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, sensor_id) AS a ON r.window_start = a.window_start AND r.window_end = a.window_end AND r.sensor_id = a.sensor_id;

-- case: window join of aggregates without a key
SELECT r.window_start, r.num AS readings, a.num AS alarms FROM (SELECT window_start, window_end, COUNT(*) AS num FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end) AS r LEFT JOIN (SELECT window_start, window_end, COUNT(*) AS num FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end) AS a ON r.window_start = a.window_start AND r.window_end = a.window_end;

-- case: window semi join by in
SELECT r.window_start, r.sensor_id, r.event_time FROM (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND))) AS r WHERE r.sensor_id IN (SELECT a.sensor_id FROM (SELECT * FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '10' SECOND))) AS a WHERE r.window_start = a.window_start AND r.window_end = a.window_end);

-- case: window semi join by exists
SELECT r.window_start, r.sensor_id, r.event_time FROM (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND))) AS r WHERE EXISTS (SELECT * FROM (SELECT * FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '10' SECOND))) AS a WHERE r.sensor_id = a.sensor_id AND r.window_start = a.window_start AND r.window_end = a.window_end);

-- case: window anti join by not exists
SELECT r.window_start, r.sensor_id, r.event_time FROM (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))) AS r WHERE NOT EXISTS (SELECT * FROM (SELECT * FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '1' MINUTE))) AS a WHERE r.sensor_id = a.sensor_id AND r.window_start = a.window_start AND r.window_end = a.window_end);

-- case: window anti join by not in
SELECT r.window_start, r.alarm_id FROM (SELECT * FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '10' SECOND))) AS r WHERE r.sensor_id NOT IN (SELECT a.sensor_id FROM (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND))) AS a WHERE r.window_start = a.window_start AND r.window_end = a.window_end);

-- case: cumulating window join
SELECT r.window_end, r.num, a.num AS alarms FROM (SELECT window_start, window_end, COUNT(*) AS num FROM TABLE(CUMULATE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE, INTERVAL '4' MINUTE)) GROUP BY window_start, window_end) AS r JOIN (SELECT window_start, window_end, COUNT(*) AS num FROM TABLE(CUMULATE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '1' MINUTE, INTERVAL '4' MINUTE)) GROUP BY window_start, window_end) AS a ON r.window_start = a.window_start AND r.window_end = a.window_end;
