"""R054: a land-lost subsidy for somebody on no list of the project."""

ID, TITLE, SEVERITY = "R054", "被征地补贴的人不在征地名单", "B"
LAW = "国办发〔2006〕29号；以批准的征地项目名单为准"
ADVICE = "与自然资源部门核对名单；不在名单的，追回补贴。"
NEEDS = {"land_payments": ("person", "project", "month", "fen"), "land_lists": ("person", "project")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "项目"
COUNTER = True
QUERY = """
SELECT p.person, p.month, CAST(SUM(p.fen) AS BIGINT) AS fen, MIN(p.project) AS evidence
FROM land_payments p
WHERE NOT EXISTS (SELECT 1 FROM land_lists l WHERE l.person = p.person AND l.project = p.project)
GROUP BY p.person, p.month
"""
EXAMPLE = (
    {"land_payments": [(1, 3, 202403, 800_000), (2, 3, 202403, 800_000)], "land_lists": [(2, 3), (1, 4)]},
    [(1, 202403, 800_000, 3)],
    20240615,
)
