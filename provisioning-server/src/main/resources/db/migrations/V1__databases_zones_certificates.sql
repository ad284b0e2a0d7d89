-- What is known of databases. Written by operators, read at each request.
create table known_database (
    uuid                uuid primary key,
    enterprise_code     text not null,
    kind                text not null
        check (kind in ('PRODUCTION', 'COPY', 'DUPLICATE', 'STAGING', 'DEVELOPMENT')),
    subscription_status text not null
        check (subscription_status in
            ('QUOTATION', 'RENEWAL_QUOTATION', 'IN_PROGRESS', 'PAUSED', 'RENEWED', 'CHURNED', 'UPSELL'))
);

create table subscription_line (
    database_uuid uuid not null references known_database (uuid) on delete cascade,
    position      int  not null,
    product       text not null,
    quantity      int  not null check (quantity > 0),
    primary key (database_uuid, position)
);

-- One zone a database, for ever. No reference to known_database: a zone outlives its database, so that nobody
-- else ever gets it.
create table zone (
    label         text primary key check (label ~ '^[0-9a-f]{8}$'),
    database_uuid uuid not null unique,
    assigned_at   timestamptz not null
);

-- Every certificate that ever left the server.
create table certificate (
    serial         text primary key check (serial ~ '^[0-9a-f]{32}$'),
    database_uuid  uuid not null,
    zone           text not null,
    door           text not null check (door in ('V1', 'STOCK')),
    issuer         text not null,
    key_sha256     bytea not null,
    not_before     timestamptz not null,
    not_after      timestamptz not null,
    issued_at      timestamptz not null,
    box_identifier text,
    box_name       text,
    der            bytea not null
);

-- "Has this key a certificate already?", asked at each request.
create index certificate_by_database_and_key on certificate (database_uuid, key_sha256, issued_at desc);

-- A ledger is not corrected, it is continued.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: rows are added, never changed or deleted', tg_table_name;
end
$$;

create trigger certificate_is_append_only before update or delete on certificate
    for each row execute function refuse_change();
create trigger zone_is_append_only before update or delete on zone
    for each row execute function refuse_change();
