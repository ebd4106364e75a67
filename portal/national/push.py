"""What goes out for one case: its whole snapshot, then lines of its log.

The snapshot is an upsert by case code, so sending it twice does no harm, and an equal one is
not sent again. Lines are appended, oldest first; a line that is there already counts as told.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from django.conf import settings

from portal.national import gateway
from portal.national.dialects.reply import Reply, Verdict
from portal.national.files import link
from procedures.queries.national import Progress, Snapshot

CORRECTIONS = {Verdict.EXISTS: True, Verdict.MISSING: False}
"""What an answer says about whether to update: the other side knows better than we do."""


def put_case(snapshot: Snapshot, *, known: bool) -> Reply:
    """Create or replace the national copy; ``known`` is what we believe is there.

    An answer that was lost makes us wrong about it. Then we are told, and do the other.
    """
    reply = _put(snapshot, updating=known)
    updating = CORRECTIONS.get(reply.verdict)
    if updating is None or updating == known:
        return reply
    return _put(snapshot, updating=updating)


def append(rows: Sequence[Progress]) -> Reply:
    """Append lines of one case to its log, a chunk at a time; the first failure ends it."""
    size, reply = settings.NATIONAL_PROGRESS_CHUNK, Reply(Verdict.OK)
    for start in range(0, len(rows), size):
        chunk = rows[start : start + size]
        reply = gateway.call(gateway.speaking().progress(chunk), case=chunk[0].case)
        if reply.verdict not in (Verdict.OK, Verdict.EXISTS):
            return reply
    return reply


def digest(snapshot: Snapshot) -> str:
    """Return a hash of all that would be sent; equal snapshots have equal ones."""
    body = gateway.speaking().case(snapshot, updating=True, link=link)
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _put(snapshot: Snapshot, *, updating: bool) -> Reply:
    body = gateway.speaking().case(snapshot, updating=updating, link=link)
    return gateway.call(body, case=snapshot.code)
