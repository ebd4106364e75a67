"""Papers of a draft: files and their view, quotas, and the scanner's verdict (U19 to U25)."""

import pytest

from procedures.engine import Refused
from procedures.models import Draft, File, Paper, PaperFile
from procedures.operations import papers, scanning
from procedures.queries import drafts as reading
from procedures.queries import files
from tests import filing
from tests.filing import AT, add, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    filing.procedure()
    return filing.citizen()


@pytest.fixture
def draft(anna):
    return filing.draft(anna)


def held(viewer, draft_id, paper="giay_a"):
    return reading.draft(draft_id=draft_id, viewer=viewer).paper(paper)


def remove(viewer, draft_id, file_id, rest=()):
    view = papers.MadeView(stored(f"view of {list(rest)}"), len(rest)) if rest else None
    papers.remove_file(
        draft_id=draft_id,
        viewer=viewer,
        file_id=file_id,
        view=view,
        expected=[stored(one).sha256 for one in rest],
        at=AT,
    )


def test_files_of_a_paper_stay_in_the_order_they_came(anna, draft):
    add(anna, draft, "một")
    add(anna, draft, "hai", before=["một"])
    paper = held(anna, draft)
    assert [one.name for one in paper.files] == ["một.jpg", "hai.jpg"]
    assert (paper.pages, paper.view) == (2, stored("view of ['một', 'hai']").sha256)


def test_view_made_of_fewer_files_than_there_are_is_refused(anna, draft):
    add(anna, draft, "một")
    with pytest.raises(papers.PapersChanged):
        add(anna, draft, "hai")


def test_u22_same_bytes_twice_are_one_file_and_removing_one_keeps_the_other(anna, draft):
    first = add(anna, draft, "một")
    add(anna, draft, "một", paper="giay_b")
    remove(anna, draft, first)
    assert held(anna, draft) is None
    assert [one.sha256 for one in held(anna, draft, "giay_b").files] == [stored("một").sha256]
    assert File.objects.filter(kind="jpeg").count() == 1


def test_paper_keeps_what_is_left_when_a_file_is_removed(anna, draft):
    first = add(anna, draft, "một")
    add(anna, draft, "hai", before=["một"])
    remove(anna, draft, first, rest=["hai"])
    assert [one.name for one in held(anna, draft).files] == ["hai.jpg"]


def test_files_can_be_put_in_another_order(anna, draft):
    first = add(anna, draft, "một")
    second = add(anna, draft, "hai", before=["một"])
    papers.arrange(
        draft_id=draft,
        viewer=anna,
        paper_id="giay_a",
        order=[second, first],
        view=papers.MadeView(stored("turned"), 2),
        at=AT,
    )
    assert [one.name for one in held(anna, draft).files] == ["hai.jpg", "một.jpg"]


def test_order_that_leaves_a_file_out_is_refused(anna, draft):
    add(anna, draft, "một")
    second = add(anna, draft, "hai", before=["một"])
    with pytest.raises(papers.PapersChanged):
        papers.arrange(
            draft_id=draft,
            viewer=anna,
            paper_id="giay_a",
            order=[second],
            view=papers.MadeView(stored("v"), 1),
            at=AT,
        )


@pytest.mark.parametrize("paper", ["xuat_trinh", "la_lung", "giay_a-1", ""])
def test_paper_the_procedure_does_not_ask_for_is_refused(anna, draft, paper):
    with pytest.raises(Refused, match="unknown_paper"):
        add(anna, draft, "một", paper=paper)


def test_papers_the_list_does_not_name_are_welcome(anna, draft):
    add(anna, draft, "một", paper="khac")
    assert held(anna, draft, "khac").pages == 1


def test_u19_files_of_all_open_drafts_share_one_quota(anna, draft, monkeypatch):
    monkeypatch.setattr(papers, "QUOTA", stored("một").size + stored("hai").size - 1)
    add(anna, draft, "một")
    with pytest.raises(Refused, match="over_quota"):
        add(anna, filing.draft(anna), "hai")


def test_u19_paper_has_a_highest_number_of_files(anna, draft, monkeypatch):
    monkeypatch.setattr(papers, "MOST_FILES", 1)
    add(anna, draft, "một")
    with pytest.raises(Refused, match="too_many_files"):
        add(anna, draft, "hai", before=["một"])


def test_u20_file_of_another_draft_cannot_be_removed_from_here(anna, draft):
    elsewhere = add(anna, filing.draft(anna), "một")
    with pytest.raises(PaperFile.DoesNotExist):
        remove(anna, draft, elsewhere)


def test_u20_draft_of_somebody_else_takes_no_file(anna, draft):
    with pytest.raises(Draft.DoesNotExist):
        add(filing.citizen("Chi"), draft, "một")


