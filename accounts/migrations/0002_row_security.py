"""Row-level security, links that stay inside a council, the append-only hash chain of the audit trail, and the history
of settings, which is only added to.
"""

from django.db import migrations

from core.operations.row_security import CouncilForeignKey, EnableRowSecurity

AUDIT_CHAIN = """
CREATE FUNCTION accounts_audit_hash(event accounts_auditevent) RETURNS text LANGUAGE sql STABLE AS $$
    -- As a JSON array, so that no text can be shifted from one field into the next.
    SELECT encode(sha256(convert_to(jsonb_build_array(event.previous_hash, event.council_id, event.number, event.code,
        event.actor_id, event.actor_label, event.resident_id, event.delegation_id, event.subject, event.detail,
        extract(epoch FROM event.at))::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION accounts_audit_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_event accounts_auditevent;
BEGIN
    -- One writer at a time per council: the chain has no forks.
    PERFORM pg_advisory_xact_lock(hashtext('audit'), NEW.council_id::int);
    SELECT * INTO last_event FROM accounts_auditevent WHERE council_id = NEW.council_id ORDER BY number DESC LIMIT 1;
    NEW.number := coalesce(last_event.number, 0) + 1;
    NEW.previous_hash := coalesce(last_event.hash, '');
    NEW.hash := accounts_audit_hash(NEW);
    RETURN NEW;
END $$;

CREATE FUNCTION accounts_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only.';
END $$;

CREATE TRIGGER audit_append BEFORE INSERT ON accounts_auditevent
    FOR EACH ROW EXECUTE FUNCTION accounts_audit_append();
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE ON accounts_auditevent
    FOR EACH ROW EXECUTE FUNCTION accounts_audit_refuse();
"""

UNDO_AUDIT_CHAIN = """
DROP TRIGGER audit_refuse ON accounts_auditevent;
DROP TRIGGER audit_append ON accounts_auditevent;
DROP FUNCTION accounts_audit_refuse();
DROP FUNCTION accounts_audit_append();
DROP FUNCTION accounts_audit_hash(accounts_auditevent);
"""

SETTINGS_KEPT = """
CREATE FUNCTION accounts_setting_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The history of settings is append-only.';
END $$;

CREATE TRIGGER setting_refuse BEFORE UPDATE OR DELETE ON accounts_settingchange
    FOR EACH ROW EXECUTE FUNCTION accounts_setting_refuse();
"""

UNDO_SETTINGS_KEPT = """
DROP TRIGGER setting_refuse ON accounts_settingchange;
DROP FUNCTION accounts_setting_refuse();
"""

# Parts of a file wait for minutes: they are worth no log and no compressing. After a crash of the database they are
# gone, and the script is told to send the file again.
PARTS = """
ALTER TABLE accounts_incomingpart SET UNLOGGED;
ALTER TABLE accounts_incomingpart ALTER COLUMN content SET STORAGE EXTERNAL;
"""

UNDO_PARTS = """
ALTER TABLE accounts_incomingpart SET LOGGED;
ALTER TABLE accounts_incomingpart ALTER COLUMN content SET STORAGE EXTENDED;
"""

