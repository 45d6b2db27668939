"""The kinds of events that the registry takes."""

SIGNED_IN, SIGNED_OUT, REFUSED, EXPORTED, READ = "signed in", "signed out", "refused", "exported", "read"
ROLES_CHANGED = "roles changed"

DRAFTED, SUBMITTED, RETURNED, ACCEPTED = "drafted", "submitted", "returned", "accepted"
WITHDRAWN, PUBLISHED, NOT_PUBLISHED = "withdrawn", "published", "not published"
OF_THE_DESK = (DRAFTED, SUBMITTED, RETURNED, ACCEPTED, WITHDRAWN, PUBLISHED, NOT_PUBLISHED)
"""By them the desk says how far the draft of a case is."""

IMPORTED, JUDGED, SCREENED, SETTLED, CLOSED = "imported records", "judged duplicates", "screened", "settled", "closed"

KINDS = (
    *(SIGNED_IN, SIGNED_OUT, REFUSED, EXPORTED, READ, ROLES_CHANGED),
    *OF_THE_DESK,
    *(IMPORTED, JUDGED, SCREENED, SETTLED, CLOSED),
)
