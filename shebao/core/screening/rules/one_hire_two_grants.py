"""R061: one hire was the ground of two grants."""

ID, TITLE, SEVERITY = "R061", "同一名新招人员享受两项补贴", "B"
LAW = "扩岗补助与吸纳就业补贴不重复享受（人社厅发〔2022〕41号，未核实）"
ADVICE = "核对两项申请；由单位选定一项，另一项追回。"
NEEDS = {"employer_grants": ("person", "employer", "kind", "month", "fen")}
THRESHOLDS: dict[str, int] = {}
EVIDENCE = "项数"
QUERY = """
SELECT g.person, MAX(g.month) AS month, CAST(SUM(g.fen) - MAX(g.fen) AS BIGINT) AS fen, COUNT(*) AS evidence
FROM employer_grants g
WHERE g.fen > 0 AND g.person > 0
GROUP BY g.person
HAVING COUNT(*) > 1
"""
EXAMPLE = (
    {"employer_grants": [(1, 7, 2, 202405, 150_000), (1, 7, 3, 202406, 100_000), (2, 7, 2, 202405, 150_000)]},
    [(1, 202406, 100_000, 2)],
    20240615,
)
