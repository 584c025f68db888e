-- case: interval join
SELECT r.sensor_id, r.event_time, a.alarm_id, a.alarm_time FROM readings AS r JOIN alarms AS a ON r.sensor_id = a.sensor_id AND a.alarm_time BETWEEN r.event_time - INTERVAL '5' SECOND AND r.event_time + INTERVAL '5' SECOND;

-- case: interval join after
SELECT r.sensor_id, r.temperature, a.alarm_id FROM readings AS r, alarms AS a WHERE r.sensor_id = a.sensor_id AND a.alarm_time >= r.event_time AND a.alarm_time < r.event_time + INTERVAL '10' SECOND;

-- case: interval join from the other side
SELECT a.alarm_id, a.severity, r.temperature FROM alarms AS a JOIN readings AS r ON a.sensor_id = r.sensor_id AND r.event_time BETWEEN a.alarm_time - INTERVAL '15' SECOND AND a.alarm_time - INTERVAL '1' SECOND WHERE a.severity = 'CRITICAL';

-- case: interval join with more conditions
SELECT r.sensor_id, r.temperature, a.severity FROM readings AS r JOIN alarms AS a ON r.sensor_id = a.sensor_id AND a.alarm_time BETWEEN r.event_time AND r.event_time + INTERVAL '20' SECOND AND r.temperature > 24 AND a.severity <> 'LOW' AND CHAR_LENGTH(r.status) < CHAR_LENGTH(a.severity);

-- case: interval join by two keys
SELECT x.sensor_id, x.status, x.event_time, y.event_time AS later FROM readings AS x JOIN readings AS y ON x.sensor_id = y.sensor_id AND x.status = y.status AND y.event_time > x.event_time AND y.event_time <= x.event_time + INTERVAL '5' SECOND;

-- case: interval join at the same time
SELECT r.sensor_id, r.event_time, a.alarm_id FROM readings AS r JOIN alarms AS a ON r.event_time = a.alarm_time AND r.status = 'OK' AND a.severity = 'LOW' AND r.sensor_id <= a.sensor_id AND r.sensor_id >= a.sensor_id - 5 AND CHAR_LENGTH(r.status) = CHAR_LENGTH(a.severity) - 1;

-- case: left interval join
SELECT a.alarm_id, a.sensor_id, r.temperature, r.event_time FROM alarms AS a LEFT JOIN readings AS r ON a.sensor_id = r.sensor_id AND r.event_time BETWEEN a.alarm_time - INTERVAL '3' SECOND AND a.alarm_time + INTERVAL '2' SECOND;

-- case: left interval join with a condition on the left
SELECT a.alarm_id, a.severity, r.temperature FROM alarms AS a LEFT JOIN readings AS r ON a.sensor_id = r.sensor_id AND r.event_time BETWEEN a.alarm_time - INTERVAL '10' SECOND AND a.alarm_time AND a.severity = 'HIGH';

-- case: right interval join
SELECT a.alarm_id, r.sensor_id, r.humidity, r.event_time FROM alarms AS a RIGHT JOIN readings AS r ON a.sensor_id = r.sensor_id AND r.event_time BETWEEN a.alarm_time - INTERVAL '3' SECOND AND a.alarm_time + INTERVAL '2' SECOND;

-- case: full interval join
SELECT a.alarm_id, a.sensor_id, r.sensor_id AS reading_of, r.event_time FROM alarms AS a FULL JOIN readings AS r ON a.sensor_id = r.sensor_id AND r.event_time BETWEEN a.alarm_time - INTERVAL '2' SECOND AND a.alarm_time;

-- case: interval join of instants
SELECT x.person, x.click_time, y.url FROM clicks AS x JOIN clicks AS y ON x.person = y.person AND y.click_time BETWEEN x.click_time + INTERVAL '1' SECOND AND x.click_time + INTERVAL '20' SECOND;

-- case: a window over an interval join
SELECT severity, TUMBLE_START(event_time, INTERVAL '2' MINUTE) AS win_start, COUNT(*) AS num, MAX(temperature) AS hottest FROM (SELECT r.event_time, r.temperature, a.severity FROM readings AS r JOIN alarms AS a ON r.sensor_id = a.sensor_id AND a.alarm_time BETWEEN r.event_time - INTERVAL '10' SECOND AND r.event_time + INTERVAL '10' SECOND) GROUP BY severity, TUMBLE(event_time, INTERVAL '2' MINUTE);

-- case: interval join of filtered queries
SELECT r.sensor_id, r.event_time, a.alarm_time FROM (SELECT * FROM readings WHERE status = 'FAIL') AS r JOIN (SELECT sensor_id, alarm_time FROM alarms WHERE severity IS NOT NULL) AS a ON r.sensor_id = a.sensor_id AND a.alarm_time BETWEEN r.event_time - INTERVAL '30' SECOND AND r.event_time;
