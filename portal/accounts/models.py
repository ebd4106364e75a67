"""Sign-in tables. What a person may do lives in ``procedures``; here is how they enter."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Someone who can sign in: a citizen, an officer or an administrator."""
