"""R062: abroad for a year, and certified face to face at home meanwhile."""

ID, TITLE, SEVERITY = "R062", "长期在境外却有本地当面认证", "B"
LAW = "社会保险经办条例（国令第765号）第26条"
ADVICE = "核对出入境记录和认证影像；冒名认证的，移送稽核。"
NEEDS = {
    "certifications": ("person", "on_day", "local"),
    "exits": ("person", "from_day", "to_day"),
    "benefits": ("person", "scheme", "region", "from_month", "to_month"),
}
THRESHOLDS: dict[str, int] = {"year": 10000}
EVIDENCE = "出境日期"
QUERY = """
SELECT c.person, MAX(c.on_day) // 100 AS month, CAST(0 AS BIGINT) AS fen, MIN(x.from_day) AS evidence
FROM certifications c JOIN exits x ON x.person = c.person CROSS JOIN threshold t
WHERE c.local = 1 AND c.on_day > x.from_day AND (x.to_day = 0 OR c.on_day < x.to_day)
  AND CASE WHEN x.to_day = 0 THEN t.today ELSE x.to_day END - x.from_day >= t.year
  AND EXISTS (SELECT 1 FROM benefits b WHERE b.person = c.person AND b.region = 0 AND b.to_month = 0)
GROUP BY c.person
"""
EXAMPLE = (
    {
        "certifications": [(1, 20240105, 1), (2, 20240105, 0), (3, 20240105, 1)],
        "exits": [(1, 20230101, 0), (2, 20230101, 0), (3, 20231201, 20240301)],
        "benefits": [(1, 170, 0, 202001, 0), (2, 170, 0, 202001, 0), (3, 170, 0, 202001, 0)],
    },
    [(1, 202401, 0, 20230101)],
    20240615,
)
