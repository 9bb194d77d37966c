"""Operators at their pages: what they read, and the questions they answer with yes."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client

from adulis.identity.models import User
from adulis.identity.values import OperatorRole
from tests.people import a_person

# What a click writes down although nothing was done.
SAVED = ("django_session", "identity_user")
BUTTON = 'class="module aligned verb"'


def operator(role: OperatorRole, **more: Any) -> Client:
    """Somebody of this role, signed in."""
    person = a_person(f"{role}@example.com", operator_role=role)
    client = Client(**more)
    client.force_login(User.objects.get(id=person.id))
    return client


def text_of(answer: Any) -> str:
    """A page as it is read."""
    assert answer.status_code in {200, 400}, answer
    return html.unescape(answer.content.decode())


def hidden(answer: Any) -> dict[str, str]:
    """What the forms of a page send on unseen."""
    page = answer.content.decode()
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def done(client: Client, place: str, form: dict[str, str] | None = None) -> str:
    """Ask, read what it will do, and say yes; what was read."""
    question = client.post(place, form or {})
    answer = client.post(place, hidden(question))
    assert answer.status_code == 302, answer.content.decode()
    return text_of(question)
