"""The audit: a case and a plan, judged clause by clause and valued term by term, in exact arithmetic.

It shares no code with what writes rows and costs, and sees no solver: whoever found a plan, this is what it is worth.
"""

from optimizer.audit.audit import Audit, audit
from optimizer.audit.lines import period_lines
from optimizer.audit.value import terms_of, tier_values

__all__ = ["Audit", "audit", "period_lines", "terms_of", "tier_values"]
