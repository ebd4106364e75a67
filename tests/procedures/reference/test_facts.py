"""The facts that ship: complete, consistent, and read as they are meant."""

from collections import Counter
from datetime import date, time, timedelta

from procedures.reference import agencies, areas, catalogue, holidays, words
from procedures.reference.folding import folded
from procedures.reference.statuses import NATIONAL_STATUSES

HUE = "46"


def names(found):
    return [area.full_name for area in found]


# --- areas


def test_there_are_34_provinces_and_3321_communes():
    provinces = areas.provinces()

    assert (len(provinces), len(areas.current())) == (34, 34 + 3321)


def test_every_commune_lies_in_a_province():
    provinces = {area.code for area in areas.provinces()}

    assert {area.parent for area in areas.current() if area.parent} == provinces


def test_no_two_units_share_code_and_first_day():
    keys = Counter((area.code, area.valid_from) for area in areas.current() + areas.former())

    assert keys.most_common(1)[0][1] == 1


def test_hue_has_40_communes_and_knows_133_former_ones():
    assert (len(areas.communes(HUE)), len(areas.former())) == (40, 133)


def test_every_former_commune_of_hue_has_a_successor_of_today():
    today = {area.code for area in areas.communes(HUE)}

    assert {area.successor for area in areas.former()} <= today


def test_a_code_used_again_is_another_unit_on_another_day():
    old = next(area for area in areas.former() if area.code == "19753")
    new = next(area for area in areas.current() if area.code == "19753")

    assert (old.full_name, new.full_name) == ("Phường Thuận Lộc", "Phường Phú Xuân")
    assert old.exists_on(date(2025, 6, 30)) and not old.exists_on(date(2025, 7, 1))
    assert new.exists_on(date(2025, 7, 1)) and not new.exists_on(date(2025, 6, 30))


def test_an_abolished_name_leads_to_its_successor():
    assert names(areas.successors("phường Vĩnh Ninh", HUE)) == ["Phường Thuận Hoá"]


def test_a_name_used_again_leads_to_both_places():
    found = names(areas.successors("thuan hoa", HUE))

    assert found == ["Phường Phú Xuân", "Phường Thuận Hoá"]


def test_both_ways_to_write_a_tone_find_the_same_place():
    assert areas.successors("Thuận Hóa", HUE) == areas.successors("Thuận Hoá", HUE)


def test_an_unknown_name_leads_nowhere():
    assert areas.successors("Phường Không Có", HUE) == ()


# --- days


def test_the_days_off_of_four_years_are_known():
    years = Counter(day.year for day in holidays.days_off())

    assert years == {2024: 14, 2025: 12, 2026: 15, 2027: 15}


def test_a_swapped_day_is_made_up_for_on_a_saturday():
    swapped = {day.on for day in holidays.days() if day.kind == "swap"}
    made_up = {day.on: day.makes_up_for for day in holidays.days() if day.working}

    assert set(made_up.values()) == swapped
    assert {day.weekday() for day in made_up} == {5}


def test_2_january_2026_is_worked_on_10_january():
    made_up = {day.on: day.makes_up_for for day in holidays.days() if day.working}

    assert made_up[date(2026, 1, 10)] == date(2026, 1, 2)


def test_culture_day_is_off_since_2026():
    culture_days = [day for day in holidays.days_off() if (day.month, day.day) == (11, 24)]

    assert culture_days == [date(2026, 11, 24), date(2027, 11, 24)]


def test_undecided_days_say_so():
    undecided = {day.on.year for day in holidays.days() if day.standing == "provisional"}

    assert undecided == {2027}


# --- agencies


def test_every_parent_is_an_agency_of_ours():
    codes = {agency.code for agency in agencies.agencies()}

    assert {agency.parent for agency in agencies.agencies()} <= codes | {""}


def test_every_commune_has_its_committee_its_police_and_its_desk():
    communes = {area.code for area in areas.communes(HUE)}
    of_kind = {}
    for agency in agencies.agencies():
        of_kind.setdefault(agency.kind, set()).add(agency.area)
    desks = {desk.area for desk in agencies.desks()} - {HUE}

    assert of_kind["ubnd_xa"] == of_kind["cong_an_xa"] == desks == communes


def test_a_desk_is_open_eight_hours_a_day():
    hours = {
        sum((_length(window) for window in desk.hours), timedelta())
        for desk in agencies.desks()
    }

    assert hours == {timedelta(hours=8)}


def test_the_desk_of_thuan_hoa_gives_the_codes_of_its_cases():
    desk = next(desk for desk in agencies.desks() if desk.place == "Thuận Hoá")

    assert (desk.code, desk.cutoff) == ("H57.26", time(15))


def _length(window):
    opens, closes = (each.hour * 60 + each.minute for each in (window.opens, window.closes))
    return timedelta(minutes=closes - opens)


# --- catalogue and words


def test_the_catalogue_holds_5670_procedures():
    codes = [entry.code for entry in catalogue.entries()]

    assert len(codes) == len(set(codes)) == 5670


def test_the_catalogue_gives_the_official_page():
    entry = next(one for one in catalogue.entries() if one.code == "1.004873")

    assert entry.name == "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân"
    assert catalogue.official_url(entry.national_id).startswith(catalogue.OFFICIAL)


def test_an_everyday_word_names_only_codes_there_are():
    known = {entry.code for entry in catalogue.entries()} | {"1.002425"}
    named = {code for saying in words.sayings().values() for code in saying.codes}

    assert named <= known


def test_no_two_everyday_phrases_sound_the_same():
    shipped = Counter(tuple(folded(row)) for row in _said())

    assert [phrase for phrase, times in shipped.items() if times > 1] == []


def _said():
    return [" ".join(saying.said) for saying in words.sayings().values()]


def test_the_ten_national_statuses_are_numbered():
    assert [one.code for one in NATIONAL_STATUSES] == [str(n) for n in range(1, 11)]
