"""Tables of the studio."""

from studio.models.drafts import DraftEdit, FormDraft
from studio.models.publishing import DraftApproval, PublishingSettings
from studio.models.trying import TryOut

__all__ = ["DraftApproval", "DraftEdit", "FormDraft", "PublishingSettings", "TryOut"]
