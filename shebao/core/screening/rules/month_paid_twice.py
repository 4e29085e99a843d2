"""R029: two paid periods for one month of one scheme."""

ID, TITLE, SEVERITY = "R029", "同一险种同一月份重复缴费", "B"
LAW = "社会保险法 第12条；社会保险经办条例（国令第765号）第20条"
ADVICE = "核对两笔缴费；重复的按退费办理，年限只算一次。"
NEEDS = {"contributions": ("person", "scheme", "month", "employer")}
THRESHOLDS: dict[str, int] = {"work_injury": 410}
EVIDENCE = "重复笔数"
QUERY = """
SELECT c.person, c.month, CAST(0 AS BIGINT) AS fen, COUNT(*) AS evidence
FROM contributions c CROSS JOIN threshold t
WHERE c.scheme <> t.work_injury
GROUP BY c.person, c.scheme, c.month
HAVING COUNT(*) > 1
"""
EXAMPLE = (
    {"contributions": [(1, 110, 202401, 7), (1, 110, 202401, 8), (2, 110, 202401, 7), (2, 410, 202401, 7), (2, 410, 202401, 8)]},
    [(1, 202401, 0, 2)],
    20240615,
)
