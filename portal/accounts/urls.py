"""Addresses of signing in and of one's own account."""

from django.urls import path
from django.views.generic import RedirectView

from portal.accounts.views import account, citizen, officer, session

urlpatterns = [
    path("dang-nhap/", citizen.sign_in, name="sign_in"),
    path("dang-nhap/vneid/", citizen.to_provider, name="to_provider"),
    path("dang-nhap/vneid/ve/", citizen.from_provider, name="from_provider"),
    path("dang-nhap/can-bo/", officer.sign_in, name="officer_sign_in"),
    path("dang-nhap/can-bo/ma/", officer.code, name="second_factor"),
    path("dang-nhap/can-bo/thiet-lap/", officer.first_code, name="first_second_factor"),
    path("dang-xuat/", session.sign_out, name="sign_out"),
    path("phien/giu/", session.stay, name="stay"),
    path("phien/gui-tiep/<uuid:kept_id>/", session.kept_form, name="kept_form"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/phien/", account.end_session, name="end_session"),
    path("tai-khoan/mat-khau/", account.password, name="password"),
    path("tai-khoan/hai-lop/", account.second_factor_set_up, name="second_factor_set_up"),
    # The stock admin's own sign-in knows neither throttle nor second factor.
    path(
        "quan-tri/du-lieu/login/",
        RedirectView.as_view(pattern_name="officer_sign_in", query_string=True),
    ),
]
