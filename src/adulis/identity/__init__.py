"""Who is asking, for which merchant, and in what role.

People sign in with e-mail and password, and a code where they set up an authenticator app, and
carry a short access token and a rotating refresh token; programs carry an API key, which counts as
the person who made it. A membership ties a person to a merchant, the tenant.

Verbs: ``wish_to_sign_up`` ``wish_for_link`` ``grant_wish`` ``drop_wish`` · ``sign_up``
``confirm_email`` ``resend_confirmation`` · ``register_user`` ``deactivate_user``
``reactivate_user`` · ``change_password`` ``request_password_reset`` ``reset_password`` ·
``begin_second_factor`` ``confirm_second_factor`` ``disable_second_factor`` ``make_recovery_codes``
``reset_second_factor`` ``prove_second_factor`` · ``sign_in`` ``rotate_refresh``
``blacklist_refresh`` ``revoke_session`` ``revoke_other_sessions`` · ``found_merchant``
``create_merchant`` ``rename_merchant`` ``freeze_payouts`` ``unfreeze_payouts``
``shorten_freeze`` ``end_overdue_freeze`` · ``invite_member``
``resend_invitation`` ``revoke_invitation`` ``accept_invitation`` ``add_member`` ``change_role``
``remove_member`` ``leave_merchant`` · ``create_api_key`` ``rotate_api_key``
``revoke_api_key``. Facts: ``events.py``.
"""
