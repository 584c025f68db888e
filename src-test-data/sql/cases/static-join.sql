-- case: a stream and a static table
SELECT r.sensor_id, r.temperature, s.room FROM readings AS r JOIN sensors AS s ON r.sensor_id = s.sensor_id;

-- case: a stream and a static table with more conditions
SELECT r.sensor_id, r.temperature, s.room, s.max_temperature FROM readings AS r INNER JOIN sensors AS s ON r.sensor_id = s.sensor_id AND r.temperature > s.max_temperature;

-- case: a static table and a stream
SELECT s.room, r.humidity FROM sensors AS s JOIN readings AS r ON s.sensor_id = r.sensor_id WHERE s.floor_number = 0 AND r.humidity > 50;

-- case: a join in the where clause
SELECT r.sensor_id, r.status, s.room FROM readings AS r, sensors AS s WHERE r.sensor_id = s.sensor_id AND s.room IS NOT NULL AND r.status = 'FAIL';

-- case: a join using a column
SELECT sensor_id, room, status FROM readings JOIN sensors USING (sensor_id) WHERE status <> 'OK';

-- case: a join by expressions
SELECT r.sensor_id, s.sensor_id AS other_id, s.room FROM readings AS r JOIN sensors AS s ON r.sensor_id + 1 = s.sensor_id WHERE r.humidity > 60;

-- case: a looked up row
SELECT t.sensor_id, t.temperature, s.room, s.floor_number FROM texts AS t JOIN sensors FOR SYSTEM_TIME AS OF t.clock AS s ON t.sensor_id = s.sensor_id;

-- case: a looked up row that may be missing
SELECT t.sensor_id, t.status, s.room FROM texts AS t LEFT JOIN sensors FOR SYSTEM_TIME AS OF t.clock AS s ON t.sensor_id = s.sensor_id;

-- case: a looked up row with more conditions
SELECT t.sensor_id, t.temperature, s.room, s.max_temperature FROM texts AS t LEFT JOIN sensors FOR SYSTEM_TIME AS OF t.clock AS s ON t.sensor_id = s.sensor_id AND s.max_temperature > 22 AND t.temperature > s.max_temperature;

-- case: a window over looked up rows
SELECT room, TUMBLE_START(row_time, INTERVAL '2' MINUTE) AS win_start, COUNT(*) AS num, AVG(temperature) AS temperature FROM (SELECT s.room, t.temperature, t.row_time FROM texts AS t LEFT JOIN sensors FOR SYSTEM_TIME AS OF t.clock AS s ON t.sensor_id = s.sensor_id) GROUP BY room, TUMBLE(row_time, INTERVAL '2' MINUTE);

-- case: looked up rows of a window
CREATE TEMPORARY VIEW minutes AS SELECT sensor_id, TUMBLE_START(row_time, INTERVAL '1' MINUTE) AS win_start, MAX(temperature) AS hottest, PROCTIME() AS clock FROM texts GROUP BY sensor_id, TUMBLE(row_time, INTERVAL '1' MINUTE);
SELECT m.sensor_id, m.win_start, m.hottest, s.room FROM minutes AS m JOIN sensors FOR SYSTEM_TIME AS OF m.clock AS s ON m.sensor_id = s.sensor_id WHERE m.hottest > s.max_temperature;

-- case: a window joined with a static table
SELECT w.sensor_id, w.win_start, w.num, s.room FROM (SELECT sensor_id, TUMBLE_START(event_time, INTERVAL '1' MINUTE) AS win_start, COUNT(*) AS num FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '1' MINUTE)) AS w JOIN sensors AS s ON w.sensor_id = s.sensor_id;

-- case: rows that a table knows
SELECT sensor_id, event_time FROM readings WHERE sensor_id IN (SELECT sensor_id FROM sensors WHERE floor_number > 0);

-- case: rows that a table knows by two columns
SELECT sensor_id, status, event_time FROM readings AS r WHERE r.humidity > 40 AND EXISTS (SELECT * FROM sensors AS s WHERE s.sensor_id = r.sensor_id AND s.max_temperature < r.temperature);

-- case: a join without an equality
SELECT a.alarm_id, s.room, s.floor_number FROM alarms AS a JOIN sensors AS s ON a.sensor_id < s.floor_number;

-- case: each row beside each row of a table
SELECT a.alarm_id, s.room FROM alarms AS a CROSS JOIN sensors AS s WHERE a.severity = 'HIGH';

-- case: null matches null in a table
SELECT r.event_time, s.room FROM readings AS r JOIN sensors AS s ON r.sensor_id IS NOT DISTINCT FROM s.sensor_id WHERE r.sensor_id IS NULL OR r.sensor_id = 5;

-- case: a whole number beside a longer one
SELECT r.sensor_id, s.room FROM readings AS r JOIN (SELECT CAST(sensor_id AS BIGINT) AS id, room FROM sensors) AS s ON r.sensor_id = s.id WHERE r.status = 'OK';

-- case: two tables that do not flow
SELECT x.room, y.room AS other FROM sensors AS x JOIN sensors AS y ON x.floor_number = y.floor_number AND x.room < y.room;

-- case: a stream and two tables
SELECT r.event_time, x.room, y.room AS below FROM readings AS r JOIN sensors AS x ON r.sensor_id = x.sensor_id JOIN sensors AS y ON x.floor_number = y.floor_number + 1;

-- case: rows of a window and a table
SELECT r.window_start, r.sensor_id, s.room, r.temperature FROM (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))) AS r JOIN sensors AS s ON r.sensor_id = s.sensor_id WHERE r.temperature > s.max_temperature;
