// Written by `npm run api` from openapi.yaml. Change the API instead.

export interface paths {
  "/api/v1/agreements/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List agreements
     * @description Those the merchant buys or sells by, newest first.
     */
    get: operations["list_agreements"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/agreements/{agreement_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at an agreement
     * @description With all its milestones, and what the caller may do about each.
     */
    get: operations["get_agreement"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/agreements/{agreement_id}/cancellation/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Propose to cancel together
     * @description What is left of every milestone would go back to the buyer; it stands for a week.
     */
    post: operations["propose_cancellation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/agreements/{agreement_id}/cancellation/{proposal_id}/accept/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Agree to cancel
     * @description By the other side: all that is left goes back to the buyer, in one commit.
     */
    post: operations["accept_cancellation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/agreements/{agreement_id}/cancellation/{proposal_id}/refuse/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Refuse to cancel
     * @description By the other side; all stays as it is.
     */
    post: operations["refuse_cancellation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/agreements/{agreement_id}/cancellation/{proposal_id}/withdraw/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take a proposal to cancel back
     * @description By whoever proposed it.
     */
    post: operations["withdraw_cancellation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/api-keys/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the merchant's API keys
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_api_keys"];
    put?: never;
    /**
     * Make an API key
     * @description Owners only. The key counts as you: what you may not do, it may not do either.
     */
    post: operations["create_api_key"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/api-keys/{key_id}/revoke/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Revoke an API key
     * @description Owners only. From the next request on it opens nothing; doing it again is no error.
     */
    post: operations["revoke_api_key"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/api-keys/{key_id}/rotate/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Put a new API key in the place of an old one
     * @description Owners only. The new key has the same name, scopes, addresses and expiry and counts as
     *     you; the old one goes on for the overlap, and then is dead.
     */
    post: operations["rotate_api_key"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/approvals/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what waits for a second owner
     * @description Newest first.
     */
    get: operations["list_approvals"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/approvals/{approval_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at an approval
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_approval"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/approvals/{approval_id}/approve/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Approve
     * @description By an owner other than whoever asked; it is carried out at once, or refused whole.
     *
     *     Both must have had their roles for a day (`SECOND_PERSON_AFTER_HOURS`).
     */
    post: operations["approve_approval"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/approvals/{approval_id}/refuse/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Refuse
     * @description By any owner; nothing is done.
     */
    post: operations["refuse_approval"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/approvals/{approval_id}/withdraw/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Withdraw
     * @description By whoever asked; nothing is done.
     */
    post: operations["withdraw_approval"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/approvals/settings/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See from which amounts on a second owner is needed
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_approval_settings"];
    /**
     * Set from which amounts on a second owner is needed
     * @description By an owner. What would let one owner do more alone waits for another one, if there is
     *     one, as ``waiting``.
     */
    put: operations["set_approval_settings"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/audit/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Search the audit log
     * @description Everything done in the merchant's name or to its things, newest first; for owners.
     *
     *     The log cannot be changed by anybody. It is not counted: follow `next` to its end.
     */
    get: operations["list_audit_records"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/audit/export/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export the audit log as CSV
     * @description The same records as a file, however many; taking it is a deed in the log as well.
     *
     *     A text that a spreadsheet would run as a formula begins with an apostrophe.
     */
    get: operations["export_audit_records"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/confirm-email/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Confirm an e-mail address
     * @description With the token of the letter's link, which is good once, and the password chosen at
     *     sign-up: a stranger may have signed up with somebody else's address. Signs nobody in.
     */
    post: operations["confirm_email"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/confirm-email/resend/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send the link that confirms an address again
     * @description The answer is the same whether or not there is something to confirm.
     */
    post: operations["resend_confirmation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/me/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who you are, and where you belong
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["read_me"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/password/change/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Change your password
     * @description Ends every session, this one included: sign in again with the new password.
     */
    post: operations["change_password"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/password/reset/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask for a link to choose a new password
     * @description The answer is the same whether or not the address is registered.
     */
    post: operations["request_password_reset"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/password/reset/confirm/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Choose a new password
     * @description With the token of the letter's link, which is good once. Ends every session; signing in
     *     still asks for the code of an authenticator app where one is set up.
     */
    post: operations["reset_password"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/register/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign up
     * @description A letter with a link follows; signing in works once that was followed. The answer is the
     *     same for an address that is registered already, whose owner gets another letter.
     */
    post: operations["register"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/second-factor/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether signing in needs a code
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_second_factor"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/second-factor/begin/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Begin to set up an authenticator app
     * @description Nothing is asked for until a code confirms it. Beginning again gives another secret.
     */
    post: operations["begin_second_factor"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/second-factor/confirm/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Turn the authenticator app on
     * @description From now on signing in needs a code. Keep the recovery codes: they are shown only now.
     */
    post: operations["confirm_second_factor"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/second-factor/disable/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Remove the authenticator app
     * @description The recovery codes go with it.
     */
    post: operations["disable_second_factor"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/second-factor/recovery-codes/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make new recovery codes
     * @description The old ones are dead.
     */
    post: operations["make_recovery_codes"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/sessions/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List where you are signed in
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_sessions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/sessions/{session_id}/revoke/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End one of your sessions
     * @description Its access tokens stop with the next request. Doing it again is no error.
     */
    post: operations["revoke_session"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/sessions/revoke-others/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End all your sessions but this one
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    post: operations["revoke_other_sessions"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/token/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign in with e-mail and password
     * @description Where an authenticator app is set up, `second_factor_required` says that the password was
     *     right: send the same again with `code`.
     */
    post: operations["sign_in"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/token/blacklist/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End the session a refresh token belongs to
     * @description All its tokens stop at once, access tokens too. Doing it again is no error.
     */
    post: operations["sign_out"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/token/refresh/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Exchange a refresh token for new tokens
     * @description Each refresh token is good for once. Using one twice ends the session, because then two
     *     hold it and one of them should not.
     */
    post: operations["refresh_tokens"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/balance/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at the balance
     * @description From the ledger, all figures of one moment.
     */
    get: operations["get_balance"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bank-accounts/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List bank accounts
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_bank_accounts"];
    put?: never;
    /**
     * Add a bank account
     * @description Either number and IFSC, or a VPA. The same details again are the same account.
     */
    post: operations["add_bank_account"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bank-accounts/{account_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a bank account
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_bank_account"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Rename a bank account
     * @description The nickname is the one thing about an account that may change.
     */
    patch: operations["rename_bank_account"];
    trace?: never;
  };
  "/api/v1/bank-accounts/{account_id}/archive/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Archive a bank account
     * @description No new payout goes there; those on their way are not touched.
     */
    post: operations["archive_bank_account"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bank-accounts/{account_id}/verify/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Verify a bank account
     * @description A penny drop: does it take money, and in whose name is it?
     *
     *     Asking twice asks the bank twice and moves no money of yours, so no Idempotency-Key is
     *     needed.
     */
    post: operations["verify_bank_account"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bank/callbacks/{bank}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Receive a bank's callback
     * @description For banks: Standard Webhooks headers, signed within five minutes of our clock.
     */
    post: operations["receive_bank_callback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bank/statements/{bank}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the days of a bank's books
     * @description For operators: newest first, with how many lines are matched and how many are not.
     */
    get: operations["list_bank_days"];
    put?: never;
    /**
     * Import a bank statement
     * @description For operators. The same file again changes nothing; its lines are matched in a moment.
     */
    post: operations["import_statement"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/cases/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List cases
     * @description A merchant's own, newest first. An operator naming no merchant sees the queue.
     */
    get: operations["list_cases"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/cases/{case_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a case
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_case"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/cases/{case_id}/close/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Confirm a decision
     * @description Another operator confirms exactly what was proposed, and it is carried out at once.
     */
    post: operations["close_case"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/cases/{case_id}/propose/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Propose a decision
     * @description The first of two operators names a decision of the case's kind. Nothing happens yet.
     */
    post: operations["propose_case_decision"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/cases/{case_id}/withdraw/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Withdraw a proposal
     * @description Take a proposal back, so that another decision can be proposed.
     */
    post: operations["withdraw_case_decision"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/chargebacks/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List chargebacks
     * @description A merchant's, newest first.
     */
    get: operations["list_chargebacks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deal-categories/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What deals may be about
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_deal_categories"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deal-invitations/join/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Come in by a link
     * @description With the merchant you name, which then sees the deal. Looking binds to nothing.
     */
    post: operations["join_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deal-invitations/look-up/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What an invitation to a deal is about
     * @description For whoever holds the link, before they sign in or sign up. Changes nothing.
     */
    post: operations["look_up_deal_invitation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Find deals
     * @description Newest first: what is open to everybody or to you by invitation, or lists of your own.
     *
     *     ``search`` finds words in any form, and beginnings of words.
     */
    get: operations["list_deals"];
    put?: never;
    /**
     * Write a deal
     * @description A draft, which nobody else sees before it is published or proposed.
     */
    post: operations["create_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a deal
     * @description Of one that others agreed on, only that it is closed.
     */
    get: operations["get_deal"];
    /**
     * Change a draft
     * @description The draft becomes what is given, all of it.
     */
    put: operations["edit_deal"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/accept/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Accept the terms
     * @description Owners of the side whose turn it is. Both are bound, and the escrow is opened.
     */
    post: operations["accept_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/amend/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Change what is bid on
     * @description Owners, while it is open. What is material makes bids wait to be confirmed again.
     */
    post: operations["amend_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/attachments/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what is attached
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_deal_attachments"];
    put?: never;
    /**
     * Attach a file
     * @description By one of the two sides. What it is, is found out from the content.
     */
    post: operations["attach_to_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/attachments/{attachment_id}/link/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get a link to a file
     * @description It opens for five minutes, and only for whoever asked for it.
     */
    post: operations["link_deal_attachment"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/attachments/{attachment_id}/remove/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take a file out
     * @description By whoever put it in, before anybody is bound.
     */
    post: operations["remove_deal_attachment"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/cancel/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Call a deal off
     * @description Whoever posted it, before anybody is bound; see ``cancellation`` for what it means.
     */
    post: operations["cancel_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/cancellation/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what calling it off would mean
     * @description In numbers, as things stand; read before consent.
     */
    get: operations["get_deal_cancellation"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/counter/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Answer with other terms
     * @description Owners of the side whose turn it is. Then it is the other side's.
     */
    post: operations["counter_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/delete/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Delete a draft
     * @description Nobody ever saw it, and nobody does from here on.
     */
    post: operations["delete_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/invitations/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See who was invited
     * @description For whoever posted the deal, and those of them who may invite: addresses are people's.
     */
    get: operations["list_deal_invitations"];
    put?: never;
    /**
     * Invite somebody by e-mail
     * @description They can look before they have an account; the link is good for one merchant.
     */
    post: operations["invite_to_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/invitations/{deal_invitation_id}/revoke/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take an invitation back
     * @description The link opens nothing any more.
     */
    post: operations["revoke_deal_invitation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/messages/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a conversation
     * @description With whoever posted the deal; who did says with whom, unless there is one other side.
     */
    get: operations["list_deal_messages"];
    put?: never;
    /**
     * Write to the other side
     * @description Kept sealed, and read by the two who speak.
     */
    post: operations["write_deal_message"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/propose/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Propose a direct deal
     * @description Owners. The other side has five days; proposing is your yes to these terms.
     */
    post: operations["propose_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/publish/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Put a deal up for bids
     * @description Owners. Above the platform's limit an operator looks at it first.
     */
    post: operations["publish_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/reject/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Reject the terms
     * @description Owners of the side whose turn it is. A direct deal is over then.
     */
    post: operations["reject_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/reopen/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take bids again
     * @description Owners: nobody bid, or no bid stands any more.
     */
    post: operations["reopen_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/reviews/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the reviews of a deal
     * @description Your own at once; the other side's when both are in, or fourteen days are over.
     */
    get: operations["list_deal_reviews"];
    put?: never;
    /**
     * Review a deal
     * @description Once, after it was completed; what was said stays said.
     */
    post: operations["review_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/terms/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read every version of the terms
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_deal_terms"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/terms/diff/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what changed between two versions
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["diff_deal_terms"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/threads/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List conversations about a deal
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_deal_threads"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/timeline/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what happened to a deal
     * @description For its two sides, each as it was told.
     */
    get: operations["get_deal_timeline"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/unwatch/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take the mark from a deal
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    post: operations["unwatch_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/watch/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Mark a deal
     * @description A bookmark of your own; see ``mine=watched``.
     */
    post: operations["watch_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deals/{deal_id}/withdraw/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take a deal back before it is approved
     * @description It is a draft again.
     */
    post: operations["withdraw_deal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deposits/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List deposits
     * @description Newest first. ``count`` is exact up to 10,000; go deeper by ``next``.
     */
    get: operations["list_deposits"];
    put?: never;
    /**
     * Ask to be paid
     * @description Send the payer to ``checkout_url``; it is credited once, whatever happens there.
     *
     *     When the gateway is slow the address comes later: read the deposit again until it is there.
     */
    post: operations["create_deposit"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deposits/{deposit_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a deposit
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_deposit"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deposits/{deposit_id}/cancel/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a deposit
     * @description Possible until something is paid. A payment that crosses it is credited all the same.
     */
    post: operations["cancel_deposit"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deposits/{deposit_id}/chargebacks/{chargeback_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a chargeback
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_chargeback"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deposits/{deposit_id}/chargebacks/{chargeback_id}/accept/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Accept a chargeback
     * @description The money stays with the payer. This cannot be taken back.
     */
    post: operations["accept_chargeback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deposits/{deposit_id}/chargebacks/{chargeback_id}/evidence/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Contest a chargeback
     * @description Say why the payer owes the money; possible until ``evidence_due_by``, more than once.
     */
    post: operations["contest_chargeback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deposits/{deposit_id}/declare-payer/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Declare who paid a deposit
     * @description Somebody else paid than you had named (``third_party``): say who, and it clears.
     *
     *     What you say is kept sealed; only the platform's operators read it. A refund goes to whoever
     *     paid, in any case.
     */
    post: operations["declare_payer"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deposits/{deposit_id}/refunds/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the refunds of a deposit
     * @description Newest first.
     */
    get: operations["list_refunds"];
    put?: never;
    /**
     * Refund a deposit
     * @description The money is set aside at once and goes back to the card or account it came from.
     *
     *     A fee that was taken when the deposit cleared is not returned. A deposit in foreign money
     *     goes back in that money, at the rate it was credited at. Once asked for, a refund is not
     *     cancelled; one that cannot be given back is available again. While payouts are frozen, only
     *     what the deposit has pending can be refunded.
     */
    post: operations["create_refund"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deposits/{deposit_id}/refunds/{refund_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a refund
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_refund"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deposits/{deposit_id}/remittance-advice/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download the inward remittance advice
     * @description A PDF: what was paid from abroad, at which rate, for what purpose, and what was credited.
     *
     *     There is one as soon as the money has come in; what goes back later does not change it.
     */
    get: operations["get_remittance_advice"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deposits/{deposit_id}/timeline/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow a deposit
     * @description Every move, everything the gateway said, and all money that moved.
     */
    get: operations["get_deposit_timeline"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/deposits/quote/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask what a foreign amount is worth
     * @description The rate is promised for fifteen minutes, to one deposit of exactly this amount.
     */
    post: operations["create_deposit_quote"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/events/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read events
     * @description What happened, oldest first, each event once. Ask again with the `cursor` of the page
     *     before, also when that was the last one: nothing is skipped, however late it was committed.
     */
    get: operations["list_events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/fees/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at the tariff
     * @description What every service costs now, and what was decided about later.
     */
    get: operations["list_fees"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/fees/quote/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get a quote
     * @description What the fee on this amount is, promised to this merchant for a quarter of an hour.
     *
     *     It moves no money, so no key is needed: asked twice, there are two quotes.
     */
    post: operations["quote_fee"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/files/{file_id}/content/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download a file
     * @description Always an attachment, never a page. The address is the `url` of a link.
     */
    get: operations["download_file"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/fx/positions/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at the positions in foreign money
     * @description For operators of finance: held, paid for, and worth at the last rate.
     */
    get: operations["list_fx_positions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/gateway-callbacks/{gateway}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Receive a payment gateway's webhook
     * @description For gateways: Standard Webhooks headers, signed within five minutes of our clock.
     */
    post: operations["receive_gateway_callback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/installation/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what kind of installation this is
     * @description For anybody: credentials are neither asked for nor looked at.
     */
    get: operations["get_installation"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invitations/accept/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Join a team
     * @description Signed in with the address that was invited.
     */
    post: operations["accept_invitation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invitations/look-up/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What an invitation is about
     * @description For whoever holds the link, before they sign in or sign up. Changes nothing.
     */
    post: operations["look_up_invitation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List invoices and credit notes
     * @description Newest first. The fees of a month are invoiced when it is over.
     */
    get: operations["list_invoices"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices/{invoice_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at an invoice or credit note
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_invoice"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices/{invoice_id}/items/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what stands on an invoice
     * @description Every fee that was charged or given back, in the order it was booked.
     */
    get: operations["list_invoice_items"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/invoices/{invoice_id}/pdf/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get an invoice or credit note as PDF
     * @description The same bytes each time: it says what was issued, not what is so today.
     */
    get: operations["print_invoice"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List ledger lines
     * @description Newest first, each with the running balance of its account.
     */
    get: operations["list_ledger_lines"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/limits/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See limits and what is left of them
     * @description Of every kind; days and months are India's. What was asked for counts of deposits, while
     *     it may be paid and once it was.
     */
    get: operations["get_limits"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/merchants/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the merchants you may see
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_merchants"];
    put?: never;
    /**
     * Create a merchant
     * @description A person or a business that trades. You are its owner; it begins unverified.
     */
    post: operations["create_merchant"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/merchants/{merchant_id}/rename/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Rename a merchant
     * @description Owners only, and only while the name has not been verified.
     */
    post: operations["rename_merchant"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List milestones
     * @description Of all the merchant's agreements, the newest agreement first, each one's in order.
     */
    get: operations["list_milestones"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a milestone
     * @description What lies in it, what it waits for, and what the caller may do about it.
     */
    get: operations["get_milestone"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/approve/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Approve, and release the money
     * @description By the buyer. All of it is released as soon as all else that was agreed has come true, a
     *     part of it at once. Above the buyer's limit another owner has to agree first.
     *
     *     By the seller, where the terms ask for the yes of both.
     */
    post: operations["approve_milestone"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/cancel/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Go, because nothing came
     * @description By the buyer alone, three days after the day of delivery, if nothing was handed in.
     */
    post: operations["cancel_milestone"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/evidence/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what was handed in
     * @description Round by round, for both sides.
     */
    get: operations["list_milestone_evidence"];
    put?: never;
    /**
     * Upload a file to hand in
     * @description By the seller. The other side sees it once it is handed in. What it is, is found out from
     *     the content; Content-Type is not read, and the name is a label.
     */
    post: operations["upload_milestone_evidence"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/evidence/{file_id}/link/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get a link to a file that was handed in
     * @description It opens for five minutes, and only for whoever asked for it.
     */
    post: operations["link_milestone_evidence"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/fund/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Fund a milestone
     * @description By the buyer, from the wallet: the amount, with their share of the fee on top.
     *
     *     With a part of it in, the milestone waits for the rest. A deposit that is named pays when
     *     it clears; what it brings beyond that stays in the wallet.
     */
    post: operations["fund_milestone"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/preview/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See who would get what
     * @description If so much went to the seller and so much to the buyer, now. Nothing moves.
     */
    get: operations["preview_milestone"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/proposals/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what was proposed
     * @description Newest first.
     */
    get: operations["list_escrow_proposals"];
    put?: never;
    /**
     * Propose how to divide what is left
     * @description By either side; the other may accept for a week. It replaces what was proposed before.
     */
    post: operations["propose_split"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/proposals/{proposal_id}/accept/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Accept a proposal
     * @description By the other side: the money is divided in the same commit.
     */
    post: operations["accept_escrow_proposal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/proposals/{proposal_id}/refuse/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Refuse a proposal
     * @description By the other side; nothing moves.
     */
    post: operations["refuse_escrow_proposal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/proposals/{proposal_id}/withdraw/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take a proposal back
     * @description By the side that made it.
     */
    post: operations["withdraw_escrow_proposal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/refund/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give money back to the buyer
     * @description By the seller alone. The buyer's share of the fee on it goes back as well.
     */
    post: operations["refund_milestone"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/request-changes/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Request changes
     * @description By the buyer, as often as was agreed.
     */
    post: operations["request_changes"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/signal/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say that something has come true
     * @description By the API key that the terms name, whoever's it is; where they name none, by the buyer.
     *
     *     Kept once, however often it is given.
     */
    post: operations["signal_milestone"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/submit/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Hand a milestone in
     * @description By the seller. The buyer has the agreed time to look at it, from now on and in full.
     */
    post: operations["submit_milestone"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/milestones/{milestone_id}/timeline/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what happened to a milestone
     * @description What this side was told, and every payment out of it.
     */
    get: operations["get_milestone_timeline"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/adjustments/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Propose an adjustment
     * @description Finance and admins. No money moves before another operator has approved it.
     *
     *     From suspense only what no open question is about can be given.
     */
    post: operations["propose_adjustment"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/approvals/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what waits for a second operator
     * @description Newest first: changes of fees and limits, adjustments, freezes to be lifted.
     */
    get: operations["list_operator_approvals"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/approvals/{approval_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at what waits for a second operator
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_operator_approval"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/approvals/{approval_id}/approve/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Approve as the second operator
     * @description By an operator of the right role other than whoever proposed it; done at once.
     */
    post: operations["approve_operator_approval"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/approvals/{approval_id}/refuse/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Refuse as the second operator
     * @description Nothing is done.
     */
    post: operations["refuse_operator_approval"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/approvals/{approval_id}/withdraw/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Withdraw a proposal of one's own
     * @description By whoever proposed it.
     */
    post: operations["withdraw_operator_approval"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/fees/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Propose a fee
     * @description Finance and admins. Another operator approves it before it counts.
     */
    post: operations["propose_fee"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/limits/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Propose a limit
     * @description Finance and admins. Another operator approves it before it counts.
     */
    post: operations["propose_limit"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/merchants/{merchant_id}/freeze/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let no money of a merchant leave
     * @description Compliance and admins, at once. Lifting it needs two.
     */
    post: operations["freeze_merchant"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/merchants/{merchant_id}/unfreeze/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Propose to let money of a merchant leave again
     * @description Compliance and admins. Another one of them approves it before anything leaves.
     */
    post: operations["propose_unfreeze"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/verifications/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List verifications
     * @description For operators of compliance: who waits longest comes first.
     */
    get: operations["list_verifications"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/verifications/{merchant_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a merchant's verification
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_verification_review"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/verifications/{merchant_id}/documents/{document_id}/link/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get a link to a merchant's document
     * @description It opens for five minutes, and only for whoever asked for it.
     */
    post: operations["link_verification_document_for_review"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/verifications/{merchant_id}/downgrade/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask for a new verification
     * @description What was true has to be shown again; until then nothing more is paid out.
     */
    post: operations["downgrade_merchant"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/verifications/{merchant_id}/refuse/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Refuse a submission
     * @description The merchant is told the reasons, mends what they are about, and submits again.
     */
    post: operations["refuse_verification"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/verifications/{merchant_id}/reveal/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * See PAN and GSTIN in full
     * @description To compare them with a document. That it was done, and by whom, is recorded.
     */
    post: operations["reveal_verification_numbers"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/verifications/{merchant_id}/revoke/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take a verification back
     * @description What was believed was not true. It is refused, and nothing more is paid out.
     */
    post: operations["revoke_verification"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/operator/verifications/{merchant_id}/verify/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Verify a merchant
     * @description It may move money from here on, within the limits of the tier.
     */
    post: operations["verify_merchant"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/overview/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See how the money moves
     * @description What is on its way and why it waits; and day by day what came in, went out and failed.
     */
    get: operations["get_overview"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payout-batches/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List payout batches
     * @description Newest first.
     */
    get: operations["list_payout_batches"];
    put?: never;
    /**
     * Send a payout batch
     * @description Every row is checked and marked; nothing is paid before the batch is approved.
     *
     *     JSON or CSV, up to 10,000 rows and 10 MB. A row that is wrong makes no other row wrong.
     */
    post: operations["create_payout_batch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payout-batches/{batch_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a payout batch
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_payout_batch"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payout-batches/{batch_id}/approve/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Approve a payout batch
     * @description Its valid rows become payouts in a moment, in file order, each refused by itself.
     *
     *     Above the merchant's approval limit this needs an owner other than whoever sent it, in
     *     person, here or in the inbox of approvals; with new bank details in it, an owner.
     */
    post: operations["approve_payout_batch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payout-batches/{batch_id}/cancel/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a payout batch
     * @description Possible until it is approved; its payouts are cancelled one by one after that.
     */
    post: operations["cancel_payout_batch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payout-batches/{batch_id}/rows/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the rows of a payout batch
     * @description In file order: what is wrong with each, or which payout it became and how that stands.
     */
    get: operations["list_payout_batch_rows"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List payouts
     * @description Newest first. ``count`` is exact up to 10,000; go deeper by ``next``.
     */
    get: operations["list_payouts"];
    put?: never;
    /**
     * Create a payout
     * @description The money is set aside at once; it is sent when nothing is left to wait for.
     *
     *     The first answer is 201; the same request with the same key is answered 200 with the same
     *     bytes and never pays twice.
     */
    post: operations["create_payout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/{payout_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a payout
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_payout"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/{payout_id}/approve/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Approve a payout
     * @description By an owner other than whoever created it, both of them for a day or longer.
     */
    post: operations["approve_payout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/{payout_id}/cancel/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a payout
     * @description Possible until it is first sent to the bank; the money is available again at once.
     */
    post: operations["cancel_payout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/{payout_id}/refuse/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Refuse to approve a payout
     * @description It is cancelled, and its money is available again.
     */
    post: operations["refuse_payout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/{payout_id}/timeline/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow a payout
     * @description Every move, every word of the bank with its evidence, and every rupee that moved.
     */
    get: operations["get_payout_timeline"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/export/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export payouts as CSV
     * @description Newest first, whole or not at all: more than 10,000 rows are refused, never cut off.
     *
     *     A text that a spreadsheet would run as a formula begins with an apostrophe.
     */
    get: operations["export_payouts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/preview/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * See what a payout would do
     * @description Refuses whatever creating it would refuse. Nothing is kept, so no key is needed.
     *
     *     A moment later the answer may be another: this promises nothing.
     */
    post: operations["preview_payout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/reputation/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See how others see you
     * @description What was said of the merchant, and beside it what it did.
     */
    get: operations["get_reputation"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/behaviours/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what the simulated bank can do
     * @description Each with the account number and the VPA that always do it.
     */
    get: operations["list_behaviours"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/clock/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the sandbox clock
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_clock"];
    put?: never;
    /**
     * Move the sandbox clock forward
     * @description For everybody in this sandbox; the simulated bank and gateway then do all that is due.
     */
    post: operations["advance_clock"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/credits/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let money arrive
     * @description The simulated bank books a transfer to this merchant and tells us so.
     */
    post: operations["simulate_credit"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/next-payout/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Script the next payout
     * @description The next payment that reaches the bank (of this amount, if given) lives through it.
     */
    post: operations["script_next_payout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/payouts/{payout_id}/truth/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the bank's books about a payout
     * @description What was really paid, from the simulated bank's own books and nobody else's.
     */
    get: operations["get_payout_truth"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/statement/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Statement of account
     * @description One account of the wallet, line by line in the order it was booked, with its balance.
     *
     *     A statement of days that are over never changes: what happened earlier and was heard of
     *     later stands where it was booked, with its value date beside it. Each statement opens with
     *     the balance the one before it closed with. As CSV it may be of any length and ends with the
     *     closing balance, so that a file cut off on its way is noticed; as PDF it has 2,000 lines at
     *     most.
     */
    get: operations["get_statement"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/stream/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow events
     * @description Server-sent events: `id` is a cursor, `event` the type, `data` an event as /events/
     *     shows it. Connect again with the last `id` and nothing is missed or repeated. An event named
     *     `reset` says that what came before cannot be told (`reason`): read the state again. A
     *     comment every 15 seconds keeps the line open. The stream ends with the access token.
     */
    get: operations["stream_events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/team/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List who works for the merchant
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_members"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/team/{member_id}/remove/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Remove a member
     * @description Owners only. The API keys the member made for this merchant are revoked with it.
     */
    post: operations["remove_member"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/team/{member_id}/role/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give a member another role
     * @description Owners only. It counts from the member's next request on, for their API keys too.
     */
    post: operations["change_member_role"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/team/invitations/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List invitations
     * @description Owners only. Newest first, closed ones included.
     */
    get: operations["list_invitations"];
    put?: never;
    /**
     * Invite somebody to the team
     * @description Owners only. A letter with a link follows, which is good for seven days.
     */
    post: operations["invite_member"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/team/invitations/{invitation_id}/resend/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send an invitation again
     * @description Owners only. With a new link and seven new days; the old link is dead.
     */
    post: operations["resend_invitation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/team/invitations/{invitation_id}/revoke/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take an invitation back
     * @description Owners only. Doing it again is no error.
     */
    post: operations["revoke_invitation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/team/leave/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Leave the team
     * @description In any role; but the last owner stays.
     */
    post: operations["leave_merchant"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/transfers/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List transfers
     * @description Sent and received, newest first. ``count`` is exact up to 10,000 each way.
     */
    get: operations["list_transfers"];
    put?: never;
    /**
     * Transfer money to another merchant
     * @description It arrives at once and cannot be taken back.
     *
     *     Above the amount that the merchant lets one person send it waits for another owner
     *     (``awaiting_approval``); no money moves, and none is set aside, until then.
     */
    post: operations["create_transfer"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/transfers/{transfer_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a transfer
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_transfer"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/transfers/recipient/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See whose account it is
     * @description The name to confirm before sending; few a minute, because names are not to be collected.
     *
     *     Asked by whoever may send.
     */
    get: operations["get_transfer_recipient"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/verification/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at the verification
     * @description For owners: where it stands, what is missing, and what was found wrong.
     */
    get: operations["get_verification"];
    /**
     * Save the draft
     * @description Nothing need be complete, but what is given has to be right.
     *
     *     The draft is replaced. Numbers are never shown in full, so one that is left out stays as it
     *     is, and an empty one is removed.
     */
    put: operations["save_verification"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/verification/documents/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the documents of the draft
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_verification_documents"];
    put?: never;
    /**
     * Upload a document
     * @description The body is the file. What it is, is found out from the content; Content-Type is not
     *     read, and the name is a label.
     */
    post: operations["upload_verification_document"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/verification/documents/{document_id}/link/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get a link to a document
     * @description It opens for five minutes, and only for whoever asked for it.
     */
    post: operations["link_verification_document"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/verification/documents/{document_id}/remove/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take a document out of the draft
     * @description Its content is erased a day later, unless it was handed in before.
     */
    post: operations["remove_verification_document"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/verification/submit/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Hand in the draft
     * @description What is handed in is what is reviewed: nothing changes until it is decided.
     */
    post: operations["submit_verification"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description Nothing needs to be said. */
    AcceptIn: Record<string, never>;
    /** @description Repeats both amounts: it is done exactly so, or refused. */
    AcceptProposalIn: {
      to_buyer_paise: number;
      to_seller_paise: number;
    };
    /** @description ``opening + credits − debits = closing``, and ``closing`` is what the ledger says. */
    AccountStatementOut: {
      /**
       * @description * `available` - available
       *     * `held` - held
       *     * `pending` - pending
       * @enum {string}
       */
      account: "available" | "held" | "pending";
      closing_paise: number;
      credit_count: number;
      credits_paise: number;
      currency: string;
      debit_count: number;
      debits_paise: number;
      /** @description False: the period is not over, and lines may still be added to it. */
      final: boolean;
      /** Format: date */
      from: string;
      line_count: number;
      lines: components["schemas"]["StatementLineOut"][];
      /** Format: uuid */
      merchant_id: string;
      merchant_name: string;
      /** @description Give it as `after` to read on; null: that is all. */
      next_after: number | null;
      opening_paise: number;
      /** Format: date */
      to: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    Address: {
      email: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    AddressIn: {
      city: string;
      line1: string;
      line2?: string;
      postal_code: string;
      /**
       * @description As in ISO 3166-2:IN.
       * @enum {string}
       */
      state:
        | "AN"
        | "AP"
        | "AR"
        | "AS"
        | "BR"
        | "CG"
        | "CH"
        | "DH"
        | "DL"
        | "GA"
        | "GJ"
        | "HP"
        | "HR"
        | "JH"
        | "JK"
        | "KA"
        | "KL"
        | "LA"
        | "LD"
        | "MH"
        | "ML"
        | "MN"
        | "MP"
        | "MZ"
        | "NL"
        | "OD"
        | "PB"
        | "PY"
        | "RJ"
        | "SK"
        | "TN"
        | "TR"
        | "TS"
        | "UK"
        | "UP"
        | "WB";
    };
    AddressOut: {
      city: string;
      line1: string;
      line2: string;
      postal_code: string;
      state: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    AdjustmentIn: {
      /**
       * @description Which account of the platform is the other side.
       * @enum {string}
       */
      against: "losses" | "suspense";
      /** Format: money-minor */
      amount_paise: number;
      /**
       * @description credit: the merchant gets it.
       * @enum {string}
       */
      direction: "credit" | "debit";
      /** @description What it is based on. */
      evidence: string;
      /** Format: uuid */
      merchant_id: string;
      /** @description The merchant reads it in the statement. */
      reason: string;
    };
    /** @description An agreement with its milestones, as one side sees it. */
    AgreementOut: {
      allowed_moves: string[];
      amount_paise: number;
      buyer: components["schemas"]["AgreementPartyOut"];
      buyer_fee_share_bp: number;
      /** @description Proposed and not answered yet. */
      cancellation: components["schemas"]["EscrowProposalOut"] | null;
      /** Format: date-time */
      created_at: string;
      currency: string;
      /** Format: date-time */
      finished_at: string | null;
      /** Format: date-time */
      fund_by: string;
      /** Format: uuid */
      id: string;
      /** @description Held now, disputes and fees included. */
      in_escrow_paise: number;
      inspection_seconds: number;
      max_rounds: number;
      /**
       * Format: uuid
       * @description Who is looking.
       */
      merchant_id: string;
      milestones: components["schemas"]["MilestoneOut"][];
      /**
       * @description * `release` - release
       *     * `dispute` - dispute
       * @enum {string}
       */
      on_silence: "release" | "dispute";
      refunded_paise: number;
      released_paise: number;
      seller: components["schemas"]["AgreementPartyOut"];
      /**
       * @description * `buyer` - buyer
       *     * `seller` - seller
       * @enum {string}
       */
      side: "buyer" | "seller";
      /**
       * @description * `active` - active
       *     * `completed` - completed
       *     * `cancelled` - cancelled
       *     * `lapsed` - lapsed
       * @enum {string}
       */
      status: "active" | "completed" | "cancelled" | "lapsed";
      /** @description What it is about: deal/<id>. */
      subject: string;
      terms_hash: string;
      version: number;
    };
    AgreementOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["AgreementOut"][];
    };
    /** @description One of the two sides. */
    AgreementPartyOut: {
      /** Format: uuid */
      merchant_id: string;
      name: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    AmendIn: {
      /**
       * Format: date-time
       * @description Left out: as it is, or four hours from now.
       */
      deadline?: string;
      description?: string;
      terms: components["schemas"]["TermsIn"];
    };
    /** @description Something that waits for a second person. ``allowed_moves`` are the caller's own. */
    ApprovalOut: {
      allowed_moves: string[];
      /** Format: date-time */
      asked_at: string;
      /** @description The person's id. */
      asked_by: string;
      asked_by_name: string;
      /** Format: date-time */
      decided_at: string | null;
      decided_by: string | null;
      decided_by_name: string | null;
      /** @description What exactly was asked. */
      details: {
        [key: string]: unknown;
      };
      digest: string;
      /** @description What approving does, in numbers, as it is now. */
      effect: string;
      /** Format: date-time */
      expires_at: string | null;
      /** Format: uuid */
      id: string;
      /**
       * @description * `payout` - payout
       *     * `payout_batch` - payout_batch
       *     * `transfer` - transfer
       *     * `release` - release
       *     * `thresholds` - thresholds
       *     * `fee` - fee
       *     * `limit` - limit
       *     * `adjustment` - adjustment
       *     * `unfreeze` - unfreeze
       *     * `deal` - deal
       * @enum {string}
       */
      kind:
        | "payout"
        | "payout_batch"
        | "transfer"
        | "release"
        | "thresholds"
        | "fee"
        | "limit"
        | "adjustment"
        | "unfreeze"
        | "deal";
      /** Format: uuid */
      merchant_id: string | null;
      /** @description Why an owner cannot approve it so far; null: that is not why. */
      not_yet: components["schemas"]["NotYetOut"] | null;
      note: string;
      /** @description Why a second person is needed. */
      reason: string;
      /**
       * @description * `waiting` - waiting
       *     * `approved` - approved
       *     * `refused` - refused
       *     * `withdrawn` - withdrawn
       *     * `expired` - expired
       * @enum {string}
       */
      status: "waiting" | "approved" | "refused" | "withdrawn" | "expired";
      /** @description payout/<id>, fee/payout … */
      subject: string;
    };
    ApprovalOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["ApprovalOut"][];
    };
    /** @description Repeats what was seen: it is done exactly so, or refused. */
    ApproveIn: {
      /**
       * Format: money-minor
       * @description All that is left, or a part of it.
       */
      amount_paise: number;
      /**
       * Format: uuid
       * @description The milestone's payee_id.
       */
      expected_payee_id: string;
      /**
       * @description With a part: the rest stays, or is asked back.
       * @enum {string}
       */
      rest?: "stay" | "return";
    };
    /** @description A file; ``sha256`` is of its content. */
    AttachmentOut: {
      /** Format: date-time */
      added_at: string;
      /** Format: uuid */
      id: string;
      is_mine: boolean;
      media_type: string;
      name: string;
      sha256: string;
      size_bytes: number;
    };
    /** @description What is attached, in order. */
    AttachmentsOut: {
      results: components["schemas"]["AttachmentOut"][];
    };
    /** @description One submission to the bank, under one reference of ours. */
    AttemptOut: {
      bank_reference: string;
      code: string | null;
      /** Format: date-time */
      created_at: string;
      enquiry_count: number;
      /** Format: date-time */
      finished_at: string | null;
      /**
       * @description * `IMPS` - IMPS
       *     * `NEFT` - NEFT
       *     * `RTGS` - RTGS
       *     * `UPI` - UPI
       * @enum {string}
       */
      mode: "IMPS" | "NEFT" | "RTGS" | "UPI";
      /** Format: date-time */
      next_look_at: string | null;
      number: number;
      /** Format: date-time */
      sent_at: string | null;
      sent_count: number;
      /**
       * @description * `created` - created
       *     * `sending` - sending
       *     * `accepted` - accepted
       *     * `in_doubt` - in_doubt
       *     * `not_received` - not_received
       *     * `confirmed_success` - confirmed_success
       *     * `confirmed_failure` - confirmed_failure
       * @enum {string}
       */
      status:
        | "created"
        | "sending"
        | "accepted"
        | "in_doubt"
        | "not_received"
        | "confirmed_success"
        | "confirmed_failure";
      utr: string | null;
    };
    /** @description One deed. ``before`` and ``after`` hold what it changed, secrets masked. */
    AuditRecordOut: {
      action: string;
      /** @description Of one of your people or keys; the platform's are not told. */
      actor_id: string | null;
      /** @description Where the request came from. */
      address: string | null;
      after: {
        [key: string]: unknown;
      };
      /** Format: date-time */
      at: string;
      before: {
        [key: string]: unknown;
      };
      id: number;
      request_id: string | null;
      subject: string;
      who: components["schemas"]["WhoOut"];
    };
    AuditRecordPage: {
      /** Format: uri */
      next: string | null;
      results: components["schemas"]["AuditRecordOut"][];
    };
    /** @description ``available_paise + held_paise = total_paise``; in doubt is a part of held. */
    BalanceOut: {
      available_paise: number;
      currency: string;
      held_paise: number;
      /** @description The part of held the bank left in doubt. */
      in_doubt_paise: number;
      /** @description Held for deals this merchant funded. */
      in_escrow_paise: number;
      /** Format: uuid */
      merchant_id: string;
      /** @description What the merchant owes the platform. */
      owed_paise: number;
      /** @description Paid in, not cleared yet. */
      pending_paise: number;
      total_paise: number;
      /** @description Bank transfers to this number arrive in this wallet. */
      virtual_account: string | null;
    };
    /** @description The members that together name a bank account. */
    BankAccountIn: {
      /** @description Together with ifsc. */
      account_number?: string;
      holder_name: string;
      ifsc?: string;
      nickname?: string;
      /** @description A UPI address, instead of a number and an IFSC. */
      vpa?: string;
    };
    /** @description Where money may go; the number is shown masked, always. */
    BankAccountOut: {
      /** Format: date-time */
      created_at: string;
      holder_name: string;
      /** Format: uuid */
      id: string;
      ifsc: string | null;
      /**
       * @description * `account` - account
       *     * `vpa` - vpa
       * @enum {string}
       */
      kind: "account" | "vpa";
      /** Format: uuid */
      merchant_id: string;
      name_match_score: number | null;
      nickname: string;
      /** @description Masked. */
      number: string;
      registered_name: string | null;
      /**
       * @description * `active` - active
       *     * `archived` - archived
       * @enum {string}
       */
      status: "active" | "archived";
      /**
       * @description * `unverified` - unverified
       *     * `verified` - verified
       *     * `failed` - failed
       * @enum {string}
       */
      verification: "unverified" | "verified" | "failed";
      /** Format: date-time */
      verified_at: string | null;
    };
    BankAccountOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["BankAccountOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    BatchIn: {
      /** @description Up to 10,000. */
      rows: components["schemas"]["BatchRowIn"][];
    };
    /** @description A batch. ``status`` is what was decided about it; its rows say what became of them. */
    BatchOut: {
      adds_bank_accounts: boolean;
      allowed_moves: string[];
      /** Format: date-time */
      approved_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      finished_at: string | null;
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      merchant_id: string;
      name: string;
      /** @description How many of its payouts have which status. */
      payouts: {
        [key: string]: number;
      };
      row_count: number;
      /** @description How many are valid, invalid, refused, created. */
      rows: {
        [key: string]: number;
      };
      /**
       * @description * `validated` - validated
       *     * `approved` - approved
       *     * `finished` - finished
       *     * `cancelled` - cancelled
       * @enum {string}
       */
      status: "validated" | "approved" | "finished" | "cancelled";
      /** @description Of the rows that can be paid, without fees. */
      total_paise: number;
      waiting: components["schemas"]["WaitingOut"] | null;
    };
    BatchOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["BatchOut"][];
    };
    /** @description One payout: where to, by ``bank_account_id`` or by bank details, and how much. */
    BatchRowIn: {
      /** @description Together with ifsc. */
      account_number?: string;
      /**
       * Format: money-minor
       * @description How much, in paise; at least 100.
       */
      amount_paise: number;
      /**
       * Format: uuid
       * @description One of the merchant's bank accounts.
       */
      bank_account_id?: string;
      /** @description With account_number and ifsc, or with vpa: a bank account, new or known. */
      holder_name?: string;
      ifsc?: string;
      /** @enum {string} */
      mode?: "IMPS" | "NEFT" | "RTGS" | "UPI";
      narration?: string;
      /** @enum {string} */
      purpose?:
        "payout" | "refund" | "salary" | "vendor_bill" | "utility_bill" | "cashback" | "other";
      reference?: string;
      /** @description Yours, and unique in the batch: the same row twice is then found. */
      row_key?: string;
      /** @description A UPI address, instead of a number and an IFSC. */
      vpa?: string;
    };
    /** @description A row and what became of it. */
    BatchRowOut: {
      amount_paise: number | null;
      /** Format: uuid */
      bank_account_id: string | null;
      /** @description Name and masked number. */
      beneficiary: string;
      errors: components["schemas"]["RowErrorOut"][];
      /** @description Of the file, or the place in the list. */
      line: number;
      mode: string | null;
      narration: string;
      /** Format: uuid */
      payout_id: string | null;
      /**
       * @description * `pending` - pending
       *     * `processing` - processing
       *     * `completed` - completed
       *     * `failed` - failed
       *     * `cancelled` - cancelled
       * @enum {string|null}
       */
      payout_status: "pending" | "processing" | "completed" | "failed" | "cancelled" | null;
      purpose: string;
      reference: string;
      row_key: string;
      /**
       * @description * `valid` - valid
       *     * `invalid` - invalid
       *     * `refused` - refused
       *     * `created` - created
       * @enum {string}
       */
      status: "valid" | "invalid" | "refused" | "created";
    };
    BatchRowOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["BatchRowOut"][];
    };
    /** @description Everything the simulated bank can be asked to do, with the magic numbers that do it. */
    BehavioursOut: {
      behaviours: {
        [key: string]: unknown;
      }[];
    };
    /** @description Members of a JSON object, or of a query string. */
    CancellationIn: {
      /** @description The other side reads it. */
      note?: string;
    };
    /** @description What calling it off would mean for you at this moment. */
    CancellationOut: {
      back_to_buyer_paise: number;
      fees_kept_paise: number;
      /**
       * @description together: propose it in the agreement; the other side has to accept.
       *
       *     * `alone` - alone
       *     * `together` - together
       *     * `not` - not
       * @enum {string}
       */
      how: "alone" | "together" | "not";
      kept_by_seller_paise: number;
      words: string[];
    };
    /** @description An empty object. */
    CancelMilestoneIn: Record<string, never>;
    /** @description Something only a human may decide. */
    CaseOut: {
      /** Format: date-time */
      closed_at: string | null;
      decision: string | null;
      decisions: string[];
      /** @description For operators who look at one case; else empty. */
      effects: components["schemas"]["EffectOut"][];
      evidence: {
        [key: string]: unknown;
      }[];
      /** Format: uuid */
      id: string;
      /**
       * @description * `in_doubt` - in_doubt
       *     * `late_success` - late_success
       *     * `poison_payout` - poison_payout
       *     * `poison_batch` - poison_batch
       *     * `poison_callback` - poison_callback
       *     * `partial_return` - partial_return
       *     * `unknown_reference` - unknown_reference
       *     * `evidence_mismatch` - evidence_mismatch
       *     * `unmatched_credit` - unmatched_credit
       *     * `missing_at_bank` - missing_at_bank
       *     * `missing_here` - missing_here
       *     * `amount_mismatch` - amount_mismatch
       *     * `duplicate_line` - duplicate_line
       *     * `statement_faulty` - statement_faulty
       *     * `refund_in_doubt` - refund_in_doubt
       *     * `refund_mismatch` - refund_mismatch
       *     * `chargeback_shortfall` - chargeback_shortfall
       *     * `chargeback_exceeds` - chargeback_exceeds
       *     * `chargeback_mismatch` - chargeback_mismatch
       *     * `settlement_mismatch` - settlement_mismatch
       *     * `deposit_mismatch` - deposit_mismatch
       *     * `unknown_payer` - unknown_payer
       *     * `deposit_overdue` - deposit_overdue
       *     * `poison_deposit` - poison_deposit
       *     * `gateway_contradicts` - gateway_contradicts
       *     * `escrow_charged_back` - escrow_charged_back
       *     * `poison_timer` - poison_timer
       * @enum {string}
       */
      kind:
        | "in_doubt"
        | "late_success"
        | "poison_payout"
        | "poison_batch"
        | "poison_callback"
        | "partial_return"
        | "unknown_reference"
        | "evidence_mismatch"
        | "unmatched_credit"
        | "missing_at_bank"
        | "missing_here"
        | "amount_mismatch"
        | "duplicate_line"
        | "statement_faulty"
        | "refund_in_doubt"
        | "refund_mismatch"
        | "chargeback_shortfall"
        | "chargeback_exceeds"
        | "chargeback_mismatch"
        | "settlement_mismatch"
        | "deposit_mismatch"
        | "unknown_payer"
        | "deposit_overdue"
        | "poison_deposit"
        | "gateway_contradicts"
        | "escrow_charged_back"
        | "poison_timer";
      /** Format: uuid */
      merchant_id: string | null;
      /** Format: date-time */
      opened_at: string;
      proposed_decision: string | null;
      /** @description What was said with it: to whom, and why. */
      proposed_details: {
        [key: string]: string;
      };
      question: string;
      status: string;
      subject: string;
    };
    CaseOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["CaseOut"][];
    };
    /** @description One difference, as people read it; null: there was nothing. */
    ChangeOut: {
      after: string | null;
      before: string | null;
      material: boolean;
      /** @description RFC 6901, within the terms. */
      pointer: string;
      what: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    ChangesIn: {
      /** @description One by one, where there are several. */
      items?: string[];
      /** @description The seller reads it. */
      reason: string;
    };
    /** @description Money that a payer's bank took back, and from where it was taken. */
    ChargebackOut: {
      allowed_moves: string[];
      amount_paise: number;
      /** Format: date-time */
      closed_at: string | null;
      currency: string;
      /** Format: uuid */
      deposit_id: string;
      /** Format: date-time */
      evidence_due_by: string | null;
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      merchant_id: string;
      of_available_paise: number;
      of_pending_paise: number;
      /** Format: date-time */
      opened_at: string;
      /** @description What neither reached: owed to the platform. */
      owed_paise: number;
      /** @description What was taken back, in `currency`. */
      paid_minor: number;
      reason_code: string;
      replies: components["schemas"]["ReplyOut"][];
      /**
       * @description * `open` - open
       *     * `won` - won
       *     * `lost` - lost
       * @enum {string}
       */
      status: "open" | "won" | "lost";
      waiting: components["schemas"]["WaitingOut"] | null;
      written_off_paise: number;
    };
    ChargebackOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["ChargebackOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    ClockIn: {
      seconds: number;
    };
    /** @description What time it is in this sandbox. */
    ClockOut: {
      /** Format: date-time */
      now: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    CodeIn: {
      /** @description What the app shows. */
      code: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    Confirmation: {
      /** @description The one chosen at sign-up. */
      password: string;
      /** @description From the link in the letter. */
      token: string;
    };
    ConfirmedOut: {
      /** Format: email */
      email: string;
    };
    /** @description Which terms you read: exactly those are answered, or nothing. */
    ConsentIn: {
      terms_hash: string;
      version: number;
    };
    /** @description Which terms you read: exactly those are answered, or nothing. */
    CounterIn: {
      terms: components["schemas"]["TermsIn"];
      terms_hash: string;
      version: number;
    };
    /** @description Members of a JSON object, or of a query string. */
    CreditIn: {
      /** Format: money-minor */
      amount_paise: number;
      payer_name?: string;
    };
    /** @description A transfer to the merchant's virtual account; its callback credits the wallet. */
    CreditOut: {
      amount_paise: number;
      payer_name: string;
      utr: string;
      virtual_account: string;
    };
    /** @description A day of the bank's books, and how far it is compared with ours. */
    DayOut: {
      /** Format: date-time */
      closed_at: string | null;
      closing_paise: number | null;
      /** Format: date */
      day: string;
      /** @description By how much the next day may open otherwise, for what was asked about here. */
      explained_paise: number;
      /** @description How many lines are in which state. */
      lines: {
        [key: string]: number;
      };
      /** Format: date-time */
      next_fetch_at: string | null;
      opening_paise: number | null;
      /**
       * @description * `open` - open
       *     * `closed` - closed
       * @enum {string}
       */
      status: "open" | "closed";
      /** @description The newest file was made after the day. */
      whole: boolean;
    };
    DayOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["DayOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    DeadlineIn: {
      /**
       * Format: date-time
       * @description Until when bids are taken again.
       */
      deadline: string;
    };
    /** @description All of them. */
    DealCategoriesOut: {
      results: components["schemas"]["DealCategoryOut"][];
    };
    /** @description What a deal may be about. */
    DealCategoryOut: {
      /**
       * @description * `goods` - goods
       *     * `raw_materials` - raw_materials
       *     * `machinery` - machinery
       *     * `electronics` - electronics
       *     * `textiles` - textiles
       *     * `food` - food
       *     * `software` - software
       *     * `design` - design
       *     * `marketing` - marketing
       *     * `consulting` - consulting
       *     * `construction` - construction
       *     * `logistics` - logistics
       *     * `other` - other
       * @enum {string}
       */
      category:
        | "goods"
        | "raw_materials"
        | "machinery"
        | "electronics"
        | "textiles"
        | "food"
        | "software"
        | "design"
        | "marketing"
        | "consulting"
        | "construction"
        | "logistics"
        | "other";
      label: string;
    };
    /** @description What is left of a draft. */
    DealDeletedOut: {
      /** Format: uuid */
      id: string;
      /**
       * @description * `deleted` - deleted
       * @enum {string}
       */
      status: "deleted";
    };
    /** @description Members of a JSON object, or of a query string. */
    DealIn: {
      /**
       * Format: money-minor
       * @description What you ask for, or pay at most; for bids.
       */
      budget_paise?: number | null;
      /** @enum {string} */
      category:
        | "goods"
        | "raw_materials"
        | "machinery"
        | "electronics"
        | "textiles"
        | "food"
        | "software"
        | "design"
        | "marketing"
        | "consulting"
        | "construction"
        | "logistics"
        | "other";
      /** @description In a direct deal: their account number (ADUL…), or merchant id. */
      counterparty?: string | null;
      /**
       * Format: date-time
       * @description Until when bids are taken.
       */
      deadline?: string | null;
      description?: string;
      /**
       * @description direct: with somebody you name or invite.
       * @enum {string}
       */
      format: "open" | "sealed" | "direct";
      /**
       * @description offer: you sell; request: you buy.
       * @enum {string}
       */
      kind: "offer" | "request";
      terms: components["schemas"]["TermsIn"];
      title: string;
      /**
       * @description Left out: public.
       * @enum {string}
       */
      visibility?: "public" | "invited";
    };
    /** @description Members of a JSON object, or of a query string. */
    DealInvitationIn: {
      email: string;
      /** @description In the letter. */
      note?: string;
    };
    /** @description A letter that was sent; ``joined_name`` is who came in by it. */
    DealInvitationOut: {
      /** Format: date-time */
      created_at: string;
      email: string;
      /** Format: date-time */
      expires_at: string;
      /** Format: uuid */
      id: string;
      is_expired: boolean;
      joined_name: string | null;
      /**
       * @description * `pending` - pending
       *     * `joined` - joined
       *     * `revoked` - revoked
       * @enum {string}
       */
      status: "pending" | "joined" | "revoked";
    };
    /** @description All of them, the newest first. */
    DealInvitationsOut: {
      results: components["schemas"]["DealInvitationOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    DealLinkIn: {
      /** @description As the link has it. */
      token: string;
    };
    /** @description What one of the two wrote. */
    DealMessageOut: {
      /** Format: date-time */
      at: string;
      by_name: string;
      /** Format: uuid */
      id: string;
      is_mine: boolean;
      number: number;
      text: string;
      /** Format: uuid */
      thread_id: string;
    };
    /** @description A conversation, the newest first; ``is_further``: there are earlier ones. */
    DealMessagesOut: {
      is_further: boolean;
      results: components["schemas"]["DealMessageOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    DealMilestoneIn: {
      /**
       * Format: money-minor
       * @description In a direct deal.
       */
      amount_paise?: number;
      /** @description `all` or `any` of conditions; each has a `type`: buyer_approves, both_approve, document (`name`), date (`on`), signal (`name`, `key_id`). Left out: the buyer approves. */
      conditions?: Record<string, never> | null;
      /** Format: date-time */
      deliver_by?: string | null;
      description?: string;
      /** @description Of a price that is bid on, in ten-thousandths; all of them are 10,000. */
      share_bp?: number;
      title: string;
    };
    /** @description A part of the terms: with a share of the price, or an amount. */
    DealMilestoneOut: {
      amount_paise: number | null;
      conditions: {
        [key: string]: unknown;
      };
      /** Format: date-time */
      deliver_by: string | null;
      description: string;
      share_bp: number | null;
      title: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    DealNoteIn: {
      /** @description Whom it concerns reads it. */
      note?: string;
    };
    /** @description What a link leads to, for somebody who may have no account. */
    DealOfferOut: {
      /** Format: date-time */
      expires_at: string;
      /**
       * @description * `offer` - offer
       *     * `request` - request
       * @enum {string}
       */
      kind: "offer" | "request";
      poster_name: string;
      title: string;
    };
    /** @description A deal, as much of it as you may see. */
    DealOut: {
      /**
       * @description * `poster` - poster
       *     * `counterparty` - counterparty
       *     * `invited` - invited
       *     * `public` - public
       *     * `closed` - closed
       *     * `none` - none
       * @enum {string}
       */
      access: "poster" | "counterparty" | "invited" | "public" | "closed" | "none";
      /** Format: uuid */
      agreement_id: string | null;
      allowed_moves: string[];
      attachment_count: number;
      budget_paise: number | null;
      /**
       * @description * `goods` - goods
       *     * `raw_materials` - raw_materials
       *     * `machinery` - machinery
       *     * `electronics` - electronics
       *     * `textiles` - textiles
       *     * `food` - food
       *     * `software` - software
       *     * `design` - design
       *     * `marketing` - marketing
       *     * `consulting` - consulting
       *     * `construction` - construction
       *     * `logistics` - logistics
       *     * `other` - other
       * @enum {string}
       */
      category:
        | "goods"
        | "raw_materials"
        | "machinery"
        | "electronics"
        | "textiles"
        | "food"
        | "software"
        | "design"
        | "marketing"
        | "consulting"
        | "construction"
        | "logistics"
        | "other";
      counterparty_name: string | null;
      /** Format: date-time */
      created_at: string;
      currency: string;
      /** Format: date-time */
      deadline: string | null;
      description: string;
      /**
       * @description * `cancelled` - cancelled
       *     * `rejected` - rejected
       *     * `expired` - expired
       *     * `no_bids` - no_bids
       *     * `not_funded` - not_funded
       *     * `refunded` - refunded
       * @enum {string|null}
       */
      ended_reason:
        "cancelled" | "rejected" | "expired" | "no_bids" | "not_funded" | "refunded" | null;
      /**
       * @description * `open` - open
       *     * `sealed` - sealed
       *     * `direct` - direct
       * @enum {string}
       */
      format: "open" | "sealed" | "direct";
      /** Format: uuid */
      id: string;
      is_watched: boolean;
      /**
       * @description * `offer` - offer
       *     * `request` - request
       * @enum {string}
       */
      kind: "offer" | "request";
      /** Format: date-time */
      listed_at: string;
      parties: components["schemas"]["DealPartyOut"][];
      poster_name: string;
      price_paise: number | null;
      /** Format: date-time */
      reviews_until: string | null;
      /**
       * @description * `draft` - draft
       *     * `deleted` - deleted
       *     * `awaiting_approval` - awaiting_approval
       *     * `open` - open
       *     * `reviewing` - reviewing
       *     * `proposed` - proposed
       *     * `countered` - countered
       *     * `agreed` - agreed
       *     * `active` - active
       *     * `completed` - completed
       *     * `cancelled` - cancelled
       *     * `lapsed` - lapsed
       *     * `closed` - closed
       * @enum {string}
       */
      status:
        | "draft"
        | "deleted"
        | "awaiting_approval"
        | "open"
        | "reviewing"
        | "proposed"
        | "countered"
        | "agreed"
        | "active"
        | "completed"
        | "cancelled"
        | "lapsed"
        | "closed";
      terms: components["schemas"]["TermsOut"] | null;
      title: string;
      version: number;
      /**
       * @description * `public` - public
       *     * `invited` - invited
       * @enum {string}
       */
      visibility: "public" | "invited";
      waiting: components["schemas"]["WaitingOut"] | null;
    };
    /** @description One side of a deal. */
    DealPartyOut: {
      buys: boolean;
      /** @description The terms that are agreed. */
      has_accepted: boolean;
      is_you: boolean;
      name: string;
      score: components["schemas"]["ScoreOut"];
    };
    /** @description Members of a JSON object, or of a query string. */
    DealReviewIn: {
      comment?: string;
      stars: number;
    };
    /** @description What one side said; null as long as you are not to know it. */
    DealReviewOut: {
      /** Format: date-time */
      at: string | null;
      by_name: string;
      comment: string | null;
      is_mine: boolean;
      /** Format: date-time */
      published_at: string | null;
      stars: number | null;
    };
    /** @description What both sides said, and until when something may be said. */
    DealReviewsOut: {
      results: components["schemas"]["DealReviewOut"][];
      /** Format: date-time */
      reviews_until: string | null;
    };
    /** @description Something that happened, as this side was told of it. */
    DealStepOut: {
      /** Format: date-time */
      at: string;
      detail: {
        [key: string]: unknown;
      };
      sequence: number;
      what: string;
    };
    /**
     * @description A deal in a list. ``allowed_moves`` are what you may do now, in your role.
     *
     *     Of one that is closed to you, only the title and that it is closed are told.
     */
    DealSummaryOut: {
      /**
       * @description * `poster` - poster
       *     * `counterparty` - counterparty
       *     * `invited` - invited
       *     * `public` - public
       *     * `closed` - closed
       *     * `none` - none
       * @enum {string}
       */
      access: "poster" | "counterparty" | "invited" | "public" | "closed" | "none";
      allowed_moves: string[];
      budget_paise: number | null;
      /**
       * @description * `goods` - goods
       *     * `raw_materials` - raw_materials
       *     * `machinery` - machinery
       *     * `electronics` - electronics
       *     * `textiles` - textiles
       *     * `food` - food
       *     * `software` - software
       *     * `design` - design
       *     * `marketing` - marketing
       *     * `consulting` - consulting
       *     * `construction` - construction
       *     * `logistics` - logistics
       *     * `other` - other
       * @enum {string}
       */
      category:
        | "goods"
        | "raw_materials"
        | "machinery"
        | "electronics"
        | "textiles"
        | "food"
        | "software"
        | "design"
        | "marketing"
        | "consulting"
        | "construction"
        | "logistics"
        | "other";
      counterparty_name: string | null;
      /** Format: date-time */
      created_at: string;
      currency: string;
      /** Format: date-time */
      deadline: string | null;
      /**
       * @description * `open` - open
       *     * `sealed` - sealed
       *     * `direct` - direct
       * @enum {string}
       */
      format: "open" | "sealed" | "direct";
      /** Format: uuid */
      id: string;
      is_watched: boolean;
      /**
       * @description * `offer` - offer
       *     * `request` - request
       * @enum {string}
       */
      kind: "offer" | "request";
      /** Format: date-time */
      listed_at: string;
      poster_name: string;
      price_paise: number | null;
      /**
       * @description * `draft` - draft
       *     * `deleted` - deleted
       *     * `awaiting_approval` - awaiting_approval
       *     * `open` - open
       *     * `reviewing` - reviewing
       *     * `proposed` - proposed
       *     * `countered` - countered
       *     * `agreed` - agreed
       *     * `active` - active
       *     * `completed` - completed
       *     * `cancelled` - cancelled
       *     * `lapsed` - lapsed
       *     * `closed` - closed
       * @enum {string}
       */
      status:
        | "draft"
        | "deleted"
        | "awaiting_approval"
        | "open"
        | "reviewing"
        | "proposed"
        | "countered"
        | "agreed"
        | "active"
        | "completed"
        | "cancelled"
        | "lapsed"
        | "closed";
      title: string;
      /**
       * @description * `public` - public
       *     * `invited` - invited
       * @enum {string}
       */
      visibility: "public" | "invited";
      waiting: components["schemas"]["WaitingOut"] | null;
    };
    DealSummaryOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["DealSummaryOut"][];
    };
    /** @description A conversation of whoever posted the deal with one other merchant. */
    DealThreadOut: {
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      last_at: string;
      messages_count: number;
      with_name: string;
    };
    /** @description Those you are part of, the latest first. */
    DealThreadsOut: {
      results: components["schemas"]["DealThreadOut"][];
    };
    /** @description All that happened to a deal, oldest first. */
    DealTimelineOut: {
      results: components["schemas"]["DealStepOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    DecidedIn: {
      /** @description Of what you were looking at: then nothing else is decided. */
      digest?: string;
      /** @description Why; kept with the approval. */
      note?: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    DecisionIn: {
      /** @enum {string} */
      decision:
        | "paid"
        | "not_paid"
        | "keep_asking"
        | "assign"
        | "return"
        | "recover"
        | "write_off"
        | "retry"
        | "accept";
      /**
       * Format: uuid
       * @description With assign: whose money it is.
       */
      merchant_id?: string;
      /** @description Why; kept with the case. */
      note?: string;
      /**
       * Format: uuid
       * @description With assign: the payout that was paid, or came back.
       */
      payout_id?: string;
      /** @description With paid: the bank's reference. */
      utr?: string;
    };
    /** @description ``outcome`` is empty while nothing is decided. */
    DecisionOut: {
      /** Format: date-time */
      decided_at: string | null;
      number: number;
      /**
       * @description * `` -
       *     * `verified` - verified
       *     * `refused` - refused
       * @enum {string}
       */
      outcome: "" | "verified" | "refused";
      reasons: components["schemas"]["ReasonOut"][];
      /** Format: uuid */
      submission_id: string;
      /** Format: date-time */
      submitted_at: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    DeclarationIn: {
      /** @description Who paid, what they are to whom you named, and why they did. */
      explanation: string;
    };
    /** @description A login that is everybody's. */
    DemoLoginOut: {
      email: string;
      password: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    DepositIn: {
      /**
       * Format: money-minor
       * @description What is to be paid, in minor units of ``currency``.
       */
      amount_minor: number;
      /**
       * @description INR unless said otherwise.
       * @enum {string}
       */
      currency?: "INR" | "USD" | "EUR" | "GBP";
      /** @description What the payer reads on the page. */
      description?: string;
      /** @description Yours; up to 20 texts of 500 characters. */
      metadata?: {
        [key: string]: string;
      };
      /** @description How it may be paid; left out: all of them. */
      methods?: ("card" | "netbanking" | "upi" | "bank_transfer")[];
      payer_email?: string;
      payer_name?: string;
      /**
       * @description For foreign money: what it is paid for, by the Reserve Bank's list.
       * @enum {string}
       */
      purpose_code?:
        | "P0101"
        | "P0102"
        | "P0103"
        | "P0104"
        | "P0107"
        | "P0108"
        | "P0301"
        | "P0302"
        | "P0308"
        | "P0501"
        | "P0601"
        | "P0701"
        | "P0801"
        | "P0802"
        | "P0803"
        | "P0804"
        | "P0805"
        | "P0806"
        | "P0807"
        | "P0901"
        | "P0902"
        | "P1002"
        | "P1003"
        | "P1004"
        | "P1005"
        | "P1006"
        | "P1007"
        | "P1008"
        | "P1009"
        | "P1010"
        | "P1014"
        | "P1019"
        | "P1101"
        | "P1301"
        | "P1302"
        | "P1303"
        | "P1401"
        | "P1501"
        | "P1590";
      /**
       * Format: uuid
       * @description For foreign money: its rate, as promised.
       */
      quote_id?: string;
      /** @description Your own reference. */
      reference?: string;
      /** @description Where the payer's browser goes afterwards. */
      return_url?: string;
    };
    /**
     * @description Money asked for, and what came of it. ``allowed_moves``: what its merchant may do now.
     *
     *     ``amount_minor`` in ``currency`` is what is to be paid, ``credited_paise`` what the merchant got
     *     for it; ``pending_paise`` of that waits to be cleared.
     */
    DepositOut: {
      allowed_moves: string[];
      amount_minor: number;
      /** @description Nobody asked for it: the platform found out whose it is. */
      assigned: boolean;
      /** Format: date-time */
      captured_at: string | null;
      charged_back_paise: number;
      /** @description Where the payer pays; null when nothing can be paid (yet). */
      checkout_url: string | null;
      /** Format: date-time */
      clears_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** @description It was paid after its quote had expired. */
      credited_at_rate_of_the_moment: boolean;
      credited_paise: number | null;
      currency: string;
      description: string;
      /** Format: date-time */
      expires_at: string;
      fee_paise: number;
      /** Format: date-time */
      finished_at: string | null;
      /** Format: uuid */
      id: string;
      /** @description It was paid after it had come to nothing. */
      late: boolean;
      /** Format: uuid */
      merchant_id: string;
      metadata: {
        [key: string]: string;
      };
      /**
       * @description How it was paid, where we have a word for it.
       *
       *     * `card` - card
       *     * `netbanking` - netbanking
       *     * `upi` - upi
       *     * `bank_transfer` - bank_transfer
       * @enum {string|null}
       */
      method: "card" | "netbanking" | "upi" | "bank_transfer" | null;
      methods: string[];
      /**
       * Format: date-time
       * @description Since when it is said who that was; it clears only then.
       */
      payer_declared_at: string | null;
      pending_paise: number;
      /** @description What foreign money is paid for, by the Reserve Bank's list. */
      purpose_code: string | null;
      /** Format: uuid */
      quote_id: string | null;
      /** @description Rupees for one unit of ``currency``, as it was credited. */
      rate: string | null;
      reference: string;
      refunded_paise: number;
      /**
       * @description * `created` - created
       *     * `processing` - processing
       *     * `captured` - captured
       *     * `cleared` - cleared
       *     * `failed` - failed
       *     * `expired` - expired
       *     * `cancelled` - cancelled
       * @enum {string}
       */
      status:
        "created" | "processing" | "captured" | "cleared" | "failed" | "expired" | "cancelled";
      status_details: components["schemas"]["DepositReasonOut"] | null;
      tax_paise: number;
      /** @description Somebody else paid than was named as the payer. */
      third_party: boolean;
      waiting: components["schemas"]["WaitingOut"] | null;
    };
    DepositOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["DepositOut"][];
    };
    /** @description A payment the gateway collected for a deposit; ``mismatch`` is why it was not credited. */
    DepositPaymentOut: {
      amount_minor: number;
      /** Format: date-time */
      captured_at: string;
      currency: string;
      /** Format: uuid */
      id: string;
      method: string;
      /**
       * @description * `wrong_amount` - wrong_amount
       *     * `wrong_currency` - wrong_currency
       *     * `wrong_object` - wrong_object
       *     * `second_payment` - second_payment
       *     * `unknown_payer` - unknown_payer
       * @enum {string|null}
       */
      mismatch:
        | "wrong_amount"
        | "wrong_currency"
        | "wrong_object"
        | "second_payment"
        | "unknown_payer"
        | null;
      /** @description Who paid, as far as the gateway told. */
      payer_name: string | null;
      /** @description The gateway's name for it. */
      payment_reference: string;
      /**
       * @description * `received` - received
       *     * `credited` - credited
       *     * `suspended` - suspended
       *     * `assigned` - assigned
       *     * `returning` - returning
       *     * `returned` - returned
       * @enum {string}
       */
      status: "received" | "credited" | "suspended" | "assigned" | "returning" | "returned";
    };
    /** @description Why it came to nothing, and who said so. */
    DepositReasonOut: {
      reason: string;
      source: string;
    };
    /**
     * @description One line of a timeline: a fact of ours (``fact``), a word of the gateway from the named
     *     side, or money that moved (``posting``).
     */
    DepositStepOut: {
      /** Format: date-time */
      at: string;
      detail: {
        [key: string]: unknown;
      };
      kind: string;
      what: string;
      /** @description Whose doing it was, where somebody did it. */
      who: components["schemas"]["WhoOut"] | null;
    };
    /** @description Everything that happened to a deposit. */
    DepositTimelineOut: {
      deposit: components["schemas"]["DepositOut"];
      payments: components["schemas"]["DepositPaymentOut"][];
      steps: components["schemas"]["DepositStepOut"][];
    };
    /** @description ``pan`` and ``gstin`` are masked but for their last four characters. */
    DetailsOut: {
      address: components["schemas"]["AddressOut"] | null;
      /**
       * @description * `proprietorship` - proprietorship
       *     * `partnership` - partnership
       *     * `llp` - llp
       *     * `private_limited` - private_limited
       *     * `public_limited` - public_limited
       *     * `trust` - trust
       *     * `society` - society
       *     * `huf` - huf
       *     * `government` - government
       * @enum {string|null}
       */
      constitution:
        | "proprietorship"
        | "partnership"
        | "llp"
        | "private_limited"
        | "public_limited"
        | "trust"
        | "society"
        | "huf"
        | "government"
        | null;
      /** Format: date */
      date_of_birth: string | null;
      director_names: string[];
      gstin: string;
      legal_name: string;
      pan: string;
    };
    /** @description What changed between two versions; ``material``: any of it is. */
    DiffOut: {
      after: number;
      before: number;
      changes: components["schemas"]["ChangeOut"][];
      material: boolean;
    };
    /** @description ``submitted``: it was handed in at least once, so it is kept also when it is removed. */
    DocumentOut: {
      /** Format: date-time */
      added_at: string;
      /** Format: uuid */
      id: string;
      media_type: string;
      name: string;
      /**
       * @description * `identity_proof` - identity_proof
       *     * `address_proof` - address_proof
       *     * `pan_card` - pan_card
       *     * `registration_certificate` - registration_certificate
       *     * `gst_certificate` - gst_certificate
       *     * `authorisation` - authorisation
       * @enum {string}
       */
      purpose:
        | "identity_proof"
        | "address_proof"
        | "pan_card"
        | "registration_certificate"
        | "gst_certificate"
        | "authorisation";
      size_bytes: number;
      submitted: boolean;
    };
    DocumentsOut: {
      results: components["schemas"]["DocumentOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    DowngradeIn: {
      /** @description One at least. */
      reasons: components["schemas"]["ReasonIn"][];
    };
    /** @description All of it: what is left out is empty afterwards, but for ``pan`` and ``gstin``. */
    DraftIn: {
      address?: components["schemas"]["AddressIn"];
      /**
       * @description Of a business.
       * @enum {string}
       */
      constitution?:
        | "proprietorship"
        | "partnership"
        | "llp"
        | "private_limited"
        | "public_limited"
        | "trust"
        | "society"
        | "huf"
        | "government";
      /**
       * Format: date
       * @description Of a person.
       */
      date_of_birth?: string;
      /** @description Of a business that has such. */
      director_names?: string[];
      /** @description Of a business. Left out: as it was; empty: none. */
      gstin?: string;
      legal_name?: string;
      /** @description Left out: as it was. */
      pan?: string;
    };
    /** @description What a decision will do as things stand, in numbers. */
    EffectOut: {
      /**
       * @description * `paid` - paid
       *     * `not_paid` - not_paid
       *     * `keep_asking` - keep_asking
       *     * `assign` - assign
       *     * `return` - return
       *     * `recover` - recover
       *     * `write_off` - write_off
       *     * `retry` - retry
       *     * `accept` - accept
       * @enum {string}
       */
      decision:
        | "paid"
        | "not_paid"
        | "keep_asking"
        | "assign"
        | "return"
        | "recover"
        | "write_off"
        | "retry"
        | "accept";
      effect: string;
    };
    /** @description What one side proposed: how to divide some of a milestone, or to give it all up. */
    EscrowProposalOut: {
      /** Format: uuid */
      agreement_id: string;
      /**
       * @description * `buyer` - buyer
       *     * `seller` - seller
       * @enum {string}
       */
      by_side: "buyer" | "seller";
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      ended_at: string | null;
      /** Format: date-time */
      expires_at: string;
      /** Format: uuid */
      id: string;
      /**
       * @description * `split` - split
       *     * `cancellation` - cancellation
       * @enum {string}
       */
      kind: "split" | "cancellation";
      /** Format: uuid */
      milestone_id: string | null;
      note: string;
      /**
       * @description * `open` - open
       *     * `accepted` - accepted
       *     * `refused` - refused
       *     * `withdrawn` - withdrawn
       *     * `superseded` - superseded
       *     * `expired` - expired
       * @enum {string}
       */
      status: "open" | "accepted" | "refused" | "withdrawn" | "superseded" | "expired";
      to_buyer_paise: number;
      to_seller_paise: number;
    };
    EscrowProposalOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["EscrowProposalOut"][];
    };
    /** @description A fact. The same from here, from the stream and in every copy of it. */
    EventOut: {
      /**
       * Format: date-time
       * @description When it happened.
       */
      at: string;
      /** @description Its name for ever: subject and subject_sequence. */
      id: string;
      /** Format: uuid */
      merchant_id: string;
      /** @description The type's own fields; see docs/events.md. */
      payload: {
        [key: string]: unknown;
      };
      /** @description What it happened to: payout/<id>. */
      subject: string;
      /** @description Counts 1, 2, 3 … for each subject, without a gap. */
      subject_sequence: number;
      /** @description What happened, in the past tense: payout.completed. */
      type: string;
    };
    /** @description A page of events, oldest first. */
    EventPageOut: {
      /** @description Where this page ends: `after` of the next request. */
      cursor: string;
      /** @description False: these were the newest. */
      has_more: boolean;
      results: components["schemas"]["EventOut"][];
    };
    /** @description A file that can be handed in, or was; ``sha256`` is of its content. */
    EvidenceFileOut: {
      /** @description The document of the terms, if it is one. */
      document: string;
      /** Format: uuid */
      file_id: string;
      media_type: string;
      name: string;
      sha256: string;
      size_bytes: number;
    };
    /** @description Members of a JSON object, or of a query string. */
    EvidenceIn: {
      /** @description What was delivered, when and how; what was said; what the payer agreed to. */
      text: string;
    };
    /** @description Every round of a milestone, the first one first. */
    EvidenceOut: {
      results: components["schemas"]["RoundOut"][];
    };
    FactorOut: {
      recovery_codes_left: number;
      /**
       * @description * `off` - off
       *     * `begun` - begun
       *     * `on` - on
       * @enum {string}
       */
      state: "off" | "begun" | "on";
      /** Format: date-time */
      turned_on_at: string | null;
    };
    /** @description Members of a JSON object, or of a query string. */
    FeeIn: {
      /** @description Ten-thousandths of the amount. */
      basis_points: number;
      /** @description Of each, whatever its amount. */
      flat_paise: number;
      /** @description Why; whoever approves reads it, and it is kept. */
      reason: string;
      /** @enum {string} */
      service: "deposit" | "payout" | "transfer" | "escrow";
      /**
       * Format: date-time
       * @description Left out: from approval on.
       */
      starts_at?: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    FeeQuoteIn: {
      /**
       * Format: money-minor
       * @description On how much.
       */
      amount_paise: number;
      /**
       * @description What for.
       * @enum {string}
       */
      service: "deposit" | "payout" | "transfer" | "escrow";
    };
    /** @description A promise, honoured once until ``expires_at``. */
    FeeQuoteOut: {
      amount_paise: number;
      /**
       * @description * `on_top` - on_top
       *     * `deducted` - deducted
       * @enum {string}
       */
      charged: "on_top" | "deducted";
      /** Format: date-time */
      expires_at: string;
      fee_paise: number;
      /**
       * Format: uuid
       * @description Give it as `quote_id` when you create the payout.
       */
      id: string;
      rule: components["schemas"]["FeeRuleOut"] | null;
      /**
       * @description * `deposit` - deposit
       *     * `payout` - payout
       *     * `transfer` - transfer
       *     * `escrow` - escrow
       * @enum {string}
       */
      service: "deposit" | "payout" | "transfer" | "escrow";
      tax_paise: number;
      /** @description What leaves the wallet (on top), or what arrives in it (deducted). */
      total_paise: number;
    };
    /** @description ``flat_paise`` plus ``basis_points`` of the amount; tax on that, rounded half up. */
    FeeRuleOut: {
      /** @description Ten-thousandths of the amount. */
      basis_points: number;
      flat_paise: number;
      id: number;
      /** Format: date-time */
      starts_at: string;
      /** @description Ten-thousandths of the fee: GST. */
      tax_basis_points: number;
    };
    /** @description The tariff. */
    FeesOut: {
      currency: string;
      services: components["schemas"]["ServiceFeeOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    FeeSplitIn: {
      /** @description The buyer's share, in ten-thousandths. */
      buyer_bp: number;
    };
    FeeSplitOut: {
      buyer_bp: number;
    };
    /** @description Members of a JSON object, or of a query string. */
    FileIn: {
      /** @description The document that the terms ask for. */
      document?: string;
      /**
       * Format: uuid
       * @description Uploaded to this milestone's evidence before.
       */
      file_id: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    FreezeIn: {
      /** @description The merchant reads it. */
      reason: string;
    };
    /** @description Whether money may leave a merchant's wallet. */
    FreezeOut: {
      /** Format: uuid */
      merchant_id: string;
      payouts_frozen: boolean;
      payouts_frozen_reason: string | null;
    };
    /** @description All that is missing, unless an amount is given; or a deposit that is on its way. */
    FundIn: {
      /**
       * Format: money-minor
       * @description Left out: all that is missing.
       */
      amount_paise?: number;
      /**
       * Format: uuid
       * @description Pays for this milestone as soon as it has cleared.
       */
      deposit_id?: string;
    };
    /** @description Whether money is real here, and what time it is: a sandbox may be ahead of the world. */
    InstallationOut: {
      demo_login: components["schemas"]["DemoLoginOut"] | null;
      /**
       * @description * `sandbox` - sandbox
       *     * `live` - live
       * @enum {string}
       */
      mode: "sandbox" | "live";
      /** Format: date-time */
      now: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    InvitationIn: {
      email: string;
      /** @enum {string} */
      role: "viewer" | "finance" | "owner";
    };
    InvitationOut: {
      allowed_moves: string[];
      /** Format: date-time */
      closed_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: email */
      email: string;
      /** Format: date-time */
      expires_at: string;
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      invited_by: string;
      invited_by_name: string;
      /** @description Pending, but its link is too old. */
      is_expired: boolean;
      /**
       * @description * `viewer` - viewer
       *     * `finance` - finance
       *     * `owner` - owner
       * @enum {string}
       */
      role: "viewer" | "finance" | "owner";
      /** Format: date-time */
      sent_at: string;
      /**
       * @description * `pending` - pending
       *     * `accepted` - accepted
       *     * `revoked` - revoked
       * @enum {string}
       */
      state: "pending" | "accepted" | "revoked";
    };
    InvitationOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["InvitationOut"][];
    };
    /** @description What one entry of the ledger charged, or gave back. */
    InvoiceItemOut: {
      /**
       * Format: date-time
       * @description When it happened.
       */
      at: string;
      /**
       * @description * `charge` - charge
       *     * `give_back` - give_back
       * @enum {string}
       */
      direction: "charge" | "give_back";
      /** Format: uuid */
      entry_id: string;
      fee_paise: number;
      id: number;
      /**
       * Format: date-time
       * @description When it was booked.
       */
      recorded_at: string;
      service: string;
      /** @description What for: payout/<id>. */
      subject: string | null;
      tax_paise: number;
    };
    InvoiceItemOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["InvoiceItemOut"][];
    };
    /** @description What one service came to. */
    InvoiceLineOut: {
      count: number;
      description: string;
      /** @description Given back within the month: subtracted. */
      is_taken_off: boolean;
      /** @description Services Accounting Code. */
      sac: string;
      service: string;
      tax_paise: number;
      taxable_paise: number;
    };
    /** @description A document. ``taxable + cgst + sgst + igst = total``; a credit note's is given back. */
    InvoiceOut: {
      cgst_paise: number;
      currency: string;
      /** Format: uuid */
      id: string;
      igst_paise: number;
      /** Format: date-time */
      issued_at: string;
      /** Format: date */
      issued_on: string;
      item_count: number;
      /**
       * @description * `invoice` - invoice
       *     * `credit_note` - credit_note
       * @enum {string}
       */
      kind: "invoice" | "credit_note";
      lines: components["schemas"]["InvoiceLineOut"][];
      /** @description Consecutive, without gaps, in a financial year. */
      number: string;
      /**
       * Format: date
       * @description The first day of the month.
       */
      period: string;
      /** @description GST code of the state. */
      place_of_supply: string;
      recipient: components["schemas"]["PartyOut"];
      refers_to: components["schemas"]["ReferredOut"] | null;
      sgst_paise: number;
      supplier: components["schemas"]["PartyOut"];
      taxable_paise: number;
      total_paise: number;
    };
    InvoiceOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["InvoiceOut"][];
    };
    JoinedOut: {
      /** Format: uuid */
      merchant_id: string;
      /**
       * @description * `viewer` - viewer
       *     * `finance` - finance
       *     * `owner` - owner
       * @enum {string}
       */
      role: "viewer" | "finance" | "owner";
    };
    KeyOut: {
      allowed_addresses: string[];
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string | null;
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      last_used_at: string | null;
      /** @description An IP address. */
      last_used_from: string | null;
      /** Format: uuid */
      made_by: string;
      name: string;
      prefix: string;
      /** Format: date-time */
      revoked_at: string | null;
      /**
       * Format: uuid
       * @description The key it replaces.
       */
      rotated_from: string | null;
      /**
       * Format: uuid
       * @description The key that replaces it.
       */
      rotated_to: string | null;
      scopes: string[];
      /**
       * @description * `active` - active
       *     * `expired` - expired
       *     * `revoked` - revoked
       * @enum {string}
       */
      state: "active" | "expired" | "revoked";
    };
    KeyOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["KeyOut"][];
    };
    /** @description One line: what changed, what the account held then, and what caused it. */
    LedgerLineOut: {
      /**
       * @description * `available` - available
       *     * `held` - held
       * @enum {string}
       */
      account: "available" | "held";
      /** @description Negative: money left the account. */
      amount_paise: number;
      /**
       * Format: date-time
       * @description When it happened.
       */
      at: string;
      /** @description What the account held after this line. */
      balance_paise: number;
      /** Format: uuid */
      entry_id: string;
      id: number;
      kind: string;
      memo: string;
      /**
       * Format: date-time
       * @description When it was booked.
       */
      recorded_at: string;
      /** @description What caused it: payout/<id> … */
      subject: string | null;
    };
    LedgerLineOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["LedgerLineOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    LimitIn: {
      /** @enum {string} */
      kind: "payout" | "transfer_out" | "transfer_in" | "deposit";
      /**
       * Format: money-minor
       * @description Null: no limit.
       */
      maximum_paise: number | null;
      /** @description Why; whoever approves reads it, and it is kept. */
      reason: string;
      /**
       * Format: date-time
       * @description Left out: from approval on.
       */
      starts_at?: string;
      /** @description *: every tier without its own. */
      tier: string;
      /** @enum {string} */
      window: "single" | "day" | "month";
    };
    /** @description One limit. Null is none of its own; what is left of it is null then too. */
    LimitOut: {
      /**
       * @description * `payout` - payout
       *     * `transfer_out` - transfer_out
       *     * `transfer_in` - transfer_in
       *     * `deposit` - deposit
       * @enum {string}
       */
      kind: "payout" | "transfer_out" | "transfer_in" | "deposit";
      left_paise: number | null;
      maximum_paise: number | null;
      /** Format: date-time */
      renews_at: string | null;
      /** @description Since the window began; null for a single movement. */
      used_paise: number | null;
      /**
       * @description * `single` - single
       *     * `day` - day
       *     * `month` - month
       * @enum {string}
       */
      window: "single" | "day" | "month";
    };
    /** @description What the merchant's tier allows, and what is left of it now. */
    LimitsOut: {
      /** Format: date-time */
      at: string;
      limits: components["schemas"]["LimitOut"][];
      /** Format: uuid */
      merchant_id: string;
      tier: string;
    };
    /** @description ``url`` is good until ``expires_at``, for whoever asked for it, with their credentials. */
    LinkOut: {
      /** Format: date-time */
      expires_at: string;
      url: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    LinkToken: {
      /** @description From the link in the letter. */
      token: string;
    };
    MadeKeyOut: {
      allowed_addresses: string[];
      /** @description The whole key. Keep it: it is shown only now. */
      api_key: string;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string | null;
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      last_used_at: string | null;
      /** @description An IP address. */
      last_used_from: string | null;
      /** Format: uuid */
      made_by: string;
      name: string;
      prefix: string;
      /** Format: date-time */
      revoked_at: string | null;
      /**
       * Format: uuid
       * @description The key it replaces.
       */
      rotated_from: string | null;
      /**
       * Format: uuid
       * @description The key that replaces it.
       */
      rotated_to: string | null;
      scopes: string[];
      /**
       * @description * `active` - active
       *     * `expired` - expired
       *     * `revoked` - revoked
       * @enum {string}
       */
      state: "active" | "expired" | "revoked";
    };
    /**
     * @description ``has_second_factor``: signing in as this person needs a code as well.
     *
     *     ``counts_from``: from when on they count as a second person for approvals; null: they do, or
     *     their role neither asks nor approves.
     */
    MemberOut: {
      /** Format: date-time */
      counts_from: string | null;
      /** Format: email */
      email: string;
      has_second_factor: boolean;
      /** Format: uuid */
      id: string;
      is_you: boolean;
      /** Format: date-time */
      joined_at: string;
      name: string;
      /**
       * @description * `viewer` - viewer
       *     * `finance` - finance
       *     * `owner` - owner
       * @enum {string}
       */
      role: "viewer" | "finance" | "owner";
      /** Format: uuid */
      user_id: string;
    };
    MemberOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["MemberOut"][];
    };
    MembershipOut: {
      /** Format: uuid */
      merchant_id: string;
      name: string;
      /**
       * @description * `viewer` - viewer
       *     * `finance` - finance
       *     * `owner` - owner
       * @enum {string}
       */
      role: "viewer" | "finance" | "owner";
    };
    /** @description ``scopes`` is null for a person, who may do all that the role allows. */
    MeOut: {
      /** Format: uuid */
      api_key_id: string | null;
      /** Format: email */
      email: string;
      has_second_factor: boolean;
      /** Format: uuid */
      id: string;
      memberships: components["schemas"]["MembershipOut"][];
      name: string;
      /**
       * @description * `support` - support
       *     * `compliance` - compliance
       *     * `finance` - finance
       *     * `admin` - admin
       * @enum {string|null}
       */
      operator_role: "support" | "compliance" | "finance" | "admin" | null;
      scopes: string[] | null;
    };
    /** @description Members of a JSON object, or of a query string. */
    MerchantName: {
      name: string;
    };
    /** @description A merchant; ``role`` is null for an operator, who may look without belonging. */
    MerchantOut: {
      /** Format: date-time */
      created_at: string;
      /** Format: uuid */
      id: string;
      /**
       * @description * `person` - person
       *     * `business` - business
       * @enum {string}
       */
      kind: "person" | "business";
      name: string;
      payouts_frozen: boolean;
      payouts_frozen_reason: string | null;
      /**
       * @description * `viewer` - viewer
       *     * `finance` - finance
       *     * `owner` - owner
       * @enum {string|null}
       */
      role: "viewer" | "finance" | "owner" | null;
      tier: string;
      /**
       * @description * `unverified` - unverified
       *     * `submitted` - submitted
       *     * `verified` - verified
       *     * `refused` - refused
       * @enum {string}
       */
      verification: "unverified" | "submitted" | "verified" | "refused";
    };
    MerchantOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["MerchantOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    MessageIn: {
      text: string;
      /**
       * Format: uuid
       * @description For whoever posted the deal: whom they answer.
       */
      thread_id?: string;
    };
    /**
     * @description A milestone as one side sees it. ``allowed_moves`` are the caller's own.
     *
     *     ``missing_paise`` is what is still to be paid in, ``left_paise`` what of the amount is there and
     *     undisputed. Fee and tax are the asking side's share.
     */
    MilestoneOut: {
      /** Format: uuid */
      agreement_id: string;
      allowed_moves: string[];
      amount_paise: number;
      /** @description What has to come true: a tree of all and any. */
      conditions: {
        [key: string]: unknown;
      };
      /** Format: date-time */
      created_at: string;
      currency: string;
      /** Format: date-time */
      deliver_by: string | null;
      description: string;
      disputed_paise: number;
      /** @description What the buyer pays in, with their share. */
      due_paise: number;
      /** Format: date-time */
      entered_at: string;
      fee_paise: number;
      /** Format: date-time */
      finished_at: string | null;
      funded_paise: number;
      /**
       * @description Where it goes on from, while on hold.
       *
       *     * `planned` - planned
       *     * `funded` - funded
       *     * `submitted` - submitted
       *     * `changes_requested` - changes_requested
       *     * `approved` - approved
       *     * `released` - released
       *     * `refunded` - refunded
       *     * `cancelled` - cancelled
       * @enum {string|null}
       */
      held_state:
        | "planned"
        | "funded"
        | "submitted"
        | "changes_requested"
        | "approved"
        | "released"
        | "refunded"
        | "cancelled"
        | null;
      /**
       * @description * `dispute` - dispute
       *     * `chargeback` - chargeback
       *     * `freeze` - freeze
       * @enum {string|null}
       */
      hold_reason: "dispute" | "chargeback" | "freeze" | null;
      /** Format: uuid */
      id: string;
      inspection_seconds: number;
      left_paise: number;
      max_rounds: number;
      /**
       * Format: uuid
       * @description Who is looking.
       */
      merchant_id: string;
      missing_conditions: {
        [key: string]: unknown;
      }[];
      missing_paise: number;
      /**
       * Format: date-time
       * @description When something happens by itself.
       */
      next_due_at: string | null;
      /**
       * @description * `release` - release
       *     * `dispute` - dispute
       * @enum {string}
       */
      on_silence: "release" | "dispute";
      open_proposal: components["schemas"]["EscrowProposalOut"] | null;
      /**
       * Format: date-time
       * @description From then on the buyer may go alone, if nothing came.
       */
      overdue_at: string | null;
      /**
       * Format: uuid
       * @description The seller; an approval repeats it.
       */
      payee_id: string;
      position: number;
      /** @description Of the amount. */
      refunded_paise: number;
      /** @description Before the seller's share of the fee. */
      released_paise: number;
      /** @description How often it was handed in. */
      round: number;
      /**
       * @description * `buyer` - buyer
       *     * `seller` - seller
       * @enum {string}
       */
      side: "buyer" | "seller";
      /**
       * @description * `planned` - planned
       *     * `funded` - funded
       *     * `submitted` - submitted
       *     * `changes_requested` - changes_requested
       *     * `approved` - approved
       *     * `released` - released
       *     * `refunded` - refunded
       *     * `cancelled` - cancelled
       *     * `on_hold` - on_hold
       * @enum {string}
       */
      status:
        | "planned"
        | "funded"
        | "submitted"
        | "changes_requested"
        | "approved"
        | "released"
        | "refunded"
        | "cancelled"
        | "on_hold";
      /** @description What the agreement is about: deal/<id>. */
      subject: string;
      tax_paise: number;
      title: string;
      version: number;
      waiting: components["schemas"]["WaitingOut"] | null;
    };
    MilestoneOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["MilestoneOut"][];
    };
    /** @description Money that left the milestone. */
    MilestonePaymentOut: {
      /** Format: date-time */
      at: string;
      /** @description Of the buyer's share: not earned. */
      fee_back_paise: number;
      /** @description This side's. */
      fee_paise: number;
      kind: string;
      number: number;
      reason: string;
      /** @description This side's. */
      tax_paise: number;
      to_buyer_paise: number;
      /** @description Before the seller's fee. */
      to_seller_paise: number;
    };
    /** @description Who would get what of it now; all members together leave the milestone. */
    MilestonePreviewOut: {
      /** @description What arrives in the buyer's wallet. */
      buyer_back_paise: number;
      /** @description Of the buyer's share: earned by this. */
      buyer_fee_paise: number;
      buyer_tax_paise: number;
      seller_fee_paise: number;
      /** @description What arrives in the seller's wallet. */
      seller_net_paise: number;
      seller_tax_paise: number;
      /** @description What of the amount would be left. */
      stays_paise: number;
    };
    /** @description Something that happened, as this side was told of it. */
    MilestoneStepOut: {
      /** Format: date-time */
      at: string;
      detail: {
        [key: string]: unknown;
      };
      sequence: number;
      /** @description The type of the event. */
      what: string;
    };
    /** @description All that happened to a milestone, oldest first. */
    MilestoneTimelineOut: {
      milestone: components["schemas"]["MilestoneOut"];
      payments: components["schemas"]["MilestonePaymentOut"][];
      steps: components["schemas"]["MilestoneStepOut"][];
    };
    MissingOut: {
      /**
       * @description * `field` - field
       *     * `document` - document
       * @enum {string}
       */
      kind: "field" | "document";
      name: string;
      text: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    NewKey: {
      /** @description IP addresses or networks it may be used from; none: any. */
      allowed_addresses?: string[];
      /** Format: date-time */
      expires_at?: string | null;
      name: string;
      /** @description What it may do. */
      scopes: (
        | "read"
        | "payouts:write"
        | "transfers:write"
        | "deposits:write"
        | "deals:write"
        | "bids:write"
        | "escrow:write"
        | "conditions:write"
        | "webhooks:write"
      )[];
    };
    /** @description Members of a JSON object, or of a query string. */
    NewMerchant: {
      /** @enum {string} */
      kind: "person" | "business";
      name: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    NewPassword: {
      new_password: string;
      /** @description From the link in the letter. */
      token: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    NextPayoutIn: {
      /**
       * Format: money-minor
       * @description Only a payment of this amount.
       */
      amount_paise?: number;
      /** @description A name from /sandbox/behaviours/; several joined by +. */
      behaviour: string;
      /** @description Parameters of the behaviour, as texts. */
      parameters?: {
        [key: string]: string;
      };
      times?: number;
    };
    /** @description An empty object. */
    NothingIn: Record<string, never>;
    /** @description Who does not count as a second person so far: the caller, or whoever asked. */
    NotYetOut: {
      /** Format: date-time */
      until: string;
      /**
       * @description * `you` - you
       *     * `asked_by` - asked_by
       * @enum {string}
       */
      who: "you" | "asked_by";
    };
    /** @description Empty: none was given. */
    NumbersOut: {
      gstin: string;
      pan: string;
    };
    OfferOut: {
      /** Format: email */
      email: string;
      /** Format: date-time */
      expires_at: string;
      /** @description A name. */
      invited_by: string;
      is_expired: boolean;
      merchant_name: string;
      /**
       * @description * `viewer` - viewer
       *     * `finance` - finance
       *     * `owner` - owner
       * @enum {string}
       */
      role: "viewer" | "finance" | "owner";
      /**
       * @description * `pending` - pending
       *     * `accepted` - accepted
       *     * `revoked` - revoked
       * @enum {string}
       */
      state: "pending" | "accepted" | "revoked";
    };
    /** @description Payouts that wait for the same thing. */
    OpenOut: {
      count: number;
      /** @description The part of it that is set aside. */
      held_paise: number;
      /**
       * Format: date-time
       * @description When the oldest was created.
       */
      since: string;
      /** @description Amounts, fees and taxes. */
      total_paise: number;
      waiting: components["schemas"]["WaitingOut"];
    };
    /** @description One day, in the platform's time zone. */
    OverviewDayOut: {
      cancelled_count: number;
      completed_count: number;
      failed_count: number;
      /** @description What came into the wallet. */
      in_paise: number;
      /** Format: date */
      on: string;
      /** @description What left it, with fees. */
      out_paise: number;
      /** @description What completed payouts paid, without fees. */
      paid_paise: number;
      /** @description Of the completed ones, taken back. */
      returned_count: number;
    };
    /** @description What a merchant wants to know first. */
    OverviewOut: {
      batches_to_approve_count: number;
      days: components["schemas"]["OverviewDayOut"][];
      /** Format: date-time */
      from: string;
      /** Format: uuid */
      merchant_id: string;
      open: components["schemas"]["OpenOut"][];
      open_case_count: number;
      settling: components["schemas"]["SettlingOut"];
      /** @description Completed of completed and failed; null: neither. */
      success_rate_basis_points: number | null;
      /** Format: date-time */
      to: string;
    };
    /** @description Who is on it. Empty: not known, or not registered. */
    PartyOut: {
      address: string;
      gstin: string;
      name: string;
      /** @description GST code of the state. */
      state: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    PasswordAndCodeIn: {
      /** @description Of the app, or a recovery code. */
      code: string;
      current_password: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    PasswordChange: {
      current_password: string;
      new_password: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    PasswordIn: {
      current_password: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    PatchedNicknameIn: {
      nickname?: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    PayoutIn: {
      /**
       * Format: money-minor
       * @description How much, in paise; at least 100.
       */
      amount_paise: number;
      /**
       * Format: uuid
       * @description To which of the merchant's bank accounts.
       */
      bank_account_id: string;
      /** @description Yours; up to 20 texts of 500 characters. */
      metadata?: {
        [key: string]: string;
      };
      /**
       * @description Left out: UPI to a VPA, else by amount and hour.
       * @enum {string}
       */
      mode?: "IMPS" | "NEFT" | "RTGS" | "UPI";
      /** @description What the beneficiary reads on the statement. */
      narration?: string;
      /** @enum {string} */
      purpose?:
        "payout" | "refund" | "salary" | "vendor_bill" | "utility_bill" | "cashback" | "other";
      /** @description Wait for money instead of being refused, ninety days at most. */
      queue_if_low_balance?: boolean;
      /**
       * Format: uuid
       * @description The fee you were promised at /fees/quote/.
       */
      quote_id?: string;
      /** @description Your own reference. */
      reference?: string;
      /**
       * Format: uuid
       * @description The payout that this one tries again.
       */
      retry_of?: string;
      /**
       * Format: date-time
       * @description Not before then; up to ninety days ahead.
       */
      scheduled_at?: string;
    };
    /** @description A payout. ``allowed_moves`` are the verbs its merchant may use now. */
    PayoutOut: {
      allowed_moves: string[];
      amount_paise: number;
      /** Format: uuid */
      bank_account_id: string;
      /** @description Nickname, or the masked number. */
      bank_account_label: string;
      beneficiary_name: string;
      /** Format: date-time */
      created_at: string;
      currency: string;
      fee_paise: number;
      /** Format: date-time */
      finished_at: string | null;
      /** Format: uuid */
      id: string;
      in_doubt: boolean;
      /** Format: uuid */
      merchant_id: string;
      metadata: {
        [key: string]: string;
      };
      /**
       * @description * `IMPS` - IMPS
       *     * `NEFT` - NEFT
       *     * `RTGS` - RTGS
       *     * `UPI` - UPI
       * @enum {string}
       */
      mode: "IMPS" | "NEFT" | "RTGS" | "UPI";
      narration: string;
      paid_late: boolean;
      /**
       * @description * `payout` - payout
       *     * `refund` - refund
       *     * `salary` - salary
       *     * `vendor_bill` - vendor_bill
       *     * `utility_bill` - utility_bill
       *     * `cashback` - cashback
       *     * `other` - other
       * @enum {string}
       */
      purpose:
        "payout" | "refund" | "salary" | "vendor_bill" | "utility_bill" | "cashback" | "other";
      reference: string;
      /** Format: uuid */
      retry_of: string | null;
      returned: boolean;
      /** Format: date-time */
      scheduled_at: string | null;
      /** Format: date-time */
      started_at: string | null;
      /**
       * @description * `pending` - pending
       *     * `processing` - processing
       *     * `completed` - completed
       *     * `failed` - failed
       *     * `cancelled` - cancelled
       * @enum {string}
       */
      status: "pending" | "processing" | "completed" | "failed" | "cancelled";
      status_details: components["schemas"]["StatusDetailsOut"] | null;
      tax_paise: number;
      utr: string | null;
      waiting: components["schemas"]["WaitingOut"] | null;
      /**
       * @description * `approval` - approval
       *     * `schedule` - schedule
       *     * `funds` - funds
       *     * `window` - window
       *     * `bank` - bank
       *     * `cool_off` - cool_off
       *     * `limit` - limit
       *     * `freeze` - freeze
       *     * `paused` - paused
       * @enum {string|null}
       */
      waiting_for:
        | "approval"
        | "schedule"
        | "funds"
        | "window"
        | "bank"
        | "cool_off"
        | "limit"
        | "freeze"
        | "paused"
        | null;
    };
    PayoutOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["PayoutOut"][];
    };
    /** @description What the platform holds of a currency, what it paid for it, and what it is worth now. */
    PositionOut: {
      cost_paise: number;
      currency: string;
      held_minor: number;
      /** @description The last one that was told. */
      rate: string | null;
      /** Format: date-time */
      rate_at: string | null;
      /** @description Gained, or below zero lost, if it were sold at that rate. */
      result_paise: number | null;
      worth_paise: number | null;
    };
    PositionsOut: {
      positions: components["schemas"]["PositionOut"][];
    };
    /** @description What would leave *available*, how it would go, and what it would wait for first. */
    PreviewOut: {
      amount_paise: number;
      /** @description And right after it was created. */
      available_after_paise: number;
      /** @description What is available now. */
      available_paise: number;
      fee_paise: number;
      /**
       * @description * `IMPS` - IMPS
       *     * `NEFT` - NEFT
       *     * `RTGS` - RTGS
       *     * `UPI` - UPI
       * @enum {string}
       */
      mode: "IMPS" | "NEFT" | "RTGS" | "UPI";
      tax_paise: number;
      total_paise: number;
      waiting: components["schemas"]["WaitingOut"] | null;
    };
    /** @description RFC 9457. A program decides by `code`; its facts stand beside it. */
    Problem: {
      /** @enum {string} */
      code:
        | "address_not_allowed"
        | "agreement_exists"
        | "agreement_in_dispute"
        | "agreement_not_found"
        | "agreement_over"
        | "already_asked"
        | "already_frozen"
        | "already_invited"
        | "already_invited_to_deal"
        | "already_member"
        | "already_returned"
        | "already_reviewed"
        | "amount_above_mode_limit"
        | "amount_above_tier_limit"
        | "amount_below_mode_minimum"
        | "amount_not_left"
        | "api_key_already_rotated"
        | "api_key_expired"
        | "api_key_not_active"
        | "api_key_not_found"
        | "api_key_revoked"
        | "approval_not_found"
        | "approval_overdue"
        | "approved_thing_changed"
        | "approver_is_maker"
        | "assignment_needed"
        | "assignment_not_possible"
        | "attachment_not_found"
        | "auction_exists"
        | "auction_invalid"
        | "auction_not_found"
        | "award_is_over"
        | "award_not_found"
        | "bank_account_archived"
        | "bank_account_not_found"
        | "bank_account_unusable"
        | "bank_not_answering"
        | "bank_unknown"
        | "batch_has_nothing_to_pay"
        | "batch_not_found"
        | "batch_too_large"
        | "batch_unreadable"
        | "bid_not_improved"
        | "bid_out_of_range"
        | "bidder_affiliated"
        | "bidder_excluded"
        | "bidder_not_ranked"
        | "bidder_not_verified"
        | "bids_are_sealed"
        | "birthday_not_possible"
        | "body_too_large"
        | "busy"
        | "buyer_frozen"
        | "buyer_not_verified"
        | "callback_contradicts"
        | "callback_forged"
        | "callback_malformed"
        | "case_already_closed"
        | "case_not_found"
        | "chargeback_accepted"
        | "chargeback_not_found"
        | "clock_is_real"
        | "clock_moves_forward"
        | "closed"
        | "conditions_invalid"
        | "conditions_unmet"
        | "confirmation_differs"
        | "conflict"
        | "counterparty_is_poster"
        | "counterparty_missing"
        | "counterparty_unusable"
        | "credit_contradicts"
        | "credit_not_suspended"
        | "current_password_wrong"
        | "cursor_invalid"
        | "database_unavailable"
        | "deadline_impossible"
        | "deal_incomplete"
        | "deal_invitation_not_found"
        | "deal_link_expired"
        | "deal_link_invalid"
        | "deal_link_used"
        | "deal_not_found"
        | "deal_party_only"
        | "deciding_about_oneself"
        | "decision_not_offered"
        | "deposit_above_limit"
        | "deposit_above_maximum"
        | "deposit_already_paid"
        | "deposit_below_minimum"
        | "deposit_currency_not_possible"
        | "deposit_disputed"
        | "deposit_not_for_this"
        | "deposit_not_found"
        | "detail_not_for_kind"
        | "document_not_found"
        | "email_invalid"
        | "email_not_confirmed"
        | "email_taken"
        | "escrow_plan_invalid"
        | "escrow_proposal_not_found"
        | "events_not_kept"
        | "evidence_not_found"
        | "evidence_too_late"
        | "evidence_unknown"
        | "export_too_large"
        | "fee_rule_invalid"
        | "fee_start_taken"
        | "fee_starts_in_past"
        | "file_empty"
        | "file_link_invalid"
        | "file_locked"
        | "file_malformed"
        | "file_not_arriving"
        | "file_not_found"
        | "file_too_large"
        | "file_type_not_allowed"
        | "forbidden"
        | "funding_too_much"
        | "gateway_not_answering"
        | "gateway_unknown"
        | "gstin_invalid"
        | "gstin_of_another_pan"
        | "idempotency_key_invalid"
        | "idempotency_key_reused"
        | "ifsc_unknown"
        | "illegal_move"
        | "instruction_over"
        | "insufficient"
        | "insufficient_funds"
        | "internal_error"
        | "invalid"
        | "invalid_api_key"
        | "invalid_credentials"
        | "invalid_token"
        | "invitation_for_another"
        | "invitation_not_found"
        | "invoice_not_found"
        | "key_limits_invalid"
        | "last_owner"
        | "letter_not_found"
        | "limit_already_set"
        | "limit_below_price"
        | "link_expired"
        | "link_invalid"
        | "link_used"
        | "lock_not_found"
        | "malformed"
        | "member_not_found"
        | "merchant_ambiguous"
        | "merchant_name_taken"
        | "merchant_name_verified"
        | "merchant_not_found"
        | "merchant_not_verified"
        | "merchant_not_verified_for_deposits"
        | "merchant_required"
        | "message_not_for_anybody"
        | "method_not_allowed"
        | "milestone_not_found"
        | "milestone_paused"
        | "mode_not_possible"
        | "no_remittance_advice"
        | "no_stream_left"
        | "no_such_address"
        | "nobody_to_assign_to"
        | "not_afinalist"
        | "not_auctioned"
        | "not_closed"
        | "not_found"
        | "not_frozen"
        | "not_overdue"
        | "not_the_maker"
        | "not_your_turn"
        | "nothing_standing"
        | "nothing_to_change"
        | "nothing_to_declare"
        | "nothing_to_refund"
        | "nothing_was_sent"
        | "one_shot_only"
        | "operator_required"
        | "origin_not_allowed"
        | "outbid"
        | "own_auction"
        | "own_proposal"
        | "owner_left_lately"
        | "pan_invalid"
        | "pan_of_another_kind"
        | "password_not_the_one_chosen"
        | "password_too_weak"
        | "payment_disputed"
        | "payment_not_returnable"
        | "payment_not_suspended"
        | "payout_below_minimum"
        | "payout_not_found"
        | "person_required"
        | "posting_key_reused"
        | "price_differs"
        | "proposal_not_open"
        | "purpose_code_needed"
        | "quote_differs"
        | "quote_expired"
        | "quote_not_found"
        | "quote_not_possible"
        | "quote_not_usable"
        | "quote_unknown"
        | "quote_used"
        | "rate_unavailable"
        | "reason_missing"
        | "reason_required"
        | "reasons_not_fitting"
        | "recipient_limit_reached"
        | "recipient_not_found"
        | "recipient_unusable"
        | "refresh_token_reused"
        | "refund_above_deposit"
        | "refund_not_found"
        | "refund_not_given_back"
        | "refund_too_small"
        | "refunds_frozen"
        | "request_in_progress"
        | "retraction_refused"
        | "retry_not_possible"
        | "reversal_too_large"
        | "reviews_closed"
        | "role_too_low"
        | "rounds_used_up"
        | "sandbox_only"
        | "schedule_not_possible"
        | "scope_missing"
        | "second_factor_already_on"
        | "second_factor_not_begun"
        | "second_factor_off"
        | "second_factor_required"
        | "second_factor_wrong"
        | "second_operator_required"
        | "second_person_too_new"
        | "sender_frozen"
        | "sender_not_verified"
        | "session_not_found"
        | "settlement_malformed"
        | "settlement_not_possible"
        | "signal_not_yours"
        | "signal_unknown"
        | "simulator_refused"
        | "stale_terms"
        | "stale_version"
        | "starts_in_past"
        | "statement_line_unknown"
        | "statement_malformed"
        | "statement_period_invalid"
        | "storage_unavailable"
        | "submission_outdated"
        | "suspense_too_low"
        | "terms_invalid"
        | "terms_moved"
        | "terms_not_found"
        | "terms_unchanged"
        | "throttled"
        | "token_expired"
        | "token_revoked"
        | "too_late_to_lower"
        | "too_many_attachments"
        | "too_many_deal_invitations"
        | "too_many_documents"
        | "too_many_drafts"
        | "too_many_invitations"
        | "too_many_merchants"
        | "too_many_requests"
        | "too_many_streams"
        | "trader_frozen"
        | "trader_not_verified"
        | "transfer_above_limit"
        | "transfer_not_found"
        | "transfer_to_self"
        | "unauthenticated"
        | "unavailable"
        | "unknown_address"
        | "unknown_entry"
        | "unsupported_media_type"
        | "unusual_bid"
        | "user_not_found"
        | "verification_incomplete"
        | "verification_locked"
        | "verification_not_found"
        | "virtual_account_unknown"
        | "wrong_side";
      detail: string;
      errors?: {
        code: string;
        detail: string;
        /** @description Name of a header. */
        header?: string;
        /** @description Name of a query parameter. */
        parameter?: string;
        /** @description Place in the body (RFC 6901). */
        pointer?: string;
      }[];
      instance: string;
      request_id: string;
      /** @description Whether the same request may succeed later. */
      retryable: boolean;
      status: number;
      title: string;
      type: string;
    } & {
      [key: string]: unknown;
    };
    /** @description ``waiting_seconds`` is how long it has waited for a decision; null: it does not. */
    QueuedOut: {
      /**
       * @description * `person` - person
       *     * `business` - business
       * @enum {string}
       */
      kind: "person" | "business";
      /** Format: uuid */
      merchant_id: string;
      merchant_name: string;
      /**
       * @description * `unverified` - unverified
       *     * `submitted` - submitted
       *     * `verified` - verified
       *     * `refused` - refused
       * @enum {string}
       */
      status: "unverified" | "submitted" | "verified" | "refused";
      /** Format: uuid */
      submission_id: string | null;
      submission_number: number;
      /** Format: date-time */
      submitted_at: string | null;
      tier: string;
      waiting_seconds: number | null;
    };
    QueuedOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["QueuedOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    QuoteIn: {
      /**
       * Format: money-minor
       * @description What is to be paid, in cents or pence.
       */
      amount_minor: number;
      /** @enum {string} */
      currency: "USD" | "EUR" | "GBP";
    };
    /** @description What a foreign amount is worth to this merchant, promised until it expires. */
    QuoteOut: {
      amount_minor: number;
      amount_paise: number;
      /** Format: date-time */
      created_at: string;
      currency: string;
      /** Format: date-time */
      expires_at: string;
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      merchant_id: string;
      /** @description Rupees for one unit, exactly: `82.6166`. */
      rate: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    ReasonIn: {
      /** @enum {string} */
      code:
        | "document_unreadable"
        | "document_expired"
        | "document_incomplete"
        | "document_of_another_kind"
        | "document_not_accepted"
        | "name_mismatch"
        | "date_of_birth_mismatch"
        | "address_mismatch"
        | "pan_invalid"
        | "gstin_invalid"
        | "details_changed"
        | "not_eligible";
      /**
       * @description The field or document; left out: all of it.
       * @enum {string}
       */
      name?:
        | "legal_name"
        | "date_of_birth"
        | "constitution"
        | "pan"
        | "gstin"
        | "address"
        | "director_names"
        | "identity_proof"
        | "address_proof"
        | "pan_card"
        | "registration_certificate"
        | "gst_certificate"
        | "authorisation";
      /** @description Shown to the merchant. */
      note?: string;
    };
    /** @description ``name`` is the field or the document it is about; null with ``kind``: it is about all. */
    ReasonOut: {
      /**
       * @description * `document_unreadable` - document_unreadable
       *     * `document_expired` - document_expired
       *     * `document_incomplete` - document_incomplete
       *     * `document_of_another_kind` - document_of_another_kind
       *     * `document_not_accepted` - document_not_accepted
       *     * `name_mismatch` - name_mismatch
       *     * `date_of_birth_mismatch` - date_of_birth_mismatch
       *     * `address_mismatch` - address_mismatch
       *     * `pan_invalid` - pan_invalid
       *     * `gstin_invalid` - gstin_invalid
       *     * `details_changed` - details_changed
       *     * `not_eligible` - not_eligible
       * @enum {string}
       */
      code:
        | "document_unreadable"
        | "document_expired"
        | "document_incomplete"
        | "document_of_another_kind"
        | "document_not_accepted"
        | "name_mismatch"
        | "date_of_birth_mismatch"
        | "address_mismatch"
        | "pan_invalid"
        | "gstin_invalid"
        | "details_changed"
        | "not_eligible";
      /**
       * @description * `field` - field
       *     * `document` - document
       * @enum {string|null}
       */
      kind: "field" | "document" | null;
      name: string | null;
      note: string;
      text: string;
    };
    /** @description ``stored`` is false for a message, or an effect, that was told before. */
    ReceiptOut: {
      stored: boolean;
    };
    /** @description Whose account it is, to be confirmed before money is sent. */
    RecipientOut: {
      account_number: string;
      name: string;
    };
    /** @description Each opens once, in place of the app's code. Shown only now. */
    RecoveryCodesOut: {
      recovery_codes: string[];
    };
    /** @description The invoice a credit note takes from. */
    ReferredOut: {
      /** Format: uuid */
      id: string;
      /** Format: date */
      issued_on: string;
      number: string;
    };
    /** @description ``refresh`` may be left out by a browser, which has it in its cookie. */
    RefreshToken: {
      refresh?: string;
    };
    /** @description Either an amount, or all that is left. */
    RefundIn: {
      /** @description true: everything that is left of the deposit. */
      all?: boolean;
      /**
       * Format: money-minor
       * @description How much of it, in paise as it was credited.
       */
      amount_paise?: number;
      /** @description Yours; the gateway is told. */
      reason?: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    RefundMilestoneIn: {
      /**
       * Format: money-minor
       * @description Left out: all that is left.
       */
      amount_paise?: number;
    };
    /** @description Money on its way back to its payer. ``paid_minor`` in ``currency`` is what the payer gets. */
    RefundOut: {
      amount_paise: number;
      /** Format: date-time */
      created_at: string;
      currency: string;
      /** Format: uuid */
      deposit_id: string;
      /** @description Why it could not be given back. */
      failure: string | null;
      /** Format: date-time */
      finished_at: string | null;
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      merchant_id: string;
      paid_minor: number;
      /** @description Why it was asked for. */
      reason: string;
      /**
       * @description * `requested` - requested
       *     * `pending` - pending
       *     * `processed` - processed
       *     * `failed` - failed
       * @enum {string}
       */
      status: "requested" | "pending" | "processed" | "failed";
      waiting: components["schemas"]["WaitingOut"] | null;
    };
    RefundOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["RefundOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    RefuseIn: {
      /** @description One at least. */
      reasons: components["schemas"]["ReasonIn"][];
      /**
       * Format: uuid
       * @description The one that was looked at.
       */
      submission_id: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    Registration: {
      email: string;
      name: string;
      password: string;
    };
    /** @description Something that was answered. Its text stays between the merchant and the gateway. */
    ReplyOut: {
      /**
       * @description * `evidence` - evidence
       *     * `accept` - accept
       * @enum {string}
       */
      answer: "evidence" | "accept";
      /** Format: date-time */
      created_at: string;
      /** Format: uuid */
      id: string;
      /** @description Why the gateway took it not. */
      refusal: string | null;
      /**
       * Format: date-time
       * @description Since when the gateway has it.
       */
      sent_at: string | null;
    };
    /** @description What the bank took back. */
    ReturnOut: {
      amount_paise: number;
      /** Format: date-time */
      at: string;
      fee_returned_paise: number;
      /** Format: uuid */
      id: string;
      reason: string;
      source: string;
      utr: string;
    };
    /** @description What was handed in last, not what is being written. */
    ReviewOut: {
      allowed_moves: string[];
      details: components["schemas"]["DetailsOut"];
      documents: components["schemas"]["DocumentOut"][];
      history: components["schemas"]["DecisionOut"][];
      /**
       * @description * `person` - person
       *     * `business` - business
       * @enum {string}
       */
      kind: "person" | "business";
      /** Format: uuid */
      merchant_id: string;
      merchant_name: string;
      reasons: components["schemas"]["ReasonOut"][];
      same_pan: components["schemas"]["SamePanOut"][];
      /**
       * @description * `unverified` - unverified
       *     * `submitted` - submitted
       *     * `verified` - verified
       *     * `refused` - refused
       * @enum {string}
       */
      status: "unverified" | "submitted" | "verified" | "refused";
      /** Format: uuid */
      submission_id: string | null;
      submission_number: number;
      /** Format: date-time */
      submitted_at: string | null;
      tier: string;
    };
    RevokedOut: {
      revoked_count: number;
    };
    /** @description Members of a JSON object, or of a query string. */
    RoleIn: {
      /** @enum {string} */
      role: "viewer" | "finance" | "owner";
    };
    /** @description Members of a JSON object, or of a query string. */
    Rotation: {
      /** @description How long the old key goes on; a day unless told otherwise. */
      overlap_hours?: number;
    };
    /** @description What the seller handed in, and what the buyer wanted done differently. */
    RoundOut: {
      changes: string[];
      changes_reason: string | null;
      /** Format: date-time */
      changes_requested_at: string | null;
      files: components["schemas"]["EvidenceFileOut"][];
      note: string;
      round: number;
      /** Format: date-time */
      submitted_at: string;
    };
    /** @description One thing wrong with a row, and where in the row. */
    RowErrorOut: {
      code: string;
      detail: string;
      /** @description RFC 6901, within the row; a column is a member. */
      pointer: string;
    };
    SamePanOut: {
      /** Format: uuid */
      merchant_id: string;
      merchant_name: string;
    };
    /** @description What the simulated bank will do. */
    ScenarioOut: {
      behaviour: string;
      times: number;
    };
    /** @description What was said of a merchant, and beside it what it did. */
    ScoreOut: {
      /** @description Completed. */
      deals_count: number;
      disputes_lost_count: number;
      /** @description How long it took to pay in what it bought. */
      funding_seconds_mean: number | null;
      /** @description Of what it sold with a date, so much came in time. */
      on_time_basis_points: number | null;
      reviews_count: number;
      /** @description How often it handed in a milestone it sold. */
      rounds_hundredths: number | null;
      /** @description 450 is four and a half. */
      stars_hundredths: number | null;
    };
    /** @description For the app: to be typed in, or drawn as a QR code. Shown only now. */
    SecretOut: {
      otpauth_uri: string;
      secret: string;
    };
    /** @description One service; ``current`` is null where it costs nothing. */
    ServiceFeeOut: {
      /**
       * @description On top of the amount, or deducted from it.
       *
       *     * `on_top` - on_top
       *     * `deducted` - deducted
       * @enum {string}
       */
      charged: "on_top" | "deducted";
      coming: components["schemas"]["FeeRuleOut"][];
      current: components["schemas"]["FeeRuleOut"] | null;
      /**
       * @description * `deposit` - deposit
       *     * `payout` - payout
       *     * `transfer` - transfer
       *     * `escrow` - escrow
       * @enum {string}
       */
      service: "deposit" | "payout" | "transfer" | "escrow";
    };
    /** @description ``last_used_at``: when its tokens were last renewed, as clients do every few minutes. */
    SessionOut: {
      address: string;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string;
      /** Format: uuid */
      id: string;
      is_current: boolean;
      /** Format: date-time */
      last_used_at: string;
      user_agent: string;
    };
    SessionOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["SessionOut"][];
    };
    /** @description Payouts that took up to so long, and longer than the band before. */
    SettleBandOut: {
      count: number;
      /** @description Null: any longer time. */
      up_to_seconds: number | null;
    };
    /** @description From the bank getting it to the bank's yes, for payouts completed in the period. */
    SettlingOut: {
      bands: components["schemas"]["SettleBandOut"][];
      count: number;
      median_seconds: number | null;
      /** @description Nine in ten took no longer. */
      ninetieth_seconds: number | null;
    };
    /** @description Members of a JSON object, or of a query string. */
    SignalIn: {
      /** @description As the terms call it. */
      name: string;
    };
    /** @description A signal that is kept, however often it is given. */
    SignalOut: {
      /** Format: uuid */
      milestone_id: string;
      name: string;
    };
    /** @description ``code``: of the authenticator app, or a recovery code, where an app is set up. */
    SignIn: {
      code?: string;
      email: string;
      password: string;
    };
    /** @description Both before fees; together at most what is left. What is named to nobody stays. */
    SplitIn: {
      /** @description The other side reads it. */
      note?: string;
      to_buyer_paise: number;
      to_seller_paise: number;
    };
    /** @description One line. ``debit_paise`` or ``credit_paise`` is null, the other is what it moved. */
    StatementLineOut: {
      balance_paise: number;
      /**
       * Format: date-time
       * @description When it was booked: what orders a statement.
       */
      booked_at: string;
      /** Format: date */
      booked_on: string;
      credit_paise: number | null;
      debit_paise: number | null;
      description: string;
      /** Format: uuid */
      entry_id: string;
      kind: string;
      /** @description Its place in the account; consecutive. */
      line: number;
      purpose_code: string | null;
      rate: string | null;
      reference: string;
      /** @description Of a foreign deposit: what was paid, in its own currency. */
      source_amount_minor: number | null;
      source_currency: string | null;
      utr: string;
      /**
       * Format: date
       * @description The day it happened, which may be earlier.
       */
      value_on: string;
    };
    /** @description What came of a statement file; counts are of lines. */
    StatementOut: {
      bank: string;
      /** Format: date */
      day: string;
      /** Format: uuid */
      file_id: string;
      /** @description Not told by an earlier file. */
      fresh_count: number;
      line_count: number;
      /** @description False: this very file was imported before. */
      new: boolean;
      /** @description Told by an earlier file and not booked, and by this one otherwise or not at all. */
      superseded_count: number;
      /** @description Booked because of an earlier file, and not in this one: each is a case. */
      vanished_count: number;
    };
    /** @description Why it is as it is, whose doing that was, and what to do. */
    StatusDetailsOut: {
      description: string;
      /** Format: date-time */
      expected_by: string | null;
      next_step: string;
      reason: string;
      source: string;
    };
    /**
     * @description One line of a timeline: a fact of ours (``fact``), a word of the bank from the named side, or
     *     money that moved (``posting``).
     */
    StepOut: {
      /** Format: date-time */
      at: string;
      attempt_number: number | null;
      detail: {
        [key: string]: unknown;
      };
      kind: string;
      what: string;
      /** @description Whose doing it was, where somebody did it. */
      who: components["schemas"]["WhoOut"] | null;
    };
    /** @description Members of a JSON object, or of a query string. */
    SubmitIn: {
      files?: components["schemas"]["FileIn"][];
      /** @description What was done. */
      note: string;
    };
    /** @description What both would be bound by. What is left out is usual. */
    TermsIn: {
      confirm_within_hours?: number;
      fee_split?: components["schemas"]["FeeSplitIn"];
      fund_within_hours?: number;
      inspection_days?: number;
      max_rounds?: number;
      milestones: components["schemas"]["DealMilestoneIn"][];
      /** @enum {string} */
      on_silence?: "release" | "dispute";
      purpose_code?: string | null;
      /** @description What is to be done. */
      scope: string;
    };
    /** @description One version of the terms; ``hash`` is SHA-256 of the body in canonical JSON. */
    TermsOut: {
      confirm_within_hours: number;
      fee_split: components["schemas"]["FeeSplitOut"];
      fund_within_hours: number;
      hash: string;
      inspection_days: number;
      /** Format: date-time */
      made_at: string | null;
      /**
       * @description * `poster` - poster
       *     * `counterparty` - counterparty
       * @enum {string|null}
       */
      made_by: "poster" | "counterparty" | null;
      /** @description What was promised before waits for a yes. */
      material: boolean;
      max_rounds: number;
      milestones: components["schemas"]["DealMilestoneOut"][];
      /**
       * @description * `release` - release
       *     * `dispute` - dispute
       * @enum {string}
       */
      on_silence: "release" | "dispute";
      /** @description Null: bid for. */
      price_paise: number | null;
      purpose_code: string | null;
      scope: string;
      /** @description 0: a draft, which nobody else has seen. */
      version: number;
    };
    /** @description Null: one owner may send any amount alone. */
    ThresholdsIn: {
      /** Format: money-minor */
      payouts_above_paise: number | null;
      /**
       * Format: money-minor
       * @description Out of escrow; left out, it stays as it is.
       */
      releases_above_paise?: number | null;
      /** Format: money-minor */
      transfers_above_paise: number | null;
    };
    /**
     * @description Above which amounts another owner has to agree.
     *
     *     ``waiting`` is a change that nobody has decided yet.
     */
    ThresholdsOut: {
      /** Format: uuid */
      merchant_id: string;
      payouts_above_paise: number | null;
      releases_above_paise: number | null;
      transfers_above_paise: number | null;
      waiting: components["schemas"]["ApprovalOut"] | null;
    };
    /** @description Everything that happened to a payout. */
    TimelineOut: {
      attempts: components["schemas"]["AttemptOut"][];
      payout: components["schemas"]["PayoutOut"];
      return: components["schemas"]["ReturnOut"] | null;
      steps: components["schemas"]["StepOut"][];
    };
    /** @description ``refresh`` is absent where it travels as a cookie. */
    TokensOut: {
      access: string;
      /** Format: date-time */
      access_expires_at: string;
      refresh?: string;
      /** Format: date-time */
      refresh_expires_at: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    TransferIn: {
      /**
       * Format: money-minor
       * @description How much arrives, in paise.
       */
      amount_paise: number;
      /** @description Both sides read it. */
      note?: string;
      /**
       * Format: uuid
       * @description The quote whose fee shall be kept.
       */
      quote_id?: string;
      /** @description Your own reference. */
      reference?: string;
      /** @description The recipient's account number (ADUL…), or merchant id. */
      to: string;
    };
    /** @description A transfer as one side sees it: what is the other side's business is null. */
    TransferOut: {
      amount_paise: number;
      counterparty_name: string;
      /** Format: date-time */
      created_at: string;
      currency: string;
      /**
       * @description * `out` - out
       *     * `in` - in
       * @enum {string}
       */
      direction: "out" | "in";
      /** @description Of the sender alone. */
      fee_paise: number | null;
      /** Format: date-time */
      finished_at: string | null;
      /** Format: uuid */
      id: string;
      /**
       * Format: uuid
       * @description Who is looking.
       */
      merchant_id: string;
      note: string;
      /** @description Of the sender alone. */
      reference: string | null;
      /**
       * @description * `awaiting_approval` - awaiting_approval
       *     * `completed` - completed
       *     * `refused` - refused
       *     * `withdrawn` - withdrawn
       *     * `expired` - expired
       * @enum {string}
       */
      status: "awaiting_approval" | "completed" | "refused" | "withdrawn" | "expired";
      /** @description Of the sender alone. */
      tax_paise: number | null;
      waiting: components["schemas"]["WaitingOut"] | null;
    };
    TransferOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["TransferOut"][];
    };
    /** @description What the bank's own books say about a payout: the oracle. */
    TruthOut: {
      attempts: {
        [key: string]: unknown;
      }[];
    };
    /** @description Members of a JSON object, or of a query string. */
    UnfreezeIn: {
      /** @description Why; whoever approves reads it, and it is kept. */
      reason: string;
    };
    /** @description Where it stands, and what stands in the way. */
    VerificationOut: {
      action_required: components["schemas"]["ReasonOut"][];
      allowed_moves: string[];
      /** Format: date-time */
      decided_at: string | null;
      details: components["schemas"]["DetailsOut"];
      documents: components["schemas"]["DocumentOut"][];
      editable: boolean;
      /**
       * @description * `person` - person
       *     * `business` - business
       * @enum {string}
       */
      kind: "person" | "business";
      /** Format: uuid */
      merchant_id: string;
      missing: components["schemas"]["MissingOut"][];
      possible_documents: (
        | "identity_proof"
        | "address_proof"
        | "pan_card"
        | "registration_certificate"
        | "gst_certificate"
        | "authorisation"
      )[];
      required_documents: components["schemas"]["WantedOut"][];
      /**
       * @description * `unverified` - unverified
       *     * `submitted` - submitted
       *     * `verified` - verified
       *     * `refused` - refused
       * @enum {string}
       */
      status: "unverified" | "submitted" | "verified" | "refused";
      /** Format: uuid */
      submission_id: string | null;
      submission_number: number;
      /** Format: date-time */
      submitted_at: string | null;
      tier: string;
      waiting: components["schemas"]["WaitingOut"] | null;
    };
    /** @description Members of a JSON object, or of a query string. */
    VerifyIn: {
      /**
       * Format: uuid
       * @description The one that was looked at.
       */
      submission_id: string;
      /**
       * @description Which limits apply; standard unless said.
       * @enum {string}
       */
      tier?: "starter" | "standard" | "premium";
    };
    /** @description Every version, the newest first. */
    VersionsOut: {
      results: components["schemas"]["TermsOut"][];
    };
    /** @description Why something waits: for what, on whom, until when, and what happens then. */
    WaitingOut: {
      for: string;
      on: string;
      then: string;
      /** Format: date-time */
      until: string | null;
    };
    WantedOut: {
      given: boolean;
      /**
       * @description * `identity_proof` - identity_proof
       *     * `address_proof` - address_proof
       *     * `pan_card` - pan_card
       *     * `registration_certificate` - registration_certificate
       *     * `gst_certificate` - gst_certificate
       *     * `authorisation` - authorisation
       * @enum {string}
       */
      purpose:
        | "identity_proof"
        | "address_proof"
        | "pan_card"
        | "registration_certificate"
        | "gst_certificate"
        | "authorisation";
      text: string;
    };
    /** @description ``stored`` is false for a message, or an effect, that was told before. */
    WebhookReceiptOut: {
      stored: boolean;
    };
    /** @description Somebody of the merchant by name; banks and the platform by what they are. */
    WhoOut: {
      /**
       * @description * `user` - user
       *     * `api_key` - api_key
       *     * `bank` - bank
       *     * `platform` - platform
       * @enum {string}
       */
      kind: "user" | "api_key" | "bank" | "platform";
      name: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  list_agreements: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        /** @description On which side the merchant is. */
        side?: "buyer" | "seller";
        status?: "active" | "completed" | "cancelled" | "lapsed";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AgreementOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_agreement: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        agreement_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AgreementOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_not_found` – There is no such agreement here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  propose_cancellation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        agreement_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["CancellationIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EscrowProposalOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_not_found` – There is no such agreement here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_over` – This agreement is over.
       *     * `agreement_in_dispute` – A part of this agreement is in dispute.
       *     * `milestone_paused` – Nothing moves in this milestone for now.
       *     * `proposal_not_open` – This proposal is no longer open.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  accept_cancellation: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        agreement_id: string;
        proposal_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["NothingIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AgreementOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AgreementOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `own_proposal` – The other side answers this proposal.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_not_found` – There is no such agreement here.
       *     * `escrow_proposal_not_found` – There is no such proposal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_over` – This agreement is over.
       *     * `agreement_in_dispute` – A part of this agreement is in dispute.
       *     * `milestone_paused` – Nothing moves in this milestone for now.
       *     * `proposal_not_open` – This proposal is no longer open.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  refuse_cancellation: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        agreement_id: string;
        proposal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EscrowProposalOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `own_proposal` – The other side answers this proposal.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_not_found` – There is no such agreement here.
       *     * `escrow_proposal_not_found` – There is no such proposal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `proposal_not_open` – This proposal is no longer open. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  withdraw_cancellation: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        agreement_id: string;
        proposal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EscrowProposalOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `wrong_side` – Only the other side of the agreement may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_not_found` – There is no such agreement here.
       *     * `escrow_proposal_not_found` – There is no such proposal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `proposal_not_open` – This proposal is no longer open. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_api_keys: {
    parameters: {
      query?: {
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["KeyOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_api_key: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewKey"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MadeKeyOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `key_limits_invalid` – The scopes, addresses or expiry of the key are not acceptable. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  revoke_api_key: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        key_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["KeyOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `api_key_not_found` – There is no such API key here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  rotate_api_key: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        key_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["Rotation"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MadeKeyOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `api_key_not_found` – There is no such API key here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `api_key_not_active` – This API key is expired or revoked.
       *     * `api_key_already_rotated` – This API key has been rotated already.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_approvals: {
    parameters: {
      query?: {
        /** @description What waits for you, what you asked for, or what is decided; else everything. */
        box?: "waiting" | "asked" | "decided";
        kind?:
          | "payout"
          | "payout_batch"
          | "transfer"
          | "release"
          | "thresholds"
          | "fee"
          | "limit"
          | "adjustment"
          | "unfreeze"
          | "deal";
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_approval: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        approval_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approval_not_found` – Nothing waits for approval here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  approve_approval: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        approval_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["DecidedIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `approver_is_maker` – Whoever asked for this cannot approve it.
       *     * `second_person_too_new` – Whoever came lately does not count as a second person yet.
       *     * `sender_not_verified` – This merchant is not verified.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approval_not_found` – Nothing waits for approval here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approved_thing_changed` – This changed after approval was asked for.
       *     * `illegal_move` – This is not possible in the current state.
       *     * `approval_overdue` – The time to approve this is over.
       *     * `sender_frozen` – Money of this merchant may not leave it now.
       *     * `insufficient_funds` – There is not enough money in the account.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `recipient_unusable` – This recipient cannot be sent money.
       *     * `transfer_above_limit` – This is more than the sender's limit allows.
       *     * `recipient_limit_reached` – The recipient's limit does not allow this.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  refuse_approval: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        approval_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["DecidedIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approval_not_found` – Nothing waits for approval here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approved_thing_changed` – This changed after approval was asked for.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  withdraw_approval: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        approval_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["DecidedIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `not_the_maker` – Only whoever asked for this can withdraw it.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approval_not_found` – Nothing waits for approval here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approved_thing_changed` – This changed after approval was asked for.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_approval_settings: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ThresholdsOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  set_approval_settings: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ThresholdsIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ThresholdsOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `already_asked` – This waits for approval already.
       *     * `owner_left_lately` – Another owner left lately, so nobody decides this alone yet.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_audit_records: {
    parameters: {
      query?: {
        /** @description What was done: payout.cancel. */
        action?: string;
        /** @description Id of a person or an API key. */
        actor?: string;
        /** @description Where the page before ended, as its `next` says. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description As X-Request-Id said it. */
        request_id?: string;
        /** @description Done at this moment or later. */
        since?: string;
        /** @description What it was done to: payout/<id>. */
        subject?: string;
        /** @description Done before this moment. */
        until?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AuditRecordPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `cursor_invalid` – The cursor is not one we gave for this list.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  export_audit_records: {
    parameters: {
      query?: {
        /** @description What was done: payout.cancel. */
        action?: string;
        /** @description Id of a person or an API key. */
        actor?: string;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description As X-Request-Id said it. */
        request_id?: string;
        /** @description Done at this moment or later. */
        since?: string;
        /** @description What it was done to: payout/<id>. */
        subject?: string;
        /** @description Done before this moment. */
        until?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  confirm_email: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Confirmation"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConfirmedOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `link_used` – This link has been used already.
       *     * `link_expired` – This link has expired.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `link_invalid` – This link is not valid.
       *     * `password_not_the_one_chosen` – This is not the password that was chosen at the last sign-up with this address.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  resend_confirmation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Address"];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  read_me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MeOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  change_password: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PasswordChange"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `current_password_wrong` – The current password is wrong.
       *     * `password_too_weak` – This password is too easy to guess.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  request_password_reset: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Address"];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  reset_password: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewPassword"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `link_used` – This link has been used already.
       *     * `link_expired` – This link has expired.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `link_invalid` – This link is not valid.
       *     * `password_too_weak` – This password is too easy to guess.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  register: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Registration"];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `email_invalid` – This is not an e-mail address we can write to.
       *     * `password_too_weak` – This password is too easy to guess.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_second_factor: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FactorOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  begin_second_factor: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PasswordIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SecretOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `second_factor_already_on` – An authenticator app is set up already. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `current_password_wrong` – The current password is wrong. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  confirm_second_factor: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CodeIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RecoveryCodesOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `second_factor_wrong` – The code is wrong, or was used before.
       *     * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `second_factor_not_begun` – Setting up an authenticator app has not been begun.
       *     * `second_factor_already_on` – An authenticator app is set up already.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  disable_second_factor: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PasswordAndCodeIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `second_factor_wrong` – The code is wrong, or was used before.
       *     * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `second_factor_off` – No authenticator app is set up. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `current_password_wrong` – The current password is wrong. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  make_recovery_codes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PasswordAndCodeIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RecoveryCodesOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `second_factor_wrong` – The code is wrong, or was used before.
       *     * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `second_factor_off` – No authenticator app is set up. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `current_password_wrong` – The current password is wrong. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_sessions: {
    parameters: {
      query?: {
        /** @description Rows on a page. */
        limit?: number;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SessionOutPage"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  revoke_session: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        session_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `session_not_found` – You have no such session. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  revoke_other_sessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RevokedOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  sign_in: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SignIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TokensOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `invalid_credentials` – E-mail or password is wrong.
       *     * `second_factor_required` – Signing in to this account needs a code as well.
       *     * `second_factor_wrong` – The code is wrong, or was used before.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `email_not_confirmed` – This e-mail address has not been confirmed yet. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  sign_out: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["RefreshToken"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `invalid_token` – The token is not one of ours. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `origin_not_allowed` – The session cookie may only be used by pages of this site. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  refresh_tokens: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["RefreshToken"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TokensOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `refresh_token_reused` – This refresh token was used before, so the whole session has been ended.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `origin_not_allowed` – The session cookie may only be used by pages of this site. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_balance: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BalanceOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_bank_accounts: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        status?: "active" | "archived";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  add_bank_account: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BankAccountIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `ifsc_unknown` – No bank has this IFSC. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_bank_account: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        account_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `bank_account_not_found` – There is no such bank account here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  rename_bank_account: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        account_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["PatchedNicknameIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `bank_account_not_found` – There is no such bank account here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  archive_bank_account: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        account_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `bank_account_not_found` – There is no such bank account here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `bank_account_archived` – This bank account is archived already. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  verify_bank_account: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        account_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `bank_account_not_found` – There is no such bank account here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `bank_not_answering` – The bank does not answer right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  receive_bank_callback: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        bank: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReceiptOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `callback_malformed` – This message is not understood.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `callback_forged` – This message is not signed by whom it says it is from. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `bank_unknown` – There is no such bank here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `callback_contradicts` – This event was received before with another content. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_bank_days: {
    parameters: {
      query?: {
        /** @description Rows on a page. */
        limit?: number;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: never;
      path: {
        bank: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DayOutPage"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `bank_unknown` – There is no such bank here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  import_statement: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        bank: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "text/csv": string;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StatementOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StatementOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `statement_malformed` – This statement cannot be read.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `bank_unknown` – There is no such bank here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_cases: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        status?: "open" | "proposed" | "closed";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CaseOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_case: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        case_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CaseOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `case_not_found` – There is no such case here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  close_case: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        case_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DecisionIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CaseOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `second_operator_required` – Another operator has to confirm this decision.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `case_not_found` – There is no such case here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `case_already_closed` – This case is closed.
       *     * `illegal_move` – This is not possible in the current state.
       *     * `nothing_was_sent` – Nothing was ever sent for this payout, so it cannot have been paid.
       *     * `credit_not_suspended` – There is no unexplained transfer of this name any more.
       *     * `payment_not_suspended` – This payment is not in suspense any more.
       *     * `payment_not_returnable` – This payment cannot be sent back.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `decision_not_offered` – This decision does not answer this case.
       *     * `assignment_not_possible` – This cannot be assigned to that payout.
       *     * `nobody_to_assign_to` – There is no such merchant to assign this money to.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `rate_unavailable` – There is no fresh rate right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  propose_case_decision: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        case_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DecisionIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CaseOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `case_not_found` – There is no such case here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `case_already_closed` – This case is closed.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `decision_not_offered` – This decision does not answer this case.
       *     * `assignment_needed` – Say to which merchant, or to which payout, this belongs.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  withdraw_case_decision: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        case_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CaseOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `case_not_found` – There is no such case here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `case_already_closed` – This case is closed.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `decision_not_offered` – This decision does not answer this case. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_chargebacks: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Of this deposit. */
        deposit_id?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        status?: "open" | "won" | "lost";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ChargebackOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_deal_categories: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealCategoriesOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  join_deal: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DealLinkIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_link_used` – This link was used.
       *     * `deal_link_expired` – This link is too old.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_link_invalid` – This link is not valid.
       *     * `counterparty_is_poster` – Both sides are the same merchant.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  look_up_deal_invitation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DealLinkIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOfferOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_link_used` – This link was used.
       *     * `deal_link_expired` – This link is too old.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `deal_link_invalid` – This link is not valid. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_deals: {
    parameters: {
      query?: {
        amount_from_paise?: number;
        amount_to_paise?: number;
        category?:
          | "goods"
          | "raw_materials"
          | "machinery"
          | "electronics"
          | "textiles"
          | "food"
          | "software"
          | "design"
          | "marketing"
          | "consulting"
          | "construction"
          | "logistics"
          | "other";
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        deadline_after?: string;
        deadline_before?: string;
        format?: "open" | "sealed" | "direct";
        kind?: "offer" | "request";
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Left out: what is open to you, of all. */
        mine?: "posted" | "counterparty" | "invited" | "watched";
        /** @description Rows to leave out first. */
        offset?: number;
        search?: string;
        status?:
          | "draft"
          | "deleted"
          | "awaiting_approval"
          | "open"
          | "reviewing"
          | "proposed"
          | "countered"
          | "agreed"
          | "active"
          | "completed"
          | "cancelled"
          | "lapsed";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealSummaryOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_deal: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DealIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_drafts` – There are too many drafts. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `terms_invalid` – These terms are not possible.
       *     * `conditions_invalid` – These are no conditions.
       *     * `counterparty_unusable` – There is nobody to deal with under this name.
       *     * `counterparty_is_poster` – Both sides are the same merchant.
       *     * `deal_incomplete` – This deal lacks something before others can see it.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_deal: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  edit_deal: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DealIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `terms_invalid` – These terms are not possible.
       *     * `conditions_invalid` – These are no conditions.
       *     * `counterparty_unusable` – There is nobody to deal with under this name.
       *     * `counterparty_is_poster` – Both sides are the same merchant.
       *     * `deal_incomplete` – This deal lacks something before others can see it.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  accept_deal: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ConsentIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `trader_not_verified` – This merchant is not verified.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `illegal_move` – This is not possible in the current state.
       *     * `trader_frozen` – This merchant may not begin a deal now.
       *     * `not_your_turn` – The other side answers now.
       *     * `terms_moved` – The terms have changed since you saw them.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `terms_invalid` – These terms are not possible.
       *     * `counterparty_unusable` – There is nobody to deal with under this name.
       *     * `escrow_plan_invalid` – No agreement can be made of this.
       *     * `conditions_invalid` – These are no conditions.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  amend_deal: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AmendIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `illegal_move` – This is not possible in the current state.
       *     * `terms_unchanged` – These are the terms as they are.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `terms_invalid` – These terms are not possible.
       *     * `conditions_invalid` – These are no conditions.
       *     * `deadline_impossible` – This deadline is not possible.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_deal_attachments: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AttachmentsOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  attach_to_deal: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description What the file is called. */
        name?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/octet-stream": string;
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AttachmentOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `illegal_move` – This is not possible in the current state.
       *     * `too_many_attachments` – There are too many attachments.
       *     * `file_not_arriving` – This upload was given up.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `file_empty` – The file is empty.
       *     * `file_too_large` – The file is too large.
       *     * `file_type_not_allowed` – Files of this kind are not taken here.
       *     * `file_malformed` – The file is damaged, or carries something else besides.
       *     * `file_locked` – The file wants a password, so nobody here can read it.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `storage_unavailable` – The file storage does not answer.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  link_deal_attachment: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        attachment_id: string;
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LinkOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `attachment_not_found` – There is no such attachment here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  remove_deal_attachment: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        attachment_id: string;
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AttachmentsOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `attachment_not_found` – There is no such attachment here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  cancel_deal: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["DealNoteIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_deal_cancellation: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CancellationOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  counter_deal: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CounterIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `trader_not_verified` – This merchant is not verified.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `illegal_move` – This is not possible in the current state.
       *     * `trader_frozen` – This merchant may not begin a deal now.
       *     * `not_your_turn` – The other side answers now.
       *     * `terms_moved` – The terms have changed since you saw them.
       *     * `terms_unchanged` – These are the terms as they are.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `terms_invalid` – These terms are not possible.
       *     * `conditions_invalid` – These are no conditions.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  delete_deal: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealDeletedOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_deal_invitations: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealInvitationsOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  invite_to_deal: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DealInvitationIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealInvitationOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `illegal_move` – This is not possible in the current state.
       *     * `already_invited_to_deal` – They are invited already.
       *     * `too_many_deal_invitations` – Too many invitations are open.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `email_invalid` – This is not an e-mail address we can write to. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  revoke_deal_invitation: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
        deal_invitation_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealInvitationsOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `deal_invitation_not_found` – There is no such invitation here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_deal_messages: {
    parameters: {
      query?: {
        /** @description Only earlier numbers. */
        before?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description For whoever posted the deal: which one. */
        thread_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealMessagesOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `message_not_for_anybody` – Say whom you answer. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  write_deal_message: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MessageIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealMessageOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealMessageOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `trader_not_verified` – This merchant is not verified.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `message_not_for_anybody` – Say whom you answer. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  propose_deal: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `trader_not_verified` – This merchant is not verified.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `illegal_move` – This is not possible in the current state.
       *     * `trader_frozen` – This merchant may not begin a deal now.
       *     * `not_auctioned` – This is not how this deal is made.
       *     * `counterparty_missing` – Nobody is there to propose this to.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `counterparty_unusable` – There is nobody to deal with under this name.
       *     * `terms_invalid` – These terms are not possible.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  publish_deal: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `trader_not_verified` – This merchant is not verified.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `illegal_move` – This is not possible in the current state.
       *     * `trader_frozen` – This merchant may not begin a deal now.
       *     * `not_auctioned` – This is not how this deal is made.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_incomplete` – This deal lacks something before others can see it.
       *     * `deadline_impossible` – This deadline is not possible.
       *     * `terms_invalid` – These terms are not possible.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  reject_deal: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["DealNoteIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `illegal_move` – This is not possible in the current state.
       *     * `not_your_turn` – The other side answers now.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  reopen_deal: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DeadlineIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `trader_not_verified` – This merchant is not verified.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `illegal_move` – This is not possible in the current state.
       *     * `trader_frozen` – This merchant may not begin a deal now.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deadline_impossible` – This deadline is not possible.
       *     * `terms_invalid` – These terms are not possible.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_deal_reviews: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealReviewsOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  review_deal: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DealReviewIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealReviewsOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_party_only` – Only the two sides of the deal may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `illegal_move` – This is not possible in the current state.
       *     * `already_reviewed` – This merchant has reviewed the deal.
       *     * `reviews_closed` – The time for reviews is over.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_deal_terms: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["VersionsOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  diff_deal_terms: {
    parameters: {
      query: {
        /** @description Another version. */
        after: number;
        /** @description A version. */
        before: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DiffOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `terms_not_found` – There are no terms of this version.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_deal_threads: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealThreadsOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_deal_timeline: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealTimelineOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  unwatch_deal: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  watch_deal: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  withdraw_deal: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DealOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `not_the_maker` – Only whoever asked for this can withdraw it.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deal_not_found` – There is no such deal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_deposits: {
    parameters: {
      query?: {
        created_after?: string;
        created_before?: string;
        currency?: "INR" | "USD" | "EUR" | "GBP";
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        reference?: string;
        status?:
          "created" | "processing" | "captured" | "cleared" | "failed" | "expired" | "cancelled";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DepositOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_deposit: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DepositIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DepositOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DepositOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `merchant_not_verified_for_deposits` – Only a verified merchant can be paid.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `quote_not_usable` – This quote has expired or was used before. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deposit_below_minimum` – This is less than the smallest deposit.
       *     * `deposit_above_maximum` – This is more than the largest deposit.
       *     * `deposit_above_limit` – This is above the limit of the merchant's tier.
       *     * `deposit_currency_not_possible` – A deposit in this currency needs a quote of exactly this amount.
       *     * `purpose_code_needed` – A deposit in foreign money needs a purpose code, and one in rupees has none.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_deposit: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deposit_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DepositOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deposit_not_found` – There is no such deposit here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  cancel_deposit: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deposit_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DepositOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deposit_not_found` – There is no such deposit here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deposit_already_paid` – Something was paid for this deposit, so it cannot be cancelled.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_chargeback: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        chargeback_id: string;
        deposit_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ChargebackOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `chargeback_not_found` – There is no such chargeback here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  accept_chargeback: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        chargeback_id: string;
        deposit_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["AcceptIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ChargebackOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ChargebackOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `chargeback_not_found` – There is no such chargeback here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `chargeback_accepted` – This chargeback was accepted before.
       *     * `evidence_too_late` – Evidence is not taken any more.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  contest_chargeback: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        chargeback_id: string;
        deposit_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["EvidenceIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ChargebackOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ChargebackOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `chargeback_not_found` – There is no such chargeback here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `chargeback_accepted` – This chargeback was accepted before.
       *     * `evidence_too_late` – Evidence is not taken any more.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  declare_payer: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deposit_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DeclarationIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DepositOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DepositOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deposit_not_found` – There is no such deposit here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `nothing_to_declare` – There is no payer of this deposit to declare. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_refunds: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deposit_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RefundOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deposit_not_found` – There is no such deposit here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_refund: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deposit_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["RefundIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RefundOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RefundOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deposit_not_found` – There is no such deposit here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `nothing_to_refund` – There is nothing of this deposit that could be refunded.
       *     * `deposit_disputed` – The payer disputes this payment, so it cannot be refunded now.
       *     * `refunds_frozen` – Payouts of this merchant are frozen, and so are refunds of what is available.
       *     * `insufficient_funds` – There is not enough money in the account.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `refund_above_deposit` – This is more than is left of the deposit.
       *     * `refund_too_small` – This is too little to be sent back in the currency it was paid in.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_refund: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deposit_id: string;
        refund_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RefundOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `refund_not_found` – There is no such refund here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_remittance_advice: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deposit_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/pdf": string;
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deposit_not_found` – There is no such deposit here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `no_remittance_advice` – There is no inward remittance advice for this deposit. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_deposit_timeline: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        deposit_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DepositTimelineOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `deposit_not_found` – There is no such deposit here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_deposit_quote: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["QuoteIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["QuoteOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `quote_not_possible` – There is no quote for this. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `rate_unavailable` – There is no fresh rate right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_events: {
    parameters: {
      query?: {
        /** @description A cursor; `now` for what is yet to come. Without it, from the beginning. */
        after?: string;
        /** @description Events on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EventPageOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `cursor_invalid` – The cursor is not one we gave for this list.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `events_not_kept` – Events cannot be told from this cursor on. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_fees: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FeesOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  quote_fee: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["FeeQuoteIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FeeQuoteOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  download_file: {
    parameters: {
      query: {
        /** @description As the link has it. */
        link: string;
      };
      header?: never;
      path: {
        file_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/pdf": string;
          "image/jpeg": string;
          "image/png": string;
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `file_link_invalid` – This link does not lead to a file, or does not do so any more.
       *     * `file_not_found` – There is no such file here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `storage_unavailable` – The file storage does not answer.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_fx_positions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PositionsOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  receive_gateway_callback: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        gateway: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookReceiptOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `callback_malformed` – This message is not understood.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `callback_forged` – This message is not signed by whom it says it is from. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `gateway_unknown` – There is no such payment gateway here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `callback_contradicts` – This event was received before with another content. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_installation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InstallationOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  accept_invitation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LinkToken"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JoinedOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `invitation_for_another` – This invitation is for another address than the one you are signed in with.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `link_used` – This link has been used already.
       *     * `link_expired` – This link has expired.
       *     * `already_member` – This person is already a member.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `link_invalid` – This link is not valid. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  look_up_invitation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LinkToken"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OfferOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `link_invalid` – This link is not valid. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_invoices: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        kind?: "invoice" | "credit_note";
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InvoiceOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_invoice: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        invoice_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InvoiceOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `invoice_not_found` – There is no such invoice or credit note here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_invoice_items: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        invoice_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InvoiceItemOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `invoice_not_found` – There is no such invoice or credit note here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  print_invoice: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        invoice_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/pdf": string;
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `invoice_not_found` – There is no such invoice or credit note here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_ledger_lines: {
    parameters: {
      query?: {
        account?: "available" | "held";
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Lines that happened at or after this. */
        from?: string;
        kind?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        /** @description Lines that happened before this. */
        to?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LedgerLineOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_limits: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LimitsOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_merchants: {
    parameters: {
      query?: {
        /** @description Rows on a page. */
        limit?: number;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MerchantOutPage"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_merchant: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewMerchant"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MerchantOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `merchant_name_taken` – You own a merchant of this name already.
       *     * `too_many_merchants` – You own as many merchants as one person may.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  rename_merchant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        merchant_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MerchantName"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MerchantOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `role_too_low` – Your role does not allow this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_name_verified` – The name of this merchant is being verified, or has been, and stays. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_milestones: {
    parameters: {
      query?: {
        agreement_id?: string;
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        /** @description On which side the merchant is. */
        side?: "buyer" | "seller";
        status?:
          | "planned"
          | "funded"
          | "submitted"
          | "changes_requested"
          | "approved"
          | "released"
          | "refunded"
          | "cancelled"
          | "on_hold";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_milestone: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  approve_milestone: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ApproveIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `wrong_side` – Only the other side of the agreement may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_over` – This agreement is over.
       *     * `milestone_paused` – Nothing moves in this milestone for now.
       *     * `illegal_move` – This is not possible in the current state.
       *     * `confirmation_differs` – This is not what would be done now.
       *     * `conditions_unmet` – Not all that was agreed has come true.
       *     * `already_asked` – This waits for approval already.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `amount_not_left` – The milestone does not hold this amount. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  cancel_milestone: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["CancelMilestoneIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `wrong_side` – Only the other side of the agreement may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_over` – This agreement is over.
       *     * `milestone_paused` – Nothing moves in this milestone for now.
       *     * `illegal_move` – This is not possible in the current state.
       *     * `not_overdue` – The buyer cannot go alone yet.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `amount_not_left` – The milestone does not hold this amount. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_milestone_evidence: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EvidenceOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  upload_milestone_evidence: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description What the file is called. */
        name?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/octet-stream": string;
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EvidenceFileOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `wrong_side` – Only the other side of the agreement may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `file_not_arriving` – This upload was given up. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `file_empty` – The file is empty.
       *     * `file_too_large` – The file is too large.
       *     * `file_type_not_allowed` – Files of this kind are not taken here.
       *     * `file_malformed` – The file is damaged, or carries something else besides.
       *     * `file_locked` – The file wants a password, so nobody here can read it.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `storage_unavailable` – The file storage does not answer.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  link_milestone_evidence: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        file_id: string;
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LinkOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `evidence_not_found` – There is no such file here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  fund_milestone: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["FundIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `wrong_side` – Only the other side of the agreement may do this.
       *     * `buyer_not_verified` – This merchant is not verified.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_over` – This agreement is over.
       *     * `illegal_move` – This is not possible in the current state.
       *     * `buyer_frozen` – Money of this merchant may not leave it now.
       *     * `insufficient_funds` – There is not enough money in the account.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `funding_too_much` – This is more than the milestone still needs.
       *     * `deposit_not_for_this` – This deposit cannot fund the milestone.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  preview_milestone: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        to_buyer_paise?: number;
        to_seller_paise?: number;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestonePreviewOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `amount_not_left` – The milestone does not hold this amount. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_escrow_proposals: {
    parameters: {
      query?: {
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EscrowProposalOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  propose_split: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SplitIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EscrowProposalOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_over` – This agreement is over.
       *     * `milestone_paused` – Nothing moves in this milestone for now.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `amount_not_left` – The milestone does not hold this amount. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  accept_escrow_proposal: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
        proposal_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AcceptProposalIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `own_proposal` – The other side answers this proposal.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `escrow_proposal_not_found` – There is no such proposal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_over` – This agreement is over.
       *     * `milestone_paused` – Nothing moves in this milestone for now.
       *     * `illegal_move` – This is not possible in the current state.
       *     * `proposal_not_open` – This proposal is no longer open.
       *     * `confirmation_differs` – This is not what would be done now.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `amount_not_left` – The milestone does not hold this amount. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  refuse_escrow_proposal: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
        proposal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EscrowProposalOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `own_proposal` – The other side answers this proposal.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `escrow_proposal_not_found` – There is no such proposal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `proposal_not_open` – This proposal is no longer open. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  withdraw_escrow_proposal: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
        proposal_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EscrowProposalOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `wrong_side` – Only the other side of the agreement may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `escrow_proposal_not_found` – There is no such proposal here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `proposal_not_open` – This proposal is no longer open. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  refund_milestone: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["RefundMilestoneIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `wrong_side` – Only the other side of the agreement may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_over` – This agreement is over.
       *     * `milestone_paused` – Nothing moves in this milestone for now.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `amount_not_left` – The milestone does not hold this amount. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  request_changes: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangesIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `wrong_side` – Only the other side of the agreement may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_over` – This agreement is over.
       *     * `milestone_paused` – Nothing moves in this milestone for now.
       *     * `illegal_move` – This is not possible in the current state.
       *     * `rounds_used_up` – Changes were requested as often as was agreed.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  signal_milestone: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SignalIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SignalOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `signal_not_yours` – The terms name somebody else who gives this signal.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_over` – This agreement is over.
       *     * `milestone_paused` – Nothing moves in this milestone for now.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `signal_unknown` – The terms know no such signal. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  submit_milestone: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SubmitIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `wrong_side` – Only the other side of the agreement may do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `agreement_over` – This agreement is over.
       *     * `milestone_paused` – Nothing moves in this milestone for now.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `evidence_unknown` – There is no such file of yours. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_milestone_timeline: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        milestone_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MilestoneTimelineOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `milestone_not_found` – There is no such milestone here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  propose_adjustment: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AdjustmentIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `insufficient_funds` – There is not enough money in the account.
       *     * `suspense_too_low` – There is not so much money in suspense that is free to be given.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_operator_approvals: {
    parameters: {
      query?: {
        /** @description What waits for you, what you asked for, or what is decided; else everything. */
        box?: "waiting" | "asked" | "decided";
        kind?:
          | "payout"
          | "payout_batch"
          | "transfer"
          | "release"
          | "thresholds"
          | "fee"
          | "limit"
          | "adjustment"
          | "unfreeze"
          | "deal";
        /** @description Rows on a page. */
        limit?: number;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOutPage"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_operator_approval: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        approval_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `approval_not_found` – Nothing waits for approval here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  approve_operator_approval: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        approval_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["DecidedIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `person_required` – Only a person can do this, not an API key.
       *     * `approver_is_maker` – Whoever asked for this cannot approve it.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `approval_not_found` – Nothing waits for approval here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approved_thing_changed` – This changed after approval was asked for.
       *     * `illegal_move` – This is not possible in the current state.
       *     * `approval_overdue` – The time to approve this is over.
       *     * `fee_start_taken` – A fee of this service begins at that very moment already.
       *     * `limit_already_set` – A limit that begins at this moment is set already.
       *     * `insufficient_funds` – There is not enough money in the account.
       *     * `suspense_too_low` – There is not so much money in suspense that is free to be given.
       *     * `not_frozen` – Payouts of this merchant are not frozen.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  refuse_operator_approval: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        approval_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["DecidedIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `approval_not_found` – Nothing waits for approval here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approved_thing_changed` – This changed after approval was asked for.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  withdraw_operator_approval: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        approval_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["DecidedIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `person_required` – Only a person can do this, not an API key.
       *     * `not_the_maker` – Only whoever asked for this can withdraw it.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `approval_not_found` – Nothing waits for approval here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approved_thing_changed` – This changed after approval was asked for.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  propose_fee: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["FeeIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `already_asked` – This waits for approval already.
       *     * `fee_start_taken` – A fee of this service begins at that very moment already.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `fee_rule_invalid` – This cannot be a fee.
       *     * `fee_starts_in_past` – A fee cannot begin in the past.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  propose_limit: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LimitIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `already_asked` – This waits for approval already. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `starts_in_past` – This would begin in the past.
       *     * `nothing_to_change` – This is how it is already.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  freeze_merchant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        merchant_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["FreezeIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FreezeOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `already_frozen` – Payouts of this merchant are already frozen. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  propose_unfreeze: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        merchant_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UnfreezeIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApprovalOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `not_frozen` – Payouts of this merchant are not frozen.
       *     * `already_asked` – This waits for approval already.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_verifications: {
    parameters: {
      query?: {
        /** @description Rows on a page. */
        limit?: number;
        /** @description Rows to leave out first. */
        offset?: number;
        status?: "unverified" | "submitted" | "verified" | "refused";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["QueuedOutPage"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_verification_review: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        merchant_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReviewOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `verification_not_found` – There is no verification of this merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  link_verification_document_for_review: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        document_id: string;
        merchant_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LinkOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `document_not_found` – There is no such document here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  downgrade_merchant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        merchant_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DowngradeIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReviewOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `deciding_about_oneself` – Who belongs to this merchant, or submitted this, does not decide about it.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `merchant_not_found` – There is no such merchant here.
       *     * `verification_not_found` – There is no verification of this merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `reasons_not_fitting` – These reasons do not say what is wrong with what. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  refuse_verification: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        merchant_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RefuseIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReviewOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `deciding_about_oneself` – Who belongs to this merchant, or submitted this, does not decide about it.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `merchant_not_found` – There is no such merchant here.
       *     * `verification_not_found` – There is no verification of this merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `illegal_move` – This is not possible in the current state.
       *     * `submission_outdated` – This decision is about another submission than the one that waits.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `reasons_not_fitting` – These reasons do not say what is wrong with what. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  reveal_verification_numbers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        merchant_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NumbersOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `verification_not_found` – There is no verification of this merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  revoke_verification: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        merchant_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DowngradeIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReviewOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `deciding_about_oneself` – Who belongs to this merchant, or submitted this, does not decide about it.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `merchant_not_found` – There is no such merchant here.
       *     * `verification_not_found` – There is no verification of this merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `reasons_not_fitting` – These reasons do not say what is wrong with what. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  verify_merchant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        merchant_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["VerifyIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReviewOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `deciding_about_oneself` – Who belongs to this merchant, or submitted this, does not decide about it.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `merchant_not_found` – There is no such merchant here.
       *     * `verification_not_found` – There is no verification of this merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `illegal_move` – This is not possible in the current state.
       *     * `submission_outdated` – This decision is about another submission than the one that waits.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_overview: {
    parameters: {
      query?: {
        /** @description How far back, today included. */
        days?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OverviewOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_payout_batches: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        status?: "validated" | "approved" | "finished" | "cancelled";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_payout_batch: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Yours, to find it again. */
        name?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["BatchIn"];
        "text/csv": string;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `merchant_not_verified` – This merchant is not verified yet.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `batch_unreadable` – This batch cannot be read.
       *     * `batch_too_large` – A batch has at most 10,000 rows.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_payout_batch: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        batch_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `batch_not_found` – There is no such payout batch here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  approve_payout_batch: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        batch_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approver_is_maker` – Whoever asked for this cannot approve it.
       *     * `person_required` – Only a person can do this, not an API key.
       *     * `second_person_too_new` – Whoever came lately does not count as a second person yet.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `batch_not_found` – There is no such payout batch here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `batch_has_nothing_to_pay` – This batch has no row that could be paid.
       *     * `approval_overdue` – The time to approve this is over.
       *     * `approved_thing_changed` – This changed after approval was asked for.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  cancel_payout_batch: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        batch_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `batch_not_found` – There is no such payout batch here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_payout_batch_rows: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        status?: "valid" | "invalid" | "refused" | "created";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        batch_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchRowOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `batch_not_found` – There is no such payout batch here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_payouts: {
    parameters: {
      query?: {
        bank_account_id?: string;
        created_after?: string;
        created_before?: string;
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Those whose money is set aside now. */
        held?: "true";
        /** @description Those the bank left in doubt. */
        in_doubt?: "true";
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        reference?: string;
        /** @description Part of a reference, narration or beneficiary's name; or a whole UTR. */
        search?: string;
        status?: "pending" | "processing" | "completed" | "failed" | "cancelled";
        /** @description Before the bank has it. */
        waiting_for?:
          | "approval"
          | "schedule"
          | "funds"
          | "window"
          | "bank"
          | "cool_off"
          | "limit"
          | "freeze"
          | "paused";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_payout: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PayoutIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `merchant_not_verified` – This merchant is not verified yet.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `quote_expired` – The quote has expired.
       *     * `quote_used` – The quote was used before.
       *     * `insufficient_funds` – There is not enough money in the account.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `bank_account_unusable` – This bank account cannot be paid to.
       *     * `payout_below_minimum` – A payout is at least ₹1.00.
       *     * `amount_above_mode_limit` – This payment mode does not carry so much at once.
       *     * `amount_below_mode_minimum` – This payment mode does not carry so little.
       *     * `amount_above_tier_limit` – This merchant may not pay out so much at once.
       *     * `mode_not_possible` – This payment mode does not reach this bank account.
       *     * `schedule_not_possible` – A payout can be scheduled up to ninety days ahead.
       *     * `retry_not_possible` – Only a payout that did not arrive can be paid again.
       *     * `quote_unknown` – There is no such quote.
       *     * `quote_differs` – The quote was given for something else.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_payout: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        payout_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `payout_not_found` – There is no such payout here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  approve_payout: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        payout_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `approver_is_maker` – Whoever asked for this cannot approve it.
       *     * `second_person_too_new` – Whoever came lately does not count as a second person yet.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `payout_not_found` – There is no such payout here.
       *     * `approval_not_found` – Nothing waits for approval here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approved_thing_changed` – This changed after approval was asked for.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  cancel_payout: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        payout_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `payout_not_found` – There is no such payout here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  refuse_payout: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        payout_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `payout_not_found` – There is no such payout here.
       *     * `approval_not_found` – Nothing waits for approval here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_payout_timeline: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        payout_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TimelineOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `payout_not_found` – There is no such payout here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  export_payouts: {
    parameters: {
      query?: {
        bank_account_id?: string;
        created_after?: string;
        created_before?: string;
        /** @description Those whose money is set aside now. */
        held?: "true";
        /** @description Those the bank left in doubt. */
        in_doubt?: "true";
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        reference?: string;
        /** @description Part of a reference, narration or beneficiary's name; or a whole UTR. */
        search?: string;
        status?: "pending" | "processing" | "completed" | "failed" | "cancelled";
        /** @description Before the bank has it. */
        waiting_for?:
          | "approval"
          | "schedule"
          | "funds"
          | "window"
          | "bank"
          | "cool_off"
          | "limit"
          | "freeze"
          | "paused";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `export_too_large` – These are more rows than one file may have. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  preview_payout: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PayoutIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PreviewOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `merchant_not_verified` – This merchant is not verified yet.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `quote_expired` – The quote has expired.
       *     * `quote_used` – The quote was used before.
       *     * `insufficient_funds` – There is not enough money in the account.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `bank_account_unusable` – This bank account cannot be paid to.
       *     * `payout_below_minimum` – A payout is at least ₹1.00.
       *     * `amount_above_mode_limit` – This payment mode does not carry so much at once.
       *     * `amount_below_mode_minimum` – This payment mode does not carry so little.
       *     * `amount_above_tier_limit` – This merchant may not pay out so much at once.
       *     * `mode_not_possible` – This payment mode does not reach this bank account.
       *     * `schedule_not_possible` – A payout can be scheduled up to ninety days ahead.
       *     * `retry_not_possible` – Only a payout that did not arrive can be paid again.
       *     * `quote_unknown` – There is no such quote.
       *     * `quote_differs` – The quote was given for something else.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_reputation: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ScoreOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_behaviours: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BehavioursOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `simulator_refused` – The simulated bank does not understand this. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `bank_not_answering` – The bank does not answer right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_clock: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClockOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  advance_clock: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ClockIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClockOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `clock_moves_forward` – The sandbox clock can only be moved forward, at most ten years at once.
       *     * `simulator_refused` – The simulated bank does not understand this.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `bank_not_answering` – The bank does not answer right now.
       *     * `gateway_not_answering` – The payment gateway does not answer right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  simulate_credit: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreditIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreditOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `simulator_refused` – The simulated bank does not understand this. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `bank_not_answering` – The bank does not answer right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  script_next_payout: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NextPayoutIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ScenarioOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `simulator_refused` – The simulated bank does not understand this. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `bank_not_answering` – The bank does not answer right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_payout_truth: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        payout_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TruthOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `payout_not_found` – There is no such payout here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `simulator_refused` – The simulated bank does not understand this. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `bank_not_answering` – The bank does not answer right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_statement: {
    parameters: {
      query: {
        /** @description Which account of the wallet. */
        account?: "available" | "held" | "pending";
        /** @description JSON: lines after this one. */
        after?: number;
        format?: "json" | "csv" | "pdf";
        /** @description The first day, in the platform's time zone. */
        from: string;
        /** @description Lines of JSON in one answer; files have all. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description The last day, included; a year after the first at most. */
        to: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AccountStatementOut"];
          "application/pdf": string;
          "text/csv": string;
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `statement_period_invalid` – No statement can be made of this period.
       *     * `export_too_large` – These are more rows than one file may have.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  stream_events: {
    parameters: {
      query?: {
        /** @description A cursor from here or from /events/. Without it, from now on. */
        after?: string;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": string;
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `too_many_streams` – You have as many streams open as one may have.
       *     * `too_many_requests` – Too many requests in a short time.
       */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `no_stream_left` – This server carries as many streams as it can.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_members: {
    parameters: {
      query?: {
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MemberOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  remove_member: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        member_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `member_not_found` – There is no such member in this team.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `last_owner` – A merchant cannot be without an owner. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  change_member_role: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        member_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RoleIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MemberOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `member_not_found` – There is no such member in this team.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `last_owner` – A merchant cannot be without an owner. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_invitations: {
    parameters: {
      query?: {
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        state?: "pending" | "accepted" | "revoked";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InvitationOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  invite_member: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["InvitationIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InvitationOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `already_member` – This person is already a member.
       *     * `already_invited` – This address has been invited already.
       *     * `too_many_invitations` – Too many invitations of this merchant are open.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `email_invalid` – This is not an e-mail address we can write to. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  resend_invitation: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        invitation_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InvitationOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `invitation_not_found` – There is no such invitation here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `link_used` – This link has been used already. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  revoke_invitation: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        invitation_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InvitationOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `invitation_not_found` – There is no such invitation here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  leave_merchant: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `member_not_found` – There is no such member in this team.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `last_owner` – A merchant cannot be without an owner. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_transfers: {
    parameters: {
      query?: {
        created_after?: string;
        created_before?: string;
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        direction?: "out" | "in";
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        status?: "awaiting_approval" | "completed" | "refused" | "withdrawn" | "expired";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TransferOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_transfer: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TransferIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TransferOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TransferOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `sender_not_verified` – This merchant is not verified.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `sender_frozen` – Money of this merchant may not leave it now.
       *     * `insufficient_funds` – There is not enough money in the account.
       *     * `quote_expired` – The quote has expired.
       *     * `quote_used` – The quote was used before.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `recipient_unusable` – This recipient cannot be sent money.
       *     * `transfer_to_self` – Sender and recipient are the same merchant.
       *     * `transfer_above_limit` – This is more than the sender's limit allows.
       *     * `recipient_limit_reached` – The recipient's limit does not allow this.
       *     * `quote_unknown` – There is no such quote.
       *     * `quote_differs` – The quote was given for something else.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_transfer: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        transfer_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TransferOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `transfer_not_found` – There is no such transfer here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_transfer_recipient: {
    parameters: {
      query: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description An account number (ADUL…). */
        to: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RecipientOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `recipient_not_found` – Nobody who can receive transfers has this account number.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_verification: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["VerificationOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  save_verification: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["DraftIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["VerificationOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `verification_locked` – Nothing can be changed while this is being reviewed, or once it is verified. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `detail_not_for_kind` – A merchant of this kind has no such detail.
       *     * `pan_invalid` – This is not a PAN.
       *     * `pan_of_another_kind` – This PAN was given to another kind of holder.
       *     * `gstin_invalid` – This is not a GSTIN.
       *     * `gstin_of_another_pan` – This GSTIN belongs to another PAN.
       *     * `birthday_not_possible` – Whoever trades here is at least eighteen years old, and was born.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_verification_documents: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DocumentsOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  upload_verification_document: {
    parameters: {
      query: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description What it is called: a label. */
        name?: string;
        purpose:
          | "identity_proof"
          | "address_proof"
          | "pan_card"
          | "registration_certificate"
          | "gst_certificate"
          | "authorisation";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/octet-stream": string;
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DocumentOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `verification_locked` – Nothing can be changed while this is being reviewed, or once it is verified.
       *     * `too_many_documents` – There are as many documents as there may be.
       *     * `file_not_arriving` – This upload was given up.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `detail_not_for_kind` – A merchant of this kind has no such detail.
       *     * `file_empty` – The file is empty.
       *     * `file_too_large` – The file is too large.
       *     * `file_type_not_allowed` – Files of this kind are not taken here.
       *     * `file_malformed` – The file is damaged, or carries something else besides.
       *     * `file_locked` – The file wants a password, so nobody here can read it.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `storage_unavailable` – The file storage does not answer.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  link_verification_document: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        document_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LinkOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `document_not_found` – There is no such document here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  remove_verification_document: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        document_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["VerificationOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `document_not_found` – There is no such document here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `verification_locked` – Nothing can be changed while this is being reviewed, or once it is verified. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  submit_verification: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["VerificationOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `verification_locked` – Nothing can be changed while this is being reviewed, or once it is verified.
       *     * `verification_incomplete` – Something is still missing.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `detail_not_for_kind` – A merchant of this kind has no such detail.
       *     * `pan_invalid` – This is not a PAN.
       *     * `pan_of_another_kind` – This PAN was given to another kind of holder.
       *     * `gstin_invalid` – This is not a GSTIN.
       *     * `gstin_of_another_pan` – This GSTIN belongs to another PAN.
       *     * `birthday_not_possible` – Whoever trades here is at least eighteen years old, and was born.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
}
