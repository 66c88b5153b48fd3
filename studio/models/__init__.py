"""Tables of the studio."""

from studio.models.drafts import DraftEdit, FormDraft

__all__ = ["DraftEdit", "FormDraft"]
