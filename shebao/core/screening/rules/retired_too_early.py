"""R022: a pension begins before any age the law knows for it."""

ID, TITLE, SEVERITY = "R022", "领取时未到最低年龄", "A"
LAW = "社会保险法 第16条；国发〔2014〕8号；国发〔1978〕104号（最低年龄，未核实）"
ADVICE = "核对档案出生日期和提前退休依据；不符合的，按核定更正办理。"
NEEDS = {"awards": ("person", "scheme", "kind", "from_month", "birth", "sex")}
THRESHOLDS: dict[str, int] = {
    "employee": 110,
    "public": 120,
    "resident": 170,
    "resident_years": 60,
    "men": 55,
    "women": 45,
    "male": 1,
    "disability": 3,
}
EVIDENCE = "出生日期"
COUNTER = True
QUERY = """
SELECT a.person, a.from_month AS month, CAST(0 AS BIGINT) AS fen, a.birth AS evidence
FROM awards a CROSS JOIN threshold t
WHERE a.scheme IN (t.employee, t.public, t.resident) AND a.kind <> t.disability AND a.from_month * 100 + 31 - a.birth <
  CASE WHEN a.scheme = t.resident THEN t.resident_years WHEN a.sex = t.male THEN t.men ELSE t.women END * 10000
"""
EXAMPLE = (
    {
        "awards": [
            (1, 170, 1, 202401, 19650301, 1),
            (2, 170, 1, 202401, 19640131, 1),
            (3, 110, 2, 202401, 19780101, 2),
            (4, 110, 3, 202401, 19800101, 2),
            (5, 210, 1, 202401, 19900101, 1),
        ]
    },
    [(1, 202401, 0, 19650301)],
    20240615,
)