def test_u20_paper_of_somebody_else_cannot_be_handed_in_again(anna, draft):
    add(anna, draft, "một")
    chi = filing.citizen("Chi")
    with pytest.raises(Paper.DoesNotExist):
        papers.reuse(
            draft_id=filing.draft(chi),
            viewer=chi,
            paper_id="giay_a",
            source=held(anna, draft).id,
            at=AT,
        )


def test_own_paper_can_be_handed_in_again(anna, draft):
    add(anna, draft, "một")
    again = filing.draft(anna)
    papers.reuse(
        draft_id=again, viewer=anna, paper_id="giay_b", source=held(anna, draft).id, at=AT
    )
    paper = held(anna, again, "giay_b")
    assert (paper.source, paper.view) == ("reuse", held(anna, draft).view)


def test_u23_view_is_opened_by_its_owner_only(anna, draft):
    add(anna, draft, "một")
    paper = held(anna, draft)
    assert reading.paper_view(paper=paper.id, viewer=anna) == paper.view
    with pytest.raises(Paper.DoesNotExist):
        reading.paper_view(paper=paper.id, viewer=filing.citizen("Chi"))


def test_promise_to_bring_a_paper_can_be_made_and_taken_back(anna, draft):
    promise = {"draft_id": draft, "viewer": anna, "paper_id": "giay_a", "at": AT}
    papers.bring_to_counter(promised=True, **promise)
    assert held(anna, draft).source == "counter"
    papers.bring_to_counter(promised=False, **promise)
    assert held(anna, draft) is None


def test_file_that_comes_after_a_promise_takes_its_place(anna, draft):
    papers.bring_to_counter(
        draft_id=draft, viewer=anna, paper_id="giay_a", promised=True, at=AT
    )
    add(anna, draft, "một")
    assert held(anna, draft).source == "upload"


def test_u14_view_stays_closed_until_every_file_behind_it_is_clean(anna, draft):
    add(anna, draft, "một", scan="waiting")
    add(anna, draft, "hai", before=["một"], scan="waiting")
    opened = []
    for text in ("một", "hai"):
        scanning.record_scan(sha256=stored(text).sha256, infected=False, at=AT)
        opened.append(held(anna, draft).openable)
    assert opened == [False, True]


def test_u14_file_whose_scanner_is_down_keeps_waiting_and_shows_its_age(anna, draft):
    add(anna, draft, "một", scan="waiting")
    scanning.record_no_verdict(sha256=stored("một").sha256)
    assert files.to_scan(10) == [stored("một").sha256]
    assert files.waiting_for_scan() == files.Waiting(1, AT)


def test_u13_infected_file_withdraws_the_view_and_the_case_goes_on(anna, draft):
    add(anna, draft, "một", scan="waiting")
    add(anna, draft, "hai", before=["một"])
    scanning.record_scan(sha256=stored("một").sha256, infected=True, at=AT)
    paper = held(anna, draft)
    assert ([one.name for one in paper.infected], paper.view) == (["một.jpg"], "")
    assert files.without_view(10) == [files.Unseen(paper.id, (stored("hai").sha256,))]


def test_u13_new_view_of_the_sound_files_is_opened(anna, draft):
    add(anna, draft, "một", scan="waiting")
    add(anna, draft, "hai", before=["một"])
    scanning.record_scan(sha256=stored("một").sha256, infected=True, at=AT)
    owed = files.without_view(10)[0]
    view = papers.MadeView(stored("view of hai"), 1)
    assert scanning.save_view(paper=owed.paper, view=view, made_of=owed.parts, at=AT)
    assert held(anna, draft).openable


def test_new_view_of_files_that_changed_meanwhile_is_not_taken(anna, draft):
    add(anna, draft, "một", scan="waiting")
    add(anna, draft, "hai", before=["một"])
    scanning.record_scan(sha256=stored("một").sha256, infected=True, at=AT)
    paper = held(anna, draft)
    view = papers.MadeView(stored("view of một"), 1)
    made_of = (stored("một").sha256,)
    assert not scanning.save_view(paper=paper.id, view=view, made_of=made_of, at=AT)


def test_u13_file_known_to_be_infected_is_not_taken_again(anna, draft):
    scanning.record_infected(stored=stored("một"), at=AT)
    with pytest.raises(Refused, match="infected"):
        add(anna, draft, "một", scan="waiting")


def test_first_verdict_stands(anna, draft):
    add(anna, draft, "một", scan="waiting")
    for infected in (True, False):
        scanning.record_scan(sha256=stored("một").sha256, infected=infected, at=AT)
    assert File.objects.get(pk=stored("một").sha256).scan == "infected"
