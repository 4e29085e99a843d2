"""R057: one natural person accepted and decided the same matter."""

ID, TITLE, SEVERITY = "R057", "同一人既受理又复核", "A"
LAW = "社会保险经办条例（国令第765号）第37条：不相容岗位分离"
ADVICE = "由另一人重新复核；查明账号是否混用。"
NEEDS = {"steps": ("person", "matter", "step", "operator", "on_day")}
THRESHOLDS: dict[str, int] = {"accepted": 1}
EVIDENCE = "办件"
QUERY = """
SELECT s.person, MAX(s.on_day) // 100 AS month, CAST(0 AS BIGINT) AS fen, MIN(s.matter) AS evidence
FROM steps s JOIN steps o ON o.matter = s.matter AND o.operator = s.operator CROSS JOIN threshold t
WHERE s.step = t.accepted AND o.step > t.accepted
GROUP BY s.person
"""
EXAMPLE = (
    {"steps": [(1, 10, 1, 5, 20240501), (1, 10, 2, 5, 20240502), (2, 11, 1, 5, 20240501), (2, 11, 2, 6, 20240502)]},
    [(1, 202405, 0, 10)],
    20240615,
)
