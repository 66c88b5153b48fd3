"""The tables of records."""

from records.models.exports import PersonExport
from records.models.keeping import DeletedClaims, Hold, KeepingRule

__all__ = ["DeletedClaims", "Hold", "KeepingRule", "PersonExport"]
