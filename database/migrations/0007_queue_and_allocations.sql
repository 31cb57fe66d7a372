-- The queue of confirmed demand, and the stock reserved for it.

create table queue_lines (
  id bigint generated always as identity primary key,
  variant_id bigint not null,
  warehouse_id bigint not null,
  order_id bigint not null,
  order_line_id bigint not null,
  backorder_id bigint,
  backorder_line_id bigint,
  customer_id bigint not null,
  open integer not null check (open >= 0),
  allocated integer not null default 0 check (allocated >= 0),
  picked integer not null default 0 check (picked >= 0),
  waiting integer not null generated always as (open - allocated) stored,
  order_multiple integer not null default 1 check (order_multiple > 0),
  -- Rank, in the order of the index. Rewritten in the transaction that changes the mark or the tier.
  manual_rank smallint not null default 0,
  priority_rank smallint not null check (priority_rank in (0, 1)),
  tier_rank smallint not null check (tier_rank in (0, 1, 2)),
  queued_at timestamptz not null,
  -- What decides whether it is served now.
  ship_complete boolean not null default false,
  on_hold boolean not null default false,
  requested_on date,
  foreign key (variant_id, warehouse_id) references stock_levels,
  foreign key (order_line_id, order_id, variant_id) references order_lines (id, order_id, variant_id),
  foreign key (backorder_line_id, order_line_id) references backorder_lines (id, order_line_id),
  foreign key (backorder_id, order_id) references backorders (id, order_id),
  foreign key (order_id, customer_id, warehouse_id) references orders (id, customer_id, warehouse_id),
  foreign key (backorder_line_id, backorder_id) references backorder_lines (id, backorder_id),
  unique (id, variant_id, warehouse_id),
  constraint queue_lines_owner check ((backorder_id is null) = (backorder_line_id is null)),
  constraint queue_lines_allocated_open check (allocated <= open),
  constraint queue_lines_picked_allocated check (picked <= allocated)
) with (fillfactor = 70);
create unique index queue_lines_order_line on queue_lines (order_line_id) where backorder_line_id is null;
create unique index queue_lines_backorder_line on queue_lines (backorder_line_id) where backorder_line_id is not null;
create index queue_lines_order on queue_lines (order_id);
create index queue_lines_backorder on queue_lines (backorder_id) where backorder_id is not null;
create index queue_lines_by_priority on queue_lines
  (variant_id, warehouse_id, manual_rank, priority_rank, tier_rank, queued_at, order_id, order_line_id, id) where open > allocated;
create index queue_lines_by_time on queue_lines
  (variant_id, warehouse_id, manual_rank, queued_at, order_id, order_line_id, id) where open > allocated;
create index queue_lines_complete on queue_lines (variant_id, warehouse_id) where ship_complete and open > allocated;
create index queue_lines_allocated on queue_lines (variant_id, warehouse_id) where allocated > 0;
comment on table queue_lines is 'One row per confirmed order line or backorder line: what it still asks for (open, equal to the line''s own), what is reserved for it, and its rank.';

create table pins (
  id bigint generated always as identity primary key,
  purchase_order_line_id bigint not null,
  queue_line_id bigint not null,
  variant_id bigint not null,
  warehouse_id bigint not null,
  quantity integer not null check (quantity > 0),
  served integer not null default 0 check (served between 0 and quantity),
  foreign key (purchase_order_line_id, variant_id, warehouse_id) references purchase_order_lines (id, variant_id, warehouse_id),
  foreign key (queue_line_id, variant_id, warehouse_id) references queue_lines (id, variant_id, warehouse_id),
  unique (purchase_order_line_id, queue_line_id)
);
create index pins_queue_line on pins (queue_line_id);
comment on table pins is 'A purchase-order line bought for a named line: served first from that line''s receipts.';

