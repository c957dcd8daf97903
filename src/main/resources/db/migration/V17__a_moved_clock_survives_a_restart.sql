-- Where callers move the time (REGULARS_CLOCK_MOVABLE): what the clock was moved to last, and what the machine's showed then. At most
-- one row; none where nobody has moved it.
create table moved_clock (
    one     boolean     primary key default true check (one),
    shows   timestamptz not null,
    machine timestamptz not null
);
