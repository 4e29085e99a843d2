"""R050: the same raise of a year was given twice."""

ID, TITLE, SEVERITY = "R050", "同一年同一种调整做了两次", "A"
LAW = "当年调整待遇的通知"
ADVICE = "核对两次调整的文件；重复的，按更正办理并追回。"
NEEDS = {"adjustments": ("person", "scheme", "year", "kind", "month")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "次数"
QUERY = """
SELECT a.person, MAX(a.month) AS month, CAST(0 AS BIGINT) AS fen, COUNT(*) AS evidence
FROM adjustments a
GROUP BY a.person, a.scheme, a.year, a.kind
HAVING COUNT(*) > 1
"""
EXAMPLE = (
    {"adjustments": [(1, 110, 2024, 1, 202401), (1, 110, 2024, 1, 202407), (2, 110, 2023, 1, 202301), (2, 110, 2024, 1, 202401)]},
    [(1, 202407, 0, 2)],
    20240615,
)
