"""The SQL of the engine. Every change names what it expects to find and tells which rows it found.

Due times are compared with the worker's clock; leases are counted by PostgreSQL's, which all workers share.
"""

# ruff: noqa: S608 - the pieces put together here are constants of this module
from typing import Final

_STOPPED: Final = """
    EXISTS (SELECT FROM publishing_stopswitch s WHERE s.workspace_id = {workspace} AND s.ended_at IS NULL)
"""
# In a crisis two people look at every post: what only one of them approved waits.
_UNSECONDED: Final = """
    EXISTS (
        SELECT FROM publishing_secondlook k
        WHERE k.workspace_id = p.workspace_id AND k.ended_at IS NULL
        AND NOT EXISTS (
            SELECT FROM publishing_secondapproval t JOIN publishing_approval a ON a.id = t.approval_id
            WHERE t.look_id = k.id AND a.publication_id = p.id AND a.digest = p.content_digest
            AND a.decision = 'approved' AND a.revoked_at IS NULL
        )
    )
"""
_FREE: Final = f"""
    (l.blocked_until IS NULL OR l.blocked_until <= %(now)s)
    AND c.state = 'connected'
    AND NOT {_STOPPED.format(workspace="c.workspace_id")}
"""
# Asked before a lane is taken. Not when rows are claimed: whoever won the one try of a half-open circuit has just closed it
# for everybody else, in this very table.
_ANSWERS: Final = """
    NOT EXISTS (
        SELECT FROM publishing_circuit b
        WHERE b.network = c.network AND b.host = c.base_url AND b.open_until > %(now)s
    )
"""
COLUMNS: Final = (
    "id",
    "channel_id",
    "workspace_id",
    "state",
    "content",
    "content_digest",
    "due_at",
    "grace_minutes",
    "tries",
    "external_id",
    "external_url",
    "judged",
)
_COLUMNS: Final = ", ".join(f"p.{name}" for name in COLUMNS)

# Two statements and not one: the lane is what keeps two workers off one channel, so it must be taken before the rows of
# the channel are read; a single statement would read them as they were before the other worker let go.
ACQUIRE: Final = f"""
    WITH wanted AS (
        SELECT channel_id FROM publishing_publication
        WHERE state IN ('planned', 'waiting') AND due_at <= %(now)s AND (try_at IS NULL OR try_at <= %(now)s)
        UNION
        SELECT channel_id FROM publishing_publication WHERE state = 'unknown' AND try_at <= %(now)s
    ), free AS (
        SELECT l.channel_id
        FROM publishing_lane l
        JOIN channels_channel c ON c.id = l.channel_id
        WHERE NOT l.channel_id = ANY(%(active)s)
        AND (
            -- Who had it is gone: what was on its way is looked after, whatever holds up the rest.
            (l.worker <> '' AND (l.worker = %(me)s OR l.lease_until < clock_timestamp()))
            OR (l.worker = '' AND l.channel_id IN (SELECT channel_id FROM wanted) AND {_FREE} AND {_ANSWERS})
        )
        ORDER BY l.worker = '', l.channel_id
        LIMIT %(room)s
        FOR UPDATE OF l SKIP LOCKED
    )
    UPDATE publishing_lane l
    SET worker = %(me)s, lease_until = clock_timestamp() + %(lease)s * interval '1 second'
    FROM free WHERE l.channel_id = free.channel_id
    RETURNING l.channel_id
"""

# The earliest first, never past one that waits for its next try while its grace lasts. A row that a person has locked at
# this moment ends the batch there, so that nothing overtakes it.
CLAIM: Final = f"""
    WITH line AS (
        SELECT p.id,
            row_number() OVER w AS place,
            count(*) FILTER (WHERE p.state = 'waiting' AND p.try_at > %(now)s) OVER w AS behind
        FROM publishing_publication p
        JOIN publishing_lane l ON l.channel_id = p.channel_id
        JOIN channels_channel c ON c.id = p.channel_id
        WHERE p.channel_id = ANY(%(channels)s) AND l.worker = %(me)s
        AND p.state IN ('planned', 'waiting') AND p.due_at <= %(now)s
        AND p.due_at + p.grace_minutes * interval '1 minute' >= %(now)s
        AND {_FREE}
        AND NOT {_UNSECONDED}
        WINDOW w AS (PARTITION BY p.channel_id ORDER BY p.due_at, p.id)
    ), locked AS (
        SELECT p.id, p.channel_id, line.place
        FROM publishing_publication p JOIN line ON line.id = p.id
        WHERE line.behind = 0 AND line.place <= %(batch)s
        AND p.state IN ('planned', 'waiting') AND p.due_at <= %(now)s AND p.approved_digest = p.content_digest
        FOR NO KEY UPDATE OF p SKIP LOCKED
    ), whole AS (
        SELECT id, place, row_number() OVER (PARTITION BY channel_id ORDER BY place) AS rank FROM locked
    )
    UPDATE publishing_publication p
    SET state = 'claimed', claimed_by = %(me)s, updated_at = %(now)s
    FROM whole WHERE p.id = whole.id AND whole.place = whole.rank
    RETURNING {_COLUMNS}
"""

