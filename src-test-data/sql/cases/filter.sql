-- case: a comparison drops nulls
SELECT sensor_id, temperature FROM readings WHERE temperature > 26;

-- case: not drops nulls, too
SELECT sensor_id, temperature FROM readings WHERE NOT (temperature > 19);

-- case: is null
SELECT sensor_id, status, event_time FROM readings WHERE status IS NULL;

-- case: is not null of two
SELECT sensor_id, humidity FROM readings WHERE sensor_id IS NOT NULL AND humidity IS NOT NULL AND humidity > 60;

-- case: equal to a key that may be missing
SELECT sensor_id, humidity FROM readings WHERE sensor_id = 3;

-- case: unequal to a key that may be missing
SELECT sensor_id, humidity FROM readings WHERE sensor_id <> 3 AND humidity < 33;

-- case: in a list
SELECT sensor_id, status FROM readings WHERE status IN ('WARN', 'FAIL');

-- case: not in a list
SELECT sensor_id, status FROM readings WHERE status NOT IN ('OK', 'ok');

-- case: in a long list
SELECT sensor_id, humidity FROM readings WHERE humidity IN (30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59, 61, 63, 65, 67);

-- case: not in a list with a null
SELECT sensor_id, status FROM readings WHERE (status NOT IN ('OK', CAST(NULL AS STRING))) IS NULL;

-- case: between
SELECT sensor_id, temperature FROM readings WHERE temperature BETWEEN 20 AND 21;

-- case: not between
SELECT sensor_id, humidity FROM readings WHERE humidity NOT BETWEEN 35 AND 64;

-- case: like
SELECT sensor_id, note FROM readings WHERE note LIKE 'a%';

-- case: like with one character and an escape
SELECT sensor_id, note FROM readings WHERE note LIKE '_!_y' ESCAPE '!' OR note LIKE '%!%' ESCAPE '!';

-- case: not like
SELECT sensor_id, note FROM readings WHERE note NOT LIKE '%a%' AND note <> '';

-- case: similar to
SELECT sensor_id, note FROM readings WHERE note SIMILAR TO '(abc|ABC|-?[0-9]+)';

-- case: or over nulls
SELECT sensor_id, status, humidity FROM readings WHERE status = 'FAIL' OR humidity > 66;

-- case: time of the row
SELECT sensor_id, event_time FROM readings WHERE event_time >= TIMESTAMP '2020-04-16 11:35:00' AND event_time < TIMESTAMP '2020-04-16 11:36:00';

-- case: part of the time of the row
SELECT sensor_id, event_time FROM readings WHERE EXTRACT(SECOND FROM event_time) = 0 OR MINUTE(event_time) = 40;

-- case: an expression of two columns
SELECT sensor_id, temperature, humidity FROM readings WHERE temperature * 2 > humidity;

-- case: decimals
SELECT sensor_id, price FROM readings WHERE price < 0 OR price > 1750.5;

-- case: a boolean column
SELECT id, flag FROM samples WHERE flag;

-- case: a boolean column is not true
SELECT id, flag FROM samples WHERE flag IS NOT TRUE;

-- case: text that ends in blanks
SELECT id, code, name FROM samples WHERE name = 'dora ' OR code = 'a c' OR name = '';

-- case: dates and times
SELECT id, made, `at` FROM samples WHERE made < DATE '2000-01-01' AND `at` >= TIME '12:00:00';

-- case: instants
SELECT id, `instant` FROM samples WHERE `instant` > TO_TIMESTAMP_LTZ(1584000000000, 3);

-- case: case in a condition
SELECT sensor_id, status FROM readings WHERE CASE WHEN sensor_id = 1 THEN status = 'FAIL' ELSE status = 'WARN' END;

-- case: exists in a static list
SELECT sensor_id, humidity FROM readings WHERE (sensor_id, status) IN ((1, 'WARN'), (2, 'FAIL'));
