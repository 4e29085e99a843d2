"""R024: early retirement from special work without the years in a listed post."""

ID, TITLE, SEVERITY = "R024", "特殊工种提前退休没有目录岗位或年限不够", "A"
LAW = "国发〔1978〕104号；1978-07-11 处理意见第六条：高空和特别繁重十年、井下和高温九年、其他有害八年"
ADVICE = "核对原始档案和工种目录；不够的，撤销认定并更正核定。"
NEEDS = {"awards": ("person", "scheme", "kind", "from_month"), "special_work": ("person", "kind", "months", "listed")}
THRESHOLDS: dict[str, int] = {"special": 2, "heavy_months": 120, "hot_months": 108, "harmful_months": 96}
EVIDENCE = "核定起月"
COUNTER = True
QUERY = """
SELECT DISTINCT a.person, a.from_month AS month, CAST(0 AS BIGINT) AS fen, a.from_month AS evidence
FROM awards a CROSS JOIN threshold t
WHERE a.kind = t.special AND NOT EXISTS (
  SELECT 1 FROM special_work s
  WHERE s.person = a.person AND s.listed = 1
    AND s.months >= CASE WHEN s.kind = 1 THEN t.heavy_months WHEN s.kind = 2 THEN t.hot_months ELSE t.harmful_months END)
"""
EXAMPLE = (
    {"awards": [(1, 110, 2, 202401), (2, 110, 2, 202401), (3, 110, 1, 202401)], "special_work": [(1, 1, 110, 1), (2, 3, 96, 1)]},
    [(1, 202401, 0, 202401)],
    20240615,
)
