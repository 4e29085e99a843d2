"""R058: data of a person was changed at night, on a holiday, or for a closed month."""

ID, TITLE, SEVERITY = "R058", "非工作时间或结账以后改动资料", "B"
LAW = "本系统的疑点线，不是法定值；社会保险经办条例 第37条：内部控制"
ADVICE = "核对改动内容、经办人和审批；没有依据的，改回并追责。"
NEEDS = {"changes": ("person", "on_day", "hour", "workday", "closed")}
THRESHOLDS: dict[str, int] = {"opens": 7, "closes": 20}
EVIDENCE = "改动日期"
QUERY = """
SELECT c.person, MAX(c.on_day) // 100 AS month, CAST(0 AS BIGINT) AS fen, MAX(c.on_day) AS evidence
FROM changes c CROSS JOIN threshold t
WHERE c.hour < t.opens OR c.hour >= t.closes OR c.workday = 0 OR c.closed = 1
GROUP BY c.person
"""
EXAMPLE = (
    {"changes": [(1, 20240501, 23, 1, 0), (2, 20240506, 10, 1, 0), (3, 20240504, 10, 0, 0), (4, 20240506, 10, 1, 1)]},
    [(1, 202405, 0, 20240501), (3, 202405, 0, 20240504), (4, 202405, 0, 20240506)],
    20240615,
)
