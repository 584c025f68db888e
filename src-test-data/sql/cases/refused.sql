-- What we refuse. Behind each case: the line and column that we show, words of the message, and what to write instead.

-- case: refused unwindowed count
-- at: 1:1 window
-- instead: group by a window too, TUMBLE(event_time, INTERVAL '1' MINUTE)
SELECT sensor_id, COUNT(*) AS num
FROM readings
GROUP BY sensor_id;

-- case: refused aggregate of everything
-- at: 1:1 window
-- instead: group by a window
SELECT MAX(temperature) AS hottest FROM readings;

-- case: refused distinct rows
-- at: 1:1 window
-- instead: SELECT DISTINCT window_start, window_end, … over a window
SELECT DISTINCT status FROM readings;

-- case: refused aggregate of a window's rows by another key
-- at: 3:2 window_start
-- instead: group by window_start and window_end as well
SELECT sensor_id, windows
FROM
(SELECT sensor_id, COUNT(*) AS windows
 FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
 GROUP BY sensor_id);

-- case: refused join without a bound on time
-- at: 3:1 time
-- instead: AND a.alarm_time BETWEEN r.event_time AND r.event_time + INTERVAL '1' MINUTE
SELECT r.sensor_id, a.alarm_id
FROM readings AS r
JOIN alarms AS a ON r.sensor_id = a.sensor_id;

-- case: refused join with a bound to one side
-- at: 4:1 time
-- instead: AND a.alarm_time < r.event_time + INTERVAL '1' MINUTE as well
SELECT r.sensor_id, s.room, a.alarm_id
FROM readings AS r
JOIN sensors AS s ON r.sensor_id = s.sensor_id
JOIN alarms AS a ON r.sensor_id = a.sensor_id AND a.alarm_time >= r.event_time;

-- case: refused order of a stream
-- at: 1:54 ORDER BY
-- instead: leave ORDER BY out, or take the first of a window by ROW_NUMBER
SELECT sensor_id, temperature FROM readings ORDER BY temperature;

-- case: refused limit of a subquery
-- at: 1:61 LIMIT ends
-- instead: LIMIT at the end
SELECT sensor_id FROM (SELECT sensor_id FROM readings LIMIT 10) AS t;

-- case: refused union that is distinct
-- at: 2:1 UNION ALL
-- instead: UNION ALL
SELECT sensor_id FROM readings
UNION
SELECT sensor_id FROM alarms;

-- case: refused intersection
-- at: 2:1 UNION ALL
-- instead: a window join, or an interval join
SELECT sensor_id FROM readings
INTERSECT
SELECT sensor_id FROM alarms;

-- case: refused difference
-- at: 2:1 UNION ALL
-- instead: a window join with NOT EXISTS
SELECT sensor_id FROM readings
EXCEPT
SELECT sensor_id FROM alarms;

-- case: refused first rows without a window
-- at: 1:44 window_start
-- instead: PARTITION BY window_start, window_end over a window
SELECT * FROM (SELECT sensor_id, humidity, ROW_NUMBER() OVER (PARTITION BY sensor_id ORDER BY humidity DESC) AS n FROM readings) WHERE n <= 3;

-- case: refused scalar query
-- at: 1:33 query
-- instead: a window join with the aggregate
SELECT sensor_id, temperature, (SELECT MAX(max_temperature) FROM sensors) AS limit_of FROM readings;

-- case: refused unknown column
-- at: 2:3 tempp
-- instead: temperature
SELECT sensor_id,
  tempp
FROM readings;

-- case: refused unknown table
-- at: 1:15 reading
-- instead: readings
SELECT * FROM reading;

-- case: refused unknown column of a table
-- at: 1:10 room
-- instead: s.room of a join with sensors
SELECT r.room FROM readings AS r;

-- case: refused unknown alias
-- at: 1:8 x
-- instead: r.sensor_id
SELECT x.sensor_id FROM readings AS r;

-- case: refused unknown function
-- at: 1:8 AVERAGE
-- instead: AVG
SELECT AVERAGE(temperature) FROM readings GROUP BY TUMBLE(event_time, INTERVAL '1' MINUTE);

-- case: refused number and text
-- at: 1:8 +
-- instead: CAST(status AS INTEGER), or CAST(sensor_id AS STRING) ||
SELECT sensor_id + status FROM readings;

-- case: refused comparison of number and text
-- at: 1:38 CAST
-- instead: status = '1'
SELECT sensor_id FROM readings WHERE status = 1;

-- case: refused column that is not grouped
-- at: 1:19 status
-- instead: group by status, or MAX(status)
SELECT sensor_id, status, COUNT(*) FROM readings GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '1' MINUTE);

-- case: refused aggregate in where
-- at: 1:38 Aggregate
-- instead: HAVING
SELECT sensor_id FROM readings WHERE COUNT(*) > 1 GROUP BY sensor_id, TUMBLE(event_time, INTERVAL '1' MINUTE);

-- case: refused nested aggregate
-- at: 1:8 Aggregate
-- instead: a query over a query
SELECT MAX(COUNT(*)) FROM readings GROUP BY TUMBLE(event_time, INTERVAL '1' MINUTE);

