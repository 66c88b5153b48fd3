"""Tables of the studio."""

from studio.models.drafts import DraftEdit, FormDraft
from studio.models.publishing import DraftApproval, PublishingSettings

__all__ = ["DraftApproval", "DraftEdit", "FormDraft", "PublishingSettings"]
