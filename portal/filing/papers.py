"""The papers of a draft: what is asked for, what is there, and taking more (page C10).

With a script each file is sent on its own (`upload`); without one, the form sends them all
and the page comes back with what was taken and what was not, each at its paper.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from portal.filing import frame, path, uploads
from portal.filing.content.sentences import rejection, warning
from portal.filing.path import PAPERS, Filled
from portal.filing.room import Room
from portal.filing.uploads import Refusal, Taken
from portal.ui.fields import ErrorLink
from portal.ui.parts import Paper, PaperFile, Tag
from procedures.engine import Refused
from procedures.engine.form import RequiredPaper
from procedures.operations import drafts, papers
from procedures.operations.papers import OTHER
from procedures.queries.drafts import HeldPaper

Errors = Mapping[str, str]  # paper id -> sentence


def show(
    request: HttpRequest,
    room: Room,
    draft_id: UUID,
    *,
    at: datetime,
    errors: Errors | None = None,
) -> HttpResponse:
    """The list of papers; one whose turn has not come leads to the page that is open."""
    filled = path.read(draft_id=draft_id, viewer=room.viewer, at=at)
    if not filled.reachable(PAPERS):
        return HttpResponseRedirect(room.address(draft_id, filled.first_open()))
    shown = asked(room, filled, errors or {})
    links = tuple(
        ErrorLink(f"id_paper-{one.id}" if one.upload else f"giay-{one.id}", one.error)
        for one in shown
        if one.error
    )
    context = frame.of_page(room, filled, PAPERS, at=at) | {"papers": shown, "errors": links}
    return render(request, "filing/papers.html", context, status=422 if links else 200)


def answer(request: HttpRequest, room: Room, draft_id: UUID, *, at: datetime) -> HttpResponse:
    """Take the files of the whole form, then do what the pressed button says."""
    filled = path.read(draft_id=draft_id, viewer=room.viewer, at=at)
    if not filled.reachable(PAPERS):
        return HttpResponseRedirect(room.address(draft_id, filled.first_open()))
    errors = _take_all(request, room, filled, at=at)
    here = HttpResponseRedirect(room.address(draft_id, PAPERS))
    if gone := request.POST.get("remove-paper"):
        uploads.drop(draft_id=draft_id, viewer=room.viewer, file_id=_id(gone), at=at)
        return show(request, room, draft_id, at=at, errors=errors) if errors else here
    if moved := request.POST.get("move-paper"):
        uploads.move_up(draft_id=draft_id, viewer=room.viewer, file_id=_id(moved), at=at)
        return show(request, room, draft_id, at=at, errors=errors) if errors else here
    if promised := request.POST.get("counter"):
        _promise(room, filled, promised, at=at)
        return show(request, room, draft_id, at=at, errors=errors) if errors else here
    if request.POST.get("save") == "later" and not errors:
        return HttpResponseRedirect(room.away)
    return _go_on(request, room, draft_id, errors, at=at)


def upload(
    request: HttpRequest, room: Room, draft_id: UUID, paper_id: str, *, at: datetime
) -> HttpResponse:
    """Take one file sent on its own: the fragment of its row, or 422 with a sentence."""
    given = request.FILES.get(f"paper-{paper_id}")
    if given is None:
        return _plain(_("Choose a file first"))
    try:
        outcome = uploads.take(
            draft_id=draft_id, viewer=room.viewer, paper_id=paper_id, upload=given, at=at
        )
    except Refused as unknown:
        raise Http404 from unknown
    if isinstance(outcome, Refusal):
        return _plain(outcome.sentence, status=503 if outcome.word == "store_full" else 422)
    filled = path.read(draft_id=draft_id, viewer=room.viewer, at=at)
    held = filled.draft.paper(paper_id)
    rows = _files(room, filled, held) if held else ()
    row = next((one for one in rows if one.remove == str(outcome.id)), None)
    warned = " ".join(warning(word) for word in outcome.warnings)
    return render(request, "filing/paper_row.html", {"file": row, "warning": warned})


def asked(room: Room, filled: Filled, errors: Errors) -> tuple[Paper, ...]:
    """Every paper of the case as drawn, and a place for others."""
    listed = [_paper(room, filled, one, errors) for one in filled.papers]
    named = any(one.id == OTHER for one in filled.papers)
    return tuple(listed) if named else (*listed, _other(room, filled, errors))


def _paper(room: Room, filled: Filled, paper: RequiredPaper, errors: Errors) -> Paper:
    language = get_language() or "vi"
    held = filled.draft.paper(paper.id)
    label = paper.name.in_language(language)
    needed = paper.uploadable and not paper.replaced_by
    return Paper(
        id=paper.id,
        label=label,
        tag=_tag(held, needed),
        hint=paper.hint.in_language(language),
        note=_note(paper, held),
        optional=needed and not paper.required,
        error=errors.get(paper.id) or _isolated(held),
        files=_files(room, filled, held),
        upload=paper.uploadable,
        upload_url=room.address(filled.draft.id, PAPERS, paper.id),
        counter=paper.uploadable and not (held and held.source == "counter"),
    )


def _other(room: Room, filled: Filled, errors: Errors) -> Paper:
    held = filled.draft.paper(OTHER)
    return Paper(
        id=OTHER,
        label=_("Other papers"),
        tag=_tag(held, True),
        optional=True,
        error=errors.get(OTHER) or _isolated(held),
        files=_files(room, filled, held),
        upload_url=room.address(filled.draft.id, PAPERS, OTHER),
    )


def _files(room: Room, filled: Filled, held: HeldPaper | None) -> tuple[PaperFile, ...]:
    """Each file with the page of the view where it begins; isolated ones are not in it."""
    rows, page = [], 1
    for one in held.files if held else ():
        if one.scan == "infected":
            rows.append(PaperFile(one.name, remove=str(one.id)))
            continue
        url = f"{room.address(filled.draft.id, PAPERS, 'xem', held.id)}#page={page}"
        rows.append(
            PaperFile(
                label=one.name,
                url=url if held.openable else "",
                pages=one.pages,
                size=one.size,
                state=pgettext("paper", "Received")
                if one.scan == "clean"
                else _("Checking that it is safe"),
                remove=str(one.id),
                up=str(one.id) if rows else "",
            )
        )
        page += one.pages
    return tuple(rows)


def _tag(held: HeldPaper | None, needed: bool) -> Tag:
    if held and held.infected:
        return Tag(_("Not received"), "bad")
    if held and held.source == "counter":
        return Tag(_("To be brought to the counter"), "hold")
    if held and held.waiting:
        return Tag(_("Checking"), "tim")
    if held:
        return Tag(pgettext("paper", "Received"), "ok")
    return Tag(_("Not there yet")) if needed else Tag(_("Need not be handed in"), "ok")


def _note(paper: RequiredPaper, held: HeldPaper | None) -> str:
    """Why a paper need not be uploaded, or where it is to be brought."""
    if held and held.source == "counter":
        return _("Bring the paper itself to the One-Stop Unit. You can submit now.")
    if paper.present_only:
        return _("You only show it when you come to the counter, if you are asked to.")
    if paper.deliver_at == "return":
        return _("Hand it in when you fetch the result.")
    if paper.online:
        return _("The form you filled in here stands for it.")
    if paper.replaced_by:
        return _("The agency looks it up by itself. Upload it only if you want to.")
    return ""


def _isolated(held: HeldPaper | None) -> str:
    if held is None or not held.infected:
        return ""
    return rejection("infected", {}, name=held.infected[0].name)


def _take_all(
    request: HttpRequest, room: Room, filled: Filled, *, at: datetime
) -> dict[str, str]:
    """Take every file of the form; the sentences of those that were not taken, by paper."""
    errors: dict[str, list[str]] = {}
    for name, given in request.FILES.lists():
        paper_id = name.removeprefix("paper-")
        for one in given if name.startswith("paper-") else ():
            try:
                outcome = uploads.take(
                    draft_id=filled.draft.id,
                    viewer=room.viewer,
                    paper_id=paper_id,
                    upload=one,
                    at=at,
                )
            except Refused as unknown:
                raise Http404 from unknown
            match outcome:
                case Refusal():
                    errors.setdefault(paper_id, []).append(outcome.sentence)
                case Taken(warnings=warned):
                    for word in warned:
                        messages.warning(request, warning(word))
    return {paper: ". ".join(said) for paper, said in errors.items()}


def _go_on(
    request: HttpRequest, room: Room, draft_id: UUID, errors: Errors, *, at: datetime
) -> HttpResponse:
    filled = path.read(draft_id=draft_id, viewer=room.viewer, at=at)
    language = get_language() or "vi"
    missing = {
        one.id: rejection("missing", {}, name="", paper=one.name.in_language(language))
        for one in filled.missing_papers
    }
    isolated = {one.paper_id: "" for one in filled.draft.papers if one.infected}
    if found := {**isolated, **missing, **errors}:
        return show(request, room, draft_id, at=at, errors=found)
    drafts.save_section(
        draft_id=draft_id, viewer=room.viewer, section=PAPERS, values={}, done=True, at=at
    )
    return HttpResponseRedirect(room.address(draft_id, path.CHECK))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _promise(room: Room, filled: Filled, paper_id: str, *, at: datetime) -> None:
    try:
        papers.bring_to_counter(
            draft_id=filled.draft.id,
            viewer=room.viewer,
            paper_id=paper_id,
            promised=True,
            at=at,
        )
    except Refused as unknown:
        raise Http404 from unknown


def _plain(sentence: str, *, status: int = 422) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