# Accounts, their second factors and sessions belong to no council. Row security shows of them whom the council in scope
# has to do with, and what the transaction has named (core/tenancy.py). It is not forced: the functions below and the
# migrations run as the role that owns the tables. The settings are read for each row, not once for a statement, since
# a new row is named by its own statement.
PEOPLE = """
CREATE FUNCTION accounts_is_named(person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(string_to_array(current_setting('app.people', true), ',') && ARRAY['all', person::text], false)
$$;

-- Row security shows this function the council's rows alone. Its plan is kept: in the policy it would be made anew for
-- every statement.
CREATE FUNCTION accounts_is_here(person bigint) RETURNS boolean LANGUAGE plpgsql STABLE COST 1000 AS $$
BEGIN
    RETURN EXISTS (SELECT FROM accounts_membership WHERE user_id = person)
        OR EXISTS (SELECT FROM accounts_resident WHERE user_id = person)
        OR EXISTS (SELECT FROM accounts_delegation WHERE helper_id = person);
END $$;

CREATE FUNCTION accounts_name_person(person bigint) RETURNS void LANGUAGE sql AS $$
    SELECT set_config('app.people',
        concat_ws(',', nullif(current_setting('app.people', true), ''), person), true)
        WHERE NOT accounts_is_named(person)
$$;

-- What a look-up by contact may learn: the key of the one person whose contact it is.
CREATE FUNCTION accounts_person_with(channel text, contact text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM accounts_user WHERE channel = 'email' AND lower(email) = lower(contact)
    UNION ALL SELECT id FROM accounts_user WHERE channel = 'sms' AND phone = contact
$$;

-- Who has just been made is within reach of whoever made them.
CREATE FUNCTION accounts_name_new_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM accounts_name_person(NEW.id);
    RETURN NEW;
END $$;

CREATE TRIGGER name_new_person BEFORE INSERT ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION accounts_name_new_person();

ALTER TABLE accounts_user ENABLE ROW LEVEL SECURITY;
CREATE POLICY person_in_scope ON accounts_user USING (
    accounts_is_named(id) OR accounts_is_here(id)
);

ALTER TABLE mfa_authenticator ENABLE ROW LEVEL SECURITY;
CREATE POLICY factor_of_person_in_scope ON mfa_authenticator USING (
    EXISTS (SELECT FROM accounts_user person WHERE person.id = mfa_authenticator.user_id)
);

ALTER TABLE django_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY session_in_scope ON django_session USING (
    session_key = current_setting('app.session', true) OR current_setting('app.people', true) = 'all'
) WITH CHECK (true);
"""

UNDO_PEOPLE = """
DROP POLICY session_in_scope ON django_session;
ALTER TABLE django_session DISABLE ROW LEVEL SECURITY;
DROP POLICY factor_of_person_in_scope ON mfa_authenticator;
ALTER TABLE mfa_authenticator DISABLE ROW LEVEL SECURITY;
DROP POLICY person_in_scope ON accounts_user;
ALTER TABLE accounts_user DISABLE ROW LEVEL SECURITY;
DROP TRIGGER name_new_person ON accounts_user;
DROP FUNCTION accounts_name_new_person();
DROP FUNCTION accounts_person_with(text, text);
DROP FUNCTION accounts_name_person(bigint);
DROP FUNCTION accounts_is_here(bigint);
DROP FUNCTION accounts_is_named(bigint);
"""

COUNCIL_OWNED = [
    "organisation",
    "membership",
    "resident",
    "residentevent",
    "delegation",
    "delegationevent",
    "consent",
    "signincode",
    "auditevent",
    "alert",
    "team",
    "teammember",
    "incomingfile",
    "incomingpart",
    "staffinvitation",
    "factorreset",
    "settingchange",
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("mfa", "0003_authenticator_type_uniq"), ("sessions", "0001_initial")]

    operations = [
        migrations.RunSQL(AUDIT_CHAIN, UNDO_AUDIT_CHAIN),
        migrations.RunSQL(SETTINGS_KEPT, UNDO_SETTINGS_KEPT),
        *[EnableRowSecurity(model) for model in COUNCIL_OWNED],
        CouncilForeignKey("membership", "organisation"),
        CouncilForeignKey("delegation", "resident"),
        CouncilForeignKey("delegation", "organisation"),
        CouncilForeignKey("delegation", "renewed_by"),
        CouncilForeignKey("consent", "resident"),
        CouncilForeignKey("resident", "joined_into"),
        CouncilForeignKey("auditevent", "resident"),
        CouncilForeignKey("team", "organisation"),
        CouncilForeignKey("teammember", "membership"),
        CouncilForeignKey("teammember", "team"),
        CouncilForeignKey("incomingpart", "file"),
        CouncilForeignKey("staffinvitation", "organisation"),
        CouncilForeignKey("factorreset", "membership"),
        migrations.RunSQL(PARTS, UNDO_PARTS),
        migrations.RunSQL(PEOPLE, UNDO_PEOPLE),
    ]
