"""Draws a vector query with its plan, and asks what is wrong and how much the scan read."""

# ruff: noqa: S608 - the SQL is text to read, nothing runs it

import itertools
import random

TABLES = (
    ("help_pages", "page_id", "Larkspur"),
    ("pilot_notes", "note_id", "Tidewater Atlas"),
    ("clauses", "clause_id", "Quillmark"),
    ("field_reports", "report_id", "Brackenfold"),
    ("object_cards", "card_id", "Osier & Lamp"),
    ("tenant_letters", "letter_id", "Wrenhouse"),
)
COMPLAINTS = (
    "The query is slow.",
    "This query was fast in tests and is slow in production.",
    "The p95 of search has tripled.",
)
# For each cause: what is wrong, and what a plan would show if it were so.
CAUSES = {
    "operator": (
        "ORDER BY uses another distance than the index was built for",
        "Query and index speak of the same distance here.",
    ),
    "similarity": (
        "ORDER BY sorts by an expression over the distance, downwards",
        "The query does not sort by such an expression here.",
    ),
    "filter": (
        "The filter is applied to the few candidates that the index gave",
        "That shows as an index scan on the embedding with most rows removed by its filter, and fewer rows than LIMIT.",
    ),
    "statistics": (
        "The planner expected few rows for the filter and sorts very many",
        "That shows as a scan of another index, with far more actual rows than estimated ones.",
    ),
    "cold": (
        "The index is not in memory and is read from disk",
        "That shows as many blocks read, not hit, under a scan of the vector index.",
    ),
    "cast": (
        "The index is on a cast of the column that the query does not make",
        "Index and query speak of the same type here.",
    ),
    "breadth": (
        "The search is set far broader than the results need",
        "hnsw.ef_search is moderate here, or the index is not used at all.",
    ),
    "threshold": (
        "The distance stands in WHERE only; the index serves ORDER BY with LIMIT",
        "The query has an ORDER BY and a LIMIT here.",
    ),
    "outside": ("ORDER BY and LIMIT stand outside a materialised subquery", "There is no materialised subquery here."),
}


