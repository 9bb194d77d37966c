"""The refusals of this room."""

from __future__ import annotations

from adulis.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated


class InvalidCredentials(Unauthenticated):
    """Wrong e-mail or wrong password: which of the two is nobody's business."""

    title = "E-mail or password is wrong."
    what_to_do = "Check both and sign in again."


class InvalidToken(Unauthenticated):
    title = "The token is not one of ours."
    what_to_do = "Sign in again."


class TokenExpired(Unauthenticated):
    title = "The token has expired."
    what_to_do = (
        "Get a new access token with the refresh token; if that has expired, sign in again."
    )


class TokenRevoked(Unauthenticated):
    title = "The session this token belongs to has ended."
    what_to_do = "Sign in again."


class RefreshTokenReused(Unauthenticated):
    """A refresh token came back after it was used: one of its two holders is a thief."""

    title = "This refresh token was used before, so the whole session has been ended."
    what_to_do = "Sign in again. If you used each token once, somebody else holds a copy."


class InvalidApiKey(Unauthenticated):
    title = "The API key is not one of ours."
    what_to_do = "Check that the whole key was copied, and that its prefix fits this installation."


class ApiKeyExpired(Unauthenticated):
    title = "The API key has expired."
    what_to_do = "Create a new key."


class ApiKeyRevoked(Unauthenticated):
    title = "The API key has been revoked."
    what_to_do = "Create a new key."


class AddressNotAllowed(Forbidden):
    title = "This API key may not be used from this address."
    what_to_do = "Add the address to the key's allow-list, or call from one that is on it."


class ScopeMissing(Forbidden):
    title = "The API key lacks a scope."
    what_to_do = "Use a key that has the scope named in required_scope."


class RoleTooLow(Forbidden):
    title = "Your role does not allow this."
    what_to_do = "Ask an owner of the merchant to do it, or to give you the role in required_role."


class PersonRequired(Forbidden):
    title = "Only a person can do this, not an API key."
    what_to_do = "Sign in and use the access token."


class OperatorRequired(Forbidden):
    title = "Only an operator of the platform can do this."


class MerchantNotFound(NotFound):
    title = "There is no such merchant here."


class UserNotFound(NotFound):
    title = "There is no such user here."


class ApiKeyNotFound(NotFound):
    title = "There is no such API key here."


class EmailTaken(Conflict):
    title = "This e-mail address is already registered."


class AlreadyMember(Conflict):
    title = "This person is already a member."


class AlreadyFrozen(Conflict):
    title = "Payouts of this merchant are already frozen."


class NotFrozen(Conflict):
    title = "Payouts of this merchant are not frozen."


class EmailInvalid(Invalid):
    title = "This is not an e-mail address we can write to."


class PasswordTooWeak(Invalid):
    title = "This password is too easy to guess."
    what_to_do = "Choose a longer one that is neither common nor made of your name or e-mail."


class CurrentPasswordWrong(Invalid):
    title = "The current password is wrong."


class KeyLimitsInvalid(Invalid):
    title = "The scopes, addresses or expiry of the key are not acceptable."
