"""R056: somebody decided the benefit of a relative."""

ID, TITLE, SEVERITY = "R056", "经办人办理了本人亲属的待遇", "A"
LAW = "社会保险经办条例（国令第765号）第37条、第44条：经办人员应当回避"
ADVICE = "换人重新复核该办件；违规的，按制度处理。"
NEEDS = {"decisions": ("person", "operator", "on_day"), "relatives": ("person", "operator")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "经办日期"
QUERY = """
SELECT d.person, MAX(d.on_day) // 100 AS month, CAST(0 AS BIGINT) AS fen, MAX(d.on_day) AS evidence
FROM decisions d JOIN relatives r ON r.person = d.person AND r.operator = d.operator
GROUP BY d.person
"""
EXAMPLE = ({"decisions": [(1, 5, 20240501), (2, 5, 20240501)], "relatives": [(1, 5), (2, 6)]}, [(1, 202405, 0, 20240501)], 20240615)