-- case: refused ambiguous column
-- at: 1:8 ambiguous
-- instead: r.sensor_id
SELECT sensor_id FROM readings AS r JOIN sensors AS s ON r.sensor_id = s.sensor_id;

-- case: refused unions of unlike width
-- at: 1:57 Column count
-- instead: as many columns in each part
SELECT sensor_id, status FROM readings UNION ALL SELECT sensor_id FROM alarms;

-- case: refused window over a column that is no row time
-- at: 1:39 event time
-- instead: TUMBLE(event_time, …), the column of the WATERMARK
SELECT COUNT(*) FROM samples GROUP BY TUMBLE(seen, INTERVAL '1' MINUTE);

-- case: refused tvf over a column that is no row time
-- at: 1:28 event time
-- instead: DESCRIPTOR(event_time), the column of the WATERMARK
SELECT COUNT(*) FROM TABLE(TUMBLE(TABLE samples, DESCRIPTOR(seen), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;

-- case: refused window over a time that was changed
-- at: 1:90 event time
-- instead: keep event_time as it is
SELECT COUNT(*) FROM (SELECT event_time + INTERVAL '1' HOUR AS t FROM readings) GROUP BY TUMBLE(t, INTERVAL '1' MINUTE);

-- case: refused start of another window
-- at: 1:8 TUMBLE
-- instead: the same interval in both
SELECT TUMBLE_START(event_time, INTERVAL '2' MINUTE) FROM readings GROUP BY TUMBLE(event_time, INTERVAL '1' MINUTE);

-- case: refused window in where
-- at: 1:38 TUMBLE
-- instead: HAVING, or a query over a query
SELECT sensor_id FROM readings WHERE TUMBLE_START(event_time, INTERVAL '1' MINUTE) > TIMESTAMP '2020-04-16 11:40:00';

-- case: refused cumulate whose size is no multiple of its step
-- at: 1:28 multiple
-- instead: a size that is a multiple of the step
SELECT COUNT(*) FROM TABLE(CUMULATE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '40' SECOND, INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;

-- case: refused missing comma
-- at: 2:3 temperature
-- instead: a comma behind sensor_id
SELECT sensor_id AS s
  temperature
FROM readings;

-- case: refused reserved word as a name
-- at: 1:23 `value`
-- instead: `value`
SELECT temperature AS value FROM readings;

-- case: refused double quotes
-- at: 1:8 "
-- instead: backticks for names, single quotes for text
SELECT "sensor_id" FROM readings;

-- case: refused window join on the start alone
-- at: 2:1 window_end
-- instead: AND r.window_end = a.window_end
SELECT r.sensor_id, a.alarm_id FROM (SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND))) AS r
JOIN (SELECT * FROM TABLE(TUMBLE(TABLE alarms, DESCRIPTOR(alarm_time), INTERVAL '10' SECOND))) AS a ON r.sensor_id = a.sensor_id AND r.window_start = a.window_start;

-- case: refused rows of a table that no row belongs to
-- at: 2:6 stream
-- instead: the stream first, readings LEFT JOIN sensors
SELECT r.sensor_id, s.room FROM sensors AS s
LEFT JOIN readings AS r ON r.sensor_id = s.sensor_id;

-- case: refused versions of a table
-- at: 2:6 clock
-- instead: FOR SYSTEM_TIME AS OF t.clock, a time of the clock
SELECT r.sensor_id, s.room FROM readings AS r
JOIN sensors FOR SYSTEM_TIME AS OF r.event_time AS s ON r.sensor_id = s.sensor_id;

-- case: refused versions of a stream
-- at: 2:6 clock
-- instead: a join within an interval
SELECT t.sensor_id, a.alarm_id FROM texts AS t
JOIN alarms FOR SYSTEM_TIME AS OF t.clock AS a ON t.sensor_id = a.sensor_id;

-- case: refused question of a stream without a bound on time
-- at: 2:41 window
-- instead: ask within a window
SELECT sensor_id FROM readings
WHERE status = 'FAIL' AND sensor_id IN (SELECT sensor_id FROM alarms);

-- case: refused question within another condition
-- at: 2:32 AND
-- instead: UNION ALL of two queries
SELECT sensor_id FROM readings
WHERE status = 'OK' OR EXISTS (SELECT * FROM sensors WHERE sensors.sensor_id = readings.sensor_id);

-- case: refused session by another key
-- at: 2:12 PARTITION BY
-- instead: group by sensor_id, as the session is parted
SELECT status, window_start, COUNT(*) AS num
FROM TABLE(SESSION(TABLE readings PARTITION BY sensor_id, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
GROUP BY status, window_start, window_end;

-- case: refused session of all rows by a key
-- at: 2:12 PARTITION BY
-- instead: PARTITION BY status
SELECT status, window_start, COUNT(*) AS num
FROM TABLE(SESSION(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
GROUP BY status, window_start, window_end;

-- case: refused comparison of text with a number
-- at: 1:56 do not compare
-- instead: status = '1'
SELECT sensor_id FROM readings WHERE sensor_id > 1 AND status = 1;

-- case: refused function that is not there
-- at: 1:8 no function COUNTS; did you mean COUNT?
-- instead: COUNT
SELECT COUNTS(*) FROM readings;
