"""Templates out of scores, and how they are counted."""

import numpy as np

from tocsin_train.ceaf import score
from tocsin_train.templates import clusters, runs


def template(kind: str, **roles: list[list[str]]) -> dict[str, object]:
    out: dict[str, object] = {"incident_type": kind}
    for role in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon"):
        out[role] = [[[m, 0] for m in ent] for ent in roles.get(role, [])]
    return out


def test_an_entity_is_right_if_all_its_mentions_are() -> None:
    gold = [template("bombing", Victim=[["the guards", "two guards"], ["a clerk"]])]
    right = [template("bombing", Victim=[["guards"], ["two guards"], ["clerk", "guards"]])]
    s = score([(right, gold)])
    victim = s.fields["Victim"]
    assert (victim.right, victim.predicted, victim.found, victim.gold) == (2, 3, 1, 2)
    assert s.fields["type"].f1 == 1.0


def test_types_must_fit_and_each_template_counts_once() -> None:
    gold = [template("attack", Weapon=[["gun"]])]
    s = score([([template("bombing", Weapon=[["gun"]]), template("attack")], gold)])
    assert s.fields["Weapon"].right == 0
    assert (s.fields["type"].right, s.fields["type"].predicted) == (1, 2)


def test_runs_break_where_a_new_one_begins() -> None:
    inside = np.asarray([0.1, 0.9, 0.3, 0.9, 0.2, 0.7, 0.4])
    begin = np.asarray([0.0, 0.9, 0.1, 0.8, 0.0, 0.9, 0.0])
    assert runs(inside, begin, 0.5, 0.5) == [(1, 3), (3, 4), (5, 7)]
    assert runs(inside, begin, 0.8, 0.5) == [(1, 2), (3, 4)]
    assert runs(inside, begin, 0.95, 0.5) == []


def test_groups_join_by_their_average() -> None:
    pairs = np.asarray([[1, 0.9, 0.3, 0], [0.9, 1, 0.9, 0], [0.3, 0.9, 1, 0.2], [0, 0, 0.2, 1]])
    assert sorted(map(sorted, clusters(pairs, 0.5))) == [[0, 1, 2], [3]]