create table allocation_runs (
  id bigint generated always as identity primary key,
  warehouse_id bigint not null references warehouses,
  cause_type text not null check (cause_type in ('confirmation', 'receipt', 'adjustment', 'cancellation', 'fulfillment', 'void', 'return', 'review', 'schedule')),
  cause_id bigint,
  policy text not null,
  policy_version integer not null,
  supply jsonb not null,
  first_unserved jsonb,
  inputs bytea not null,
  decided_at timestamptz not null,
  decided_by text not null
);
create index allocation_runs_cause on allocation_runs (cause_type, cause_id);
comment on column allocation_runs.inputs is 'The whole snapshot the decision was taken from, deflated JSON: replaying it gives the same result.';

create table allocation_decisions (
  run_id bigint not null references allocation_runs,
  queue_line_id bigint not null references queue_lines,
  claim text not null check (claim in ('pinned', 'owed', 'ordinary')),
  purchase_order_line_id bigint references purchase_order_lines,
  rank integer not null check (rank > 0),
  waiting integer not null check (waiting > 0),
  quantity integer not null check (quantity >= 0),
  outcome text not null check (outcome in ('allocated', 'partly', 'passed_over', 'released')),
  reason text not null,
  short integer not null default 0 check (short >= 0),
  check ((claim = 'pinned') = (purchase_order_line_id is not null)),
  unique nulls not distinct (queue_line_id, run_id, claim, purchase_order_line_id)
);
create index allocation_decisions_run on allocation_decisions (run_id);
comment on table allocation_decisions is 'Why a run changed a line. What it did not change is computed when somebody asks.';
create trigger allocation_decisions_append_only before update or delete or truncate on allocation_decisions
  for each statement execute function refuse_change();

create table put_back_tasks (
  id bigint generated always as identity primary key,
  variant_id bigint not null,
  warehouse_id bigint not null,
  order_line_id bigint not null references order_lines,
  quantity integer not null check (quantity > 0),
  created_at timestamptz not null,
  created_by text not null,
  done_at timestamptz,
  done_by text,
  foreign key (variant_id, warehouse_id) references stock_levels,
  unique (id, variant_id, warehouse_id),
  check ((done_at is null) = (done_by is null))
);
create index put_back_tasks_open on put_back_tasks (warehouse_id, id) where done_at is null;

create table allocations (
  id bigint generated always as identity primary key,
  variant_id bigint not null,
  warehouse_id bigint not null,
  queue_line_id bigint,
  put_back_task_id bigint,
  firmness text not null default 'soft' check (firmness in ('soft', 'firm')),
  quantity integer not null check (quantity > 0),
  live integer not null check (live >= 0),
  picked integer not null default 0 check (picked >= 0),
  run_id bigint references allocation_runs,
  moved_from_id bigint references allocations,
  at timestamptz not null,
  foreign key (variant_id, warehouse_id) references stock_levels,
  foreign key (queue_line_id, variant_id, warehouse_id) references queue_lines (id, variant_id, warehouse_id),
  foreign key (put_back_task_id, variant_id, warehouse_id) references put_back_tasks (id, variant_id, warehouse_id),
  constraint allocations_one_owner check (num_nonnulls(queue_line_id, put_back_task_id) = 1),
  constraint allocations_source check (num_nonnulls(run_id, moved_from_id) >= 1),
  constraint allocations_live check (live <= quantity),
  constraint allocations_picked_live check (picked <= live)
) with (fillfactor = 80);
create index allocations_owner on allocations (queue_line_id, id) where live > 0;
create index allocations_put_back on allocations (put_back_task_id) where put_back_task_id is not null;
create index allocations_run on allocations (run_id);
create index allocations_moved_from on allocations (moved_from_id) where moved_from_id is not null;
comment on table allocations is 'Stock reserved for a named line. quantity is what was given and never changes; live is what still stands; picked is the part already taken from the shelf.';

create trigger allocations_fixed
  before update of variant_id, warehouse_id, queue_line_id, put_back_task_id, quantity, run_id, moved_from_id on allocations
  for each statement execute function refuse_change();
create trigger allocation_runs_append_only before update or delete or truncate on allocation_runs
  for each statement execute function refuse_change();