def draw(seed: int) -> dict:
    """One cause of nine, with a plan that shows it."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    cause = rng.choice(sorted(CAUSES))
    table, key, company = rng.choice(TABLES)
    scene = (_not_indexed if cause in NOT_INDEXED else SCENES[cause])(rng, cause, table, key)
    complaint = scene.get("complaint") or rng.choice(COMPLAINTS)
    others = rng.sample([name for name in sorted(CAUSES) if name != cause and name not in scene.get("close", ())], 3)
    options = [{"text": CAUSES[cause][0], "right": True, "near": False, "says": ""}]
    options += [{"text": CAUSES[name][0], "right": False, "near": False, "says": CAUSES[name][1]} for name in others]
    rng.shuffle(options)
    prompt = (
        f"{company} keeps its embeddings in PostgreSQL with pgvector. {complaint} What is known:\n\n"
        f"```sql\n{scene['index']}\nSHOW hnsw.ef_search;  -- {scene['breadth']}\n\n{scene['query']}\n```\n\n```\n{scene['plan']}\n```\n\n"
        "Conventions: a block has 8 KiB; as in every plan, rows and removed rows of a node are means over its loops (one loop for each process), while "
        "buffers are totals."
    )
    letters = {option["right"]: "abcdef"[place] for place, option in enumerate(options)}
    parts = [{"id": "cause", "asks": "What is wrong", "kind": "choice", "options": options}, scene["part"]]
    solution = (
        f"1. {scene['seen']}\n2. So: **{CAUSES[cause][0]}**.\n3. Mend it: {scene['mend']}\n4. {scene['sum']}\n\n"
        "Read a plan from the inside out: which node touches the table, how many rows it read against how many it kept, and whether the vector index appears at all."
    )
    name, slip = scene["part"]["id"], scene["part"]["slips"][0]["answer"]
    tries = [
        {"name": "as the plan shows", "answers": {"cause": letters[True], name: scene["typed"]}, "verdict": "right"},
        {
            "name": "the cause, the number slipped",
            "answers": {"cause": letters[True], name: f"{slip:.3f}"},
            "verdict": "nearly",
        },
        {"name": "neither", "answers": {"cause": letters[False], name: f"{slip:.3f}"}, "verdict": "wrong"},
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _index(table: str, column: str = "embedding", operators: str = "vector_cosine_ops") -> str:
    return f"CREATE INDEX {table}_embedding_idx ON {table}\n  USING hnsw ({column} {operators});"


NOT_INDEXED = ("operator", "similarity", "cast", "threshold", "outside")


def _not_indexed(rng: random.Random, cause: str, table: str, key: str) -> dict:
    """A query whose vector index cannot be used: a sequential scan by several processes."""
    loops, limit = rng.choice((3, 4, 5)), rng.choice((5, 8, 10, 20))
    rows, removed = rng.randrange(40_000, 400_000), rng.randrange(20_000, 300_000)
    took = (rows + removed) * rng.uniform(0.008, 0.012)
    order, column, operators, seen, mend = {
        "operator": (
            "embedding <-> $1",
            "embedding",
            "vector_cosine_ops",
            "The index has vector_cosine_ops, which serves <=>; the query asks for <->, the Euclidean distance.",
            "order by <=>, or build the index with vector_l2_ops if that distance is meant.",
        ),
        "similarity": (
            "1 - (embedding <=> $1) DESC",
            "embedding",
            "vector_cosine_ops",
            "The query sorts by 1 - distance, downwards; an index gives rows by the distance itself, upwards.",
            "order by embedding <=> $1 and work out the similarity in the list of columns.",
        ),
        "cast": (
            "embedding <=> $1",
            "(embedding::halfvec(768))",
            "halfvec_cosine_ops",
            "The index is on embedding::halfvec(768); the query compares embedding, another expression.",
            "order by embedding::halfvec(768) <=> $1::halfvec(768).",
        ),
        "threshold": (
            "",
            "embedding",
            "vector_cosine_ops",
            "There is no ORDER BY; the distance is a condition like any other, worked out for every row.",
            "order by the distance with a LIMIT, and apply the threshold to what comes back.",
        ),
        "outside": (
            "embedding <=> $1",
            "embedding",
            "vector_cosine_ops",
            "The subquery is materialised in full before anything is sorted, so no index can serve the order.",
            "put ORDER BY and LIMIT inside the subquery, or do without it.",
        ),
    }[cause]
    state = rng.choice(("status = 'live'", "lang = 'en'", "region_id = 7", "deleted_at IS NULL"))
    if cause == "threshold":
        query = f"SELECT {key} FROM {table}\nWHERE {state} AND embedding <=> $1 < 0.35;"
        shown = f"(({state}) AND ((embedding <=> $1) < '0.35'::double precision))"
        rows = rng.randrange(20, 90)
        removed += 100_000
    elif cause == "outside":
        query = f"WITH live AS MATERIALIZED (\n  SELECT {key}, embedding FROM {table} WHERE {state}\n)\nSELECT {key} FROM live\nORDER BY {order} LIMIT {limit};"
        shown = f"({state})"
    else:
        query = f"SELECT {key} FROM {table}\nWHERE {state}\nORDER BY {order} LIMIT {limit};"
        shown = f"({state})"
    scan = f"Parallel Seq Scan on {table}  (actual time=0.031..{took:.1f} rows={rows} loops={loops})"
    plan = {
        "threshold": (
            f"Gather  (actual time=2.114..{took * 1.1:.1f} rows={rows * loops} loops=1)",
            f"  Workers Launched: {loops - 1}",
            f"  ->  {scan}",
            f"        Filter: {shown}",
            f"        Rows Removed by Filter: {removed}",
        ),
        "outside": (
            f"Limit  (actual time={took * 1.9:.1f}..{took * 1.9:.1f} rows={limit} loops=1)",
            "  CTE live",
            f"    ->  Gather  (actual time=0.912..{took * 1.1:.1f} rows={rows * loops} loops=1)",
            f"          Workers Launched: {loops - 1}",
            f"          ->  {scan}",
            f"                Filter: {shown}",
            f"                Rows Removed by Filter: {removed}",
            f"  ->  Sort  (actual time={took * 1.9:.1f}..{took * 1.9:.1f} rows={limit} loops=1)",
            f"        Sort Key: ((live.{order}))",
            "        Sort Method: top-N heapsort  Memory: 26kB",
            f"        ->  CTE Scan on live  (actual time=0.914..{took * 1.7:.1f} rows={rows * loops} loops=1)",
        ),
    }.get(cause) or (
        f"Limit  (actual time={took * 1.1:.1f}..{took * 1.1:.1f} rows={limit} loops=1)",
        f"  ->  Gather Merge  (actual time={took * 1.1:.1f}..{took * 1.1:.1f} rows={limit} loops=1)",
        f"        Workers Launched: {loops - 1}",
        f"        ->  Sort  (actual time={took * 1.05:.1f}..{took * 1.05:.1f} rows={limit} loops={loops})",
        f"              Sort Key: (({order.replace(' DESC', '')})){' DESC' if 'DESC' in order else ''}",
        f"              ->  {scan}",
        f"                    Filter: {shown}",
        f"                    Rows Removed by Filter: {removed}",
    )
    whole = (rows + removed) * loops
    part = _number(
        "read",
        "Rows that the scan of the table read in all, kept or removed",
        "",
        whole,
        0.005,
        (rows + removed, "That is one process; rows are means over the loops."),
        *(
            ((rows * loops, "That leaves out the rows that the filter removed."),)
            if cause != "threshold"
            else ((rows * loops, "That is what was kept; the removed ones were read as well."),)
        ),
        near=0.02,
    )
    return {
        "index": _index(table, column, operators),
        "breadth": 40,
        "query": query,
        "plan": "\n".join(plan),
        "part": part,
        "seen": f"The plan has a sequential scan, no vector index. {seen}",
        "mend": mend,
        "sum": f"The scan read ({rows:,} + {removed:,}) x {loops} loops = **{whole:,} rows**.",
        "typed": f"{rows * loops + removed * loops:,}",
    }


def _filtered(rng: random.Random, cause: str, table: str, key: str) -> dict:
    limit, breadth, kept = rng.choice((10, 12, 20)), rng.choice((40, 60, 80, 100)), rng.randrange(0, 5)
    removed, tenant, took = breadth - kept, rng.randrange(100, 999), rng.uniform(1.5, 9)
    share = kept / breadth * 100
    plan = (
        f"Limit  (actual time={took:.3f}..{took * 1.4:.3f} rows={kept} loops=1)\n  ->  Index Scan using {table}_embedding_idx on {table}  (actual time={took:.3f}..{took * 1.3:.3f} rows={kept} loops=1)\n"
        f"        Order By: (embedding <=> $1)\n        Filter: (tenant_id = {tenant})\n        Rows Removed by Filter: {removed}\n        Buffers: shared hit={rng.randrange(900, 2400)}"
    )
    part = _number(
        "left",
        "Share of the candidates of the index that passed the filter",
        "%",
        share,
        0.01,
        (removed / breadth * 100, "That is the share that was removed."),
        (kept / limit * 100, "That is a share of LIMIT; take it of what the index gave."),
        near=0.02,
    )
    return {
        "complaint": f"Small tenants seldom see all {limit} results, though each has thousands of rows.",
        "index": _index(table),
        "breadth": breadth,
        "query": f"SELECT {key} FROM {table}\nWHERE tenant_id = {tenant}\nORDER BY embedding <=> $1 LIMIT {limit};",
        "plan": plan,
        "part": part,
        "seen": f"The vector index is used and fast. It gave {breadth} candidates, as many as hnsw.ef_search; {removed} of them failed the filter, and {kept} of {limit} are left.",
        "mend": "let the scan go on (hnsw.iterative_scan), or give the filter an index of its own: a partial index, or a partition for each tenant.",
        "sum": f"Passed: {kept} / ({kept} + {removed}) = **{share:.3g} %**.",
        "typed": f"{100 - removed / breadth * 100:.4f} %",
    }


def _stale(rng: random.Random, cause: str, table: str, key: str) -> dict:
    limit, guess, rows, team = (
        rng.choice((5, 10, 20)),
        rng.randrange(40, 240),
        rng.randrange(150_000, 900_000),
        rng.randrange(10, 99),
    )
    took = rows * rng.uniform(0.006, 0.009)
    plan = (
        f"Limit  (cost=812.40..812.43 rows={limit}) (actual time={took * 1.2:.1f}..{took * 1.2:.1f} rows={limit} loops=1)\n  ->  Sort  (cost=812.40..813.01 rows={guess}) (actual time={took * 1.2:.1f}..{took * 1.2:.1f} rows={limit} loops=1)\n"
        f"        Sort Key: ((embedding <=> $1))\n        Sort Method: top-N heapsort  Memory: 27kB\n        ->  Index Scan using {table}_team_idx on {table}  (cost=0.43..806.90 rows={guess}) (actual time=0.040..{took:.1f} rows={rows} loops=1)\n"
        f"              Index Cond: (team_id = {team})"
    )
    part = _number(
        "off",
        "By what factor the planner's estimate of the scan was too low",
        "",
        rows / guess,
        0.01,
        (rows / limit, "That compares with LIMIT; the estimate stands behind cost."),
        (guess / rows, "That is the inverse."),
        near=0.02,
    )
    return {
        "index": f"{_index(table)}\nCREATE INDEX {table}_team_idx ON {table} (team_id);",
        "breadth": 40,
        "query": f"SELECT {key} FROM {table}\nWHERE team_id = {team}\nORDER BY embedding <=> $1 LIMIT {limit};",
        "plan": plan,
        "part": part,
        "seen": f"The planner expected {guess} rows for the team and chose its index, to sort them all; {rows:,} came, and a distance was worked out for each.",
        "mend": f"ANALYZE {table} (and see why autovacuum did not); then give large teams a partition or a partial vector index.",
        "sum": f"{rows:,} / {guess} = **{rows / guess:,.0f} times** too low.",
        "typed": f"{rows / guess:.1f}",
    }


def _cold(rng: random.Random, cause: str, table: str, key: str) -> dict:
    limit, hit, read = rng.choice((5, 10, 20)), rng.randrange(60, 400), rng.randrange(1500, 6000)
    took = read * rng.uniform(0.2, 0.5)
    plan = (
        f"Limit  (actual time={took * 1.02:.1f}..{took * 1.05:.1f} rows={limit} loops=1)\n  ->  Index Scan using {table}_embedding_idx on {table}  (actual time={took * 1.02:.1f}..{took * 1.04:.1f} rows={limit} loops=1)\n"
        f"        Order By: (embedding <=> $1)\n        Buffers: shared hit={hit} read={read}\n        I/O Timings: shared read={took * 0.96:.1f}"
    )
    mib = read * 8 / 1024
    part = _number(
        "disk",
        "What the search had to fetch from outside the shared buffers",
        "MiB",
        mib,
        0.01,
        ((read + hit) * 8 / 1024, "That counts the blocks that were in memory too."),
        (hit * 8 / 1024, "Those blocks were in memory."),
        (read / 1024, "That counts a block as a KiB; it has 8."),
        near=0.02,
    )
    return {
        "index": _index(table),
        "breadth": 40,
        "query": f"SELECT {key} FROM {table}\nORDER BY embedding <=> $1 LIMIT {limit};",
        "plan": plan,
        "part": part,
        "seen": f"The vector index is used, but {read:,} of {read + hit:,} blocks were read, not hit, and reading took nearly all of the time.",
        "mend": "give it memory, warm it after a restart (pg_prewarm), or make it smaller: halfvec, fewer dimensions.",
        "sum": f"{read:,} blocks x 8 KiB / 1024 = **{mib:.1f} MiB** for one search.",
        "typed": f"{read * 8} KiB",
    }


def _broad(rng: random.Random, cause: str, table: str, key: str) -> dict:
    limit, breadth, hit = rng.choice((3, 5, 10)), rng.choice((600, 700, 800, 900, 1000)), rng.randrange(14_000, 40_000)
    took = hit * rng.uniform(0.004, 0.007)
    plan = (
        f"Limit  (actual time={took:.1f}..{took * 1.01:.1f} rows={limit} loops=1)\n  ->  Index Scan using {table}_embedding_idx on {table}  (actual time={took:.1f}..{took * 1.01:.1f} rows={limit} loops=1)\n"
        f"        Order By: (embedding <=> $1)\n        Buffers: shared hit={hit}"
    )
    mib = hit * 8 / 1024
    part = _number(
        "touched",
        "Memory that one search walked through, counted in blocks of the plan",
        "MiB",
        mib,
        0.01,
        (hit / 1024, "That counts a block as a KiB; it has 8."),
        (breadth * 8 / 1024, "That takes hnsw.ef_search for blocks."),
        near=0.02,
    )
    return {
        "index": _index(table),
        "breadth": breadth,
        "query": f"SELECT {key} FROM {table}\nORDER BY embedding <=> $1 LIMIT {limit};",
        "plan": plan,
        "part": part,
        "seen": f"The vector index is used, everything is in memory, nothing is filtered; but hnsw.ef_search is {breadth} for {limit} results, and {hit:,} blocks were visited.",
        "mend": "measure recall on your own queries and lower hnsw.ef_search to the least that keeps it.",
        "sum": f"{hit:,} blocks x 8 KiB / 1024 = **{mib:.1f} MiB** for one search.",
        "typed": f"{hit * 8 * 1024} bytes",
    }


SCENES = {"filter": _filtered, "statistics": _stale, "cold": _cold, "breadth": _broad}


def _number(
    name: str, asks: str, unit: str, answer: float, tolerance: float, *slips: tuple, near: float | None = None
) -> dict:
    part = {"id": name, "asks": asks, "kind": "number", "unit": unit, "answer": answer, "tolerance": tolerance}
    return part | {"near": near, "slips": [{"answer": value, "says": says} for value, says in slips]}


def _apart(part: dict) -> bool:
    """Whether no slip could be taken for the answer, nor for another slip."""
    if part["kind"] != "number":
        return True
    near = 3 * part["tolerance"] if part["near"] is None else part["near"]
    wrong = [slip["answer"] for slip in part["slips"]]
    pairs = itertools.combinations(wrong, 2)
    return all(abs(one - part["answer"]) > near * abs(part["answer"]) for one in wrong) and all(
        abs(one - other) > 2 * part["tolerance"] * abs(one) for one, other in pairs
    )
