-- case: all columns
SELECT * FROM readings;

-- case: columns in another order, renamed
SELECT status AS state, sensor_id AS `sensor id`, temperature FROM readings;

-- case: a qualified star and an expression
SELECT r.*, r.humidity + 1 AS following_one FROM readings AS r;

-- case: expressions without names
SELECT sensor_id, humidity + 1, temperature * 2 FROM readings;

-- case: one column twice
SELECT sensor_id, sensor_id FROM readings;

-- case: arithmetic of integers
SELECT humidity, humidity + 1, humidity - 100, humidity * 3, humidity / 7, humidity % 7, -humidity, ABS(humidity - 50) FROM readings;

-- case: arithmetic of doubles
SELECT temperature, temperature + 0.5, temperature / 3, temperature * humidity, -temperature, ROUND(temperature, 1), FLOOR(temperature), CEIL(temperature) FROM readings;

-- case: arithmetic of decimals
SELECT price, price + 1, price * 1.5, price / 3, price - price, price * price, -price, ROUND(price, 1) FROM readings;

-- case: arithmetic of mixed types
SELECT id, tiny + small, small + number, number + big, tiny + real4, big * real8, money + exact, money * number, exact / money FROM samples WHERE money <> 0;

-- case: a column of each type
SELECT * FROM samples;

-- case: literals
SELECT id, 1, 2147483648, 1.50, 1.5E0, 'text', '', 'it''s', TRUE, DATE '2020-04-16', TIME '11:33:20', TIMESTAMP '2020-04-16 11:33:20', TIMESTAMP '2020-04-16 11:33:20.125', CAST(NULL AS INTEGER) FROM samples WHERE id < 3;

-- case: case over conditions
SELECT sensor_id, temperature, CASE WHEN temperature > 25 THEN 'hot' WHEN temperature > 21 THEN 'mild' WHEN temperature IS NULL THEN 'unknown' ELSE 'cold' END AS kind FROM readings;

-- case: case of a value
SELECT status, CASE status WHEN 'OK' THEN 0 WHEN 'WARN' THEN 1 WHEN 'FAIL' THEN 2 END AS grade FROM readings;

-- case: case of mixed numbers
SELECT id, CASE WHEN flag THEN tiny ELSE big END, CASE WHEN flag THEN number ELSE money END, CASE WHEN flag THEN number ELSE real8 END FROM samples;

-- case: coalesce, nullif, if
SELECT sensor_id, COALESCE(humidity, -1) AS humidity, COALESCE(status, note, 'none') AS text, NULLIF(status, 'OK') AS not_ok, IF(humidity > 50, 'wet', 'dry') AS feel FROM readings;

-- case: logic of three values
SELECT humidity > 50 AND temperature > 22 AS both_of, humidity > 50 OR temperature > 22 AS one_of, NOT (humidity > 50) AS negated, (humidity > 50) IS TRUE AS surely, (humidity > 50) IS NOT FALSE AS perhaps, (humidity > 50) IS UNKNOWN AS not_known FROM readings;

-- case: comparisons as values
SELECT sensor_id = 1 AS is_one, status <> 'OK' AS not_ok, temperature >= humidity AS more, price < 0 AS debt, sensor_id IS NULL AS nobody, status IS NOT DISTINCT FROM note AS same FROM readings;

-- case: casts of numbers
SELECT id, CAST(number AS BIGINT), CAST(number AS DOUBLE), CAST(big AS INTEGER), CAST(small AS TINYINT), CAST(real4 AS INTEGER), CAST(money AS INTEGER), CAST(number AS DECIMAL(20, 2)), CAST(tiny AS FLOAT) FROM samples;

-- case: casts to text
SELECT id, CAST(flag AS STRING), CAST(tiny AS STRING), CAST(big AS STRING), CAST(real4 AS STRING), CAST(real8 AS STRING), CAST(money AS STRING), CAST(exact AS VARCHAR), CAST(made AS STRING), CAST(`at` AS STRING), CAST(seen AS STRING), CAST(code AS STRING) FROM samples;

-- case: casts of text
SELECT note, TRY_CAST(note AS INTEGER) AS i, TRY_CAST(note AS DOUBLE) AS d, TRY_CAST(note AS DECIMAL(6, 2)) AS n, TRY_CAST(note AS BOOLEAN) AS b, CAST(note AS VARCHAR(3)) AS v FROM readings;

-- case: casts between times
SELECT id, CAST(seen AS DATE), CAST(made AS TIMESTAMP(3)), CAST(seen AS TIMESTAMP(0)), CAST(seen AS TIME), CAST(event_time AS TIMESTAMP(6)), CAST(seen AS TIMESTAMP_LTZ(3)), CAST(`instant` AS TIMESTAMP(3)) FROM samples;

-- case: functions of text
SELECT note, UPPER(note) AS u, LOWER(note) AS l, CHAR_LENGTH(note) AS n, SUBSTRING(note FROM 2 FOR 3) AS s, TRIM(note) AS t, note || '-' || status AS joined, CONCAT(note, '!') AS c, CONCAT_WS('/', note, status) AS w, POSITION('b' IN note) AS p, REPLACE(note, 'a', 'o') AS r FROM readings;

-- case: parts of times
SELECT event_time, EXTRACT(HOUR FROM event_time) AS h, MINUTE(event_time) AS m, EXTRACT(SECOND FROM event_time) AS s, YEAR(event_time) AS y, DAYOFWEEK(event_time) AS w, QUARTER(event_time) AS q FROM readings WHERE sensor_id = 1;

-- case: times moved and rounded
SELECT event_time, event_time + INTERVAL '1' HOUR, event_time - INTERVAL '90' SECOND, event_time + INTERVAL '1' MONTH, FLOOR(event_time TO MINUTE), CEIL(event_time TO HOUR), TIMESTAMPADD(DAY, -1, event_time) FROM readings WHERE sensor_id = 2;

-- case: times apart
SELECT id, TIMESTAMPDIFF(SECOND, seen, event_time), TIMESTAMPDIFF(DAY, seen, event_time), TIMESTAMPDIFF(MONTH, seen, event_time), TIMESTAMPDIFF(DAY, made, DATE '2020-04-16') FROM samples;

-- case: times as text
SELECT sensor_id, DATE_FORMAT(event_time, 'yyyy-MM-dd HH:mm') AS minute_of, DATE_FORMAT(event_time, 'yyyyMMdd''T''HHmmss') AS compact FROM readings WHERE sensor_id = 3;

-- case: a nested expression
SELECT sensor_id, ROUND(COALESCE(temperature, CAST(humidity AS DOUBLE), 0.0E0) * 1.8E0 + CASE WHEN status IN ('OK', 'ok') THEN 32 ELSE 0 END, 2) AS mixed FROM readings;

-- case: distinctness of nulls
SELECT sensor_id IS DISTINCT FROM 1 AS other, humidity IS NOT DISTINCT FROM 40 AS forty FROM readings;

-- case: times on both sides of 1970
SELECT id, event_time, FLOOR(event_time TO MINUTE), CEIL(event_time TO MINUTE), EXTRACT(SECOND FROM event_time), YEAR(event_time), CAST(event_time AS DATE), CAST(event_time AS STRING) FROM early;
