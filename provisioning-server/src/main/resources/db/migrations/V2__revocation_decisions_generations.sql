-- Expand only: the version before this one runs beside it during a rolling update.

-- Which certificate of a key it is: 1, 2, 3. Two requests that race for the next one collide on the index, and the loser
-- takes what the winner recorded. So nobody has to lock.
alter table certificate add column generation int;

alter table certificate disable trigger certificate_is_append_only;
update certificate set generation = numbered.generation
    from (select serial, row_number() over (partition by database_uuid, key_sha256 order by issued_at, serial) as generation
          from certificate) as numbered
    where numbered.serial = certificate.serial;
alter table certificate enable trigger certificate_is_append_only;

-- The version before this one does not number its certificates. It locks the zone, so it can't race itself.
create function number_generation() returns trigger language plpgsql as $$
begin
    select coalesce(max(generation), 0) + 1 into new.generation
        from certificate where database_uuid = new.database_uuid and key_sha256 = new.key_sha256;
    return new;
end
$$;
create trigger certificate_is_numbered before insert on certificate
    for each row when (new.generation is null) execute function number_generation();

-- "Has this key a certificate already?", asked at each request; and the race above.
create unique index certificate_by_key on certificate (database_uuid, key_sha256, generation);
drop index certificate_by_database_and_key;
-- "What has this database, newest first?", for operators.
create index certificate_by_database on certificate (database_uuid, issued_at desc);
-- "What ends when?", for operators, metrics and revocation lists.
create index certificate_by_end on certificate (not_after);

create table revocation (
    serial     text primary key references certificate (serial),
    issuer     text not null,
    -- RFC 5280, section 5.3.1, without those that must not be told: unspecified (0) and certificateHold (6).
    reason     text not null check (reason in
        ('KEY_COMPROMISE', 'AFFILIATION_CHANGED', 'SUPERSEDED', 'CESSATION_OF_OPERATION', 'PRIVILEGE_WITHDRAWN')),
    note       text,
    revoked_by text not null,
    revoked_at timestamptz not null
);
create index revocation_by_issuer on revocation (issuer, revoked_at);
create trigger revocation_is_append_only before update or delete on revocation
    for each row execute function refuse_change();

-- A key that others have is never certified again, for nobody (BR 6.1.1.3).
create table compromised_key (
    key_sha256 bytea primary key,
    since      timestamptz not null
);

-- What was signed; numbers only rise, whoever of the replicas signs. Old ones may be deleted.
create table revocation_list (
    issuer      text not null,
    number      bigint not null,
    this_update timestamptz not null,
    next_update timestamptz not null,
    der         bytea not null,
    primary key (issuer, number)
);

-- What was answered, and why: refusals, and certificates given again. What was issued stands in certificate; this is
-- pruned by age.
create table decision (
    id             bigint generated always as identity primary key,
    at             timestamptz not null,
    reference      text not null,
    database_uuid  uuid not null,
    door           text not null check (door in ('V1', 'STOCK')),
    outcome        text not null check (outcome in ('REPEATED', 'REFUSED')),
    code           text,
    reasons        jsonb,
    serial         text,
    box_identifier text,
    box_name       text
);
create index decision_by_database on decision (database_uuid, at desc);
create index decision_by_reference on decision (reference);
create index decision_by_time on decision (at);
