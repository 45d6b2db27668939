"""Which groups have which role, from the hospital's file, and what a role sees and takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from access.roles import LEVELS, ROLES, SEEN_BY, TAKE_AWAY, RolesError, parse_rules, read_rules, sees, within

if TYPE_CHECKING:
    from pathlib import Path

FILE = """
[groups]
doctors = ["reader", "clinician"]
audit = ["auditor"]
[take_away]
clinician = "rows"
"""


def test_somebody_has_the_roles_of_all_their_groups_and_takes_away_the_most_of_them() -> None:
    rules = parse_rules(FILE)

    assert rules.roles_of(("doctors", "unknown", "audit")) == {"reader", "clinician", "auditor"}
    assert rules.level_of(("reader", "clinician")) == "rows"
    assert rules.level_of(("reader",)) == "counts"
    assert rules.level_of(()) == "none"
    assert rules.roles_of(()) == frozenset()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[groups", "roles.toml: found no TOML"),
        ("", "groups: found none"),
        ("[groups]\na = 'reader'", "groups.a: found 'reader'; allowed: a list of roles"),
        ("[groups]\na = ['readr']", "groups.a: found 'readr'; allowed: reader, clinician"),
        ("[groups]\na = ['readr']", "nearest: reader"),
        ("[groups]\na = ['reader']\n[take_away]\nreader = 'everything'", "take_away.reader: found 'everything'"),
        ("[groups]\na = ['reader']\n[take_away]\nchief = 'all'", "take_away.chief: found no role"),
        ("[groups]\na = ['reader']\n[users]\nb = 'reader'", "users: found a part that is not known"),
    ],
)
def test_each_fault_of_the_file_is_named_with_what_is_allowed(text: str, fault: str) -> None:
    with pytest.raises(RolesError) as refused:
        parse_rules(text)

    assert fault in str(refused.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(RolesError) as refused:
        parse_rules("[groups]\na = ['x']\nb = []\n[take_away]\nreader = 'y'")

    assert len(str(refused.value).splitlines()) == 3


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(RolesError, match="cannot be read"):
        read_rules(tmp_path / "roles.toml")


def test_a_role_taken_away_in_the_file_is_gone_at_the_next_question(tmp_path: Path) -> None:
    path = tmp_path / "roles.toml"
    path.write_text(FILE)
    assert read_rules(path).roles_of(("audit",)) == {"auditor"}

    path.write_text(FILE.replace('audit = ["auditor"]', 'others = ["auditor"]'))

    assert read_rules(path).roles_of(("audit",)) == frozenset()


def test_neither_auditor_nor_administrator_sees_cases_and_only_they_see_their_rooms() -> None:
    for role in ("auditor", "administrator"):
        assert not any(sees(frozenset({role}), section) for section in ("findings", "cases", "reports"))
    assert [role for role in ROLES if sees(frozenset({role}), "audit")] == ["auditor"]
    assert [role for role in ROLES if sees(frozenset({role}), "accounts")] == ["administrator"]
    assert not sees(frozenset(ROLES), "no such section")
    assert not any(sees(frozenset(), section) for section in SEEN_BY)


def test_a_level_includes_those_before_it() -> None:
    assert [(wanted, most) for wanted in LEVELS for most in LEVELS if within(wanted, most)] == [
        (wanted, most) for place, wanted in enumerate(LEVELS) for most in LEVELS[place:]
    ]
    assert TAKE_AWAY.keys() == ROLES.keys()
