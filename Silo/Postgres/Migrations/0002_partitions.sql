-- A UUIDv7 begins with 48 bits of Unix milliseconds, so one UTC day is one range of ids.

create function uuid_v7_floor(day date) returns uuid language sql immutable strict as $$
    select (lpad(to_hex((extract(epoch from day::timestamp) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Creates the partitions of the days given that are missing and returns how many. A table is made first and attached after, because
-- "create table .. partition of" would lock out every writer of the parent.
create function ensure_task_partitions(first_day date, last_day date) returns integer language plpgsql as $$
declare
    day date;
    parent text;
    child text;
    made integer := 0;
begin
    for day in select generate_series(first_day, last_day, interval '1 day')::date loop
        foreach parent in array array['tasks', 'outcomes'] loop
            child := parent || '_' || to_char(day, 'YYYYMMDD');
            continue when exists (select from pg_inherits where inhparent = parent::regclass and inhrelid = to_regclass(child));
            execute format('create table %I (like %I including all)', child, parent);
            execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                parent, child, uuid_v7_floor(day), uuid_v7_floor(day + 1));
            made := made + 1;
        end loop;
    end loop;
    return made;
end
$$;