# What somebody left behind on lanes that are mine now, and what is to be looked for again.
TAKE_OVER: Final = f"""
    UPDATE publishing_publication p
    SET claimed_by = %(me)s
    FROM publishing_lane l
    WHERE l.channel_id = p.channel_id AND l.worker = %(me)s AND p.channel_id = ANY(%(channels)s)
    AND (p.state IN ('claimed', 'sending') OR (p.state = 'unknown' AND p.try_at <= %(now)s))
    RETURNING {_COLUMNS}
"""

ATTEMPTS: Final = """
    SELECT publication_id, id, step, key, first_at, outcome, carried
    FROM publishing_attempt WHERE publication_id = ANY(%(ids)s) ORDER BY id
"""

# The last word before the network: still mine, still exactly the approved content, not stopped. Only then it is written
# down, and only what is written down is sent.
BEGIN: Final = f"""
    WITH wish AS (
        SELECT * FROM unnest(
            %(ids)s::uuid[], %(digests)s::text[], %(steps)s::text[], %(positions)s::int[], %(keys)s::text[],
            %(first)s::timestamptz[]
        ) AS w(id, digest, step, position, key, first_at)
    ), allowed AS (
        UPDATE publishing_publication p
        SET state = 'sending', updated_at = %(now)s
        FROM wish w
        WHERE p.id = w.id AND p.state IN ('claimed', 'sending') AND p.claimed_by = %(me)s
        AND p.content_digest = w.digest AND p.approved_digest = w.digest
        AND NOT {_STOPPED.format(workspace="p.workspace_id")}
        AND NOT {_UNSECONDED}
        RETURNING p.id, p.workspace_id
    )
    INSERT INTO publishing_attempt
        (workspace_id, publication_id, step, position, key, first_at, started_at, outcome, answer, carried, worker)
    SELECT a.workspace_id, a.id, w.step, w.position, w.key, w.first_at, %(now)s, '', '', '{{}}'::jsonb, %(me)s
    FROM allowed a JOIN wish w ON w.id = a.id
    RETURNING publication_id, id
"""

WHY_NOT: Final = f"""
    SELECT p.state, p.claimed_by = %(me)s, {_STOPPED.format(workspace="p.workspace_id")}, {_UNSECONDED}
    FROM publishing_publication p WHERE p.id = %(id)s
"""

# A result is written once; looking may settle what was lost before.
RESULT: Final = """
    UPDATE publishing_attempt a
    SET outcome = r.outcome, answer = r.answer, carried = r.carried::jsonb, ended_at = r.ended_at
    FROM unnest(
        %(ids)s::bigint[], %(outcomes)s::text[], %(answers)s::text[], %(carried)s::text[], %(ended)s::timestamptz[]
    ) AS r(id, outcome, answer, carried, ended_at)
    WHERE a.id = r.id AND a.outcome IN ('', 'lost', 'absent')
"""

SETTLE: Final = """
    UPDATE publishing_publication p
    SET state = r.state, reason = r.reason, reason_text = r.reason_text, try_at = r.try_at, tries = r.tries,
        external_id = r.external_id, external_url = r.external_url, carried = r.carried::jsonb, proof = r.proof,
        published_at = r.published_at, untold = p.untold OR r.untold, updated_at = r.at
    FROM unnest(
        %(ids)s::uuid[], %(states)s::text[], %(reasons)s::text[], %(texts)s::text[], %(try_at)s::timestamptz[],
        %(tries)s::int[], %(external)s::text[], %(urls)s::text[], %(carried)s::text[], %(proofs)s::text[],
        %(published)s::timestamptz[], %(untold)s::boolean[], %(at)s::timestamptz[]
    ) AS r(id, state, reason, reason_text, try_at, tries, external_id, external_url, carried, proof, published_at,
           untold, at)
    WHERE p.id = r.id AND p.claimed_by = %(me)s AND p.state IN ('claimed', 'sending', 'unknown')
"""

