"""A8: who works here, in which posts, and giving or ending a post."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import directory
from portal.accounts.directory import Account
from portal.accounts.guard import needs
from portal.console import appointing
from portal.console.frame import drawn
from portal.ui.fields import error_links
from portal.ui.parts import Cell, Column, Crumb, Line, Table, Tag
from procedures.operations import posts as office
from procedures.queries import posts
from procedures.queries.posts import Held, Member

COLUMNS = (
    Column(gettext_lazy("Name")),
    Column(gettext_lazy("Posts"), bare=True),
    Column(gettext_lazy("Agency")),
    Column(gettext_lazy("Last sign-in"), narrow=True),
    Column(gettext_lazy("Second factor"), narrow=True),
)


@needs("administrator")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Everybody who holds a post or an account of staff."""
    today = timezone.localdate()
    accounts = directory.staff_accounts()
    members = posts.staff(on=today, accounts=tuple(accounts))
    lines = tuple(_line(one, accounts.get(one.person)) for one in members)
    table = Table(_("People who work here"), COLUMNS, lines)
    return drawn(request, "console/people.html", table=table, shown=len(lines))


@needs("administrator")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, person: UUID) -> HttpResponse:
    """One of them: posts held and ended, and a form for a new one."""
    member, today = _member(person), timezone.localdate()
    agencies = posts.agencies()
    form = appointing.read(request.POST or None, agencies, today)
    if request.method == "POST" and form.asked:
        office.give(person=person, by=request.user.person_id, **form.asked)
        messages.success(request, _("The post is given. It holds from the day you chose."))
        return redirect("console_person", person=person)
    return drawn(
        request,
        "console/person.html",
        status=422 if form.errors else 200,
        member=member,
        account=directory.staff_accounts().get(person),
        held=_posts(member, today, ended=False),
        ended=_posts(member, today, ended=True),
        fields=form.fields,
        errors=error_links(form.fields),
        crumbs=(Crumb(_("People and posts"), "/quan-tri/nguoi-dung/"), Crumb(member.name)),
    )


@needs("administrator")
@require_POST
def end(request: HttpRequest, person: UUID, post: UUID) -> HttpResponse:
    """End a post today: it opens nothing from the next request on."""
    today = timezone.localdate()
    if office.end(post=post, person=person, on=today, by=request.user.person_id):
        messages.success(request, _("The post is ended. It opens nothing any more."))
    else:
        messages.warning(request, _("This post was ended before."))
    return redirect("console_person", person=person)


def _member(person: UUID) -> Member:
    member = posts.member(person=person)
    if member is None or not (member.posts or person in directory.staff_accounts()):
        raise Http404  # citizens are not shown here
    return member


def _posts(member: Member, today: date, *, ended: bool) -> list[tuple[Held, str]]:
    """Posts with the name of their role: those that hold now or later, or those that ended."""
    roles = appointing.appointable()
    return [
        (post, roles.get(post.role, post.role))
        for post in member.posts
        if bool(post.until and post.until <= today) == ended
    ]


def _line(one: Member, account: Account | None) -> Line:
    roles = appointing.appointable()
    held = [str(roles.get(post.role, post.role)) for post in one.posts]
    if account and account.administrator:
        held.append(_("Administrator"))
    places = dict.fromkeys(post.agency_name for post in one.posts)
    more = len(places) - 1
    rest = ngettext("and %(n)s more agency", "and %(n)s more agencies", more) % {"n": more}
    return Line(
        cells=(
            Cell(
                text=one.name,
                url=f"/quan-tri/nguoi-dung/{one.person}/",
                sub=account.username if account else _("no account"),
            ),
            Cell(text=", ".join(held) or "–", sub=one.posts[0].title if one.posts else ""),
            Cell(text=next(iter(places), "–"), sub=rest if more > 0 else ""),
            Cell(at=account.last_entered) if account and account.last_entered else Cell("–"),
            Cell(tag=_factor(account)) if account else Cell("–"),
        ),
        key=str(one.person),
    )


def _factor(account: Account) -> Tag:
    if account.closed:
        return Tag(_("account closed"), "hold")
    return Tag(_("set up"), "ok") if account.second_factor else Tag(_("missing"), "act")
