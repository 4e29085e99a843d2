"""R017: two funeral payments for one dead person."""

ID, TITLE, SEVERITY = "R017", "同一死者领了两份丧葬抚恤", "B"
LAW = "社会保险法 第17条、第49条：同时符合的，只能选择领取其中的一种"
ADVICE = "核对两处支付；由遗属选定一份，另一份追回。"
NEEDS = {"grants": ("person", "kind", "scheme", "month", "fen")}
THRESHOLDS: dict[str, int] = {"funeral": 1}
EVIDENCE = "首次支付月"
QUERY = """
SELECT g.person, MAX(g.month) AS month, CAST(SUM(g.fen) - MAX(g.fen) AS BIGINT) AS fen, MIN(g.month) AS evidence
FROM grants g CROSS JOIN threshold t
WHERE g.kind = t.funeral
GROUP BY g.person
HAVING COUNT(DISTINCT g.scheme) > 1
"""
EXAMPLE = (
    {"grants": [(1, 1, 110, 202401, 500_000), (1, 1, 410, 202402, 900_000), (2, 1, 170, 202401, 90_000)]},
    [(1, 202402, 500_000, 202401)],
    20240615,
)
