"""The refusals of this room."""

from __future__ import annotations

from adulis.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated


class InvalidCredentials(Unauthenticated):
    """Wrong e-mail or wrong password: which of the two is nobody's business."""

    title = "E-mail or password is wrong."
    what_to_do = "Check both and sign in again."


class EmailNotConfirmed(Forbidden):
    """Said only to who knows the password."""

    title = "This e-mail address has not been confirmed yet."
    what_to_do = "Follow the link in the letter we sent, or have it sent again."


class SecondFactorRequired(Unauthenticated):
    """E-mail and password are right."""

    title = "Signing in to this account needs a code as well."
    what_to_do = "Send e-mail and password again, with the code of the authenticator app in `code`."


class AuthenticatorRequired(Unauthenticated):
    """E-mail and password are right, and too little for the back office of this installation."""

    title = "Operators sign in with an authenticator app."
    what_to_do = "Set one up in the web app first, under Settings, Authenticator."


class SecondFactorWrong(Unauthenticated):
    title = "The code is wrong, or was used before."
    what_to_do = "Wait for the next code of the app and use that, or use a recovery code."


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
    """A refresh token came back after it was used: two hold it, and one may be a thief."""

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


class MemberNotFound(NotFound):
    title = "There is no such member in this team."


class InvitationNotFound(NotFound):
    title = "There is no such invitation here."


class SessionNotFound(NotFound):
    title = "You have no such session."


class UserNotFound(NotFound):
    title = "There is no such user here."


class ApiKeyNotFound(NotFound):
    title = "There is no such API key here."


class EmailTaken(Conflict):
    title = "This e-mail address is already registered."


class AlreadyMember(Conflict):
    title = "This person is already a member."


class AlreadyInvited(Conflict):
    title = "This address has been invited already."
    what_to_do = "Send the invitation again instead, or revoke it first."


class TooManyInvitations(Conflict):
    title = "Too many invitations of this merchant are open."
    what_to_do = "Revoke some that nobody will accept."


class InvitationForAnother(Forbidden):
    title = "This invitation is for another address than the one you are signed in with."
    what_to_do = "Sign in with the invited address, or ask for an invitation to yours."


class SecondPersonTooNew(Forbidden):
    """Else an owner would be two people with a second login: one that asks, or one that agrees.

    ``who`` is ``you`` or ``asked_by``.
    """

    title = "Whoever came lately does not count as a second person yet."
    what_to_do = "Ask another owner to approve, or wait until then."


class OwnerLeftLately(Conflict):
    """Else an owner could send the other one away, and undo alone what needs two."""

    title = "Another owner left lately, so nobody decides this alone yet."
    what_to_do = "Wait until then, or ask somebody to be an owner beside you."


class LastOwner(Conflict):
    title = "A merchant cannot be without an owner."
    what_to_do = "Make somebody else an owner first."


class TooManyMerchants(Conflict):
    title = "You own as many merchants as one person may."


class MerchantNameTaken(Conflict):
    title = "You own a merchant of this name already."


class MerchantNameVerified(Conflict):
    title = "The name of this merchant is being verified, or has been, and stays."
    what_to_do = "Ask our support: a new name has to be verified as well."


class LinkExpired(Conflict):
    title = "This link has expired."
    what_to_do = "Ask for a new one."


class LinkUsed(Conflict):
    title = "This link has been used already."


class SecondFactorAlreadyOn(Conflict):
    title = "An authenticator app is set up already."
    what_to_do = "Remove it first."


class SecondFactorNotBegun(Conflict):
    title = "Setting up an authenticator app has not been begun."


class SecondFactorOff(Conflict):
    title = "No authenticator app is set up."


class ApiKeyAlreadyRotated(Conflict):
    title = "This API key has been rotated already."
    what_to_do = "Use the key in rotated_to, or rotate that one."


class ApiKeyNotActive(Conflict):
    title = "This API key is expired or revoked."
    what_to_do = "Create a new key."


class AlreadyFrozen(Conflict):
    title = "Payouts of this merchant are already frozen."


class NotFrozen(Conflict):
    title = "Payouts of this merchant are not frozen."


class FreezeEndsInPast(Invalid):
    title = "A freeze has to end in the future."


class LinkInvalid(Invalid):
    """Not one of ours, cut when it was copied, or replaced by a newer one: all the same."""

    title = "This link is not valid."
    what_to_do = "Use the link of the newest letter, whole; or ask for a new one."


class EmailInvalid(Invalid):
    title = "This is not an e-mail address we can write to."


class PasswordTooWeak(Invalid):
    title = "This password is too easy to guess."
    what_to_do = "Choose a longer one that is neither common nor made of your name or e-mail."


class PasswordNotTheOneChosen(Invalid):
    """Somebody else may have signed up with this address since: their password opens nothing."""

    title = "This is not the password that was chosen at the last sign-up with this address."
    what_to_do = "Check it; or choose a new password by letter, which confirms the address too."


class CurrentPasswordWrong(Invalid):
    title = "The current password is wrong."


class KeyLimitsInvalid(Invalid):
    title = "The scopes, addresses or expiry of the key are not acceptable."
