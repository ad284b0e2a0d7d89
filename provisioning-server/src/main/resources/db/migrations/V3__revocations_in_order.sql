-- Expand only: the version before this one runs beside it during a rolling update.

-- In which order an issuer's revocations were committed: 1, 2, 3. A list says up to which one it knows them, so that no
-- list misses one: not when a replica's clock is behind, and not when a transaction commits late. The time tells neither.
alter table revocation add column position bigint not null;
create unique index revocation_in_order on revocation (issuer, position);
drop index revocation_by_issuer;
alter table revocation_list add column covers bigint not null;

-- "What was issued lately?", for operators who name no database.
create index certificate_by_time on certificate (issued_at);
-- "Who was refused for this?"
create index decision_by_code on decision (code, at desc);
