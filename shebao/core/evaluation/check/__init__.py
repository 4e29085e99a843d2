"""The checker: reads anyone's self-evaluation report and says which of its relations hold, are broken, doubtful or undecidable."""

from shebao.core.evaluation.check.engine import catalogue, check_documents, check_text, joined
from shebao.core.evaluation.check.model import CheckResult, Document, Finding, Quote

__all__ = ["CheckResult", "Document", "Finding", "Quote", "catalogue", "check_documents", "check_text", "joined"]
