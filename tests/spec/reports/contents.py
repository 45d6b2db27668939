"""The content of a database of reports, for comparing one with another."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from common.paths import DATA

SAMPLES = DATA / "faers_sample"

Answer = Callable[[str], list[tuple[Any, ...]]]
Load = Callable[..., Answer]
"""Loads archives in an order."""

Draw = Callable[..., duckdb.DuckDBPyConnection]
"""Loads a drawn quarter."""


def answer_of(database: Path) -> Answer:
    """Give what answers SQL about a database, one connection a question."""

    def answer(question: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(database, read_only=True) as connection:
            return connection.sql(question).fetchall()

    return answer


CONTENT = {
    "report": "SELECT * EXCLUDE report_id FROM report ORDER BY ALL",
    "exposure": """SELECT r.case_id, d.name, d.part, e.roles FROM exposure AS e JOIN drug AS d USING (drug_id)
        JOIN report AS r USING (report_id) ORDER BY ALL""",
    "reaction": """SELECT r.case_id, t.name FROM reaction JOIN shown_term AS t USING (term_id)
        JOIN report AS r USING (report_id) ORDER BY ALL""",
    "drug line": """SELECT r.case_id, l.* EXCLUDE (report_id, product_id), p.* EXCLUDE product_id FROM drug_line AS l
        JOIN product AS p USING (product_id) JOIN report AS r USING (report_id) ORDER BY ALL""",
    "therapy": """SELECT r.case_id, t.* EXCLUDE report_id FROM therapy AS t JOIN report AS r USING (report_id)
        ORDER BY ALL""",
    "indication": """SELECT r.case_id, i.* EXCLUDE report_id FROM indication AS i JOIN report AS r USING (report_id)
        ORDER BY ALL""",
    "outcome": "SELECT r.case_id, o.code FROM outcome AS o JOIN report AS r USING (report_id) ORDER BY ALL",
    "source": "SELECT r.case_id, s.code FROM source AS s JOIN report AS r USING (report_id) ORDER BY ALL",
    "profile": """SELECT r.case_id, p.* EXCLUDE (report_id, likeness) FROM profile AS p
        JOIN report AS r USING (report_id) ORDER BY ALL""",
    "profile count": "SELECT * FROM profile_count ORDER BY ALL",
    "watched exposure": """SELECT r.case_id, w.* EXCLUDE (report_id, likeness, drug_id), d.name
        FROM watched_exposure AS w JOIN drug AS d USING (drug_id) JOIN report AS r USING (report_id) ORDER BY ALL""",
    "watched reaction": """SELECT r.case_id, w.* EXCLUDE (report_id, likeness, term_id), t.name
        FROM watched_reaction AS w JOIN shown_term AS t USING (term_id) JOIN report AS r USING (report_id)
        ORDER BY ALL""",
    "gone": "SELECT * FROM gone ORDER BY ALL",
    "deleted": "SELECT * FROM deleted ORDER BY ALL",
    "reject": "SELECT * FROM reject ORDER BY ALL",
    "file": "SELECT * FROM file ORDER BY ALL",
    "quarter": "SELECT * EXCLUDE loaded_at FROM quarter ORDER BY ALL",
}


def content_of(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Give all that a database holds, without the numbers of its rows."""
    with duckdb.connect(database, read_only=True) as connection:
        return {name: connection.sql(question).fetchall() for name, question in CONTENT.items()}
