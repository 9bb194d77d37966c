-- What is in the book stays in the book.

CREATE TRIGGER ledger_account_append_only_rows BEFORE UPDATE OR DELETE ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER ledger_account_append_only_table BEFORE TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();

CREATE TRIGGER ledger_entry_append_only_rows BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER ledger_entry_append_only_table BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();

CREATE TRIGGER ledger_line_append_only_rows BEFORE UPDATE OR DELETE ON ledger_line
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER ledger_line_append_only_table BEFORE TRUNCATE ON ledger_line
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();

CREATE TRIGGER ledger_checkpoint_append_only_rows BEFORE UPDATE OR DELETE ON ledger_checkpoint
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER ledger_checkpoint_append_only_table BEFORE TRUNCATE ON ledger_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
