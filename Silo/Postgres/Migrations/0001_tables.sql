-- The records of design.md. Keys and indexes are decided in docs/adr/0005-task-tables.md and measured in docs/benchmarks/refill.md.
-- tasks, attempts and outcomes are insert-only: no statement of ours updates a row of them.

create sequence tasks_seq as bigint;
create sequence outcomes_seq as bigint;

create table tasks (
    id                uuid        not null,
    seq               bigint      not null default nextval('tasks_seq'),
    endpoint_id       uuid        not null,
    user_id           text        collate "C" not null,
    priority          smallint    not null,
    function_id       uuid        not null,
    group_id          uuid,
    inbox             text        collate "C" check (length(inbox) <= 200),
    payload           bytea       not null,
    result_serializer text        collate "C" not null,
    spec_hash         bytea       not null check (octet_length(spec_hash) = 32),
    at_most_once      boolean     not null,
    wall_time_ms      bigint,
    time_to_live_ms   bigint,
    expires_at        timestamptz not null,
    submitted_at      timestamptz not null,
    constraint tasks_pk primary key (id)
) partition by range (id);

-- Payloads arrive packed; trying to compress them again only costs CPU.
alter table tasks alter column payload set storage external;

-- The queue, and through queue_marks also every list by user or by endpoint.
create index tasks_queue on tasks (endpoint_id, priority, user_id, seq);
create index tasks_group on tasks (group_id, id) where group_id is not null;
create index tasks_expiry on tasks (expires_at);

-- state as in TaskState: 5 success, 6 failed, 7 cancelled. A row here is the end of the task.
-- stdout and stderr are UTF-8 in bytea: what users print may hold NUL, which text cannot.
create table outcomes (
    task_id      uuid        not null,
    seq          bigint      not null default nextval('outcomes_seq'),
    xid          xid8        not null default pg_current_xact_id(),
    state        smallint    not null check (state between 5 and 7),
    endpoint_id  uuid        not null,
    user_id      text        collate "C" not null,
    function_id  uuid        not null,
    group_id     uuid,
    attempts     smallint    not null,
    started_at   timestamptz,
    ended_at     timestamptz,
    completed_at timestamptz not null,
    result       bytea,
    failure      jsonb,
    stdout       bytea,
    stderr       bytea,
    host         text,
    constraint outcomes_pk primary key (task_id)
) partition by range (task_id);

alter table outcomes alter column result set storage external;

create index outcomes_group on outcomes (group_id, xid, seq) where group_id is not null;
create index outcomes_not_success on outcomes (task_id) where state <> 5;

-- event as in AttemptEvent: 0 handed-out, 1 started, 2 lost.
create table attempts (
    task_id     uuid        not null,
    n           smallint    not null,
    event       smallint    not null check (event between 0 and 2),
    endpoint_id uuid        not null,
    at          timestamptz not null,
    session     uuid,
    owner_epoch bigint,
    host        text,
    worker      text,
    reason      text,
    exit_code   integer,
    constraint attempts_pk primary key (task_id, n, event)
);

create index attempts_started on attempts (endpoint_id, task_id) where event = 1;

-- One row for each queue that ever held a task: what there is to poll, and where its open part begins.
create table queue_marks (
    endpoint_id uuid     not null,
    priority    smallint not null,
    user_id     text     collate "C" not null,
    mark        bigint   not null default 0,
    constraint queue_marks_pk primary key (endpoint_id, priority, user_id)
);

create index queue_marks_user on queue_marks (user_id);

create table functions (
    id            uuid        not null constraint functions_pk primary key,
    owner_id      text        collate "C" not null,
    name          text        not null,
    description   text,
    body          bytea       not null,
    body_hash     bytea       not null check (octet_length(body_hash) = 32),
    is_public     boolean     not null,
    is_deleted    boolean     not null,
    registered_at timestamptz not null,
    version       bigint      not null
);

alter table functions alter column body set storage external;
create index functions_owner on functions (owner_id, registered_at) where not is_deleted;
create index functions_newest on functions (registered_at) where not is_deleted;

create table endpoints (
    id            uuid        not null constraint endpoints_pk primary key,
    owner_id      text        collate "C" not null,
    name          text        not null,
    description   text,
    is_public     boolean     not null,
    is_deleted    boolean     not null,
    registered_at timestamptz not null,
    owner_epoch   bigint      not null,
    last_seen_at  timestamptz,
    version       bigint      not null
);

create index endpoints_owner on endpoints (owner_id, name) where not is_deleted;
create index endpoints_name on endpoints (name) where not is_deleted;

create table task_groups (
    id         uuid        not null constraint task_groups_pk primary key,
    owner_id   text        collate "C" not null,
    name       text        not null,
    created_at timestamptz not null,
    version    bigint      not null
);

create index task_groups_owner on task_groups (owner_id, id);

create table users (
    id         text        collate "C" not null constraint users_pk primary key,
    name       text        not null,
    roles      integer     not null,
    is_enabled boolean     not null,
    created_at timestamptz not null,
    version    bigint      not null
);

-- Only the SHA-256 of a token is kept.
create table tokens (
    hash        bytea       not null constraint tokens_pk primary key check (octet_length(hash) = 32),
    user_id     text        collate "C" not null,
    roles       integer     not null,
    endpoint_id uuid,
    is_bulk     boolean     not null,
    label       text        not null,
    created_at  timestamptz not null,
    expires_at  timestamptz,
    revoked_at  timestamptz
);

create index tokens_endpoint on tokens (endpoint_id) where endpoint_id is not null;
create index tokens_user on tokens (user_id);

create table tokens_version (
    one     boolean not null primary key default true check (one),
    version bigint  not null
);

insert into tokens_version (version) values (1);

create table idempotency_keys (
    user_id    text        collate "C" not null,
    key        text        collate "C" not null check (length(key) <= 200),
    spec_hash  bytea       not null,
    task_ids   uuid[]      not null,
    created_at timestamptz not null,
    constraint idempotency_keys_pk primary key (user_id, key)
);

create index idempotency_keys_age on idempotency_keys (created_at);

create table audit (
    seq     bigint      generated always as identity constraint audit_pk primary key,
    at      timestamptz not null,
    user_id text        collate "C" not null,
    action  text        not null,
    target  text,
    detail  jsonb
);

create table membership_version (
    cluster_id text   not null constraint membership_version_pk primary key,
    version    bigint not null
);

create table membership (
    cluster_id    text        not null,
    address       text        not null,
    port          integer     not null,
    generation    integer     not null,
    silo_name     text        not null,
    host_name     text        not null,
    status        smallint    not null,
    proxy_port    integer     not null,
    suspect_times text,
    start_time    timestamptz not null,
    i_am_alive_at timestamptz not null,
    version       bigint      not null,
    constraint membership_pk primary key (cluster_id, address, port, generation)
);

create table reminders (
    service_id text        not null,
    grain_id   text        collate "C" not null,
    name       text        collate "C" not null,
    start_at   timestamptz not null,
    period_ms  bigint      not null check (period_ms > 0),
    grain_hash bigint      not null,
    version    bigint      not null,
    constraint reminders_pk primary key (service_id, grain_id, name)
);

create index reminders_hash on reminders (service_id, grain_hash);

-- What silos prove their calls with; two random UUIDs carry 244 random bits from the server's strong source.
create table cluster_secret (
    one    boolean not null primary key default true check (one),
    secret bytea   not null
);

insert into cluster_secret (secret) values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
