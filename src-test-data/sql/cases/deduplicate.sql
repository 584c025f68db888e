-- case: the earliest of a window and a key
SELECT window_start, walker, step, step_time FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, walker ORDER BY step_time ASC) AS n FROM TABLE(TUMBLE(TABLE steps, DESCRIPTOR(step_time), INTERVAL '1' MINUTE))) WHERE n = 1;

-- case: the latest of a window and a key
SELECT window_start, walker, step, place FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, walker ORDER BY step_time DESC) AS n FROM TABLE(TUMBLE(TABLE steps, DESCRIPTOR(step_time), INTERVAL '1' MINUTE))) WHERE n = 1;

-- case: the latest of a window
SELECT window_start, window_end, step FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY step_time DESC) AS n FROM TABLE(TUMBLE(TABLE steps, DESCRIPTOR(step_time), INTERVAL '30' SECOND))) WHERE n = 1;

-- case: the latest of a hopping window
SELECT window_start, window_end, walker, step FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, walker ORDER BY step_time DESC) AS n FROM TABLE(HOP(TABLE steps, DESCRIPTOR(step_time), INTERVAL '30' SECOND, INTERVAL '1' MINUTE))) WHERE n = 1;

-- case: the earliest out of disorder
SELECT window_start, sensor_id, event_time FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, sensor_id ORDER BY event_time ASC) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '2' MINUTE))) WHERE n <= 1;

-- case: the latest out of disorder
SELECT window_start, sensor_id, event_time FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, sensor_id ORDER BY event_time DESC) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '2' MINUTE))) WHERE n = 1;
