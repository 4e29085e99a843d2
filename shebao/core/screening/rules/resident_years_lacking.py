"""R053: a resident pension with fewer months than the law asks of the birth year."""

ID, TITLE, SEVERITY = "R053", "居民养老缴费年限不足仍核定待遇", "A"
LAW = "国发〔2014〕8号 第六条：累计缴费满15年；距领取年龄不足15年的逐年缴费"
ADVICE = "核对缴费和补缴记录；不足的，更正核定，补足以后再领。"
NEEDS = {"awards": ("person", "scheme", "from_month", "months", "minimum_months")}
THRESHOLDS: dict[str, int] = {"resident": 170}
EVIDENCE = "缴费月数"
COUNTER = True
QUERY = """
SELECT a.person, a.from_month AS month, CAST(0 AS BIGINT) AS fen, a.months AS evidence
FROM awards a CROSS JOIN threshold t
WHERE a.scheme = t.resident AND a.months < a.minimum_months
"""
EXAMPLE = ({"awards": [(1, 170, 202401, 120, 180), (2, 170, 202401, 180, 180), (3, 170, 202401, 24, 24)]}, [(1, 202401, 0, 120)], 20240615)
