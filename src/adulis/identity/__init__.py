"""Who is asking, for which merchant, and in what role.

People sign in with e-mail and password and carry a short access token and a rotating refresh token;
programs carry an API key, which counts as the person who made it. A membership ties a person to a
merchant, the tenant.

Verbs: ``register_user`` ``change_password`` ``deactivate_user`` · ``sign_in`` ``rotate_refresh``
``blacklist_refresh`` · ``create_merchant`` ``add_member`` ``freeze_payouts`` ``unfreeze_payouts`` ·
``create_api_key`` ``revoke_api_key``. Facts: ``events.py``.
"""
