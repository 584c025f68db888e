-- The tables of the cases; ${inputs} is the directory of the rows, as a URI.

CREATE TABLE readings (
  sensor_id   INTEGER,
  temperature DOUBLE,
  status      VARCHAR(6),
  humidity    INTEGER,
  price       DECIMAL(10, 2),
  note        STRING,
  event_time  TIMESTAMP(3),
  WATERMARK FOR event_time AS event_time - INTERVAL '5' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = '${inputs}/readings.ndjson',
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE TABLE alarms (
  alarm_id   BIGINT,
  sensor_id  INTEGER,
  severity   VARCHAR(8),
  message    STRING,
  alarm_time TIMESTAMP(3),
  WATERMARK FOR alarm_time AS alarm_time - INTERVAL '5' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = '${inputs}/alarms.ndjson',
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
);

-- does not flow
CREATE TABLE sensors (
  sensor_id       INTEGER,
  room            STRING,
  floor_number    INTEGER,
  max_temperature DOUBLE
) WITH (
  'connector' = 'filesystem',
  'path' = '${inputs}/sensors.ndjson',
  'format' = 'json'
);

-- a column of each type
CREATE TABLE samples (
  id         INTEGER NOT NULL,
  flag       BOOLEAN,
  tiny       TINYINT,
  small      SMALLINT,
  number     INTEGER,
  big        BIGINT,
  real4      FLOAT,
  real8      DOUBLE,
  money      DECIMAL(8, 1),
  exact      DECIMAL(20, 6),
  code       CHAR(3),
  name       VARCHAR(10),
  made       DATE,
  `at`       TIME,
  seen       TIMESTAMP(3),
  `instant`  TIMESTAMP_LTZ(3),
  event_time TIMESTAMP(3),
  WATERMARK FOR event_time AS event_time - INTERVAL '5' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = '${inputs}/samples.ndjson',
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
);

-- in order
CREATE TABLE steps (
  step      INTEGER,
  walker    STRING,
  `length`  DOUBLE,
  place     STRING,
  step_time TIMESTAMP(3),
  WATERMARK FOR step_time AS step_time - INTERVAL '5' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = '${inputs}/steps.ndjson',
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
);

-- on both sides of 1970
CREATE TABLE early (
  id         INTEGER,
  amount     INTEGER,
  event_time TIMESTAMP(3),
  WATERMARK FOR event_time AS event_time - INTERVAL '5' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = '${inputs}/early.ndjson',
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
);

-- computed columns, and a time that is one
CREATE TABLE clicks (
  person     STRING,
  url        STRING,
  amount     INTEGER,
  quantity   INTEGER,
  ts         BIGINT,
  total      AS amount * quantity,
  page       AS UPPER(SUBSTRING(url FROM 2 FOR 4)),
  click_time AS TO_TIMESTAMP_LTZ(ts, 3),
  WATERMARK FOR click_time AS click_time - INTERVAL '5' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = '${inputs}/clicks.ndjson',
  'format' = 'json'
);

-- the readings again, with the time of text, and one of the clock
CREATE TABLE texts (
  sensor_id   INTEGER,
  temperature DOUBLE,
  status      STRING,
  event_time  STRING,
  fahrenheit  AS temperature * 9 / 5 + 32,
  row_time    AS TO_TIMESTAMP(event_time, 'yyyy-MM-dd''T''HH:mm:ss.SSS'),
  clock       AS PROCTIME(),
  WATERMARK FOR row_time AS row_time - INTERVAL '5' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = '${inputs}/readings.ndjson',
  'format' = 'json'
);
