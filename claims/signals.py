"""News of claims that apps above may listen to. Each is sent inside the transaction of what happened."""

from django.dispatch import Signal

# Answers of a draft that is `followed` were saved, or its rows or papers changed. Arguments: claim (Claim), by_helper
# (bool: by somebody with a grant), answers (all that was saved, as StoredAnswer by place; {} where more has changed).
answers_saved = Signal()
# A draft is about to be sent: it is locked, nothing is written yet, and what is wrong was found. Whoever will write to
# other rows because of it locks them now. Arguments: claim (Claim), by (Actor).
claim_sending = Signal()
# A claim was sent. Arguments: claim (Claim), by (Actor).
claim_submitted = Signal()
# Answers of a sent claim were corrected. Arguments: claim (Claim), correction (Correction), by (Actor).
claim_corrected = Signal()
# A sent claim was withdrawn, or goes on after all. Arguments: claim (Claim), withdrawal (Withdrawal), by (Actor).
claim_withdrawn = Signal()
claim_restored = Signal()
# What a sent claim waits for may be something else: its status changed, a paper was asked for, came or was judged, or
# the claimant wrote. Arguments: claim (Claim).
claim_changed = Signal()
# Somebody answered every question of a check. Arguments: claim (Claim), by (Actor).
check_finished = Signal()
# Drafts are about to be deleted: what nobody saved, or one whose owner asked for it. Arguments: claims
# (QuerySet[Claim]), by (Actor).
drafts_expiring = Signal()
# Some claims of one record went over to another. Arguments: claims (list[Claim]), source (Resident), target (Resident),
# by (Actor). When everything goes over, accounts.signals.records_joined says so instead.
claims_moved = Signal()
# A review of an award ended, by whatever (AwardReview.Outcome). Arguments: review (AwardReview), claim (Claim), by
# (Actor).
review_ended = Signal()
