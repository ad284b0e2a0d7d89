-- Expand only: the version before this one runs beside it during a rolling update.

-- The number of the list that this one was made to follow. Each list is followed by one: that decides between replicas
-- which sign at once, whose clocks, and therefore numbers, may differ.
alter table revocation_list add column follows bigint;
create unique index revocation_list_follows on revocation_list (issuer, follows);

-- How many answers a row stands for: a box that asks every ten seconds is refused for the same reason each time.
alter table decision add column times int not null default 1 check (times > 0);