# An unknown one that may be sent again with its old key: the network promised to say it once.
RECLAIM: Final = """
    UPDATE publishing_publication SET state = 'claimed', updated_at = %(now)s
    WHERE id = ANY(%(ids)s) AND state = 'unknown' AND claimed_by = %(me)s AND approved_digest = content_digest
    AND due_at IS NOT NULL
    RETURNING id
"""

GIVE_BACK: Final = """
    UPDATE publishing_publication SET state = 'planned', claimed_by = '', updated_at = %(now)s
    WHERE id = ANY(%(ids)s) AND state = 'claimed' AND claimed_by = %(me)s
"""

RENEW: Final = """
    UPDATE publishing_lane SET lease_until = clock_timestamp() + %(lease)s * interval '1 second'
    WHERE worker = %(me)s AND channel_id = ANY(%(active)s)
"""

RELEASE: Final = """
    UPDATE publishing_lane SET worker = '', lease_until = NULL WHERE worker = %(me)s AND channel_id = ANY(%(channels)s)
"""

BLOCK: Final = """
    UPDATE publishing_lane
    SET blocked_until = %(until)s, reason = %(reason)s, quota_remaining = %(remaining)s, quota_resets_at = %(resets_at)s
    WHERE channel_id = %(channel)s
"""

BEAT: Final = """
    INSERT INTO publishing_workerbeat (name, started_at, seen_at, sent) VALUES (%(me)s, %(started)s, %(now)s, %(sent)s)
    ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at, sent = excluded.sent
"""

FORGET_BEATS: Final = "DELETE FROM publishing_workerbeat WHERE seen_at < %(now)s - interval '1 day'"
LAST_BEAT: Final = "DELETE FROM publishing_workerbeat WHERE name = %(me)s"

MISSING_LANES: Final = """
    INSERT INTO publishing_lane (channel_id, reason)
    SELECT DISTINCT p.channel_id, '' FROM publishing_publication p
    WHERE p.state IN ('planned', 'waiting') AND p.due_at <= %(now)s
    AND NOT EXISTS (SELECT FROM publishing_lane l WHERE l.channel_id = p.channel_id)
    ON CONFLICT DO NOTHING
"""

# Too late to go out by itself: a person decides.
HOLD_LATE: Final = f"""
    UPDATE publishing_publication p
    SET state = 'held', untold = true, updated_at = %(now)s, claimed_by = '', try_at = NULL,
        reason = CASE
            WHEN {_STOPPED.format(workspace="p.workspace_id")} THEN 'stopped'
            WHEN c.state <> 'connected' THEN 'channel'
            WHEN {_UNSECONDED} THEN 'second'
            WHEN p.reason <> '' THEN p.reason
            ELSE 'late'
        END
    FROM channels_channel c
    WHERE c.id = p.channel_id AND p.state IN ('planned', 'waiting') AND p.due_at < %(now)s
    AND p.due_at + p.grace_minutes * interval '1 minute' < %(now)s
"""

NEXT_DUE: Final = """
    SELECT min(due_at) FROM publishing_publication WHERE state IN ('planned', 'waiting') AND due_at > %(now)s
"""

CIRCUITS: Final = "SELECT network, host, failures, open_until FROM publishing_circuit WHERE failures > 0"
# Exactly one worker wins the one try that a half-open circuit allows.
TRY_CIRCUIT: Final = """
    UPDATE publishing_circuit SET open_until = %(until)s
    WHERE network = %(network)s AND host = %(host)s AND open_until <= %(now)s RETURNING failures
"""
CIRCUIT: Final = """
    INSERT INTO publishing_circuit (network, host, failures, open_until, last_error)
    VALUES (%(network)s, %(host)s, %(failures)s, %(open_until)s, %(last_error)s)
    ON CONFLICT (network, host) DO UPDATE
    SET failures = excluded.failures, open_until = excluded.open_until, last_error = excluded.last_error
"""
LISTEN: Final = "LISTEN leitstand_sending"
