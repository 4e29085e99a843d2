"""R008: a proof of life is dated after the death."""

ID, TITLE, SEVERITY = "R008", "死亡以后还有资格认证", "A"
LAW = "社会保险经办条例（国令第765号）第26条"
ADVICE = "查明是谁、用什么方式认证；疑似冒领的，移送稽核。"
NEEDS = {"certifications": ("person", "on_day"), "deaths": ("person", "on_day")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "死亡日期"
QUERY = """
SELECT c.person, MAX(c.on_day) // 100 AS month, CAST(0 AS BIGINT) AS fen, MIN(d.on_day) AS evidence
FROM certifications c JOIN deaths d ON d.person = c.person
WHERE c.on_day > d.on_day
GROUP BY c.person
"""
EXAMPLE = (
    {"certifications": [(1, 20240301), (2, 20240210)], "deaths": [(1, 20240211), (2, 20240211)]},
    [(1, 202403, 0, 20240211)],
    20240615,
)
