-- The whole schema, written from the catalog. Generated; not read by any program.

create sequence backorder_number start 1001;

create sequence credit_note_number start 1001;

create sequence fulfillment_number start 1001;

create sequence invoice_number start 1001;

create sequence order_number start 1001;

create sequence purchase_order_number start 101;

create sequence receipt_number start 1001;

create sequence return_number start 1001;

create sequence shipment_number start 1001;

create table allocation_decisions (
  run_id bigint not null,
  queue_line_id bigint not null,
  claim text not null,
  purchase_order_line_id bigint,
  rank integer not null,
  waiting integer not null,
  quantity integer not null,
  outcome text not null,
  reason text not null,
  short integer not null default 0,
  constraint allocation_decisions_check CHECK (((claim = 'pinned'::text) = (purchase_order_line_id IS NOT NULL))),
  constraint allocation_decisions_claim_check CHECK ((claim = ANY (ARRAY['pinned'::text, 'owed'::text, 'ordinary'::text]))),
  constraint allocation_decisions_outcome_check CHECK ((outcome = ANY (ARRAY['allocated'::text, 'partly'::text, 'passed_over'::text, 'released'::text]))),
  constraint allocation_decisions_purchase_order_line_id_fkey FOREIGN KEY (purchase_order_line_id) REFERENCES purchase_order_lines(id),
  constraint allocation_decisions_quantity_check CHECK ((quantity >= 0)),
  constraint allocation_decisions_queue_line_id_fkey FOREIGN KEY (queue_line_id) REFERENCES queue_lines(id),
  constraint allocation_decisions_queue_line_id_run_id_claim_purchase_or_key UNIQUE NULLS NOT DISTINCT (queue_line_id, run_id, claim, purchase_order_line_id),
  constraint allocation_decisions_rank_check CHECK ((rank > 0)),
  constraint allocation_decisions_run_id_fkey FOREIGN KEY (run_id) REFERENCES allocation_runs(id),
  constraint allocation_decisions_short_check CHECK ((short >= 0)),
  constraint allocation_decisions_waiting_check CHECK ((waiting > 0))
);

comment on table allocation_decisions is 'Why a run changed a line. What it did not change is computed when somebody asks.';

CREATE INDEX allocation_decisions_run ON public.allocation_decisions USING btree (run_id);

create table allocation_runs (
  id bigint not null generated always as identity,
  warehouse_id bigint not null,
  cause_type text not null,
  cause_id bigint,
  policy text not null,
  policy_version integer not null,
  supply jsonb not null,
  first_unserved jsonb,
  inputs bytea not null,
  decided_at timestamp with time zone not null,
  decided_by text not null,
  constraint allocation_runs_cause_type_check CHECK ((cause_type = ANY (ARRAY['confirmation'::text, 'receipt'::text, 'adjustment'::text, 'cancellation'::text, 'substitution'::text, 'fulfillment'::text, 'void'::text, 'return'::text, 'review'::text, 'schedule'::text, 'release'::text, 'priority'::text]))),
  constraint allocation_runs_pkey PRIMARY KEY (id),
  constraint allocation_runs_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES warehouses(id)
);

comment on column allocation_runs.inputs is 'The whole snapshot the decision was taken from, deflated JSON: replaying it gives the same result.';

CREATE INDEX allocation_runs_cause ON public.allocation_runs USING btree (cause_type, cause_id);

create table allocations (
  id bigint not null generated always as identity,
  variant_id bigint not null,
  warehouse_id bigint not null,
  queue_line_id bigint,
  put_back_task_id bigint,
  firmness text not null default 'soft'::text,
  quantity integer not null,
  live integer not null,
  picked integer not null default 0,
  run_id bigint,
  moved_from_id bigint,
  at timestamp with time zone not null,
  constraint allocations_firmness_check CHECK ((firmness = ANY (ARRAY['soft'::text, 'firm'::text]))),
  constraint allocations_live CHECK ((live <= quantity)),
  constraint allocations_live_check CHECK ((live >= 0)),
  constraint allocations_moved_from_id_fkey FOREIGN KEY (moved_from_id) REFERENCES allocations(id),
  constraint allocations_one_owner CHECK ((num_nonnulls(queue_line_id, put_back_task_id) = 1)),
  constraint allocations_picked_check CHECK ((picked >= 0)),
  constraint allocations_picked_live CHECK ((picked <= live)),
  constraint allocations_pkey PRIMARY KEY (id),
  constraint allocations_put_back_task_id_variant_id_warehouse_id_fkey FOREIGN KEY (put_back_task_id, variant_id, warehouse_id) REFERENCES put_back_tasks(id, variant_id, warehouse_id),
  constraint allocations_quantity_check CHECK ((quantity > 0)),
  constraint allocations_queue_line_id_variant_id_warehouse_id_fkey FOREIGN KEY (queue_line_id, variant_id, warehouse_id) REFERENCES queue_lines(id, variant_id, warehouse_id),
  constraint allocations_run_id_fkey FOREIGN KEY (run_id) REFERENCES allocation_runs(id),
  constraint allocations_source CHECK ((num_nonnulls(run_id, moved_from_id) >= 1)),
  constraint allocations_variant_id_warehouse_id_fkey FOREIGN KEY (variant_id, warehouse_id) REFERENCES stock_levels(variant_id, warehouse_id)
) with (fillfactor=80);

comment on table allocations is 'Stock reserved for a named line. quantity is what was given and never changes; live is what still stands; picked is the part already taken from the shelf.';

CREATE INDEX allocations_moved_from ON public.allocations USING btree (moved_from_id) WHERE (moved_from_id IS NOT NULL);

CREATE INDEX allocations_owner ON public.allocations USING btree (queue_line_id, id) WHERE (live > 0);

CREATE INDEX allocations_put_back ON public.allocations USING btree (put_back_task_id) WHERE (put_back_task_id IS NOT NULL);

CREATE INDEX allocations_run ON public.allocations USING btree (run_id);

create table api_keys (
  id bigint not null generated always as identity,
  name text not null,
  role text not null,
  key_hash bytea not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  actions text[],
  constraint api_keys_actions_check CHECK (((actions IS NULL) OR ((cardinality(actions) > 0) AND (role = 'manager'::text)))),
  constraint api_keys_check CHECK (((expires_at IS NULL) OR (expires_at > created_at))),
  constraint api_keys_key_hash_check CHECK ((octet_length(key_hash) = 32)),
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_name_check CHECK ((btrim(name) <> ''::text)),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_role_check CHECK ((role = ANY (ARRAY['sales_rep'::text, 'warehouse'::text, 'driver'::text, 'manager'::text, 'administrator'::text, 'read_only'::text])))
);

comment on table api_keys is 'Only the SHA-256 of a key of at least 128 random bits is kept.';

comment on column api_keys.actions is 'What the key may do, for all customers; null where its role says it.';

create table audit_events (
  id bigint not null generated always as identity,
  transaction_id xid8 not null default pg_current_xact_id(),
  at timestamp with time zone not null,
  actor text not null,
  action text not null,
  record_type text not null,
  record_id bigint,
  order_id bigint,
  changes jsonb not null default '{}'::jsonb,
  request_id text,
  record_version integer,
  order_version integer,
  constraint audit_events_pkey PRIMARY KEY (id)
);

comment on table audit_events is 'Who changed what, when. order_id gathers the history of an order and its backorders.';

comment on column audit_events.record_version is 'The version of the record this change made; null where the record has none. order_version says the same of the order it belongs to.';

CREATE INDEX audit_events_at ON public.audit_events USING brin (at) WITH (pages_per_range='32');

CREATE INDEX audit_events_order ON public.audit_events USING btree (order_id, id) WHERE (order_id IS NOT NULL);

CREATE INDEX audit_events_record ON public.audit_events USING btree (record_type, record_id, id);

CREATE INDEX audit_events_transaction ON public.audit_events USING btree (transaction_id, id);

create table audit_sealing (
  is_only boolean not null default true,
  sealed_until timestamp with time zone not null,
  constraint audit_sealing_is_only_check CHECK (is_only),
  constraint audit_sealing_pkey PRIMARY KEY (is_only)
);

comment on table audit_sealing is 'One row: everything recorded before this instant, by the clock of the server, is sealed.';

create table audit_seals (
  id bigint not null generated always as identity,
  last_transaction_id xid8,
  events integer not null,
  previous_hash bytea,
  hash bytea not null,
  sealed_at timestamp with time zone not null,
  last_event_id bigint not null,
  constraint audit_seals_events_check CHECK ((events > 0)),
  constraint audit_seals_hash_check CHECK ((octet_length(hash) = 32)),
  constraint audit_seals_hash_key UNIQUE (hash),
  constraint audit_seals_pkey PRIMARY KEY (id)
);

comment on column audit_seals.last_transaction_id is 'Of seals that went by transactions: covers those up to this one, of ids up to last_event_id.';

comment on column audit_seals.last_event_id is 'Covers the events up to this id that no seal before it covers.';

create table backorder_line_outlooks (
  backorder_line_id bigint not null,
  backorder_id bigint not null,
  variant_id bigint not null,
  warehouse_id bigint not null,
  projected_on date,
  no_date_because text,
  place_in_queue integer,
  quantity_ahead integer not null,
  purchase_order_line_id bigint,
  constraint backorder_line_outlooks_check CHECK (((projected_on IS NULL) = (no_date_because IS NOT NULL))),
  constraint backorder_line_outlooks_no_date_because_check CHECK ((no_date_because = ANY (ARRAY['no_supply'::text, 'late_supply'::text, 'on_hold'::text]))),
  constraint backorder_line_outlooks_pkey PRIMARY KEY (backorder_line_id),
  constraint backorder_line_outlooks_place_in_queue_check CHECK ((place_in_queue > 0)),
  constraint backorder_line_outlooks_quantity_ahead_check CHECK ((quantity_ahead >= 0))
) with (fillfactor=50);

comment on table backorder_line_outlooks is 'A projection of the queue of each stock onto its open backorder lines; backorder_outlooks is made of it. No foreign keys: checking them would lock rows that the work of the day waits for.';

CREATE INDEX backorder_line_outlooks_backorder ON public.backorder_line_outlooks USING btree (backorder_id);

CREATE INDEX backorder_line_outlooks_stock ON public.backorder_line_outlooks USING btree (variant_id, warehouse_id);

CREATE INDEX backorder_line_outlooks_supply ON public.backorder_line_outlooks USING btree (purchase_order_line_id, backorder_id) WHERE (purchase_order_line_id IS NOT NULL);

create table backorder_lines (
  id bigint not null generated always as identity,
  backorder_id bigint not null,
  order_id bigint not null,
  order_line_id bigint not null,
  variant_id bigint not null,
  quantity integer not null,
  fulfilled integer not null default 0,
  delivered integer not null default 0,
  cancelled integer not null default 0,
  substituted integer not null default 0,
  outstanding integer not null generated always as ((((quantity - fulfilled) - cancelled) - substituted)) stored,
  taken_back integer not null default 0,
  returned integer not null default 0,
  left_at timestamp with time zone,
  arrived_at timestamp with time zone,
  constraint backorder_lines_backorder_id_order_id_fkey FOREIGN KEY (backorder_id, order_id) REFERENCES backorders(id, order_id),
  constraint backorder_lines_backorder_id_order_line_id_key UNIQUE (backorder_id, order_line_id),
  constraint backorder_lines_cancelled_check CHECK ((cancelled >= 0)),
  constraint backorder_lines_delivered_check CHECK ((delivered >= 0)),
  constraint backorder_lines_delivered_fulfilled CHECK ((delivered <= fulfilled)),
  constraint backorder_lines_fulfilled_check CHECK ((fulfilled >= 0)),
  constraint backorder_lines_id_backorder_id_key UNIQUE (id, backorder_id),
  constraint backorder_lines_id_order_line_id_key UNIQUE (id, order_line_id),
  constraint backorder_lines_order_line_id_order_id_variant_id_fkey FOREIGN KEY (order_line_id, order_id, variant_id) REFERENCES order_lines(id, order_id, variant_id),
  constraint backorder_lines_pkey PRIMARY KEY (id),
  constraint backorder_lines_quantity_check CHECK ((quantity > 0)),
  constraint backorder_lines_returned_check CHECK ((returned >= 0)),
  constraint backorder_lines_returned_delivered CHECK ((returned <= delivered)),
  constraint backorder_lines_substituted_check CHECK ((substituted >= 0)),
  constraint backorder_lines_sums CHECK ((((fulfilled + cancelled) + substituted) <= quantity)),
  constraint backorder_lines_taken_back CHECK (((taken_back >= 0) AND (taken_back <= cancelled)))
) with (fillfactor=85);

comment on column backorder_lines.taken_back is 'What changes of the order took back of it: part of cancelled, and of no figure people read as backordered.';

comment on column backorder_lines.left_at is 'When the last of it was shipped.';

comment on column backorder_lines.arrived_at is 'When the last of it was delivered, or left where no delivery is known.';

CREATE INDEX backorder_lines_order_line ON public.backorder_lines USING btree (order_line_id);

CREATE INDEX backorder_lines_variant ON public.backorder_lines USING btree (variant_id, backorder_id);

create table backorder_outlooks (
  backorder_id bigint not null,
  projected_on date,
  no_date_because text,
  place_in_queue integer,
  quantity_ahead integer not null,
  is_at_risk boolean not null,
  date_moved boolean not null,
  told_on date,
  told_at timestamp with time zone,
  refreshed_at timestamp with time zone not null,
  constraint backorder_outlooks_check CHECK (((projected_on IS NULL) = (no_date_because IS NOT NULL))),
  constraint backorder_outlooks_no_date_because_check CHECK ((no_date_because = ANY (ARRAY['no_supply'::text, 'late_supply'::text, 'on_hold'::text]))),
  constraint backorder_outlooks_pkey PRIMARY KEY (backorder_id),
  constraint backorder_outlooks_place_in_queue_check CHECK ((place_in_queue > 0)),
  constraint backorder_outlooks_quantity_ahead_check CHECK ((quantity_ahead >= 0))
) with (fillfactor=50);

comment on table backorder_outlooks is 'One row per open backorder: its latest line decides the date, its best line the place. Kept current by jobs, a second or so behind.';

comment on column backorder_outlooks.told_on is 'The date the customer was last told; told_at is null when nobody told anything.';

CREATE INDEX backorder_outlooks_at_risk ON public.backorder_outlooks USING btree (backorder_id) WHERE is_at_risk;

CREATE INDEX backorder_outlooks_date_moved ON public.backorder_outlooks USING btree (backorder_id) INCLUDE (is_at_risk) WHERE date_moved;

create table backorder_priorities (
  id bigint not null generated always as identity,
  backorder_id bigint not null,
  high_priority boolean not null,
  manual_rank smallint not null,
  reason text not null,
  set_at timestamp with time zone not null,
  set_by text not null,
  constraint backorder_priorities_backorder_id_fkey FOREIGN KEY (backorder_id) REFERENCES backorders(id),
  constraint backorder_priorities_manual_rank_check CHECK (((manual_rank >= '-1'::integer) AND (manual_rank <= 1))),
  constraint backorder_priorities_pkey PRIMARY KEY (id),
  constraint backorder_priorities_reason_check CHECK ((btrim(reason) <> ''::text))
);

comment on table backorder_priorities is 'Every change of a mark or override with its reason; the newest is in force and stands on the waiting lines as rank.';

CREATE INDEX backorder_priorities_backorder ON public.backorder_priorities USING btree (backorder_id, id);

create table backorder_promises (
  id bigint not null generated always as identity,
  backorder_id bigint not null,
  promised_on date,
  cause text not null,
  reason text,
  promised_at timestamp with time zone not null,
  promised_by text not null,
  slips integer not null default 0,
  constraint backorder_promises_backorder_id_fkey FOREIGN KEY (backorder_id) REFERENCES backorders(id),
  constraint backorder_promises_pkey PRIMARY KEY (id),
  constraint backorder_promises_slips_check CHECK ((slips >= 0))
);

comment on column backorder_promises.slips is 'How many promises of the backorder, up to this one, named a later day than the one before.';

CREATE INDEX backorder_promises_at ON public.backorder_promises USING brin (promised_at) WITH (pages_per_range='32');

CREATE INDEX backorder_promises_backorder ON public.backorder_promises USING btree (backorder_id, id);

CREATE INDEX backorder_promises_slipped_twice ON public.backorder_promises USING btree (backorder_id, id) WHERE (slips >= 2);

create table backorder_review_withdrawals (
  review_id bigint not null,
  at timestamp with time zone not null,
  actor text not null,
  constraint backorder_review_withdrawals_pkey PRIMARY KEY (review_id),
  constraint backorder_review_withdrawals_review_id_fkey FOREIGN KEY (review_id) REFERENCES backorder_reviews(id)
);

create table backorder_reviews (
  id bigint not null generated always as identity,
  backorder_id bigint not null,
  note text,
  at timestamp with time zone not null,
  actor text not null,
  constraint backorder_reviews_backorder_id_fkey FOREIGN KEY (backorder_id) REFERENCES backorders(id),
  constraint backorder_reviews_note_check CHECK ((btrim(note) <> ''::text)),
  constraint backorder_reviews_pkey PRIMARY KEY (id)
);

CREATE INDEX backorder_reviews_backorder ON public.backorder_reviews USING btree (backorder_id, id);

create table backorders (
  id bigint not null generated always as identity,
  number text not null default ('BO-'::text || nextval('backorder_number'::regclass)),
  kind text not null default 'backorder'::text,
  order_id bigint not null,
  customer_id bigint not null,
  warehouse_id bigint not null,
  sales_rep_id bigint,
  ship_policy text not null,
  terms text not null,
  delivery_address jsonb,
  requested_on date,
  promised_on date,
  cause text not null,
  reason text,
  notes text,
  high_priority boolean not null default false,
  on_hold boolean not null default false,
  created_on date not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  quantity integer not null default 0,
  fulfilled integer not null default 0,
  delivered integer not null default 0,
  cancelled integer not null default 0,
  substituted integer not null default 0,
  allocated integer not null default 0,
  value numeric(16,2) not null default 0,
  outstanding integer not null generated always as ((((quantity - fulfilled) - cancelled) - substituted)) stored,
  is_ready boolean not null generated always as (
CASE ship_policy
    WHEN 'complete'::text THEN ((allocated > 0) AND (allocated = (((quantity - fulfilled) - cancelled) - substituted)))
    ELSE (allocated > 0)
END) stored,
  status text not null generated always as (
CASE
    WHEN (((((quantity - fulfilled) - cancelled) - substituted) = 0) AND (fulfilled = 0)) THEN 'cancelled'::text
    WHEN (((((quantity - fulfilled) - cancelled) - substituted) = 0) AND (delivered = fulfilled)) THEN 'complete'::text
    WHEN ((((quantity - fulfilled) - cancelled) - substituted) = 0) THEN 'fulfilled'::text
    WHEN (fulfilled > 0) THEN 'partially_fulfilled'::text
    WHEN (((ship_policy = 'partial'::text) AND (allocated > 0)) OR ((ship_policy = 'complete'::text) AND (allocated > 0) AND (allocated = (((quantity - fulfilled) - cancelled) - substituted)))) THEN 'ready_to_fulfill'::text
    ELSE 'open'::text
END) stored,
  version integer not null default 1,
  reviewed_at timestamp with time zone,
  manual_rank smallint not null default 0,
  taken_back integer not null default 0,
  own_terms text[] not null default '{}'::text[],
  updated_at timestamp with time zone not null default clock_timestamp(),
  open_lines integer not null default 0,
  arrived_at timestamp with time zone,
  first_promised_on date,
  last_promised_on date,
  slips integer not null default 0,
  constraint backorders_allocated_check CHECK ((allocated >= 0)),
  constraint backorders_allocated_outstanding CHECK ((allocated <= (((quantity - fulfilled) - cancelled) - substituted))),
  constraint backorders_cancelled_check CHECK ((cancelled >= 0)),
  constraint backorders_cause_check CHECK ((cause = ANY (ARRAY['partial_fulfillment'::text, 'confirmation'::text, 'manual'::text, 'lost_delivery'::text, 'return'::text]))),
  constraint backorders_delivered_check CHECK ((delivered >= 0)),
  constraint backorders_delivered_fulfilled CHECK ((delivered <= fulfilled)),
  constraint backorders_fulfilled_check CHECK ((fulfilled >= 0)),
  constraint backorders_id_order_id_key UNIQUE (id, order_id),
  constraint backorders_kind_check CHECK ((kind = ANY (ARRAY['backorder'::text, 'replacement'::text]))),
  constraint backorders_manual_rank CHECK (((manual_rank >= '-1'::integer) AND (manual_rank <= 1))),
  constraint backorders_number_key UNIQUE (number),
  constraint backorders_open_lines_check CHECK ((open_lines >= 0)),
  constraint backorders_order_id_customer_id_warehouse_id_fkey FOREIGN KEY (order_id, customer_id, warehouse_id) REFERENCES orders(id, customer_id, warehouse_id),
  constraint backorders_own_terms CHECK ((own_terms <@ ARRAY['delivery_address'::text, 'requested_on'::text, 'ship_policy'::text, 'notes'::text])),
  constraint backorders_pkey PRIMARY KEY (id),
  constraint backorders_quantity_check CHECK ((quantity >= 0)),
  constraint backorders_sales_rep_id_fkey FOREIGN KEY (sales_rep_id) REFERENCES users(id),
  constraint backorders_ship_policy_check CHECK ((ship_policy = ANY (ARRAY['partial'::text, 'complete'::text]))),
  constraint backorders_substituted_check CHECK ((substituted >= 0)),
  constraint backorders_sums CHECK ((((fulfilled + cancelled) + substituted) <= quantity)),
  constraint backorders_taken_back CHECK (((taken_back >= 0) AND (taken_back <= cancelled))),
  constraint backorders_value_check CHECK (((value >= (0)::numeric) AND (value < 'NaN'::numeric))),
  constraint backorders_value_outstanding CHECK (((value = (0)::numeric) OR (outstanding > 0)))
) with (fillfactor=80);

comment on column backorders.reviewed_at is 'The newest of its backorder_reviews that was not withdrawn.';

comment on column backorders.own_terms is 'What this backorder was given for itself: a change of the order leaves it as it is.';

comment on column backorders.open_lines is 'Lines with something outstanding.';

comment on column backorders.arrived_at is 'The latest of its lines.';

comment on column backorders.last_promised_on is 'The newest promise that named a day; promised_on is null where the newest named none.';

comment on column backorders.slips is 'How many promises named a later day than the one before.';

CREATE INDEX backorders_changed ON public.backorders USING btree (updated_at, id);

CREATE INDEX backorders_closed ON public.backorders USING btree (created_at, id) INCLUDE (customer_id, warehouse_id, status, on_hold, high_priority, reason, promised_on, created_on) WHERE (status = ANY (ARRAY['fulfilled'::text, 'complete'::text, 'cancelled'::text]));

CREATE INDEX backorders_closed_by_promise ON public.backorders USING btree (COALESCE(promised_on, 'infinity'::date), id) INCLUDE (customer_id, warehouse_id, status, on_hold, high_priority, reason, promised_on, created_on, created_at) WHERE (status = ANY (ARRAY['fulfilled'::text, 'complete'::text, 'cancelled'::text]));

CREATE INDEX backorders_closed_by_value ON public.backorders USING btree (value, id) INCLUDE (customer_id, warehouse_id, status, on_hold, high_priority, reason, promised_on, created_on, created_at) WHERE (status = ANY (ARRAY['fulfilled'::text, 'complete'::text, 'cancelled'::text]));

CREATE INDEX backorders_customer ON public.backorders USING btree (customer_id, id);

CREATE INDEX backorders_number_prefix ON public.backorders USING btree (number COLLATE "C");

CREATE INDEX backorders_open ON public.backorders USING btree (created_at, id) INCLUDE (customer_id, warehouse_id, status, is_ready, on_hold, high_priority, reason, promised_on, created_on, reviewed_at, value, outstanding, open_lines) WHERE (status = ANY (ARRAY['open'::text, 'ready_to_fulfill'::text, 'partially_fulfilled'::text]));

CREATE INDEX backorders_open_by_id ON public.backorders USING btree (id) INCLUDE (customer_id, warehouse_id, status, is_ready, on_hold, high_priority, reason, promised_on, created_on, created_at, reviewed_at, value) WHERE (status = ANY (ARRAY['open'::text, 'ready_to_fulfill'::text, 'partially_fulfilled'::text]));

CREATE INDEX backorders_open_by_promise ON public.backorders USING btree (COALESCE(promised_on, 'infinity'::date), id) INCLUDE (customer_id, warehouse_id, status, is_ready, on_hold, high_priority, reason, promised_on, created_on, created_at, reviewed_at, value) WHERE (status = ANY (ARRAY['open'::text, 'ready_to_fulfill'::text, 'partially_fulfilled'::text]));

CREATE INDEX backorders_open_by_value ON public.backorders USING btree (value, id) INCLUDE (customer_id, warehouse_id, status, is_ready, on_hold, high_priority, reason, promised_on, created_on, created_at, reviewed_at) WHERE (status = ANY (ARRAY['open'::text, 'ready_to_fulfill'::text, 'partially_fulfilled'::text]));

CREATE INDEX backorders_open_of_customer_by_age ON public.backorders USING btree (customer_id, created_at, id) INCLUDE (warehouse_id, status, is_ready, on_hold, high_priority, reason, promised_on, created_on, reviewed_at, value) WHERE (status = ANY (ARRAY['open'::text, 'ready_to_fulfill'::text, 'partially_fulfilled'::text]));

CREATE INDEX backorders_order ON public.backorders USING btree (order_id);

CREATE INDEX backorders_ready ON public.backorders USING btree (created_at, id) WHERE is_ready;

CREATE INDEX backorders_unreviewed ON public.backorders USING btree (COALESCE(reviewed_at, created_at), id) WHERE (status = ANY (ARRAY['open'::text, 'ready_to_fulfill'::text, 'partially_fulfilled'::text]));

create table bins (
  variant_id bigint not null,
  warehouse_id bigint not null,
  bin text not null,
  constraint bins_bin_check CHECK ((btrim(bin) <> ''::text)),
  constraint bins_pkey PRIMARY KEY (variant_id, warehouse_id),
  constraint bins_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id),
  constraint bins_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES warehouses(id)
);

comment on table bins is 'Where a variant lies in a warehouse, as the shelf says it; none where nobody said.';

create table cancellation_lines (
  id bigint not null generated always as identity,
  cancellation_id bigint not null,
  order_line_id bigint not null,
  backorder_line_id bigint,
  quantity integer not null,
  value numeric(16,2) not null,
  constraint cancellation_lines_backorder_line_id_order_line_id_fkey FOREIGN KEY (backorder_line_id, order_line_id) REFERENCES backorder_lines(id, order_line_id),
  constraint cancellation_lines_cancellation_id_fkey FOREIGN KEY (cancellation_id) REFERENCES cancellations(id),
  constraint cancellation_lines_cancellation_id_order_line_id_backorder__key UNIQUE NULLS NOT DISTINCT (cancellation_id, order_line_id, backorder_line_id),
  constraint cancellation_lines_id_cancellation_id_key UNIQUE (id, cancellation_id),
  constraint cancellation_lines_order_line_id_fkey FOREIGN KEY (order_line_id) REFERENCES order_lines(id),
  constraint cancellation_lines_pkey PRIMARY KEY (id),
  constraint cancellation_lines_quantity_check CHECK ((quantity > 0)),
  constraint cancellation_lines_value_check CHECK (((value >= (0)::numeric) AND (value < 'NaN'::numeric)))
);

comment on column cancellation_lines.value is 'The share of the locked line value that the cancelled units had.';

CREATE INDEX cancellation_lines_order_line ON public.cancellation_lines USING btree (order_line_id);

create table cancellations (
  id bigint not null generated always as identity,
  order_id bigint not null,
  customer_id bigint not null,
  reason text not null,
  reason_text text,
  notes text,
  notify_customer boolean not null default false,
  cancelled_at timestamp with time zone not null,
  cancelled_by text not null,
  constraint cancellations_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint cancellations_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint cancellations_other_says_what CHECK (((reason <> 'other'::text) OR (reason_text IS NOT NULL))),
  constraint cancellations_pkey PRIMARY KEY (id),
  constraint cancellations_reason_check CHECK ((reason = ANY (ARRAY['customer_requested'::text, 'product_discontinued'::text, 'unable_to_fulfill'::text, 'excessive_delay'::text, 'other'::text, 'order_changed'::text, 'replaced_by_order'::text, 'shortage_cancelled'::text, 'not_received'::text]))),
  constraint cancellations_reason_text_check CHECK ((length(reason_text) <= 200))
);

comment on table cancellations is 'One act of cancelling. reason is what people choose from; what others wrote stands in reason_text; the last three are set by the product.';

CREATE INDEX cancellations_customer ON public.cancellations USING btree (customer_id, cancelled_at, id);

CREATE INDEX cancellations_newest ON public.cancellations USING btree (cancelled_at, id);

CREATE INDEX cancellations_order ON public.cancellations USING btree (order_id);

create table carriers (
  id bigint not null generated always as identity,
  name text not null,
  tracking_link text,
  usual_days integer,
  active boolean not null default true,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null default clock_timestamp(),
  version integer not null default 1,
  usual_freight numeric(16,2),
  constraint carriers_name_check CHECK ((btrim(name) <> ''::text)),
  constraint carriers_pkey PRIMARY KEY (id),
  constraint carriers_tracking_link_check CHECK (((tracking_link ~ '^https://[^[:space:]]+$'::text) AND (tracking_link ~~ '%{number}%'::text))),
  constraint carriers_usual_days_check CHECK (((usual_days >= 0) AND (usual_days <= 60))),
  constraint carriers_usual_freight_check CHECK (((usual_freight >= (0)::numeric) AND (usual_freight < 'NaN'::numeric)))
);

comment on column carriers.tracking_link is 'Where the carrier answers about a parcel; {number} stands for its number.';

comment on column carriers.usual_days is 'Working days from the shipment to the delivery, as a rule.';

comment on column carriers.usual_freight is 'What is charged for one shipment, as a rule: it fills in the freight.';

CREATE INDEX carriers_changed ON public.carriers USING btree (updated_at, id);

CREATE UNIQUE INDEX carriers_name ON public.carriers USING btree (lower(name));

create table communications (
  id bigint not null generated always as identity,
  order_id bigint not null,
  backorder_id bigint,
  at timestamp with time zone not null,
  method text not null,
  direction text not null,
  text text not null,
  preference text,
  agreement text,
  arrangements text,
  reaction text,
  next_follow_up_on date,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint communications_backorder_id_order_id_fkey FOREIGN KEY (backorder_id, order_id) REFERENCES backorders(id, order_id),
  constraint communications_direction_check CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text]))),
  constraint communications_method_check CHECK ((method = ANY (ARRAY['phone'::text, 'email'::text, 'in_person'::text, 'other'::text]))),
  constraint communications_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint communications_pkey PRIMARY KEY (id),
  constraint communications_reaction_check CHECK ((reaction = ANY (ARRAY['satisfied'::text, 'neutral'::text, 'unhappy'::text]))),
  constraint communications_text_check CHECK ((btrim(text) <> ''::text))
);

comment on table communications is 'Every call, e-mail and visit, append-only. Without a backorder_id it was about the order as a whole; at is when it happened, recorded_at when it was written down.';

CREATE INDEX communications_backorder ON public.communications USING btree (backorder_id, at, id) WHERE (backorder_id IS NOT NULL);

CREATE INDEX communications_order ON public.communications USING btree (order_id, at, id);

create table company (
  id boolean not null default true,
  name text not null,
  time_zone text not null,
  currency text not null,
  working_days smallint[] not null default '{1,2,3,4,5}'::smallint[],
  demo boolean not null default false,
  version integer not null default 1,
  color text not null default '#0b6b5c'::text,
  address jsonb,
  phone text,
  email text,
  constraint company_color_check CHECK ((color ~ '^#[0-9a-f]{6}$'::text)),
  constraint company_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint company_id_check CHECK (id),
  constraint company_name_check CHECK ((btrim(name) <> ''::text)),
  constraint company_pkey PRIMARY KEY (id),
  constraint company_working_days_check CHECK (((working_days <@ '{1,2,3,4,5,6,7}'::smallint[]) AND (cardinality(working_days) > 0)))
);

comment on table company is 'One row. Every date of the business is a date in time_zone; working_days are ISO weekdays (1 = Monday).';

comment on column company.color is 'Its colour, on the pages of customers.';

create table count_requests (
  id bigint not null generated always as identity,
  variant_id bigint not null,
  warehouse_id bigint not null,
  reason text not null,
  requested_at timestamp with time zone not null,
  requested_by text not null,
  closed_at timestamp with time zone,
  constraint count_requests_pkey PRIMARY KEY (id),
  constraint count_requests_variant_id_warehouse_id_fkey FOREIGN KEY (variant_id, warehouse_id) REFERENCES stock_levels(variant_id, warehouse_id)
);

comment on table count_requests is 'The count list: a short pick puts its bin here; the next count of that stock closes it.';

CREATE UNIQUE INDEX count_requests_one_open ON public.count_requests USING btree (variant_id, warehouse_id) WHERE (closed_at IS NULL);

create table credit_note_lines (
  id bigint not null generated always as identity,
  credit_note_id bigint not null,
  invoice_line_id bigint not null,
  quantity integer not null,
  amount numeric(16,2) not null,
  constraint credit_note_lines_amount_check CHECK (((amount >= (0)::numeric) AND (amount < 'NaN'::numeric))),
  constraint credit_note_lines_credit_note_id_fkey FOREIGN KEY (credit_note_id) REFERENCES credit_notes(id),
  constraint credit_note_lines_invoice_line_id_fkey FOREIGN KEY (invoice_line_id) REFERENCES invoice_lines(id),
  constraint credit_note_lines_pkey PRIMARY KEY (id),
  constraint credit_note_lines_quantity_check CHECK ((quantity > 0))
);

CREATE INDEX credit_note_lines_invoice_line ON public.credit_note_lines USING btree (invoice_line_id);

CREATE INDEX credit_note_lines_note ON public.credit_note_lines USING btree (credit_note_id);

create table credit_notes (
  id bigint not null generated always as identity,
  kind text not null,
  number text,
  order_id bigint not null,
  customer_id bigint not null,
  fulfillment_id bigint,
  currency text not null,
  amount numeric(16,2) not null,
  reason text not null,
  credited_on date not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  settlement text not null default 'credit'::text,
  freight numeric(16,2) not null default 0,
  constraint credit_notes_amount_check CHECK (((amount >= (0)::numeric) AND (amount < 'NaN'::numeric))),
  constraint credit_notes_check CHECK (((kind = 'credit_note'::text) = (number IS NOT NULL))),
  constraint credit_notes_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint credit_notes_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint credit_notes_freight_check CHECK (((freight = (0)::numeric) OR ((freight > (0)::numeric) AND (freight <= amount) AND (fulfillment_id IS NOT NULL)))),
  constraint credit_notes_fulfillment_id_fkey FOREIGN KEY (fulfillment_id) REFERENCES fulfillments(id),
  constraint credit_notes_kind_check CHECK ((kind = ANY (ARRAY['amendment'::text, 'credit_note'::text]))),
  constraint credit_notes_number_key UNIQUE (number),
  constraint credit_notes_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint credit_notes_pkey PRIMARY KEY (id),
  constraint credit_notes_settlement_check CHECK (((settlement = 'credit'::text) OR ((settlement = 'refund'::text) AND (kind = 'credit_note'::text))))
);

comment on column credit_notes.settlement is 'What the customer gets: credit, which is taken off what they owe, or a refund.';

comment on column credit_notes.freight is 'The freight of its fulfillment, of which nothing arrived: part of the amount.';

CREATE INDEX credit_notes_customer ON public.credit_notes USING btree (customer_id, id);

CREATE UNIQUE INDEX credit_notes_freight ON public.credit_notes USING btree (fulfillment_id) WHERE (freight > (0)::numeric);

CREATE INDEX credit_notes_order ON public.credit_notes USING btree (order_id, id);

create table customer_addresses (
  id bigint not null generated always as identity,
  customer_id bigint not null,
  label text not null,
  address jsonb not null,
  is_default boolean not null default false,
  constraint customer_addresses_address_check CHECK ((jsonb_typeof(address) = 'object'::text)),
  constraint customer_addresses_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint customer_addresses_pkey PRIMARY KEY (id)
);

CREATE INDEX customer_addresses_customer ON public.customer_addresses USING btree (customer_id);

CREATE UNIQUE INDEX customer_addresses_one_default ON public.customer_addresses USING btree (customer_id) WHERE is_default;

create table customer_answers (
  id bigint not null generated always as identity,
  link_id bigint not null,
  customer_id bigint not null,
  order_id bigint,
  backorder_id bigint,
  fulfillment_id bigint,
  answer text not null,
  quantity integer,
  not_before date,
  text text,
  outcome text not null,
  follow_up_id bigint,
  answered_at timestamp with time zone not null,
  constraint customer_answers_answer_check CHECK ((answer = ANY (ARRAY['wait'::text, 'send_available'::text, 'substitute'::text, 'cancel_rest'::text, 'not_before'::text, 'not_received'::text, 'ask'::text]))),
  constraint customer_answers_backorder_id_order_id_fkey FOREIGN KEY (backorder_id, order_id) REFERENCES backorders(id, order_id),
  constraint customer_answers_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint customer_answers_day CHECK (((answer = 'not_before'::text) = (not_before IS NOT NULL))),
  constraint customer_answers_follow_up_id_fkey FOREIGN KEY (follow_up_id) REFERENCES follow_ups(id),
  constraint customer_answers_fulfillment_id_fkey FOREIGN KEY (fulfillment_id) REFERENCES fulfillments(id),
  constraint customer_answers_link_id_fkey FOREIGN KEY (link_id) REFERENCES customer_links(id),
  constraint customer_answers_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint customer_answers_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'noted'::text, 'asked'::text]))),
  constraint customer_answers_pkey PRIMARY KEY (id),
  constraint customer_answers_quantity_check CHECK ((quantity > 0)),
  constraint customer_answers_question CHECK (((answer <> 'ask'::text) OR (text IS NOT NULL))),
  constraint customer_answers_text_check CHECK ((btrim(text) <> ''::text))
);

comment on table customer_answers is 'What customers decided on their page. It is never changed: a new decision is a new row.';

comment on column customer_answers.outcome is 'done: the records changed at once; noted: nothing had to change; asked: a person has to act, by a follow-up or by an exception.';

CREATE INDEX customer_answers_at ON public.customer_answers USING btree (answered_at);

CREATE INDEX customer_answers_backorder ON public.customer_answers USING btree (backorder_id, id) WHERE (backorder_id IS NOT NULL);

CREATE INDEX customer_answers_customer ON public.customer_answers USING btree (customer_id, id);

CREATE INDEX customer_answers_link ON public.customer_answers USING btree (link_id);

create table customer_consents (
  id bigint not null generated always as identity,
  customer_id bigint not null,
  product_id bigint,
  family text,
  rule text not null,
  price_limit numeric(14,4),
  note text,
  given_at timestamp with time zone not null,
  recorded_by text not null,
  revoked_at timestamp with time zone,
  revoked_by text,
  constraint customer_consents_about_one CHECK ((num_nonnulls(product_id, family) = 1)),
  constraint customer_consents_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint customer_consents_family_check CHECK ((btrim(family) <> ''::text)),
  constraint customer_consents_limit CHECK (
CASE rule
    WHEN 'same_style'::text THEN (price_limit IS NOT NULL)
    WHEN 'next_vintage'::text THEN true
    ELSE (price_limit IS NULL)
END),
  constraint customer_consents_note_check CHECK ((btrim(note) <> ''::text)),
  constraint customer_consents_pkey PRIMARY KEY (id),
  constraint customer_consents_price_limit_check CHECK (((price_limit > (0)::numeric) AND (price_limit < 'NaN'::numeric))),
  constraint customer_consents_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint customer_consents_revoked CHECK (((revoked_at IS NULL) = (revoked_by IS NULL))),
  constraint customer_consents_rule_check CHECK ((rule = ANY (ARRAY['exact_vintage'::text, 'next_vintage'::text, 'same_style'::text, 'always_ask'::text])))
);

comment on table customer_consents is 'For a product, or for a family of products. The newest of its subject is in force until it is revoked; that of a product goes before that of its family.';

CREATE INDEX customer_consents_customer ON public.customer_consents USING btree (customer_id, id);

CREATE UNIQUE INDEX customer_consents_in_force ON public.customer_consents USING btree (customer_id, product_id, family) NULLS NOT DISTINCT WHERE (revoked_at IS NULL);

CREATE INDEX customer_consents_product ON public.customer_consents USING btree (product_id) WHERE (product_id IS NOT NULL);

create table customer_links (
  id bigint not null generated always as identity,
  token_hash bytea not null,
  customer_id bigint not null,
  backorder_id bigint,
  message_id bigint,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_by text,
  last_used_at timestamp with time zone,
  constraint customer_links_backorder_id_fkey FOREIGN KEY (backorder_id) REFERENCES backorders(id),
  constraint customer_links_check CHECK ((expires_at > created_at)),
  constraint customer_links_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint customer_links_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id),
  constraint customer_links_pkey PRIMARY KEY (id),
  constraint customer_links_revoked CHECK (((revoked_at IS NULL) = (revoked_by IS NULL))),
  constraint customer_links_token_hash_check CHECK ((length(token_hash) = 32)),
  constraint customer_links_token_hash_key UNIQUE (token_hash)
);

comment on table customer_links is 'Who has the link of a row sees the page of its customer, or of its backorder alone. The link itself is kept nowhere.';

comment on column customer_links.message_id is 'The mail that carries the link; null where a person made it.';

comment on column customer_links.last_used_at is 'When somebody last answered by it. Opening it is not counted: mail scanners open links.';

CREATE INDEX customer_links_backorder ON public.customer_links USING btree (backorder_id, id) WHERE (backorder_id IS NOT NULL);

CREATE INDEX customer_links_customer ON public.customer_links USING btree (customer_id, id);

CREATE INDEX customer_links_message ON public.customer_links USING btree (message_id) WHERE (message_id IS NOT NULL);

create table customers (
  id bigint not null generated always as identity,
  account_number text not null,
  name text not null,
  email text,
  phone text,
  tier text not null default 'standard'::text,
  terms text not null default 'net_30'::text,
  sales_rep_id bigint,
  ship_policy text,
  shortage_rule text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  contact_preference text,
  search_text text not null generated always as ((' '::text || fold(((name || ' '::text) || account_number)))) stored,
  phone_from_end text generated always as (reverse("right"(regexp_replace(regexp_replace(phone, '\s*(x|ext|#).*$'::text, ''::text, 'i'::text), '[^0-9]'::text, ''::text, 'g'::text), 9))) stored,
  external_id text,
  external_sender text,
  language text not null default 'en'::text,
  receives_messages boolean not null default true,
  updated_at timestamp with time zone not null default clock_timestamp(),
  delivery_instructions text,
  sale_hold text not null default 'none'::text,
  sale_hold_reason text,
  constraint customers_account_number_check CHECK ((btrim(account_number) <> ''::text)),
  constraint customers_account_number_key UNIQUE (account_number),
  constraint customers_external_of_sender CHECK (((external_id IS NULL) = (external_sender IS NULL))),
  constraint customers_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text]))),
  constraint customers_name_check CHECK ((btrim(name) <> ''::text)),
  constraint customers_pkey PRIMARY KEY (id),
  constraint customers_sale_hold_check CHECK ((sale_hold = ANY (ARRAY['none'::text, 'no_sale'::text, 'cash_only'::text]))),
  constraint customers_sales_rep_id_fkey FOREIGN KEY (sales_rep_id) REFERENCES users(id),
  constraint customers_ship_policy_check CHECK ((ship_policy = ANY (ARRAY['partial'::text, 'complete'::text]))),
  constraint customers_shortage_rule_check CHECK ((shortage_rule = ANY (ARRAY['backorder'::text, 'cancel_shortage'::text, 'ask'::text]))),
  constraint customers_tier_check CHECK ((tier = ANY (ARRAY['vip'::text, 'standard'::text, 'low'::text])))
);

comment on column customers.contact_preference is 'How this customer wants to be told, lasting: shown wherever somebody is about to call.';

comment on column customers.delivery_instructions is 'For whoever brings the goods: printed on slips, labels and manifests.';

CREATE INDEX customers_account_number_lower ON public.customers USING btree (lower(account_number));

CREATE INDEX customers_changed ON public.customers USING btree (updated_at, id);

CREATE UNIQUE INDEX customers_external ON public.customers USING btree (external_id, external_sender) WHERE (external_id IS NOT NULL);

CREATE INDEX customers_on_no_sale ON public.customers USING btree (id) WHERE (sale_hold = 'no_sale'::text);

CREATE INDEX customers_phone ON public.customers USING btree (phone_from_end text_pattern_ops);

CREATE INDEX customers_sales_rep ON public.customers USING btree (sales_rep_id);

CREATE INDEX customers_search ON public.customers USING gin (search_text gin_trgm_ops);

create table deals (
  id bigint not null generated always as identity,
  name text not null,
  kind text not null,
  percent numeric(5,2),
  amount numeric(14,2),
  price numeric(14,4),
  minimum_quantity integer,
  valid_from date,
  valid_to date,
  customer_id bigint,
  product_id bigint,
  variant_id bigint,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null default clock_timestamp(),
  constraint deals_amount_check CHECK (((amount > (0)::numeric) AND (amount < 'NaN'::numeric))),
  constraint deals_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint deals_days CHECK ((valid_from <= valid_to)),
  constraint deals_kind_check CHECK ((kind = ANY (ARRAY['percent'::text, 'amount'::text, 'quantity_break'::text]))),
  constraint deals_minimum_quantity_check CHECK (((minimum_quantity >= 1) AND (minimum_quantity <= 10000000))),
  constraint deals_name_check CHECK (((btrim(name) <> ''::text) AND (length(name) <= 100))),
  constraint deals_one_item CHECK ((num_nonnulls(product_id, variant_id) <= 1)),
  constraint deals_percent_check CHECK (((percent > (0)::numeric) AND (percent <= (100)::numeric))),
  constraint deals_pkey PRIMARY KEY (id),
  constraint deals_price_check CHECK (((price >= (0)::numeric) AND (price < 'NaN'::numeric))),
  constraint deals_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint deals_terms CHECK (
CASE kind
    WHEN 'percent'::text THEN ((num_nonnulls(percent) = 1) AND (num_nonnulls(amount, price, minimum_quantity) = 0))
    WHEN 'amount'::text THEN ((num_nonnulls(amount) = 1) AND (num_nonnulls(percent, price, minimum_quantity) = 0))
    ELSE ((num_nonnulls(percent, price) = 1) AND (minimum_quantity IS NOT NULL) AND (amount IS NULL))
END),
  constraint deals_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id)
);

comment on table deals is 'What is offered now. A confirmed line keeps the deal it got as it was then; changing or ending a deal reprices nothing.';

CREATE INDEX deals_changed ON public.deals USING btree (updated_at, id);

CREATE INDEX deals_customer ON public.deals USING btree (customer_id) WHERE ((customer_id IS NOT NULL) AND active);

CREATE INDEX deals_for_all ON public.deals USING btree (id) WHERE ((customer_id IS NULL) AND (product_id IS NULL) AND (variant_id IS NULL) AND active);

CREATE INDEX deals_name ON public.deals USING btree (name, id);

CREATE INDEX deals_product ON public.deals USING btree (product_id) WHERE ((product_id IS NOT NULL) AND active);

CREATE INDEX deals_variant ON public.deals USING btree (variant_id) WHERE ((variant_id IS NOT NULL) AND active);

create table deliveries (
  id bigint not null generated always as identity,
  fulfillment_id bigint not null,
  delivered_at timestamp with time zone not null,
  received_by text,
  proof_kind text,
  proof_note text,
  proof_image text,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  cash_collected boolean not null default false,
  constraint deliveries_check CHECK (((proof_kind IS NULL) = ((proof_note IS NULL) AND (proof_image IS NULL)))),
  constraint deliveries_fulfillment_id_fkey FOREIGN KEY (fulfillment_id) REFERENCES fulfillments(id),
  constraint deliveries_id_fulfillment_id_key UNIQUE (id, fulfillment_id),
  constraint deliveries_pkey PRIMARY KEY (id),
  constraint deliveries_proof_kind_check CHECK ((proof_kind = ANY (ARRAY['photo'::text, 'signature'::text, 'note'::text])))
);

comment on column deliveries.cash_collected is 'Whoever handed it over took the money: asked of customers who pay in cash only.';

CREATE INDEX deliveries_fulfillment ON public.deliveries USING btree (fulfillment_id, id);

create table demand_entries (
  id bigint not null generated always as identity,
  order_line_id bigint not null,
  backorder_line_id bigint,
  kind text not null,
  quantity integer not null,
  reason text,
  cause_type text not null,
  cause_id bigint not null,
  at timestamp with time zone not null,
  actor text not null,
  cancellation_id bigint,
  constraint demand_entries_backorder_line_id_order_line_id_fkey FOREIGN KEY (backorder_line_id, order_line_id) REFERENCES backorder_lines(id, order_line_id),
  constraint demand_entries_cancellation_id_fkey FOREIGN KEY (cancellation_id) REFERENCES cancellations(id),
  constraint demand_entries_cancelled_on_record CHECK (((kind <> 'cancelled'::text) OR (cancellation_id IS NOT NULL))),
  constraint demand_entries_check CHECK (((kind <> 'cancelled'::text) OR (reason IS NOT NULL))),
  constraint demand_entries_grows CHECK (((quantity > 0) OR (kind = 'picked'::text) OR ((kind = 'delivered'::text) AND (reason IS NOT NULL)))),
  constraint demand_entries_kind_check CHECK ((kind = ANY (ARRAY['ordered'::text, 'backordered'::text, 'picked'::text, 'shipped'::text, 'delivered'::text, 'cancelled'::text, 'substituted'::text, 'lost'::text, 'returned'::text]))),
  constraint demand_entries_order_line_id_fkey FOREIGN KEY (order_line_id) REFERENCES order_lines(id),
  constraint demand_entries_pkey PRIMARY KEY (id),
  constraint demand_entries_quantity_check CHECK ((quantity <> 0))
);

comment on table demand_entries is 'The demand ledger, append-only. A row with a backorder_line_id counts on that line. Picked may be negative (a void or a put-back), delivered too (a delivery that was not received); all else only grows. Filled is shipped − lost.';

CREATE INDEX demand_entries_at ON public.demand_entries USING brin (at) WITH (pages_per_range='32');

CREATE INDEX demand_entries_cancellation ON public.demand_entries USING btree (cancellation_id) WHERE (cancellation_id IS NOT NULL);

CREATE INDEX demand_entries_cancelled ON public.demand_entries USING btree (order_line_id) INCLUDE (backorder_line_id, quantity, reason, at) WHERE (kind = 'cancelled'::text);

CREATE INDEX demand_entries_order_line ON public.demand_entries USING btree (order_line_id, id);

create table demo_loads (
  id boolean not null default true,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint demo_loads_check CHECK ((finished_at >= started_at)),
  constraint demo_loads_id_check CHECK (id),
  constraint demo_loads_pkey PRIMARY KEY (id)
);

comment on table demo_loads is 'One row once the demo company began to be made. Without finished_at its maker died half-way, and the next start begins anew.';

create table double_demands (
  order_line_id bigint not null,
  customer_id bigint not null,
  variant_id bigint not null,
  decision text not null,
  was_asked boolean not null,
  outstanding bigint not null,
  backorders integer not null,
  oldest_backorder_line_id bigint not null,
  at timestamp with time zone not null,
  constraint double_demands_backorders_check CHECK ((backorders > 0)),
  constraint double_demands_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint double_demands_decision_check1 CHECK ((decision = ANY (ARRAY['add'::text, 'merge'::text, 'replace'::text]))),
  constraint double_demands_oldest_backorder_line_id_fkey FOREIGN KEY (oldest_backorder_line_id) REFERENCES backorder_lines(id),
  constraint double_demands_order_line_id_fkey1 FOREIGN KEY (order_line_id) REFERENCES order_lines(id),
  constraint double_demands_outstanding_check1 CHECK ((outstanding > 0)),
  constraint double_demands_pkey PRIMARY KEY (order_line_id),
  constraint double_demands_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id)
);

comment on table double_demands is 'The same customer waited for the same variant when this order line was confirmed: how much was outstanding then in all, on how many backorders, which waited longest, and what was decided.';

CREATE INDEX double_demands_of_customer ON public.double_demands USING btree (customer_id, variant_id, at);

create table exceptions (
  id bigint not null generated always as identity,
  kind text not null,
  variant_id bigint,
  warehouse_id bigint,
  stock_adjustment_id bigint,
  facts jsonb not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_by text,
  constraint exceptions_check CHECK (((closed_at IS NULL) = (closed_by IS NULL))),
  constraint exceptions_kind_check CHECK ((kind = ANY (ARRAY['count_below_picked'::text, 'books_do_not_balance'::text]))),
  constraint exceptions_pkey PRIMARY KEY (id),
  constraint exceptions_stock_adjustment_id_fkey FOREIGN KEY (stock_adjustment_id) REFERENCES stock_adjustments(id),
  constraint exceptions_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id),
  constraint exceptions_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES warehouses(id)
);

CREATE INDEX exceptions_open ON public.exceptions USING btree (opened_at, id) WHERE (closed_at IS NULL);

create table follow_ups (
  id bigint not null generated always as identity,
  order_id bigint not null,
  backorder_id bigint,
  assigned_to_id bigint,
  cause text not null,
  communication_id bigint,
  subject text,
  due_on date not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  outcome text,
  outcome_notes text,
  closed_at timestamp with time zone,
  closed_by text,
  version integer not null default 1,
  cancellation_id bigint,
  updated_at timestamp with time zone not null default clock_timestamp(),
  constraint follow_ups_assigned_to_id_fkey FOREIGN KEY (assigned_to_id) REFERENCES users(id),
  constraint follow_ups_backorder_id_order_id_fkey FOREIGN KEY (backorder_id, order_id) REFERENCES backorders(id, order_id),
  constraint follow_ups_cancellation CHECK (((cancellation_id IS NULL) OR (cause = 'tell_cancelled'::text))),
  constraint follow_ups_cancellation_id_fkey FOREIGN KEY (cancellation_id) REFERENCES cancellations(id),
  constraint follow_ups_cause_check CHECK ((cause = ANY (ARRAY['communication'::text, 'delivery'::text, 'outcome'::text, 'by_hand'::text, 'tell_cancelled'::text, 'tell_created'::text, 'tell_promised'::text, 'customer_asked'::text, 'send_available'::text]))),
  constraint follow_ups_closed_with_outcome CHECK ((num_nonnulls(outcome, closed_at, closed_by) = ANY (ARRAY[0, 3]))),
  constraint follow_ups_communication CHECK (((cause = 'communication'::text) = (communication_id IS NOT NULL))),
  constraint follow_ups_communication_id_fkey FOREIGN KEY (communication_id) REFERENCES communications(id),
  constraint follow_ups_notes_of_outcome CHECK (((outcome_notes IS NULL) OR (outcome IS NOT NULL))),
  constraint follow_ups_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint follow_ups_outcome_check CHECK ((btrim(outcome) <> ''::text)),
  constraint follow_ups_pkey PRIMARY KEY (id),
  constraint follow_ups_subject_check CHECK ((btrim(subject) <> ''::text))
);

comment on table follow_ups is 'A promise to ourselves to speak with a customer. Closed once, by its outcome.';

comment on column follow_ups.cancellation_id is 'What the customer is to be told was cancelled.';

CREATE UNIQUE INDEX follow_ups_cancellation_once ON public.follow_ups USING btree (cancellation_id) WHERE (cancellation_id IS NOT NULL);

CREATE INDEX follow_ups_changed ON public.follow_ups USING btree (updated_at, id);

CREATE INDEX follow_ups_due ON public.follow_ups USING btree (due_on, id) WHERE (closed_at IS NULL);

CREATE INDEX follow_ups_mine ON public.follow_ups USING btree (assigned_to_id, due_on, id) WHERE (closed_at IS NULL);

CREATE UNIQUE INDEX follow_ups_one_after_delivery ON public.follow_ups USING btree (backorder_id) WHERE (cause = 'delivery'::text);

CREATE INDEX follow_ups_order ON public.follow_ups USING btree (order_id, id);

create table fulfillment_line_allocations (
  fulfillment_line_id bigint not null,
  allocation_id bigint not null,
  quantity integer not null,
  constraint fulfillment_line_allocations_allocation_id_fkey FOREIGN KEY (allocation_id) REFERENCES allocations(id),
  constraint fulfillment_line_allocations_fulfillment_line_id_fkey FOREIGN KEY (fulfillment_line_id) REFERENCES fulfillment_lines(id),
  constraint fulfillment_line_allocations_pkey PRIMARY KEY (fulfillment_line_id, allocation_id),
  constraint fulfillment_line_allocations_quantity_check CHECK ((quantity > 0))
);

CREATE INDEX fulfillment_line_allocations_allocation ON public.fulfillment_line_allocations USING btree (allocation_id);

create table fulfillment_lines (
  id bigint not null generated always as identity,
  fulfillment_id bigint not null,
  order_id bigint not null,
  order_line_id bigint not null,
  backorder_line_id bigint,
  queue_line_id bigint not null,
  variant_id bigint not null,
  warehouse_id bigint not null,
  quantity integer not null,
  short integer not null default 0,
  put_back integer not null default 0,
  leaving integer not null generated always as ((quantity - put_back)) stored,
  lot text,
  undelivered integer not null default 0,
  returned integer not null default 0,
  prepaid integer not null default 0,
  constraint fulfillment_lines_backorder_line_id_order_line_id_fkey FOREIGN KEY (backorder_line_id, order_line_id) REFERENCES backorder_lines(id, order_line_id),
  constraint fulfillment_lines_check CHECK (((quantity + short) > 0)),
  constraint fulfillment_lines_fulfillment_id_order_id_fkey FOREIGN KEY (fulfillment_id, order_id) REFERENCES fulfillments(id, order_id),
  constraint fulfillment_lines_fulfillment_id_queue_line_id_key UNIQUE (fulfillment_id, queue_line_id),
  constraint fulfillment_lines_id_order_line_id_key UNIQUE (id, order_line_id),
  constraint fulfillment_lines_id_variant_id_warehouse_id_key UNIQUE (id, variant_id, warehouse_id),
  constraint fulfillment_lines_order_line_id_order_id_variant_id_fkey FOREIGN KEY (order_line_id, order_id, variant_id) REFERENCES order_lines(id, order_id, variant_id),
  constraint fulfillment_lines_pkey PRIMARY KEY (id),
  constraint fulfillment_lines_prepaid_check CHECK ((prepaid >= 0)),
  constraint fulfillment_lines_put_back_check CHECK ((put_back >= 0)),
  constraint fulfillment_lines_put_back_picked CHECK ((put_back <= quantity)),
  constraint fulfillment_lines_quantity_check CHECK ((quantity >= 0)),
  constraint fulfillment_lines_queue_line_id_variant_id_warehouse_id_fkey FOREIGN KEY (queue_line_id, variant_id, warehouse_id) REFERENCES queue_lines(id, variant_id, warehouse_id),
  constraint fulfillment_lines_returned_check CHECK ((returned >= 0)),
  constraint fulfillment_lines_short_check CHECK ((short >= 0)),
  constraint fulfillment_lines_undelivered_check CHECK ((undelivered >= 0)),
  constraint fulfillment_lines_within_leaving CHECK ((GREATEST((undelivered + returned), prepaid) <= (quantity - put_back)))
);

comment on column fulfillment_lines.put_back is 'Picked units cancelled before they left; leaving is what ships.';

comment on column fulfillment_lines.undelivered is 'Units that left and did not reach the customer. Delivered, and kept, are leaving − undelivered − returned.';

comment on column fulfillment_lines.prepaid is 'Units that its invoice leaves out, because an earlier one charges them or nobody pays them.';

CREATE INDEX fulfillment_lines_backorder_line ON public.fulfillment_lines USING btree (backorder_line_id) WHERE (backorder_line_id IS NOT NULL);

CREATE INDEX fulfillment_lines_lot ON public.fulfillment_lines USING btree (upper(lot) COLLATE "C", id) WHERE (lot IS NOT NULL);

CREATE INDEX fulfillment_lines_order_line ON public.fulfillment_lines USING btree (order_line_id);

create table fulfillments (
  id bigint not null generated always as identity,
  number text not null default ('F-'::text || nextval('fulfillment_number'::regclass)),
  order_id bigint not null,
  backorder_id bigint,
  customer_id bigint not null,
  warehouse_id bigint not null,
  shipment_id bigint,
  picked_at timestamp with time zone not null,
  picked_by text not null,
  packed_at timestamp with time zone,
  packed_by text,
  shipped_at timestamp with time zone,
  delivered_at timestamp with time zone,
  delivered_by text,
  received_by text,
  voided_at timestamp with time zone,
  voided_by text,
  void_reason text,
  status text not null generated always as (
CASE
    WHEN (voided_at IS NOT NULL) THEN 'voided'::text
    WHEN (not_delivered_at IS NOT NULL) THEN 'not_delivered'::text
    WHEN (delivered_at IS NOT NULL) THEN 'delivered'::text
    WHEN (shipped_at IS NOT NULL) THEN 'shipped'::text
    WHEN (packed_at IS NOT NULL) THEN 'packed'::text
    ELSE 'picked'::text
END) stored,
  version integer not null default 1,
  updated_at timestamp with time zone not null default clock_timestamp(),
  reopened_at timestamp with time zone,
  not_delivered_at timestamp with time zone,
  freight numeric(16,2) not null default 0,
  constraint fulfillments_backorder_id_order_id_fkey FOREIGN KEY (backorder_id, order_id) REFERENCES backorders(id, order_id),
  constraint fulfillments_check CHECK (((delivered_at IS NULL) = (delivered_by IS NULL))),
  constraint fulfillments_check1 CHECK (((packed_at IS NULL) = (packed_by IS NULL))),
  constraint fulfillments_check2 CHECK (((voided_at IS NULL) = (voided_by IS NULL))),
  constraint fulfillments_check3 CHECK (((voided_at IS NULL) = (void_reason IS NULL))),
  constraint fulfillments_delivered_after_shipped CHECK (((delivered_at IS NULL) OR ((shipped_at IS NOT NULL) AND (delivered_at >= shipped_at)))),
  constraint fulfillments_freight_check CHECK (((freight >= (0)::numeric) AND (freight < 'NaN'::numeric) AND ((freight = (0)::numeric) OR (shipped_at IS NOT NULL)))),
  constraint fulfillments_id_order_id_customer_id_key UNIQUE (id, order_id, customer_id),
  constraint fulfillments_id_order_id_key UNIQUE (id, order_id),
  constraint fulfillments_number_key UNIQUE (number),
  constraint fulfillments_one_end CHECK (((num_nonnulls(delivered_at, not_delivered_at) <= 1) AND ((not_delivered_at IS NULL) OR (shipped_at IS NOT NULL)))),
  constraint fulfillments_order_id_customer_id_warehouse_id_fkey FOREIGN KEY (order_id, customer_id, warehouse_id) REFERENCES orders(id, customer_id, warehouse_id),
  constraint fulfillments_pkey PRIMARY KEY (id),
  constraint fulfillments_reopened_on_the_way CHECK (((reopened_at IS NULL) OR ((shipped_at IS NOT NULL) AND (delivered_at IS NULL) AND (not_delivered_at IS NULL)))),
  constraint fulfillments_shipment_id_customer_id_fkey FOREIGN KEY (shipment_id, customer_id) REFERENCES shipments(id, customer_id),
  constraint fulfillments_shipped_in_shipment CHECK (((shipped_at IS NULL) OR (shipment_id IS NOT NULL))),
  constraint fulfillments_voided_before_shipped CHECK (((voided_at IS NULL) OR (shipped_at IS NULL)))
) with (fillfactor=85);

comment on column fulfillments.backorder_id is 'Null: it fills the order itself. Set: it fills this backorder of that order.';

comment on column fulfillments.reopened_at is 'Somebody said that it was not received, and nobody settled it yet.';

comment on column fulfillments.freight is 'What the customer is charged for its carriage, stated when it left: part of its invoice beside the goods.';

CREATE INDEX fulfillments_backorder ON public.fulfillments USING btree (backorder_id) WHERE (backorder_id IS NOT NULL);

CREATE INDEX fulfillments_changed ON public.fulfillments USING btree (updated_at, id);

CREATE INDEX fulfillments_order ON public.fulfillments USING btree (order_id);

CREATE INDEX fulfillments_reopened ON public.fulfillments USING btree (id) WHERE (reopened_at IS NOT NULL);

CREATE INDEX fulfillments_shipment ON public.fulfillments USING btree (shipment_id) WHERE (shipment_id IS NOT NULL);

CREATE INDEX fulfillments_status ON public.fulfillments USING btree (status, id);

CREATE INDEX fulfillments_under_way ON public.fulfillments USING btree (customer_id) WHERE ((delivered_at IS NULL) AND (voided_at IS NULL));

create table holds (
  id bigint not null generated always as identity,
  order_id bigint not null,
  backorder_id bigint,
  reason text not null,
  until date,
  notes text,
  held_at timestamp with time zone not null,
  held_by text not null,
  released_at timestamp with time zone,
  released_by text,
  release_notes text,
  price_ended boolean not null default false,
  constraint holds_backorder_id_order_id_fkey FOREIGN KEY (backorder_id, order_id) REFERENCES backorders(id, order_id),
  constraint holds_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint holds_pkey PRIMARY KEY (id),
  constraint holds_reason_check CHECK ((btrim(reason) <> ''::text)),
  constraint holds_release_notes CHECK (((release_notes IS NULL) OR (released_at IS NOT NULL))),
  constraint holds_released_whole CHECK (((released_at IS NULL) = (released_by IS NULL)))
);

comment on table holds is 'A hold of a backorder, or of a whole order with its backorders (backorder_id is null). on_hold of queue lines and backorders says whether one is open.';

comment on column holds.price_ended is 'Held because a price had ended: releasing it lets what it holds go at the locked price.';

CREATE UNIQUE INDEX holds_one_open_of_backorder ON public.holds USING btree (backorder_id) WHERE (released_at IS NULL);

CREATE UNIQUE INDEX holds_one_open_of_order ON public.holds USING btree (order_id) WHERE ((backorder_id IS NULL) AND (released_at IS NULL));

CREATE INDEX holds_order ON public.holds USING btree (order_id);

CREATE INDEX holds_price_ended ON public.holds USING btree (id) WHERE (price_ended AND (released_at IS NULL));

CREATE INDEX holds_until ON public.holds USING btree (until) WHERE (released_at IS NULL);

create table idempotency_keys (
  principal text not null,
  route text not null,
  key text not null,
  body_hash bytea not null,
  response_status smallint,
  response jsonb,
  created_at timestamp with time zone not null,
  constraint idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 255))),
  constraint idempotency_keys_pkey PRIMARY KEY (principal, route, key)
) with (fillfactor=50);

CREATE INDEX idempotency_keys_created ON public.idempotency_keys USING btree (created_at);

create table import_mappings (
  sender text not null,
  kind text not null,
  columns text[] not null,
  mapping jsonb not null,
  units text not null,
  constraint import_mappings_pkey PRIMARY KEY (sender, kind, columns)
);

comment on table import_mappings is 'How somebody mapped columns of such headings the last time.';

create table import_order_heads (
  sender text not null,
  number text not null,
  head jsonb not null,
  kind text not null,
  constraint import_order_heads_kind_check CHECK ((kind = ANY (ARRAY['orders'::text, 'purchase_orders'::text]))),
  constraint import_order_heads_pkey PRIMARY KEY (sender, kind, number)
);

comment on table import_order_heads is 'What a file of orders or purchase orders without lines says of each: the file of their lines needs it.';

create table import_rows (
  import_id bigint not null,
  line integer not null,
  cells text[] not null,
  outcome text not null,
  field text,
  reason text,
  record_type text,
  record_id bigint,
  before jsonb,
  version_after integer,
  constraint import_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE,
  constraint import_rows_outcome_check CHECK ((outcome = ANY (ARRAY['create'::text, 'update'::text, 'same'::text, 'refused'::text]))),
  constraint import_rows_pkey PRIMARY KEY (import_id, line)
);

CREATE INDEX import_rows_refused ON public.import_rows USING btree (import_id, line) WHERE (outcome = 'refused'::text);

create table imports (
  id bigint not null generated always as identity,
  kind text not null,
  filename text not null,
  status text not null,
  columns text[] not null,
  mapping jsonb not null,
  units text not null,
  counts jsonb not null,
  forms jsonb not null,
  done integer not null default 0,
  problem text,
  sender jsonb not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  ended_at timestamp with time zone,
  reverser jsonb,
  constraint imports_done_check CHECK ((done >= 0)),
  constraint imports_kind_check CHECK ((kind = ANY (ARRAY['suppliers'::text, 'products'::text, 'customers'::text, 'holds'::text, 'stock'::text, 'purchase_orders'::text, 'orders'::text, 'prices'::text]))),
  constraint imports_pkey PRIMARY KEY (id),
  constraint imports_status_check CHECK ((status = ANY (ARRAY['ready'::text, 'committing'::text, 'committed'::text, 'failed'::text, 'reversing'::text, 'reversed'::text]))),
  constraint imports_units_check CHECK ((units = ANY (ARRAY['base'::text, 'cases'::text])))
);

comment on column imports.sender is 'Who sent it, as use cases know them: what is written by a job is written by them.';

comment on column imports.reverser is 'Who asked for it to be taken back, as use cases know them; null while nobody did.';

CREATE INDEX imports_kind ON public.imports USING btree (kind, id);

create table inbound_mails (
  id bigint not null generated always as identity,
  message_id text not null,
  answers_id bigint,
  communication_id bigint,
  outcome text not null,
  from_address text,
  subject text,
  received_at timestamp with time zone not null,
  constraint inbound_mails_answers_id_fkey FOREIGN KEY (answers_id) REFERENCES messages(id),
  constraint inbound_mails_communication_id_fkey FOREIGN KEY (communication_id) REFERENCES communications(id),
  constraint inbound_mails_message_id_check CHECK (((length(message_id) >= 1) AND (length(message_id) <= 500))),
  constraint inbound_mails_message_id_key UNIQUE (message_id),
  constraint inbound_mails_outcome CHECK (
CASE outcome
    WHEN 'answer'::text THEN ((answers_id IS NOT NULL) AND (communication_id IS NOT NULL))
    WHEN 'bounce'::text THEN (answers_id IS NOT NULL)
    WHEN 'unknown'::text THEN (answers_id IS NULL)
    ELSE true
END),
  constraint inbound_mails_outcome_check CHECK ((outcome = ANY (ARRAY['answer'::text, 'bounce'::text, 'automatic'::text, 'unknown'::text]))),
  constraint inbound_mails_pkey PRIMARY KEY (id)
);

comment on table inbound_mails is 'One row per mail that came in, by its Message-ID: handed over twice, it counts once.';

CREATE INDEX inbound_mails_answers ON public.inbound_mails USING btree (answers_id) WHERE (answers_id IS NOT NULL);

CREATE INDEX inbound_mails_communication ON public.inbound_mails USING btree (communication_id) WHERE (communication_id IS NOT NULL);

create table invoice_dispositions (
  id bigint not null generated always as identity,
  invoice_id bigint,
  credit_note_id bigint,
  customer_id bigint not null,
  status text not null,
  reason text,
  note text,
  number text not null,
  issued_on date not null,
  occurred_at timestamp with time zone not null,
  request_id text,
  begun_at timestamp with time zone,
  unanswered integer not null default 0,
  problem jsonb,
  ledger_id text,
  ledger_kind text,
  written jsonb,
  there jsonb,
  is_void boolean not null default false,
  sent_at timestamp with time zone,
  checked_at timestamp with time zone,
  check_asked_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  updated_at timestamp with time zone not null default clock_timestamp(),
  constraint invoice_dispositions_check CHECK ((num_nonnulls(invoice_id, credit_note_id) = 1)),
  constraint invoice_dispositions_check1 CHECK (((status = 'excluded'::text) = (reason IS NOT NULL))),
  constraint invoice_dispositions_check2 CHECK ((((reason = 'by_hand'::text) IS NOT TRUE) OR (note IS NOT NULL))),
  constraint invoice_dispositions_check3 CHECK (((status = ANY (ARRAY['sent'::text, 'changed_there'::text])) = (sent_at IS NOT NULL))),
  constraint invoice_dispositions_check4 CHECK (((status <> ALL (ARRAY['sent'::text, 'changed_there'::text])) OR ((ledger_id IS NOT NULL) AND (written IS NOT NULL) AND (there IS NOT NULL)))),
  constraint invoice_dispositions_check5 CHECK (((status <> 'failed'::text) OR (problem IS NOT NULL))),
  constraint invoice_dispositions_check6 CHECK (((begun_at IS NULL) OR ((status = ANY (ARRAY['waiting'::text, 'failed'::text])) AND (request_id IS NOT NULL)))),
  constraint invoice_dispositions_credit_note_id_fkey FOREIGN KEY (credit_note_id) REFERENCES credit_notes(id),
  constraint invoice_dispositions_credit_note_id_key UNIQUE (credit_note_id),
  constraint invoice_dispositions_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint invoice_dispositions_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id),
  constraint invoice_dispositions_invoice_id_key UNIQUE (invoice_id),
  constraint invoice_dispositions_ledger_kind_check CHECK ((ledger_kind = ANY (ARRAY['invoice'::text, 'credit_memo'::text, 'void'::text]))),
  constraint invoice_dispositions_pkey PRIMARY KEY (id),
  constraint invoice_dispositions_reason_check CHECK ((reason = ANY (ARRAY['not_connected'::text, 'before_start'::text, 'nothing_to_charge'::text, 'with_invoice'::text, 'by_hand'::text]))),
  constraint invoice_dispositions_request_id_key UNIQUE (request_id),
  constraint invoice_dispositions_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'excluded'::text, 'changed_there'::text]))),
  constraint invoice_dispositions_unanswered_check CHECK ((unanswered >= 0))
);

comment on table invoice_dispositions is 'What becomes of an invoice or credit note in the company''s accounting: one row each, made with it.';

comment on column invoice_dispositions.reason is 'Why it is not sent: nothing was connected; it is of before the first day; it comes to nothing; an amendment its invoice is written with; a person said so.';

comment on column invoice_dispositions.number is 'As it is written there; its own number unless that was taken.';

comment on column invoice_dispositions.request_id is 'Kept before the first call, so that every try is the same one.';

comment on column invoice_dispositions.begun_at is 'A try began and nobody knows how it ended: it is looked up before the next.';

comment on column invoice_dispositions.unanswered is 'How often it was written without an answer while its ledger answers otherwise.';

comment on column invoice_dispositions.written is 'What we wrote: its amount, its customer and its number there.';

comment on column invoice_dispositions.there is 'How it stood there when it was last looked at; JSON null where it is gone.';

comment on column invoice_dispositions.is_void is 'We voided it ourselves.';

CREATE INDEX invoice_dispositions_asked ON public.invoice_dispositions USING btree (check_asked_at) WHERE (check_asked_at IS NOT NULL);

CREATE INDEX invoice_dispositions_changed ON public.invoice_dispositions USING btree (updated_at);

CREATE INDEX invoice_dispositions_customer ON public.invoice_dispositions USING btree (customer_id);

CREATE INDEX invoice_dispositions_ledger ON public.invoice_dispositions USING btree (ledger_id) WHERE (ledger_id IS NOT NULL);

CREATE INDEX invoice_dispositions_status ON public.invoice_dispositions USING btree (status, id) WHERE (status = ANY (ARRAY['failed'::text, 'changed_there'::text]));

CREATE INDEX invoice_dispositions_strays ON public.invoice_dispositions USING btree (id) WHERE (reason = 'not_connected'::text);

CREATE INDEX invoice_dispositions_waiting ON public.invoice_dispositions USING btree (occurred_at, id) WHERE (status = 'waiting'::text);

create table invoice_lines (
  id bigint not null generated always as identity,
  invoice_id bigint not null,
  fulfillment_line_id bigint,
  order_line_id bigint not null,
  quantity integer not null,
  unit_price numeric(14,4) not null,
  amount numeric(16,2) not null,
  constraint invoice_lines_amount_check CHECK (((amount >= (0)::numeric) AND (amount < 'NaN'::numeric))),
  constraint invoice_lines_fulfillment_line_id_key UNIQUE (fulfillment_line_id),
  constraint invoice_lines_fulfillment_line_id_order_line_id_fkey FOREIGN KEY (fulfillment_line_id, order_line_id) REFERENCES fulfillment_lines(id, order_line_id),
  constraint invoice_lines_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id),
  constraint invoice_lines_pkey PRIMARY KEY (id),
  constraint invoice_lines_quantity_check CHECK ((quantity > 0)),
  constraint invoice_lines_unit_price_check CHECK (((unit_price >= (0)::numeric) AND (unit_price < 'NaN'::numeric)))
);

CREATE UNIQUE INDEX invoice_lines_in_advance ON public.invoice_lines USING btree (order_line_id) WHERE (fulfillment_line_id IS NULL);

CREATE INDEX invoice_lines_invoice ON public.invoice_lines USING btree (invoice_id);

CREATE INDEX invoice_lines_order_line ON public.invoice_lines USING btree (order_line_id);

create table invoice_sending (
  id boolean not null default true,
  is_on boolean not null default false,
  starts_on date,
  leased_by text,
  leased_until timestamp with time zone,
  paused_until timestamp with time zone,
  failures integer not null default 0,
  failing_since timestamp with time zone,
  problem jsonb,
  last_sent_at timestamp with time zone,
  compared_at timestamp with time zone,
  constraint invoice_sending_check CHECK (((NOT is_on) OR (starts_on IS NOT NULL))),
  constraint invoice_sending_check1 CHECK (((leased_by IS NULL) = (leased_until IS NULL))),
  constraint invoice_sending_failures_check CHECK ((failures >= 0)),
  constraint invoice_sending_id_check CHECK (id),
  constraint invoice_sending_pkey PRIMARY KEY (id)
);

comment on table invoice_sending is 'How invoices go to the company''s accounting. No row, or is_on false: nothing is queued.';

comment on column invoice_sending.starts_on is 'Invoices from this day on are sent; earlier ones are in the accounting by other means.';

comment on column invoice_sending.leased_by is 'Whoever sends now: one at a time, so that everything arrives in order of time.';

create table invoices (
  id bigint not null generated always as identity,
  number text not null default ('INV-'::text || nextval('invoice_number'::regclass)),
  fulfillment_id bigint,
  order_id bigint not null,
  customer_id bigint not null,
  currency text not null,
  amount numeric(16,2) not null,
  invoiced_on date not null,
  created_at timestamp with time zone not null,
  constraint invoices_amount_check CHECK (((amount >= (0)::numeric) AND (amount < 'NaN'::numeric))),
  constraint invoices_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint invoices_fulfillment_id_key UNIQUE (fulfillment_id),
  constraint invoices_fulfillment_id_order_id_customer_id_fkey FOREIGN KEY (fulfillment_id, order_id, customer_id) REFERENCES fulfillments(id, order_id, customer_id),
  constraint invoices_id_fulfillment_id_key UNIQUE (id, fulfillment_id),
  constraint invoices_number_key UNIQUE (number),
  constraint invoices_pkey PRIMARY KEY (id)
);

comment on column invoices.fulfillment_id is 'None: the order was invoiced in advance, or more of it.';

CREATE INDEX invoices_customer ON public.invoices USING btree (customer_id, id);

CREATE INDEX invoices_order ON public.invoices USING btree (order_id);

create table mail_server (
  id boolean not null default true,
  is_set_up boolean not null,
  failing_since timestamp with time zone,
  last_error text,
  constraint mail_server_check CHECK (((failing_since IS NULL) = (last_error IS NULL))),
  constraint mail_server_id_check CHECK (id),
  constraint mail_server_pkey PRIMARY KEY (id)
);

comment on table mail_server is 'Whether mail leaves, as the process that sends it last saw it.';

create table message_backorders (
  backorder_id bigint not null,
  message_id bigint not null,
  constraint message_backorders_backorder_id_fkey FOREIGN KEY (backorder_id) REFERENCES backorders(id),
  constraint message_backorders_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id),
  constraint message_backorders_pkey PRIMARY KEY (backorder_id, message_id)
);

comment on table message_backorders is 'Which backorders a message speaks of: a digest of several, others of one.';

CREATE INDEX message_backorders_message ON public.message_backorders USING btree (message_id);

create table message_rules (
  id boolean not null default true,
  events_off text[] not null,
  gathers boolean not null,
  quiet_from text,
  quiet_until text,
  morning text not null,
  wait_minutes integer not null,
  version integer not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  constraint message_rules_id_check CHECK (id),
  constraint message_rules_morning_check CHECK ((morning ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text)),
  constraint message_rules_pkey PRIMARY KEY (id),
  constraint message_rules_quiet CHECK (
CASE
    WHEN (quiet_from IS NULL) THEN (quiet_until IS NULL)
    ELSE COALESCE((quiet_from <> quiet_until), false)
END),
  constraint message_rules_quiet_from_check CHECK ((quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text)),
  constraint message_rules_quiet_until_check CHECK ((quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text)),
  constraint message_rules_wait_minutes_check CHECK (((wait_minutes >= 0) AND (wait_minutes <= 120)))
);

comment on table message_rules is 'How customers are written to. Without a row it is as the product comes.';

comment on column message_rules.gathers is 'Several backorders of one customer go in one mail when they wait to be told at once.';

comment on column message_rules.morning is 'When the day''s own messages leave: weekly status and delays, found in the night.';

comment on column message_rules.wait_minutes is 'So long a message waits before it leaves, so that what is put right at once tells nobody.';

create table message_templates (
  event text not null,
  language text not null,
  subject text not null,
  text text not null,
  html text not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  constraint message_templates_html_check CHECK ((btrim(html) <> ''::text)),
  constraint message_templates_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text]))),
  constraint message_templates_pkey PRIMARY KEY (event, language),
  constraint message_templates_subject_check CHECK ((btrim(subject) <> ''::text)),
  constraint message_templates_text_check CHECK ((btrim(text) <> ''::text))
);

comment on table message_templates is 'Texts the company changed; every other is the one the product comes with.';

create table messages (
  id bigint not null generated always as identity,
  event text not null,
  customer_id bigint not null,
  order_id bigint,
  backorder_id bigint,
  fulfillment_id bigint,
  cancellation_id bigint,
  cause text not null,
  facts jsonb not null default '{}'::jsonb,
  status text not null default 'queued'::text,
  reason text,
  to_address text,
  language text,
  subject text,
  text text,
  html text,
  is_fixed boolean not null default false,
  message_id text,
  told jsonb,
  attempts integer not null default 0,
  queued_at timestamp with time zone not null,
  queued_by text not null,
  next_try_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  settled_at timestamp with time zone,
  carried_by_id bigint,
  substitution_id bigint,
  constraint messages_about_something CHECK (((event = 'digest'::text) = (order_id IS NULL))),
  constraint messages_attempts_check CHECK ((attempts >= 0)),
  constraint messages_backorder_id_order_id_fkey FOREIGN KEY (backorder_id, order_id) REFERENCES backorders(id, order_id),
  constraint messages_cancellation_id_fkey FOREIGN KEY (cancellation_id) REFERENCES cancellations(id),
  constraint messages_carried CHECK (((carried_by_id IS NULL) OR (status = 'suppressed'::text))),
  constraint messages_carried_by_id_fkey FOREIGN KEY (carried_by_id) REFERENCES messages(id),
  constraint messages_cause_key UNIQUE (cause),
  constraint messages_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint messages_event_check CHECK ((event = ANY (ARRAY['order_confirmed'::text, 'backorder_created'::text, 'date_moved'::text, 'stock_arrived'::text, 'shipped'::text, 'delivered'::text, 'delayed'::text, 'weekly_status'::text, 'cancelled'::text, 'rescheduled'::text, 'substitute_proposed'::text, 'substitute_confirmed'::text, 'credit_issued'::text, 'digest'::text]))),
  constraint messages_fulfillment_id_fkey FOREIGN KEY (fulfillment_id) REFERENCES fulfillments(id),
  constraint messages_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text]))),
  constraint messages_message_id_key UNIQUE (message_id),
  constraint messages_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_reason_check CHECK ((btrim(reason) <> ''::text)),
  constraint messages_sent CHECK (
CASE
    WHEN (sent_at IS NULL) THEN (status <> 'sent'::text)
    ELSE (status = ANY (ARRAY['sent'::text, 'bounced'::text]))
END),
  constraint messages_settled CHECK (((status = 'queued'::text) = (settled_at IS NULL))),
  constraint messages_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'bounced'::text, 'suppressed'::text, 'recorded'::text]))),
  constraint messages_substitution_id_fkey FOREIGN KEY (substitution_id) REFERENCES substitutions(id),
  constraint messages_why CHECK (((status <> ALL (ARRAY['failed'::text, 'bounced'::text, 'suppressed'::text])) OR (reason IS NOT NULL))),
  constraint messages_written CHECK (((status <> ALL (ARRAY['sent'::text, 'recorded'::text, 'bounced'::text])) OR (num_nulls(subject, text, html, message_id, language) = 0)))
) with (fillfactor=70);

comment on table messages is 'One row per thing a customer is told, or was not and why. Its text is written from the records when it leaves.';

comment on column messages.cause is 'What it comes from: the same event handled twice makes one message.';

comment on column messages.is_fixed is 'Its text was written before and is sent as it stands.';

comment on column messages.told is 'By order line, how many were to come and when, as this message says it: what did not change since is not told again.';

comment on column messages.carried_by_id is 'The digest that said this among others.';

comment on column messages.substitution_id is 'The proposal it is about.';

CREATE INDEX messages_carried ON public.messages USING btree (carried_by_id) WHERE (carried_by_id IS NOT NULL);

CREATE INDEX messages_customer ON public.messages USING btree (customer_id, id);

CREATE INDEX messages_due ON public.messages USING btree (next_try_at, id) WHERE (status = 'queued'::text);

CREATE INDEX messages_due_customer ON public.messages USING btree (customer_id) WHERE (status = 'queued'::text);

CREATE INDEX messages_message_id_prefix ON public.messages USING btree (message_id text_pattern_ops) WHERE (message_id IS NOT NULL);

CREATE UNIQUE INDEX messages_one_waiting ON public.messages USING btree (event, backorder_id) WHERE ((status = 'queued'::text) AND (NOT is_fixed) AND (event = ANY (ARRAY['date_moved'::text, 'stock_arrived'::text, 'backorder_created'::text, 'delayed'::text, 'weekly_status'::text])));

CREATE INDEX messages_order ON public.messages USING btree (order_id, id);

CREATE INDEX messages_undelivered ON public.messages USING btree (id) WHERE (status = ANY (ARRAY['failed'::text, 'bounced'::text]));

create table news_set_aside (
  backorder_id bigint not null,
  news text not null,
  set_aside_at timestamp with time zone not null,
  set_aside_by text not null,
  constraint news_set_aside_backorder_id_fkey FOREIGN KEY (backorder_id) REFERENCES backorders(id),
  constraint news_set_aside_news_check CHECK (((length(news) >= 1) AND (length(news) <= 60))),
  constraint news_set_aside_pkey PRIMARY KEY (backorder_id, news)
);

comment on table news_set_aside is 'What is not proposed to be told again: other news of the same backorder are.';

create table notes (
  id bigint not null generated always as identity,
  order_id bigint not null,
  backorder_id bigint,
  text text not null,
  at timestamp with time zone not null,
  actor text not null,
  constraint notes_backorder_id_order_id_fkey FOREIGN KEY (backorder_id, order_id) REFERENCES backorders(id, order_id),
  constraint notes_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint notes_pkey PRIMARY KEY (id),
  constraint notes_text_check CHECK ((btrim(text) <> ''::text))
);

comment on table notes is 'Remarks for colleagues, append-only; no customer sees them.';

CREATE INDEX notes_order ON public.notes USING btree (order_id, id);

create table notification_backorders (
  backorder_id bigint not null,
  notification_id bigint not null,
  news text not null,
  promised_on date,
  covered integer,
  constraint notification_backorders_backorder_id_fkey FOREIGN KEY (backorder_id) REFERENCES backorders(id),
  constraint notification_backorders_covered CHECK (((covered IS NOT NULL) = (news = ANY (ARRAY['ready'::text, 'not_ready'::text])))),
  constraint notification_backorders_covered_check CHECK ((covered >= 0)),
  constraint notification_backorders_news_check CHECK ((news = ANY (ARRAY['ready'::text, 'not_ready'::text, 'moved'::text, 'at_risk'::text, 'broken'::text]))),
  constraint notification_backorders_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES notifications(id),
  constraint notification_backorders_pkey PRIMARY KEY (backorder_id, notification_id)
);

comment on column notification_backorders.promised_on is 'The promise the news is about: another promise is other news.';

comment on column notification_backorders.covered is 'Of news about readiness: how many of its units were allocated or had left when it was told.';

create table notification_reads (
  principal text not null,
  notification_id bigint not null,
  constraint notification_reads_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES notifications(id),
  constraint notification_reads_pkey PRIMARY KEY (principal, notification_id)
);

comment on table notification_reads is 'Read one by one, beyond what reading_marks covers.';

create table notifications (
  id bigint not null generated always as identity,
  user_id bigint,
  role text,
  kind text not null,
  record_type text not null,
  record_id bigint not null,
  facts jsonb not null,
  source text not null,
  created_at timestamp with time zone not null,
  constraint notifications_check CHECK ((num_nonnulls(user_id, role) = 1)),
  constraint notifications_pkey PRIMARY KEY (id),
  constraint notifications_source_key UNIQUE (source),
  constraint notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

comment on column notifications.source is 'What it was made from: the same event handled twice makes one notification.';

CREATE INDEX notifications_role ON public.notifications USING btree (role, id) WHERE (role IS NOT NULL);

CREATE INDEX notifications_user ON public.notifications USING btree (user_id, id);

create table open_backorder_lines (
  backorder_id bigint not null,
  backorder_line_id bigint not null,
  variant_id bigint not null,
  product_id bigint not null,
  supplier_id bigint,
  customer_id bigint not null,
  warehouse_id bigint not null,
  reason text,
  created_on date not null,
  promised_on date,
  quantity integer not null,
  cents bigint not null,
  constraint open_backorder_lines_pkey PRIMARY KEY (backorder_id, backorder_line_id) INCLUDE (variant_id, product_id, supplier_id, customer_id),
  constraint open_backorder_lines_quantity_check CHECK ((quantity > 0))
) with (fillfactor=80);

comment on table open_backorder_lines is 'A projection: one row for each backorder line with something outstanding, what that is and what it is worth. Kept by triggers of backorder_lines, backorders and variants; reports alone read it.';

CREATE INDEX open_backorder_lines_product ON public.open_backorder_lines USING btree (product_id, customer_id) INCLUDE (variant_id);

create table order_lines (
  id bigint not null generated always as identity,
  order_id bigint not null,
  variant_id bigint not null,
  "position" integer not null,
  quantity integer not null,
  unit_price numeric(14,4) not null,
  deal_name text,
  deal_amount numeric(14,2) not null default 0,
  value numeric(16,2) not null generated always as (round((((quantity)::numeric * unit_price) - deal_amount), 2)) stored,
  shortage_rule text,
  increase_of_id bigint,
  filled integer not null default 0,
  backordered integer not null default 0,
  cancelled integer not null default 0,
  delivered integer not null default 0,
  open integer not null generated always as ((((quantity - filled) - backordered) - cancelled)) stored,
  cancel_if_not_shipped_by date,
  deal_id bigint,
  deal_kind text,
  deal_percent numeric(5,2),
  deal_price numeric(14,4),
  double_demand text,
  taken_back integer not null default 0,
  price_reason text,
  returned integer not null default 0,
  return_line_id bigint,
  price_valid_until date,
  price_released_at timestamp with time zone,
  constraint order_lines_backordered_check CHECK ((backordered >= 0)),
  constraint order_lines_cancelled_check CHECK ((cancelled >= 0)),
  constraint order_lines_deal CHECK ((((deal_kind IS NULL) = (deal_name IS NULL)) AND ((deal_percent IS NOT NULL) = (NOT (deal_kind IS DISTINCT FROM 'percent'::text))) AND ((deal_price IS NOT NULL) = (NOT (deal_kind IS DISTINCT FROM 'price'::text))) AND ((deal_id IS NULL) OR (deal_name IS NOT NULL)))),
  constraint order_lines_deal_amount_check CHECK (((deal_amount >= (0)::numeric) AND (deal_amount < 'NaN'::numeric))),
  constraint order_lines_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id),
  constraint order_lines_deal_kind_check CHECK ((deal_kind = ANY (ARRAY['percent'::text, 'amount'::text, 'price'::text]))),
  constraint order_lines_deal_percent_check CHECK (((deal_percent > (0)::numeric) AND (deal_percent <= (100)::numeric))),
  constraint order_lines_deal_price_check CHECK (((deal_price >= (0)::numeric) AND (deal_price < 'NaN'::numeric))),
  constraint order_lines_delivered_check CHECK ((delivered >= 0)),
  constraint order_lines_delivered_filled CHECK ((delivered <= filled)),
  constraint order_lines_double_demand_check CHECK ((double_demand = ANY (ARRAY['add'::text, 'merge'::text, 'replace'::text]))),
  constraint order_lines_filled_check CHECK ((filled >= 0)),
  constraint order_lines_id_order_id_variant_id_key UNIQUE (id, order_id, variant_id),
  constraint order_lines_increase_of_id_order_id_variant_id_fkey FOREIGN KEY (increase_of_id, order_id, variant_id) REFERENCES order_lines(id, order_id, variant_id),
  constraint order_lines_never_overfilled CHECK ((((filled + backordered) + cancelled) <= quantity)),
  constraint order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint order_lines_order_id_position_key UNIQUE (order_id, "position"),
  constraint order_lines_pkey PRIMARY KEY (id),
  constraint order_lines_position_check CHECK (("position" > 0)),
  constraint order_lines_price_reason_check CHECK (((price_reason IS NULL) OR ((length(price_reason) >= 1) AND (length(price_reason) <= 200)))),
  constraint order_lines_quantity_check CHECK (((quantity >= 1) AND (quantity <= 10000000))),
  constraint order_lines_return_line_id_fkey FOREIGN KEY (return_line_id) REFERENCES return_lines(id),
  constraint order_lines_returned_check CHECK ((returned >= 0)),
  constraint order_lines_returned_delivered CHECK ((returned <= delivered)),
  constraint order_lines_shortage_rule_check CHECK ((shortage_rule = ANY (ARRAY['backorder'::text, 'cancel_shortage'::text, 'ask'::text]))),
  constraint order_lines_taken_back CHECK (((taken_back >= 0) AND (taken_back <= quantity))),
  constraint order_lines_unit_price_check CHECK (((unit_price >= (0)::numeric) AND (unit_price < 'NaN'::numeric))),
  constraint order_lines_value_check CHECK ((value >= (0)::numeric)),
  constraint order_lines_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id)
) with (fillfactor=85);

comment on column order_lines.deal_amount is 'The price reduction of the line, in currency, frozen at confirmation.';

comment on column order_lines.increase_of_id is 'The line whose quantity this one raises: people see both as one row, each keeps its own queue time and life.';

comment on column order_lines.filled is 'Shipped from the order itself; what its backorders shipped counts on them.';

comment on column order_lines.backordered is 'The whole quantity ever moved to backorders.';

comment on column order_lines.cancel_if_not_shipped_by is 'Past this day what has not shipped is proposed for cancellation; a person decides.';

comment on column order_lines.deal_kind is 'How the deal was reckoned: a percentage or a price holds for an increase of the line too, an amount does not.';

comment on column order_lines.double_demand is 'What was decided about the customer''s open backorders of the same variant; null where nobody was asked, which adds.';

comment on column order_lines.taken_back is 'What changes of the order took back of the line, on the order and on its backorders: part of the cancelled sums, and of no figure people read as ordered.';

comment on column order_lines.price_reason is 'Why it was ordered at another price than the list price; null where nobody said.';

comment on column order_lines.return_line_id is 'Set: it replaces what came back on this line of a return. No sum of its order counts it.';

comment on column order_lines.price_valid_until is 'The last day on which what waits of the line goes at its price without a person deciding; null for ever.';

comment on column order_lines.price_released_at is 'When a person let the line go at its price after that day.';

CREATE INDEX order_lines_deal_id ON public.order_lines USING btree (deal_id) WHERE (deal_id IS NOT NULL);

CREATE INDEX order_lines_increase_of ON public.order_lines USING btree (increase_of_id) WHERE (increase_of_id IS NOT NULL);

CREATE INDEX order_lines_price_valid_until ON public.order_lines USING btree (price_valid_until) WHERE ((price_valid_until IS NOT NULL) AND (price_released_at IS NULL));

CREATE UNIQUE INDEX order_lines_replacement ON public.order_lines USING btree (return_line_id) WHERE (return_line_id IS NOT NULL);

CREATE INDEX order_lines_ship_by ON public.order_lines USING btree (cancel_if_not_shipped_by, id) WHERE (cancel_if_not_shipped_by IS NOT NULL);

CREATE INDEX order_lines_variant ON public.order_lines USING btree (variant_id);

create table orders (
  id bigint not null generated always as identity,
  number text not null default ('SO-'::text || nextval('order_number'::regclass)),
  customer_id bigint not null,
  warehouse_id bigint not null,
  sales_rep_id bigint,
  ordered_on date not null,
  requested_on date,
  ship_policy text not null,
  terms text not null,
  currency text not null,
  delivery_address jsonb,
  notes text,
  confirmed_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  created_at timestamp with time zone not null,
  created_by text not null,
  ordered integer not null default 0,
  shipped integer not null default 0,
  delivered integer not null default 0,
  cancelled integer not null default 0,
  backordered integer not null default 0,
  status text not null generated always as (
CASE
    WHEN ((confirmed_at IS NULL) AND (cancelled_at IS NULL)) THEN 'draft'::text
    WHEN ((shipped = 0) AND ((cancelled_at IS NOT NULL) OR (cancelled = ordered))) THEN 'cancelled'::text
    WHEN (shipped = 0) THEN 'confirmed'::text
    WHEN ((shipped + cancelled) < ordered) THEN 'partially_fulfilled'::text
    WHEN (delivered < shipped) THEN 'fulfilled'::text
    ELSE 'delivered'::text
END) stored,
  version integer not null default 1,
  taken_back integer not null default 0,
  customer_reference text,
  external_id text,
  external_sender text,
  updated_at timestamp with time zone not null default clock_timestamp(),
  invoice_rule text not null default 'per_fulfillment'::text,
  constraint orders_backordered_check CHECK ((backordered >= 0)),
  constraint orders_cancelled_check CHECK ((cancelled >= 0)),
  constraint orders_cancelled_draft CHECK ((num_nonnulls(confirmed_at, cancelled_at) <= 1)),
  constraint orders_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint orders_customer_reference_said CHECK ((btrim(customer_reference) <> ''::text)),
  constraint orders_delivered_check CHECK ((delivered >= 0)),
  constraint orders_delivered_shipped CHECK ((delivered <= shipped)),
  constraint orders_external_of_sender CHECK (((external_id IS NULL) = (external_sender IS NULL))),
  constraint orders_id_customer_id_warehouse_id_key UNIQUE (id, customer_id, warehouse_id),
  constraint orders_invoice_rule_check CHECK ((invoice_rule = ANY (ARRAY['per_fulfillment'::text, 'in_advance'::text]))),
  constraint orders_number_key UNIQUE (number),
  constraint orders_ordered_check CHECK ((ordered >= 0)),
  constraint orders_pkey PRIMARY KEY (id),
  constraint orders_sales_rep_id_fkey FOREIGN KEY (sales_rep_id) REFERENCES users(id),
  constraint orders_ship_policy_check CHECK ((ship_policy = ANY (ARRAY['partial'::text, 'complete'::text]))),
  constraint orders_shipped_check CHECK ((shipped >= 0)),
  constraint orders_taken_back CHECK (((taken_back >= 0) AND (taken_back <= cancelled))),
  constraint orders_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES warehouses(id),
  constraint orders_within_ordered CHECK (((shipped + cancelled) <= ordered))
) with (fillfactor=85);

comment on column orders.cancelled_at is 'A draft that was given up. A confirmed order is cancelled by its quantities.';

comment on column orders.customer_reference is 'The number the customer gave the order.';

comment on column orders.external_id is 'The id it has in the program that sent it, unique among what the same sender sent.';

comment on column orders.external_sender is 'Who set the external id: a program by the name of its key, or a person.';

comment on column orders.invoice_rule is 'Frozen with the confirmation: the setting of that day. Of a draft it says nothing.';

CREATE INDEX orders_changed ON public.orders USING btree (updated_at, id);

CREATE INDEX orders_customer ON public.orders USING btree (customer_id, id);

CREATE INDEX orders_customer_reference ON public.orders USING btree (upper(customer_reference) COLLATE "C") WHERE (customer_reference IS NOT NULL);

CREATE UNIQUE INDEX orders_external ON public.orders USING btree (external_id, external_sender) WHERE (external_id IS NOT NULL);

CREATE INDEX orders_external_lower ON public.orders USING btree (lower(external_id)) WHERE (external_id IS NOT NULL);

CREATE INDEX orders_newest ON public.orders USING btree (ordered_on, id);

CREATE INDEX orders_number_prefix ON public.orders USING btree (number COLLATE "C");

CREATE INDEX orders_status ON public.orders USING btree (status, ordered_on, id);

create table outbox (
  id bigint not null generated always as identity,
  topic text not null,
  payload jsonb not null,
  created_at timestamp with time zone not null,
  act uuid,
  constraint outbox_pkey PRIMARY KEY (id)
);

comment on table outbox is 'Written in the transaction that causes the message; the relay turns rows into jobs and live events, then deletes them.';

comment on column outbox.act is 'The use case that wrote it: what one act causes is told a customer in one message.';

create table password_resets (
  id bigint not null generated always as identity,
  user_id bigint not null,
  requested_at timestamp with time zone not null,
  next_try_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  token_hash bytea,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint password_resets_check CHECK ((expires_at > requested_at)),
  constraint password_resets_pkey PRIMARY KEY (id),
  constraint password_resets_token_hash_check CHECK ((length(token_hash) = 32)),
  constraint password_resets_token_hash_key UNIQUE (token_hash),
  constraint password_resets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

comment on table password_resets is 'The link is made when the mail is handed over; its hash alone is kept. It works once, until expires_at.';

CREATE INDEX password_resets_due ON public.password_resets USING btree (next_try_at, id) WHERE ((sent_at IS NULL) AND (used_at IS NULL));

CREATE INDEX password_resets_user ON public.password_resets USING btree (user_id, id);

create table pins (
  id bigint not null generated always as identity,
  purchase_order_line_id bigint not null,
  queue_line_id bigint not null,
  variant_id bigint not null,
  warehouse_id bigint not null,
  quantity integer not null,
  served integer not null default 0,
  constraint pins_check CHECK (((served >= 0) AND (served <= quantity))),
  constraint pins_pkey PRIMARY KEY (id),
  constraint pins_purchase_order_line_id_queue_line_id_key UNIQUE (purchase_order_line_id, queue_line_id),
  constraint pins_purchase_order_line_id_variant_id_warehouse_id_fkey FOREIGN KEY (purchase_order_line_id, variant_id, warehouse_id) REFERENCES purchase_order_lines(id, variant_id, warehouse_id),
  constraint pins_quantity_check CHECK ((quantity > 0)),
  constraint pins_queue_line_id_variant_id_warehouse_id_fkey FOREIGN KEY (queue_line_id, variant_id, warehouse_id) REFERENCES queue_lines(id, variant_id, warehouse_id)
);

comment on table pins is 'A purchase-order line bought for a named line: served first from that line''s receipts.';

CREATE INDEX pins_queue_line ON public.pins USING btree (queue_line_id);

create table prints (
  id bigint not null generated always as identity,
  fulfillment_id bigint not null,
  document text not null,
  copy integer not null,
  reason text,
  at timestamp with time zone not null,
  actor text not null,
  constraint prints_check CHECK (((copy = 1) OR (reason IS NOT NULL))),
  constraint prints_copy_check CHECK ((copy > 0)),
  constraint prints_document_check CHECK ((document = ANY (ARRAY['packing_slip'::text, 'label'::text]))),
  constraint prints_fulfillment_id_document_copy_key UNIQUE (fulfillment_id, document, copy),
  constraint prints_fulfillment_id_fkey FOREIGN KEY (fulfillment_id) REFERENCES fulfillments(id),
  constraint prints_pkey PRIMARY KEY (id),
  constraint prints_reason_check CHECK ((btrim(reason) <> ''::text))
);

comment on table prints is 'Each time the paper of a fulfillment was printed. From the second time on it says why, and the paper says which copy it is.';

create table products (
  id bigint not null generated always as identity,
  name text not null,
  family text,
  description text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  search_text text not null generated always as ((' '::text || fold(((name || ' '::text) || COALESCE(family, ''::text))))) stored,
  is_written_about boolean not null default true,
  updated_at timestamp with time zone not null default clock_timestamp(),
  constraint products_id_name_key UNIQUE (id, name),
  constraint products_name_check CHECK ((btrim(name) <> ''::text)),
  constraint products_pkey PRIMARY KEY (id)
);

comment on column products.is_written_about is 'False: no message to a customer speaks of it.';

CREATE INDEX products_changed ON public.products USING btree (updated_at, id);

CREATE INDEX products_name_lower ON public.products USING btree (lower(name));

CREATE INDEX products_search ON public.products USING gin (search_text gin_trgm_ops);

create table purchase_order_deliveries (
  id bigint not null generated always as identity,
  purchase_order_line_id bigint not null,
  quantity integer not null,
  expected_on date not null,
  constraint purchase_order_deliveries_pkey PRIMARY KEY (id),
  constraint purchase_order_deliveries_purchase_order_line_id_fkey FOREIGN KEY (purchase_order_line_id) REFERENCES purchase_order_lines(id),
  constraint purchase_order_deliveries_quantity_check CHECK (((quantity >= 1) AND (quantity <= 10000000)))
);

comment on table purchase_order_deliveries is 'Parts of what was still to come of a line when it was split, each with its day. What arrives is of the first of them.';

CREATE INDEX purchase_order_deliveries_line ON public.purchase_order_deliveries USING btree (purchase_order_line_id, expected_on, id);

create table purchase_order_lines (
  id bigint not null generated always as identity,
  purchase_order_id bigint not null,
  warehouse_id bigint not null,
  variant_id bigint not null,
  "position" integer not null,
  quantity integer not null,
  received integer not null default 0,
  expected_on date,
  closed boolean not null default false,
  remaining integer not null generated always as (
CASE
    WHEN closed THEN 0
    ELSE GREATEST(0, (quantity - received))
END) stored,
  constraint purchase_order_lines_id_purchase_order_id_key UNIQUE (id, purchase_order_id),
  constraint purchase_order_lines_id_variant_id_warehouse_id_key UNIQUE (id, variant_id, warehouse_id),
  constraint purchase_order_lines_pkey PRIMARY KEY (id),
  constraint purchase_order_lines_position_check CHECK (("position" > 0)),
  constraint purchase_order_lines_purchase_order_id_position_key UNIQUE (purchase_order_id, "position"),
  constraint purchase_order_lines_purchase_order_id_warehouse_id_fkey FOREIGN KEY (purchase_order_id, warehouse_id) REFERENCES purchase_orders(id, warehouse_id),
  constraint purchase_order_lines_quantity_check CHECK (((quantity >= 1) AND (quantity <= 10000000))),
  constraint purchase_order_lines_received_check CHECK ((received >= 0)),
  constraint purchase_order_lines_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id)
);

CREATE INDEX purchase_order_lines_arriving ON public.purchase_order_lines USING btree (variant_id, warehouse_id) WHERE (remaining > 0);

CREATE INDEX purchase_order_lines_variant ON public.purchase_order_lines USING btree (variant_id, warehouse_id, id);

create table purchase_orders (
  id bigint not null generated always as identity,
  number text not null default ('PO-'::text || nextval('purchase_order_number'::regclass)),
  supplier_id bigint not null,
  warehouse_id bigint not null,
  ordered_on date not null,
  notes text,
  created_at timestamp with time zone not null,
  created_by text not null,
  closed_at timestamp with time zone,
  version integer not null default 1,
  external_id text,
  external_sender text,
  updated_at timestamp with time zone not null default clock_timestamp(),
  confirmed_on date,
  supplier_reference text,
  constraint purchase_orders_external_of_sender CHECK (((external_id IS NULL) = (external_sender IS NULL))),
  constraint purchase_orders_id_warehouse_id_key UNIQUE (id, warehouse_id),
  constraint purchase_orders_number_key UNIQUE (number),
  constraint purchase_orders_pkey PRIMARY KEY (id),
  constraint purchase_orders_supplier_id_fkey FOREIGN KEY (supplier_id) REFERENCES suppliers(id),
  constraint purchase_orders_supplier_reference_check CHECK ((btrim(supplier_reference) <> ''::text)),
  constraint purchase_orders_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES warehouses(id)
);

CREATE INDEX purchase_orders_changed ON public.purchase_orders USING btree (updated_at, id);

CREATE UNIQUE INDEX purchase_orders_external ON public.purchase_orders USING btree (external_id, external_sender) WHERE (external_id IS NOT NULL);

CREATE INDEX purchase_orders_external_lower ON public.purchase_orders USING btree (lower(external_id)) WHERE (external_id IS NOT NULL);

CREATE INDEX purchase_orders_number_prefix ON public.purchase_orders USING btree (number COLLATE "C");

CREATE INDEX purchase_orders_supplier ON public.purchase_orders USING btree (supplier_id, id);

create table put_back_tasks (
  id bigint not null generated always as identity,
  variant_id bigint not null,
  warehouse_id bigint not null,
  order_line_id bigint not null,
  quantity integer not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  done_at timestamp with time zone,
  done_by text,
  fulfillment_line_id bigint not null,
  constraint put_back_tasks_check CHECK (((done_at IS NULL) = (done_by IS NULL))),
  constraint put_back_tasks_fulfillment_line_id_order_line_id_fkey FOREIGN KEY (fulfillment_line_id, order_line_id) REFERENCES fulfillment_lines(id, order_line_id),
  constraint put_back_tasks_fulfillment_line_id_variant_id_warehouse_id_fkey FOREIGN KEY (fulfillment_line_id, variant_id, warehouse_id) REFERENCES fulfillment_lines(id, variant_id, warehouse_id),
  constraint put_back_tasks_id_variant_id_warehouse_id_key UNIQUE (id, variant_id, warehouse_id),
  constraint put_back_tasks_order_line_id_fkey FOREIGN KEY (order_line_id) REFERENCES order_lines(id),
  constraint put_back_tasks_pkey PRIMARY KEY (id),
  constraint put_back_tasks_quantity_check CHECK ((quantity > 0)),
  constraint put_back_tasks_variant_id_warehouse_id_fkey FOREIGN KEY (variant_id, warehouse_id) REFERENCES stock_levels(variant_id, warehouse_id)
);

CREATE INDEX put_back_tasks_open ON public.put_back_tasks USING btree (warehouse_id, id) WHERE (done_at IS NULL);

create table queue_lines (
  id bigint not null generated always as identity,
  variant_id bigint not null,
  warehouse_id bigint not null,
  order_id bigint not null,
  order_line_id bigint not null,
  backorder_id bigint,
  backorder_line_id bigint,
  customer_id bigint not null,
  open integer not null,
  allocated integer not null default 0,
  picked integer not null default 0,
  waiting integer not null generated always as ((open - allocated)) stored,
  order_multiple integer not null default 1,
  manual_rank smallint not null default 0,
  priority_rank smallint not null,
  tier_rank smallint not null,
  queued_at timestamp with time zone not null,
  ship_complete boolean not null default false,
  on_hold boolean not null default false,
  requested_on date,
  prepaid integer not null default 0,
  constraint queue_lines_allocated_check CHECK ((allocated >= 0)),
  constraint queue_lines_allocated_open CHECK ((allocated <= open)),
  constraint queue_lines_backorder_id_order_id_fkey FOREIGN KEY (backorder_id, order_id) REFERENCES backorders(id, order_id),
  constraint queue_lines_backorder_line_id_backorder_id_fkey FOREIGN KEY (backorder_line_id, backorder_id) REFERENCES backorder_lines(id, backorder_id),
  constraint queue_lines_backorder_line_id_order_line_id_fkey FOREIGN KEY (backorder_line_id, order_line_id) REFERENCES backorder_lines(id, order_line_id),
  constraint queue_lines_id_variant_id_warehouse_id_key UNIQUE (id, variant_id, warehouse_id),
  constraint queue_lines_open_check CHECK ((open >= 0)),
  constraint queue_lines_order_id_customer_id_warehouse_id_fkey FOREIGN KEY (order_id, customer_id, warehouse_id) REFERENCES orders(id, customer_id, warehouse_id),
  constraint queue_lines_order_line_id_order_id_variant_id_fkey FOREIGN KEY (order_line_id, order_id, variant_id) REFERENCES order_lines(id, order_id, variant_id),
  constraint queue_lines_order_multiple_check CHECK ((order_multiple > 0)),
  constraint queue_lines_owner CHECK (((backorder_id IS NULL) = (backorder_line_id IS NULL))),
  constraint queue_lines_picked_allocated CHECK ((picked <= allocated)),
  constraint queue_lines_picked_check CHECK ((picked >= 0)),
  constraint queue_lines_pkey PRIMARY KEY (id),
  constraint queue_lines_prepaid_check CHECK ((prepaid >= 0)),
  constraint queue_lines_prepaid_open CHECK ((prepaid <= open)),
  constraint queue_lines_priority_rank_check CHECK ((priority_rank = ANY (ARRAY[0, 1]))),
  constraint queue_lines_tier_rank_check CHECK ((tier_rank = ANY (ARRAY[0, 1, 2]))),
  constraint queue_lines_variant_id_warehouse_id_fkey FOREIGN KEY (variant_id, warehouse_id) REFERENCES stock_levels(variant_id, warehouse_id)
) with (fillfactor=70);

comment on table queue_lines is 'One row per confirmed order line or backorder line: what it still asks for (open, equal to the line''s own), what is reserved for it, and its rank.';

comment on column queue_lines.prepaid is 'Units of open that an invoice charges already: their order was invoiced in advance, or they were lost and go again.';

CREATE INDEX queue_lines_allocated ON public.queue_lines USING btree (variant_id, warehouse_id) WHERE (allocated > 0);

CREATE INDEX queue_lines_backorder ON public.queue_lines USING btree (backorder_id) WHERE (backorder_id IS NOT NULL);

CREATE UNIQUE INDEX queue_lines_backorder_line ON public.queue_lines USING btree (backorder_line_id) WHERE (backorder_line_id IS NOT NULL);

CREATE INDEX queue_lines_by_priority ON public.queue_lines USING btree (variant_id, warehouse_id, manual_rank, priority_rank, tier_rank, queued_at, order_id, order_line_id, id) WHERE (open > allocated);

CREATE INDEX queue_lines_by_time ON public.queue_lines USING btree (variant_id, warehouse_id, manual_rank, queued_at, order_id, order_line_id, id) WHERE (open > allocated);

CREATE INDEX queue_lines_complete ON public.queue_lines USING btree (variant_id, warehouse_id) WHERE (ship_complete AND (open > allocated));

CREATE INDEX queue_lines_customer ON public.queue_lines USING btree (customer_id) WHERE (open > 0);

CREATE INDEX queue_lines_order ON public.queue_lines USING btree (order_id);

CREATE UNIQUE INDEX queue_lines_order_line ON public.queue_lines USING btree (order_line_id) WHERE (backorder_line_id IS NULL);

CREATE INDEX queue_lines_waiting_on_order ON public.queue_lines USING btree (id) WHERE ((backorder_line_id IS NULL) AND (open > allocated));

create table quickbooks_calls (
  id boolean not null default true,
  calls_left numeric not null,
  counted_at timestamp with time zone not null,
  rest_until timestamp with time zone,
  last_success_at timestamp with time zone,
  problem text,
  problem_at timestamp with time zone,
  constraint quickbooks_calls_check CHECK (((problem IS NULL) = (problem_at IS NULL))),
  constraint quickbooks_calls_id_check CHECK (id),
  constraint quickbooks_calls_pkey PRIMARY KEY (id)
);

comment on table quickbooks_calls is 'How many calls may be made now, and how they went. Beside the connection, so that a call never waits for a token.';

create table quickbooks_connection (
  id boolean not null default true,
  realm_id text not null,
  company_name text,
  access_token text,
  access_expires_at timestamp with time zone,
  refresh_token text,
  refresh_expires_at timestamp with time zone,
  connected_at timestamp with time zone not null,
  connected_by text not null,
  ended_at timestamp with time zone,
  ended_because text,
  read_at timestamp with time zone,
  deal_item_id text,
  item_account_id text,
  version integer not null default 1,
  freight_item_id text,
  constraint quickbooks_connection_check CHECK (((ended_at IS NULL) = (ended_because IS NULL))),
  constraint quickbooks_connection_check1 CHECK ((num_nonnulls(access_token, access_expires_at, refresh_token, refresh_expires_at) =
CASE
    WHEN (ended_at IS NULL) THEN 4
    ELSE 0
END)),
  constraint quickbooks_connection_ended_because_check CHECK ((ended_because = ANY (ARRAY['disconnected'::text, 'refused'::text, 'key_changed'::text]))),
  constraint quickbooks_connection_id_check CHECK (id),
  constraint quickbooks_connection_pkey PRIMARY KEY (id),
  constraint quickbooks_connection_realm_id_check CHECK ((realm_id ~ '^\d{1,20}$'::text))
);

comment on table quickbooks_connection is 'The one company of QuickBooks that this one is connected to, or was.';

comment on column quickbooks_connection.access_token is 'Encrypted, as is the refresh token; which of them is good is decided while the row is locked.';

comment on column quickbooks_connection.read_at is 'When its customers, items, terms, tax codes and accounts were last read.';

comment on column quickbooks_connection.deal_item_id is 'The item that deals are written to.';

comment on column quickbooks_connection.item_account_id is 'The account that sales of a new item go to.';

comment on column quickbooks_connection.freight_item_id is 'The item that freight is written to.';

create table quickbooks_matches (
  id bigint not null generated always as identity,
  realm_id text not null,
  customer_id bigint,
  variant_id bigint,
  terms text,
  ledger_id text,
  tax_code text,
  request_id text,
  made text not null,
  matched_at timestamp with time zone not null,
  matched_by text not null,
  constraint quickbooks_matches_check CHECK ((num_nonnulls(customer_id, variant_id, terms) = 1)),
  constraint quickbooks_matches_check1 CHECK (((ledger_id IS NOT NULL) OR (request_id IS NOT NULL))),
  constraint quickbooks_matches_check2 CHECK (((tax_code IS NULL) OR (customer_id IS NOT NULL))),
  constraint quickbooks_matches_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint quickbooks_matches_made_check CHECK ((made = ANY (ARRAY['confirmed'::text, 'created'::text]))),
  constraint quickbooks_matches_pkey PRIMARY KEY (id),
  constraint quickbooks_matches_request_id_key UNIQUE (request_id),
  constraint quickbooks_matches_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id)
);

comment on table quickbooks_matches is 'Which record of QuickBooks stands for which of ours, as a person said.';

comment on column quickbooks_matches.ledger_id is 'Null while it is being created there: whoever tries again looks for it first.';

CREATE UNIQUE INDEX quickbooks_matches_customer ON public.quickbooks_matches USING btree (customer_id, realm_id) WHERE (customer_id IS NOT NULL);

CREATE UNIQUE INDEX quickbooks_matches_terms ON public.quickbooks_matches USING btree (terms, realm_id) WHERE (terms IS NOT NULL);

CREATE UNIQUE INDEX quickbooks_matches_variant ON public.quickbooks_matches USING btree (variant_id, realm_id) WHERE (variant_id IS NOT NULL);

create table quickbooks_records (
  realm_id text not null,
  kind text not null,
  ledger_id text not null,
  name text not null,
  record jsonb not null,
  constraint quickbooks_records_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'item'::text, 'terms'::text, 'tax_code'::text, 'account'::text]))),
  constraint quickbooks_records_pkey PRIMARY KEY (realm_id, kind, ledger_id)
);

comment on table quickbooks_records is 'What QuickBooks kept when it was last read, in the words of the product.';

create table quickbooks_states (
  state_hash bytea not null,
  verifier text not null,
  principal text not null,
  starts_on date,
  created_at timestamp with time zone not null,
  constraint quickbooks_states_pkey PRIMARY KEY (state_hash)
);

comment on table quickbooks_states is 'Connections that somebody began and did not end yet. Each is good once, for whoever began it.';

create table readiness (
  is_only boolean not null default true,
  written_at timestamp with time zone not null,
  constraint readiness_is_only_check CHECK (is_only),
  constraint readiness_pkey PRIMARY KEY (is_only)
) with (fillfactor=20);

comment on table readiness is 'One row, written when readiness is asked for: a database that cannot be written is not ready.';

create table reading_marks (
  principal text not null,
  notifications_to bigint not null default 0,
  home_seen_at timestamp with time zone,
  constraint reading_marks_notifications_to_check CHECK ((notifications_to >= 0)),
  constraint reading_marks_pkey PRIMARY KEY (principal)
);

comment on table reading_marks is 'How far somebody has read: every notification up to an id, and the home page up to an instant.';

create table receipt_lines (
  id bigint not null generated always as identity,
  receipt_id bigint not null,
  purchase_order_id bigint not null,
  purchase_order_line_id bigint not null,
  variant_id bigint not null,
  warehouse_id bigint not null,
  quantity integer not null,
  damaged integer not null default 0,
  constraint receipt_lines_damaged_check CHECK (((damaged >= 0) AND (damaged <= quantity))),
  constraint receipt_lines_id_variant_id_warehouse_id_key UNIQUE (id, variant_id, warehouse_id),
  constraint receipt_lines_pkey PRIMARY KEY (id),
  constraint receipt_lines_purchase_order_line_id_purchase_order_id_fkey FOREIGN KEY (purchase_order_line_id, purchase_order_id) REFERENCES purchase_order_lines(id, purchase_order_id),
  constraint receipt_lines_purchase_order_line_id_variant_id_warehouse__fkey FOREIGN KEY (purchase_order_line_id, variant_id, warehouse_id) REFERENCES purchase_order_lines(id, variant_id, warehouse_id),
  constraint receipt_lines_quantity_check CHECK (((quantity >= 1) AND (quantity <= 10000000))),
  constraint receipt_lines_receipt_id_purchase_order_id_fkey FOREIGN KEY (receipt_id, purchase_order_id) REFERENCES receipts(id, purchase_order_id),
  constraint receipt_lines_receipt_id_purchase_order_line_id_key UNIQUE (receipt_id, purchase_order_line_id),
  constraint receipt_lines_receipt_id_warehouse_id_fkey FOREIGN KEY (receipt_id, warehouse_id) REFERENCES receipts(id, warehouse_id)
);

comment on column receipt_lines.damaged is 'What of the quantity came damaged: counted as arrived, not put in stock.';

CREATE INDEX receipt_lines_purchase_order_line ON public.receipt_lines USING btree (purchase_order_line_id);

CREATE INDEX receipt_lines_variant ON public.receipt_lines USING btree (variant_id, id);

create table receipt_reversals (
  id bigint not null generated always as identity,
  receipt_id bigint not null,
  reason text not null,
  notes text,
  reversed_at timestamp with time zone not null,
  reversed_by text not null,
  constraint receipt_reversals_pkey PRIMARY KEY (id),
  constraint receipt_reversals_reason_check CHECK ((btrim(reason) <> ''::text)),
  constraint receipt_reversals_receipt_id_fkey FOREIGN KEY (receipt_id) REFERENCES receipts(id),
  constraint receipt_reversals_receipt_id_key UNIQUE (receipt_id)
);

comment on table receipt_reversals is 'A receipt that was undone: its lines no longer count as received, its movements are reversed.';

create table receipts (
  id bigint not null generated always as identity,
  number text not null default ('RC-'::text || nextval('receipt_number'::regclass)),
  purchase_order_id bigint not null,
  warehouse_id bigint not null,
  received_at timestamp with time zone not null,
  received_by text not null,
  notes text,
  constraint receipts_id_purchase_order_id_key UNIQUE (id, purchase_order_id),
  constraint receipts_id_warehouse_id_key UNIQUE (id, warehouse_id),
  constraint receipts_number_key UNIQUE (number),
  constraint receipts_pkey PRIMARY KEY (id),
  constraint receipts_purchase_order_id_warehouse_id_fkey FOREIGN KEY (purchase_order_id, warehouse_id) REFERENCES purchase_orders(id, warehouse_id)
);

CREATE INDEX receipts_purchase_order ON public.receipts USING btree (purchase_order_id);

CREATE INDEX receipts_warehouse ON public.receipts USING btree (warehouse_id, id);

create table refused_acts (
  id bigint not null generated always as identity,
  principal text not null,
  actor text not null,
  role text not null,
  on_day date not null,
  operation text not null,
  kind text not null,
  record_id bigint,
  code text not null,
  times integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint refused_acts_check CHECK ((last_at >= first_at)),
  constraint refused_acts_pkey PRIMARY KEY (id),
  constraint refused_acts_times_check CHECK ((times > 0))
);

comment on table refused_acts is 'The same act by the same caller on a day is one row that counts; after 200 rows of a caller on a day, rows without a record. Kept for 90 days.';

CREATE UNIQUE INDEX refused_acts_once ON public.refused_acts USING btree (principal, on_day, operation, code, COALESCE(record_id, (0)::bigint));

create table reopenings (
  id bigint not null generated always as identity,
  fulfillment_id bigint not null,
  reported_by text not null,
  note text,
  was_delivered_at timestamp with time zone,
  opened_at timestamp with time zone not null,
  opened_by text not null,
  outcome text,
  closed_at timestamp with time zone,
  closed_by text,
  constraint reopenings_check CHECK ((num_nonnulls(outcome, closed_at, closed_by) = ANY (ARRAY[0, 3]))),
  constraint reopenings_fulfillment_id_fkey FOREIGN KEY (fulfillment_id) REFERENCES fulfillments(id),
  constraint reopenings_id_fulfillment_id_key UNIQUE (id, fulfillment_id),
  constraint reopenings_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'reshipped'::text, 'credited'::text]))),
  constraint reopenings_pkey PRIMARY KEY (id),
  constraint reopenings_reported_by_check CHECK ((reported_by = ANY (ARRAY['customer'::text, 'staff'::text])))
);

CREATE INDEX reopenings_fulfillment ON public.reopenings USING btree (fulfillment_id, id);

CREATE UNIQUE INDEX reopenings_one_open ON public.reopenings USING btree (fulfillment_id) WHERE (closed_at IS NULL);

create table report_mails (
  id bigint not null generated always as identity,
  schedule_id bigint not null,
  user_id bigint not null,
  day date not null,
  status text not null default 'queued'::text,
  reason text,
  attempts integer not null default 0,
  queued_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  constraint report_mails_attempts_check CHECK ((attempts >= 0)),
  constraint report_mails_once UNIQUE (schedule_id, user_id, day),
  constraint report_mails_pkey PRIMARY KEY (id),
  constraint report_mails_reason_check CHECK ((btrim(reason) <> ''::text)),
  constraint report_mails_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES report_schedules(id) ON DELETE CASCADE,
  constraint report_mails_settled CHECK (((status = 'queued'::text) = (settled_at IS NULL))),
  constraint report_mails_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'recorded'::text, 'failed'::text]))),
  constraint report_mails_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint report_mails_why CHECK (((status <> 'failed'::text) OR (reason IS NOT NULL)))
);

comment on table report_mails is 'One row per schedule, person and day, so that a job that ran twice mails nobody twice.';

CREATE INDEX report_mails_queued ON public.report_mails USING btree (id) WHERE (status = 'queued'::text);

CREATE INDEX report_mails_user ON public.report_mails USING btree (user_id);

create table report_run_pieces (
  run_id bigint not null,
  attempt integer not null,
  place integer not null,
  content bytea not null,
  constraint report_run_pieces_attempt_check CHECK ((attempt > 0)),
  constraint report_run_pieces_pkey PRIMARY KEY (run_id, attempt, place),
  constraint report_run_pieces_place_check CHECK ((place >= 0)),
  constraint report_run_pieces_run_id_fkey FOREIGN KEY (run_id) REFERENCES report_runs(id) ON DELETE CASCADE
);

comment on table report_run_pieces is 'In the database, because any process may have made the file that another one is asked for.';

create table report_runs (
  id bigint not null generated always as identity,
  principal text not null,
  user_id bigint,
  reads_all boolean not null,
  report text not null,
  format text not null,
  filters jsonb not null default '{}'::jsonb,
  status text not null default 'queued'::text,
  attempts integer not null default 0,
  rows_written integer not null default 0,
  rows_expected integer,
  pieces integer,
  problem text,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint report_runs_attempts_check CHECK ((attempts >= 0)),
  constraint report_runs_ended CHECK (((status = ANY (ARRAY['queued'::text, 'running'::text])) = (ended_at IS NULL))),
  constraint report_runs_filters_check CHECK ((jsonb_typeof(filters) = 'object'::text)),
  constraint report_runs_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text]))),
  constraint report_runs_pieces_check CHECK ((pieces >= 0)),
  constraint report_runs_pkey PRIMARY KEY (id),
  constraint report_runs_problem_check CHECK ((btrim(problem) <> ''::text)),
  constraint report_runs_report_check CHECK ((report = ANY (ARRAY['open-backorders'::text, 'aging'::text, 'by-product'::text, 'service'::text, 'kept-promises'::text, 'lines'::text, 'service-lines'::text, 'kept-promises-backorders'::text]))),
  constraint report_runs_rows_expected_check CHECK ((rows_expected >= 0)),
  constraint report_runs_rows_written_check CHECK ((rows_written >= 0)),
  constraint report_runs_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text]))),
  constraint report_runs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint report_runs_whole CHECK (((status = 'done'::text) = (pieces IS NOT NULL))),
  constraint report_runs_why CHECK (((status = 'failed'::text) = (problem IS NOT NULL)))
);

comment on column report_runs.principal is 'Who asked for it, and alone fetches it.';

comment on column report_runs.user_id is 'The person the bell tells; null for a program.';

comment on column report_runs.reads_all is 'Whether it was read by somebody who reads all customers: who reads fewer since does not get it.';

comment on column report_runs.attempts is 'How often a job began it; what an earlier one writes counts for nothing.';

comment on column report_runs.pieces is 'Of how many pieces the file is, once it is whole.';

CREATE INDEX report_runs_principal ON public.report_runs USING btree (principal, id);

CREATE INDEX report_runs_user ON public.report_runs USING btree (user_id);

create table report_schedules (
  id bigint not null generated always as identity,
  name text not null,
  report text not null,
  group_by text,
  filters jsonb not null default '{}'::jsonb,
  every text not null,
  weekday smallint not null default 1,
  hour smallint not null,
  format text not null,
  recipient_ids bigint[] not null,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by text not null,
  constraint report_schedules_every_check CHECK ((every = ANY (ARRAY['day'::text, 'week'::text]))),
  constraint report_schedules_filters_check CHECK ((jsonb_typeof(filters) = 'object'::text)),
  constraint report_schedules_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text]))),
  constraint report_schedules_group_by_check CHECK ((btrim(group_by) <> ''::text)),
  constraint report_schedules_hour_check CHECK (((hour >= 0) AND (hour <= 23))),
  constraint report_schedules_name_check CHECK (((btrim(name) <> ''::text) AND (length(name) <= 80))),
  constraint report_schedules_pkey PRIMARY KEY (id),
  constraint report_schedules_recipient_ids_check CHECK (((cardinality(recipient_ids) >= 1) AND (cardinality(recipient_ids) <= 20))),
  constraint report_schedules_report_check CHECK ((report = ANY (ARRAY['open-backorders'::text, 'aging'::text, 'by-product'::text, 'service'::text, 'kept-promises'::text]))),
  constraint report_schedules_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);

comment on column report_schedules.filters is 'The filters of the report, by their names in the API.';

comment on column report_schedules.weekday is 'Of a weekly one: 1 is Monday.';

comment on column report_schedules.hour is 'From this hour on in the company''s time zone.';

CREATE UNIQUE INDEX report_schedules_name ON public.report_schedules USING btree (lower(name));

create table return_dispositions (
  id bigint not null generated always as identity,
  return_line_id bigint not null,
  variant_id bigint not null,
  warehouse_id bigint not null,
  quantity integer not null,
  disposition text not null,
  at timestamp with time zone not null,
  actor text not null,
  constraint return_dispositions_disposition_check CHECK ((disposition = ANY (ARRAY['restock'::text, 'scrap'::text, 'back_to_supplier'::text]))),
  constraint return_dispositions_id_variant_id_warehouse_id_key UNIQUE (id, variant_id, warehouse_id),
  constraint return_dispositions_pkey PRIMARY KEY (id),
  constraint return_dispositions_quantity_check CHECK ((quantity > 0)),
  constraint return_dispositions_return_line_id_variant_id_warehouse_id_fkey FOREIGN KEY (return_line_id, variant_id, warehouse_id) REFERENCES return_lines(id, variant_id, warehouse_id)
);

CREATE INDEX return_dispositions_line ON public.return_dispositions USING btree (return_line_id);

create table return_lines (
  id bigint not null generated always as identity,
  return_id bigint not null,
  fulfillment_line_id bigint not null,
  variant_id bigint not null,
  warehouse_id bigint not null,
  quantity integer not null,
  undecided integer not null,
  reason text not null,
  with_customer integer not null default 0,
  constraint return_lines_fulfillment_line_id_variant_id_warehouse_id_fkey FOREIGN KEY (fulfillment_line_id, variant_id, warehouse_id) REFERENCES fulfillment_lines(id, variant_id, warehouse_id),
  constraint return_lines_id_variant_id_warehouse_id_key UNIQUE (id, variant_id, warehouse_id),
  constraint return_lines_pkey PRIMARY KEY (id),
  constraint return_lines_quantity_check CHECK ((quantity > 0)),
  constraint return_lines_reason_check CHECK ((reason = ANY (ARRAY['damaged'::text, 'wrong_item'::text, 'not_wanted'::text, 'quality'::text, 'other'::text, 'refused'::text]))),
  constraint return_lines_return_id_fkey FOREIGN KEY (return_id) REFERENCES returns(id),
  constraint return_lines_return_id_fulfillment_line_id_key UNIQUE (return_id, fulfillment_line_id),
  constraint return_lines_undecided CHECK ((undecided <= quantity)),
  constraint return_lines_undecided_check CHECK ((undecided >= 0)),
  constraint return_lines_with_customer_check CHECK (((with_customer >= 0) AND (with_customer <= undecided)))
);

comment on column return_lines.with_customer is 'Of what is undecided, what the customer still has: whoever brings what replaces it takes it along.';

CREATE INDEX return_lines_fulfillment_line ON public.return_lines USING btree (fulfillment_line_id);

CREATE INDEX return_lines_undecided ON public.return_lines USING btree (return_id) WHERE (undecided > 0);

CREATE INDEX return_lines_with_customer ON public.return_lines USING btree (return_id) WHERE (with_customer > 0);

create table returns (
  id bigint not null generated always as identity,
  number text not null default ('RT-'::text || nextval('return_number'::regclass)),
  fulfillment_id bigint not null,
  order_id bigint not null,
  customer_id bigint not null,
  delivery_id bigint,
  credit_note_id bigint,
  note text,
  returned_at timestamp with time zone not null,
  returned_by text not null,
  version integer not null default 1,
  updated_at timestamp with time zone not null default clock_timestamp(),
  constraint returns_credit_note_id_fkey FOREIGN KEY (credit_note_id) REFERENCES credit_notes(id),
  constraint returns_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES deliveries(id),
  constraint returns_fulfillment_id_order_id_customer_id_fkey FOREIGN KEY (fulfillment_id, order_id, customer_id) REFERENCES fulfillments(id, order_id, customer_id),
  constraint returns_number_key UNIQUE (number),
  constraint returns_pkey PRIMARY KEY (id)
);

comment on column returns.delivery_id is 'Set: the driver brought it back, so it was never delivered.';

CREATE INDEX returns_changed ON public.returns USING btree (updated_at, id);

CREATE INDEX returns_customer ON public.returns USING btree (customer_id, id);

CREATE INDEX returns_fulfillment ON public.returns USING btree (fulfillment_id);

create table route_stops (
  route_id bigint not null,
  customer_id bigint not null,
  "position" integer not null,
  constraint route_stops_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint route_stops_pkey PRIMARY KEY (route_id, customer_id),
  constraint route_stops_position_check CHECK (("position" > 0)),
  constraint route_stops_route_id_fkey FOREIGN KEY (route_id) REFERENCES routes(id),
  constraint route_stops_route_id_position_key UNIQUE (route_id, "position")
);

comment on table route_stops is 'The customers of a route in the order in which the truck comes to them.';

CREATE INDEX route_stops_customer ON public.route_stops USING btree (customer_id);

create table routes (
  id bigint not null generated always as identity,
  name text not null,
  weekdays smallint[] not null,
  driver_id bigint,
  phone text,
  active boolean not null default true,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null default clock_timestamp(),
  version integer not null default 1,
  constraint routes_driver_id_fkey FOREIGN KEY (driver_id) REFERENCES users(id),
  constraint routes_name_check CHECK ((btrim(name) <> ''::text)),
  constraint routes_pkey PRIMARY KEY (id),
  constraint routes_weekdays_check CHECK (((weekdays <@ ARRAY[(1)::smallint, (2)::smallint, (3)::smallint, (4)::smallint, (5)::smallint, (6)::smallint, (7)::smallint]) AND ((cardinality(weekdays) >= 1) AND (cardinality(weekdays) <= 7))))
);

comment on table routes is 'A way one of our own trucks drives on its days, 1 is Monday.';

comment on column routes.phone is 'Where the truck is reached, when that is not the telephone of its driver.';

CREATE INDEX routes_changed ON public.routes USING btree (updated_at, id);

CREATE INDEX routes_driver ON public.routes USING btree (driver_id);

CREATE UNIQUE INDEX routes_name ON public.routes USING btree (lower(name));

create table saved_views (
  id bigint not null generated always as identity,
  user_id bigint not null,
  list text not null,
  name text not null,
  address jsonb not null,
  is_shared boolean not null default false,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint saved_views_address_check CHECK ((jsonb_typeof(address) = 'object'::text)),
  constraint saved_views_list_check CHECK ((list = ANY (ARRAY['backorders'::text, 'orders'::text]))),
  constraint saved_views_name_check CHECK (((btrim(name) <> ''::text) AND (length(name) <= 80))),
  constraint saved_views_pkey PRIMARY KEY (id),
  constraint saved_views_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

comment on column saved_views.address is 'The parameters of the list''s address on the screen.';

CREATE UNIQUE INDEX saved_views_name ON public.saved_views USING btree (user_id, list, lower(name));

CREATE INDEX saved_views_shared ON public.saved_views USING btree (list) WHERE is_shared;

create table settings (
  id boolean not null default true,
  backorder_creation text not null default 'at_partial_fulfillment'::text,
  allocation_mode text not null default 'automatic'::text,
  allocation_policy text not null default 'priority'::text,
  policy_version integer not null default 1,
  default_ship_policy text not null default 'partial'::text,
  invoice_rule text not null default 'per_fulfillment'::text,
  reserve_ahead_days integer not null default 14,
  handling_days integer not null default 1,
  reps_read_all boolean not null default true,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  weekly_status_after_days integer not null default 14,
  review_after_days integer not null default 7,
  maximum_age_days integer not null default 60,
  start_within_days integer not null default 2,
  ship_within_days integer not null default 2,
  confirm_delivery_within_days integer not null default 7,
  customer_link_days integer not null default 30,
  consent_within_days integer not null default 7,
  price_guard text not null default 'off'::text,
  constraint settings_allocation_mode_check CHECK ((allocation_mode = ANY (ARRAY['automatic'::text, 'after_review'::text, 'by_hand'::text]))),
  constraint settings_allocation_policy_check CHECK ((allocation_policy = ANY (ARRAY['fifo'::text, 'priority'::text]))),
  constraint settings_backorder_creation_check CHECK ((backorder_creation = ANY (ARRAY['at_partial_fulfillment'::text, 'at_confirmation'::text, 'never'::text]))),
  constraint settings_confirm_delivery_within_days_check CHECK (((confirm_delivery_within_days >= 0) AND (confirm_delivery_within_days <= 365))),
  constraint settings_consent_within_days_check CHECK (((consent_within_days >= 1) AND (consent_within_days <= 90))),
  constraint settings_customer_link_days_check CHECK (((customer_link_days >= 1) AND (customer_link_days <= 365))),
  constraint settings_default_ship_policy_check CHECK ((default_ship_policy = ANY (ARRAY['partial'::text, 'complete'::text]))),
  constraint settings_handling_days_check CHECK (((handling_days >= 0) AND (handling_days <= 60))),
  constraint settings_id_check CHECK (id),
  constraint settings_invoice_rule_check CHECK ((invoice_rule = ANY (ARRAY['per_fulfillment'::text, 'in_advance'::text]))),
  constraint settings_maximum_age_days_check CHECK (((maximum_age_days >= 1) AND (maximum_age_days <= 3650))),
  constraint settings_pkey PRIMARY KEY (id),
  constraint settings_price_guard_check CHECK ((price_guard = ANY (ARRAY['off'::text, 'valid_until'::text, 'month_end'::text]))),
  constraint settings_reserve_ahead_days_check CHECK (((reserve_ahead_days >= 0) AND (reserve_ahead_days <= 365))),
  constraint settings_review_after_days_check CHECK (((review_after_days >= 1) AND (review_after_days <= 365))),
  constraint settings_ship_within_days_check CHECK (((ship_within_days >= 0) AND (ship_within_days <= 365))),
  constraint settings_start_within_days_check CHECK (((start_within_days >= 0) AND (start_within_days <= 365))),
  constraint settings_weekly_status_after_days_check CHECK (((weekly_status_after_days >= 1) AND (weekly_status_after_days <= 365)))
);

comment on table settings is 'One row. updated_by and updated_at answer "off, by whom and when" beside a shortage without a backorder.';

comment on column settings.weekly_status_after_days is 'A backorder that waited this long is long: its customer hears weekly, and its delivery proposes a follow-up.';

comment on column settings.customer_link_days is 'So long a link to a customer page works.';

comment on column settings.consent_within_days is 'So long a customer has to agree to a second delay, before the backorder is proposed for cancellation.';

comment on column settings.price_guard is 'What past its day is held until a person decides: no price, prices with a day of their own, or all, those without a day at the end of the month they were confirmed in.';

create table shipments (
  id bigint not null generated always as identity,
  number text not null default ('SH-'::text || nextval('shipment_number'::regclass)),
  customer_id bigint not null,
  warehouse_id bigint not null,
  delivery_address jsonb,
  carrier text,
  tracking_number text,
  estimated_delivery_on date,
  shipped_at timestamp with time zone,
  shipped_by text,
  carrier_id bigint,
  route_id bigint,
  created_at timestamp with time zone not null,
  created_by text not null,
  version integer not null default 1,
  updated_at timestamp with time zone not null default clock_timestamp(),
  constraint shipments_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carriers(id),
  constraint shipments_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint shipments_id_customer_id_key UNIQUE (id, customer_id),
  constraint shipments_left CHECK (((shipped_at IS NULL) = (shipped_by IS NULL))),
  constraint shipments_number_key UNIQUE (number),
  constraint shipments_one_way CHECK (((route_id IS NULL) OR ((carrier_id IS NULL) AND (carrier IS NULL)))),
  constraint shipments_pkey PRIMARY KEY (id),
  constraint shipments_route_id_fkey FOREIGN KEY (route_id) REFERENCES routes(id),
  constraint shipments_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES warehouses(id)
);

comment on table shipments is 'What goes to one customer at once; not shipped while it is planned. estimated_delivery_on is also the day a route drives.';

comment on column shipments.carrier is 'What the carrier was called; null for a truck of our own.';

comment on column shipments.carrier_id is 'The carrier of that name; null where it is in no list.';

CREATE INDEX shipments_carrier ON public.shipments USING btree (carrier_id) WHERE (carrier_id IS NOT NULL);

CREATE INDEX shipments_changed ON public.shipments USING btree (updated_at, id);

CREATE INDEX shipments_on_route ON public.shipments USING btree (route_id, estimated_delivery_on) WHERE (route_id IS NOT NULL);

CREATE INDEX shipments_planned ON public.shipments USING btree (customer_id, id) WHERE (shipped_at IS NULL);

CREATE INDEX shipments_tracking ON public.shipments USING btree (tracking_number) WHERE (tracking_number IS NOT NULL);

CREATE INDEX shipments_tracking_prefix ON public.shipments USING btree (upper(tracking_number) COLLATE "C") WHERE (tracking_number IS NOT NULL);

create table short_picks (
  id bigint not null generated always as identity,
  order_id bigint not null,
  order_line_id bigint not null,
  backorder_line_id bigint,
  fulfillment_id bigint,
  variant_id bigint not null,
  warehouse_id bigint not null,
  picked integer not null,
  short integer not null,
  phantom integer not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint short_picks_backorder_line_id_order_line_id_fkey FOREIGN KEY (backorder_line_id, order_line_id) REFERENCES backorder_lines(id, order_line_id),
  constraint short_picks_check CHECK (((phantom >= 0) AND (phantom <= short))),
  constraint short_picks_fulfillment_id_order_id_fkey FOREIGN KEY (fulfillment_id, order_id) REFERENCES fulfillments(id, order_id),
  constraint short_picks_id_variant_id_warehouse_id_key UNIQUE (id, variant_id, warehouse_id),
  constraint short_picks_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id),
  constraint short_picks_order_line_id_order_id_variant_id_fkey FOREIGN KEY (order_line_id, order_id, variant_id) REFERENCES order_lines(id, order_id, variant_id),
  constraint short_picks_picked_check CHECK ((picked >= 0)),
  constraint short_picks_pkey PRIMARY KEY (id),
  constraint short_picks_short_check CHECK ((short > 0))
);

CREATE INDEX short_picks_order_line ON public.short_picks USING btree (order_line_id);

create table sign_in_attempts (
  subject bytea not null,
  failures integer not null,
  since timestamp with time zone not null,
  constraint sign_in_attempts_failures_check CHECK ((failures > 0)),
  constraint sign_in_attempts_pkey PRIMARY KEY (subject)
);

comment on table sign_in_attempts is 'Attempts that opened no session, in the window that began at since: by account and address, by account, by address. A subject is a hash.';

CREATE INDEX sign_in_attempts_since ON public.sign_in_attempts USING btree (since);

create table stock_adjustment_reversals (
  id bigint not null generated always as identity,
  stock_adjustment_id bigint not null,
  reason text not null,
  notes text,
  reversed_at timestamp with time zone not null,
  reversed_by text not null,
  constraint stock_adjustment_reversals_pkey PRIMARY KEY (id),
  constraint stock_adjustment_reversals_reason_check CHECK ((btrim(reason) <> ''::text)),
  constraint stock_adjustment_reversals_stock_adjustment_id_fkey FOREIGN KEY (stock_adjustment_id) REFERENCES stock_adjustments(id),
  constraint stock_adjustment_reversals_stock_adjustment_id_key UNIQUE (stock_adjustment_id)
);

comment on table stock_adjustment_reversals is 'A count or adjustment that was undone: its movements are reversed, and it says no longer what is there.';

create table stock_adjustments (
  id bigint not null generated always as identity,
  variant_id bigint not null,
  warehouse_id bigint not null,
  counted_quantity integer,
  difference integer not null,
  posted integer not null,
  reason text not null,
  notes text,
  adjusted_at timestamp with time zone not null,
  adjusted_by text not null,
  constraint stock_adjustments_counted_quantity_check CHECK ((counted_quantity >= 0)),
  constraint stock_adjustments_id_variant_id_warehouse_id_key UNIQUE (id, variant_id, warehouse_id),
  constraint stock_adjustments_pkey PRIMARY KEY (id),
  constraint stock_adjustments_posted_part CHECK (((abs(posted) <= abs(difference)) AND ((sign((posted)::double precision) = (0)::double precision) OR (sign((posted)::double precision) = sign((difference)::double precision))))),
  constraint stock_adjustments_reason_check CHECK ((btrim(reason) <> ''::text)),
  constraint stock_adjustments_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id),
  constraint stock_adjustments_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES warehouses(id)
);

comment on column stock_adjustments.posted is 'The part of difference that became a movement; less where goods being picked stand in the way.';

create table stock_levels (
  variant_id bigint not null,
  warehouse_id bigint not null,
  on_hand integer not null default 0,
  allocated integer not null default 0,
  last_counted_at timestamp with time zone,
  missing integer not null default 0,
  available integer not null generated always as (GREATEST(0, ((on_hand - allocated) - missing))) stored,
  updated_at timestamp with time zone not null default clock_timestamp(),
  constraint stock_levels_allocated_check CHECK ((allocated >= 0)),
  constraint stock_levels_allocated_on_hand CHECK ((allocated <= on_hand)),
  constraint stock_levels_missing CHECK ((missing >= 0)),
  constraint stock_levels_on_hand_check CHECK ((on_hand >= 0)),
  constraint stock_levels_pkey PRIMARY KEY (variant_id, warehouse_id),
  constraint stock_levels_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id),
  constraint stock_levels_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES warehouses(id)
) with (fillfactor=70);

comment on table stock_levels is 'A projection: on_hand of stock_movements, allocated of live allocations. Locked first by whatever moves or promises stock.';

comment on column stock_levels.missing is 'Units on record that a count did not find and that could not be posted because they were being picked: an open exception holds them.';

comment on column stock_levels.available is 'What may be allocated: on hand without what is allocated and what is missing.';

create table stock_movements (
  id bigint not null generated always as identity,
  variant_id bigint not null,
  warehouse_id bigint not null,
  kind text not null,
  quantity integer not null,
  reason text,
  receipt_line_id bigint,
  fulfillment_line_id bigint,
  stock_adjustment_id bigint,
  reverses_id bigint,
  at timestamp with time zone not null,
  actor text not null,
  short_pick_id bigint,
  return_disposition_id bigint,
  constraint stock_movements_document CHECK (((num_nonnulls(receipt_line_id, fulfillment_line_id, stock_adjustment_id, short_pick_id, return_disposition_id, reverses_id) =
CASE kind
    WHEN 'transfer'::text THEN 0
    ELSE 1
END) AND
CASE kind
    WHEN 'receipt'::text THEN ((receipt_line_id IS NOT NULL) AND (quantity > 0))
    WHEN 'shipment'::text THEN ((fulfillment_line_id IS NOT NULL) AND (quantity < 0))
    WHEN 'return'::text THEN ((return_disposition_id IS NOT NULL) AND (quantity > 0) AND (reason IS NOT NULL))
    WHEN 'adjustment'::text THEN ((reason IS NOT NULL) AND (num_nonnulls(stock_adjustment_id, short_pick_id) = 1))
    WHEN 'reversal'::text THEN ((reverses_id IS NOT NULL) AND (reason IS NOT NULL))
    ELSE (reason IS NOT NULL)
END)),
  constraint stock_movements_fulfillment_line_id_variant_id_warehouse_i_fkey FOREIGN KEY (fulfillment_line_id, variant_id, warehouse_id) REFERENCES fulfillment_lines(id, variant_id, warehouse_id),
  constraint stock_movements_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'shipment'::text, 'adjustment'::text, 'return'::text, 'transfer'::text, 'reversal'::text]))),
  constraint stock_movements_pkey PRIMARY KEY (id),
  constraint stock_movements_quantity_check CHECK ((quantity <> 0)),
  constraint stock_movements_receipt_line_id_variant_id_warehouse_id_fkey FOREIGN KEY (receipt_line_id, variant_id, warehouse_id) REFERENCES receipt_lines(id, variant_id, warehouse_id),
  constraint stock_movements_return_disposition_id_variant_id_warehouse_fkey FOREIGN KEY (return_disposition_id, variant_id, warehouse_id) REFERENCES return_dispositions(id, variant_id, warehouse_id),
  constraint stock_movements_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES stock_movements(id),
  constraint stock_movements_short_pick_id_variant_id_warehouse_id_fkey FOREIGN KEY (short_pick_id, variant_id, warehouse_id) REFERENCES short_picks(id, variant_id, warehouse_id),
  constraint stock_movements_stock_adjustment_id_variant_id_warehouse_i_fkey FOREIGN KEY (stock_adjustment_id, variant_id, warehouse_id) REFERENCES stock_adjustments(id, variant_id, warehouse_id),
  constraint stock_movements_variant_id_warehouse_id_fkey FOREIGN KEY (variant_id, warehouse_id) REFERENCES stock_levels(variant_id, warehouse_id)
);

comment on table stock_movements is 'The stock ledger. A row is never edited, only reversed. An adjustment comes from a count (stock_adjustment_id) or a short pick (short_pick_id).';

CREATE INDEX stock_movements_level ON public.stock_movements USING btree (variant_id, warehouse_id, id);

CREATE UNIQUE INDEX stock_movements_received_once ON public.stock_movements USING btree (receipt_line_id) WHERE (kind = 'receipt'::text);

CREATE UNIQUE INDEX stock_movements_returned_once ON public.stock_movements USING btree (return_disposition_id) WHERE (return_disposition_id IS NOT NULL);

CREATE UNIQUE INDEX stock_movements_reversed_once ON public.stock_movements USING btree (reverses_id) WHERE (reverses_id IS NOT NULL);

CREATE UNIQUE INDEX stock_movements_shipped_once ON public.stock_movements USING btree (fulfillment_line_id) WHERE (kind = 'shipment'::text);

create table substitution_acceptances (
  id bigint not null generated always as identity,
  substitution_id bigint not null,
  backorder_line_id bigint not null,
  variant_id bigint not null,
  quantity integer not null,
  accepted_by text not null,
  note text,
  order_id bigint not null,
  order_line_id bigint not null,
  accepted_at timestamp with time zone not null,
  recorded_by text not null,
  consent_id bigint,
  constraint substitution_acceptances_accepted_by_check CHECK ((accepted_by = ANY (ARRAY['customer'::text, 'representative'::text]))),
  constraint substitution_acceptances_consent_id_fkey FOREIGN KEY (consent_id) REFERENCES customer_consents(id),
  constraint substitution_acceptances_note_check CHECK ((btrim(note) <> ''::text)),
  constraint substitution_acceptances_order_id_key UNIQUE (order_id),
  constraint substitution_acceptances_order_line_id_key UNIQUE (order_line_id),
  constraint substitution_acceptances_order_line_id_order_id_variant_id_fkey FOREIGN KEY (order_line_id, order_id, variant_id) REFERENCES order_lines(id, order_id, variant_id),
  constraint substitution_acceptances_pkey PRIMARY KEY (id),
  constraint substitution_acceptances_quantity_check CHECK ((quantity > 0)),
  constraint substitution_acceptances_substitution_id_backorder_line_id_fkey FOREIGN KEY (substitution_id, backorder_line_id) REFERENCES substitutions(id, backorder_line_id),
  constraint substitution_acceptances_substitution_id_key UNIQUE (substitution_id),
  constraint substitution_acceptances_substitution_id_variant_id_fkey FOREIGN KEY (substitution_id, variant_id) REFERENCES substitution_offers(substitution_id, variant_id)
);

comment on table substitution_acceptances is 'What the customer takes instead: the part of the backorder line closed by it, and the order that sends the substitute.';

comment on column substitution_acceptances.consent_id is 'The standing consent by which a representative accepted.';

CREATE INDEX substitution_acceptances_consent ON public.substitution_acceptances USING btree (consent_id) WHERE (consent_id IS NOT NULL);

CREATE INDEX substitution_acceptances_line ON public.substitution_acceptances USING btree (backorder_line_id);

create table substitution_offers (
  substitution_id bigint not null,
  "position" integer not null,
  variant_id bigint not null,
  price_kind text not null,
  unit_price numeric(14,4) not null,
  price_reason text,
  constraint substitution_offers_other_price_has_reason CHECK (((price_kind <> 'other'::text) OR (price_reason IS NOT NULL))),
  constraint substitution_offers_pkey PRIMARY KEY (substitution_id, "position"),
  constraint substitution_offers_position_check CHECK (("position" > 0)),
  constraint substitution_offers_price_kind_check CHECK ((price_kind = ANY (ARRAY['locked'::text, 'list'::text, 'other'::text]))),
  constraint substitution_offers_price_reason_check CHECK ((btrim(price_reason) <> ''::text)),
  constraint substitution_offers_substitution_id_fkey FOREIGN KEY (substitution_id) REFERENCES substitutions(id),
  constraint substitution_offers_substitution_id_variant_id_key UNIQUE (substitution_id, variant_id),
  constraint substitution_offers_unit_price_check CHECK (((unit_price >= (0)::numeric) AND (unit_price < 'NaN'::numeric))),
  constraint substitution_offers_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES variants(id)
);

comment on table substitution_offers is 'The variants of a proposal in order of preference, each at the price it is offered at: that is what its order gets, whatever a price list says by then.';

create table substitutions (
  id bigint not null generated always as identity,
  backorder_id bigint not null,
  order_id bigint not null,
  backorder_line_id bigint not null,
  customer_id bigint not null,
  quantity integer not null,
  note text,
  proposed_at timestamp with time zone not null,
  proposed_by text not null,
  outcome text,
  closed_at timestamp with time zone,
  closed_by text,
  closing_note text,
  version integer not null default 1,
  constraint substitutions_backorder_id_order_id_fkey FOREIGN KEY (backorder_id, order_id) REFERENCES backorders(id, order_id),
  constraint substitutions_backorder_line_id_backorder_id_fkey FOREIGN KEY (backorder_line_id, backorder_id) REFERENCES backorder_lines(id, backorder_id),
  constraint substitutions_closed CHECK ((num_nulls(outcome, closed_at, closed_by) = ANY (ARRAY[0, 3]))),
  constraint substitutions_closing_note CHECK (((closing_note IS NULL) OR (closed_at IS NOT NULL))),
  constraint substitutions_closing_note_check CHECK ((btrim(closing_note) <> ''::text)),
  constraint substitutions_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint substitutions_id_backorder_line_id_key UNIQUE (id, backorder_line_id),
  constraint substitutions_note_check CHECK ((btrim(note) <> ''::text)),
  constraint substitutions_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint substitutions_pkey PRIMARY KEY (id),
  constraint substitutions_quantity_check CHECK ((quantity > 0))
);

comment on table substitutions is 'A proposal for one line of a backorder. It is answered once; what is not taken keeps waiting in its place.';

CREATE INDEX substitutions_backorder ON public.substitutions USING btree (backorder_id, id);

CREATE INDEX substitutions_customer ON public.substitutions USING btree (customer_id, id);

CREATE UNIQUE INDEX substitutions_one_open ON public.substitutions USING btree (backorder_line_id) WHERE (closed_at IS NULL);

CREATE INDEX substitutions_order ON public.substitutions USING btree (order_id);

create table suppliers (
  id bigint not null generated always as identity,
  name text not null,
  email text,
  phone text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  search_text text not null generated always as ((' '::text || fold(name))) stored,
  phone_from_end text generated always as (reverse("right"(regexp_replace(regexp_replace(phone, '\s*(x|ext|#).*$'::text, ''::text, 'i'::text), '[^0-9]'::text, ''::text, 'g'::text), 9))) stored,
  updated_at timestamp with time zone not null default clock_timestamp(),
  external_id text,
  external_sender text,
  constraint suppliers_external_of_sender CHECK (((external_id IS NULL) = (external_sender IS NULL))),
  constraint suppliers_name_check CHECK ((btrim(name) <> ''::text)),
  constraint suppliers_pkey PRIMARY KEY (id)
);

CREATE INDEX suppliers_changed ON public.suppliers USING btree (updated_at, id);

CREATE UNIQUE INDEX suppliers_external ON public.suppliers USING btree (external_id, external_sender) WHERE (external_id IS NOT NULL);

CREATE INDEX suppliers_external_lower ON public.suppliers USING btree (lower(external_id)) WHERE (external_id IS NOT NULL);

CREATE UNIQUE INDEX suppliers_name ON public.suppliers USING btree (lower(name));

CREATE INDEX suppliers_phone ON public.suppliers USING btree (phone_from_end text_pattern_ops);

CREATE INDEX suppliers_search ON public.suppliers USING gin (search_text gin_trgm_ops);

create table supply_date_changes (
  id bigint not null generated always as identity,
  purchase_order_line_id bigint not null,
  expected_on date,
  at timestamp with time zone not null,
  actor text not null,
  constraint supply_date_changes_pkey PRIMARY KEY (id),
  constraint supply_date_changes_purchase_order_line_id_fkey FOREIGN KEY (purchase_order_line_id) REFERENCES purchase_order_lines(id)
);

CREATE INDEX supply_date_changes_line ON public.supply_date_changes USING btree (purchase_order_line_id, id);

create table told_dates (
  id bigint not null generated always as identity,
  backorder_id bigint not null,
  told_on date,
  told_at timestamp with time zone not null,
  told_by text not null,
  projected_on date,
  constraint told_dates_backorder_id_fkey FOREIGN KEY (backorder_id) REFERENCES backorders(id),
  constraint told_dates_pkey PRIMARY KEY (id)
);

comment on table told_dates is 'Every date a customer was told, by a promise or in a contact; the newest counts. Null: told that there is no date yet.';

comment on column told_dates.projected_on is 'What supply said when the date was told; null: no date, or nothing known.';

CREATE INDEX told_dates_backorder ON public.told_dates USING btree (backorder_id, id);

create table told_supply_dates (
  purchase_order_line_id bigint not null,
  expected_on date,
  constraint told_supply_dates_pkey PRIMARY KEY (purchase_order_line_id),
  constraint told_supply_dates_purchase_order_line_id_fkey FOREIGN KEY (purchase_order_line_id) REFERENCES purchase_order_lines(id)
);

comment on table told_supply_dates is 'The expected date people last heard of a line. A line not listed: the first of its supply_date_changes.';

create table undelivered_units (
  id bigint not null generated always as identity,
  fulfillment_line_id bigint not null,
  quantity integer not null,
  reason text not null,
  delivery_id bigint,
  waits_as_id bigint,
  note text,
  at timestamp with time zone not null,
  actor text not null,
  constraint undelivered_units_check CHECK (((reason = 'lost'::text) = (delivery_id IS NULL))),
  constraint undelivered_units_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES deliveries(id),
  constraint undelivered_units_fulfillment_line_id_fkey FOREIGN KEY (fulfillment_line_id) REFERENCES fulfillment_lines(id),
  constraint undelivered_units_pkey PRIMARY KEY (id),
  constraint undelivered_units_quantity_check CHECK ((quantity > 0)),
  constraint undelivered_units_reason_check CHECK ((reason = ANY (ARRAY['short'::text, 'damaged'::text, 'refused'::text, 'wrong_item'::text, 'lost'::text]))),
  constraint undelivered_units_waits_as_id_fkey FOREIGN KEY (waits_as_id) REFERENCES queue_lines(id)
);

CREATE INDEX undelivered_units_line ON public.undelivered_units USING btree (fulfillment_line_id);

create table users (
  id bigint not null generated always as identity,
  name text not null,
  email text not null,
  phone text,
  role text not null,
  active boolean not null default true,
  sign_in_id text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  search_text text not null generated always as ((' '::text || fold(((name || ' '::text) || email)))) stored,
  phone_from_end text generated always as (reverse("right"(regexp_replace(regexp_replace(phone, '\s*(x|ext|#).*$'::text, ''::text, 'i'::text), '[^0-9]'::text, ''::text, 'g'::text), 9))) stored,
  constraint users_email_check CHECK (((email = lower(email)) AND (email ~~ '%_@_%'::text))),
  constraint users_email_key UNIQUE (email),
  constraint users_name_check CHECK ((btrim(name) <> ''::text)),
  constraint users_pkey PRIMARY KEY (id),
  constraint users_role_check CHECK ((role = ANY (ARRAY['sales_rep'::text, 'warehouse'::text, 'driver'::text, 'manager'::text, 'administrator'::text, 'read_only'::text]))),
  constraint users_sign_in_id_key UNIQUE (sign_in_id)
);

comment on column users.sign_in_id is 'The identity provider''s id of this person; null until a password is set.';

CREATE INDEX users_phone ON public.users USING btree (phone_from_end text_pattern_ops);

CREATE INDEX users_search ON public.users USING gin (search_text gin_trgm_ops);

create table variants (
  id bigint not null generated always as identity,
  product_id bigint not null,
  sku text not null,
  upc text,
  name text not null,
  description text,
  base_unit text not null default 'bottle'::text,
  units_per_case integer not null default 1,
  order_multiple integer not null default 1,
  price numeric(14,4) not null,
  shortage_rule text,
  discontinued boolean not null default false,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  supplier_id bigint,
  product_name text not null,
  item_name text not null generated always as (item_name(product_name, name)) stored,
  search_text text not null generated always as ((' '::text || fold(((((((product_name || ' '::text) || name) || ' '::text) || sku) || ' '::text) || COALESCE(upc, ''::text))))) stored,
  gtin text generated always as (lpad(upc, 14, '0'::text)) stored,
  external_id text,
  external_sender text,
  updated_at timestamp with time zone not null default clock_timestamp(),
  constraint variants_base_unit_check CHECK ((base_unit = ANY (ARRAY['bottle'::text, 'can'::text, 'keg'::text, 'case'::text, 'unit'::text]))),
  constraint variants_external_of_sender CHECK (((external_id IS NULL) = (external_sender IS NULL))),
  constraint variants_name_check CHECK ((btrim(name) <> ''::text)),
  constraint variants_order_multiple_check CHECK (((order_multiple >= 1) AND (order_multiple <= 10000))),
  constraint variants_pkey PRIMARY KEY (id),
  constraint variants_price_check CHECK (((price >= (0)::numeric) AND (price < 'NaN'::numeric))),
  constraint variants_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint variants_product_name_fkey FOREIGN KEY (product_id, product_name) REFERENCES products(id, name) ON UPDATE CASCADE,
  constraint variants_shortage_rule_check CHECK ((shortage_rule = ANY (ARRAY['backorder'::text, 'cancel_shortage'::text, 'ask'::text]))),
  constraint variants_sku_check CHECK ((btrim(sku) <> ''::text)),
  constraint variants_sku_key UNIQUE (sku),
  constraint variants_supplier_id_fkey FOREIGN KEY (supplier_id) REFERENCES suppliers(id),
  constraint variants_units_per_case_check CHECK (((units_per_case >= 1) AND (units_per_case <= 10000))),
  constraint variants_upc_check CHECK ((upc ~ '^[0-9]{6,14}$'::text))
);

comment on column variants.name is 'What tells it from the other variants of its product: vintage, size, pack.';

comment on column variants.order_multiple is 'Orders, allocations and picks are whole multiples of it; units_per_case where cases are never split.';

comment on column variants.supplier_id is 'Who it is usually bought from; purchase orders may go to anyone.';

comment on column variants.product_name is 'Kept equal to the name of its product by the key to it.';

comment on column variants.search_text is 'Its names, SKU and UPC, folded; every word behind a space.';

comment on column variants.gtin is 'The UPC as a GTIN-14: what scanners read differs by leading zeros only.';

CREATE INDEX variants_changed ON public.variants USING btree (updated_at, id);

CREATE UNIQUE INDEX variants_external ON public.variants USING btree (external_id, external_sender) WHERE (external_id IS NOT NULL);

CREATE INDEX variants_gtin ON public.variants USING btree (gtin);

CREATE INDEX variants_product ON public.variants USING btree (product_id);

CREATE INDEX variants_search ON public.variants USING gin (search_text gin_trgm_ops);

CREATE INDEX variants_sku_lower ON public.variants USING btree (lower(sku));

CREATE INDEX variants_supplier ON public.variants USING btree (supplier_id) WHERE (supplier_id IS NOT NULL);

create table verifications (
  id bigint not null generated always as identity,
  verified_at timestamp with time zone not null,
  balanced boolean not null,
  differences jsonb not null,
  constraint verifications_pkey PRIMARY KEY (id)
);

create table warehouses (
  id bigint not null generated always as identity,
  code text not null,
  name text not null,
  address jsonb,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null default clock_timestamp(),
  constraint warehouses_code_check CHECK ((btrim(code) <> ''::text)),
  constraint warehouses_code_key UNIQUE (code),
  constraint warehouses_name_check CHECK ((btrim(name) <> ''::text)),
  constraint warehouses_pkey PRIMARY KEY (id)
);

CREATE INDEX warehouses_changed ON public.warehouses USING btree (updated_at, id);

CREATE OR REPLACE FUNCTION public.check_fulfillment_line_allocations()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from taken t join fulfillment_lines l on l.id = t.fulfillment_line_id join allocations a on a.id = t.allocation_id
    where a.queue_line_id is distinct from l.queue_line_id) then
    raise exception 'a pick takes units reserved for its own line' using errcode = 'check_violation', constraint = 'fulfillment_line_allocations_own_line';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.check_fulfillment_lines()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from picked l join queue_lines q on q.id = l.queue_line_id join fulfillments f on f.id = l.fulfillment_id
    where (l.order_line_id, l.backorder_line_id, f.backorder_id) is distinct from (q.order_line_id, q.backorder_line_id, q.backorder_id)) then
    raise exception 'a fulfillment line takes what is reserved for its own line' using errcode = 'check_violation', constraint = 'fulfillment_lines_own_queue_line';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.check_increases()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from added a join order_lines l on l.id = a.increase_of_id where l.increase_of_id is not null) then
    raise exception 'an increase raises a line that is no increase itself' using errcode = 'check_violation', constraint = 'order_lines_increase_of_line';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.check_invoice_lines()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from invoiced v join invoices i on i.id = v.invoice_id left join fulfillment_lines l on l.id = v.fulfillment_line_id
    where l.fulfillment_id is distinct from i.fulfillment_id) then
    raise exception 'an invoice charges the lines of its own fulfillment' using errcode = 'check_violation', constraint = 'invoice_lines_own_fulfillment';
  end if;
  if exists (select from invoiced v join invoices i on i.id = v.invoice_id
    left join order_lines l on l.id = v.order_line_id left join orders o on o.id = l.order_id
    where v.fulfillment_line_id is null and (o.id, o.customer_id, o.invoice_rule) is distinct from (i.order_id, i.customer_id, 'in_advance')) then
    raise exception 'an invoice in advance charges the lines of its own order, which is invoiced so' using errcode = 'check_violation', constraint = 'invoice_lines_own_order';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.check_time_zone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- Only names of zones: POSIX texts such as 'ABC3' are accepted by "at time zone" and by nothing else.
  if not exists (select from pg_timezone_names
    where name = new.time_zone and (name = 'UTC' or name ~ '^[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+)+$')) then
    raise exception 'there is no time zone %', new.time_zone using errcode = 'invalid_parameter_value';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.date_open_backorder_lines()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update open_backorder_lines set promised_on = new.promised_on where backorder_id = new.id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.dispose_credit_notes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into invoice_dispositions (credit_note_id, customer_id, number, issued_on, occurred_at, changed_at, changed_by, status, reason)
  select n.id, n.customer_id, coalesce(n.number, 'AM-' || n.id), n.credited_on, n.created_at, n.created_at, 'system invoicing',
    case when due.is_sent then 'waiting' else 'excluded' end,
    case when due.is_sent then null when s.is_on then 'before_start' else 'not_connected' end
  from made n left join invoice_sending s on true
  cross join lateral (select coalesce(s.is_on and n.credited_on >= s.starts_on, false) as is_sent) due
  order by n.id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.dispose_invoices()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into invoice_dispositions (invoice_id, customer_id, number, issued_on, occurred_at, changed_at, changed_by, status, reason)
  select i.id, i.customer_id, i.number, i.invoiced_on, i.created_at, i.created_at, 'system invoicing',
    case when due.is_sent then 'waiting' else 'excluded' end,
    case when due.is_sent then null when s.is_on then 'before_start' else 'not_connected' end
  from made i left join invoice_sending s on true
  cross join lateral (select coalesce(s.is_on and i.invoiced_on >= s.starts_on, false) as is_sent) due
  order by i.id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.empty_demo_company()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  given_tables text;
  caller_lock_timeout text := current_setting('lock_timeout');
begin
  if not exists (select from company where demo for update) then
    raise exception 'only a demo company can be emptied' using errcode = 'restrict_violation';
  end if;
  select string_agg(format('%I.%I', schemaname, tablename), ', ' order by schemaname, tablename) into given_tables
  from pg_tables
  where schemaname = 'auth' or (schemaname = 'public'
    and tablename not in ('migrations', 'company', 'settings', 'demo_loads', 'api_keys', 'idempotency_keys'));
  perform set_config('lock_timeout', '100ms', true);
  loop
    begin
      execute 'lock table ' || given_tables || ' in access exclusive mode';
      exit;
    exception when lock_not_available then
      perform pg_sleep(0.05 * random());
    end;
  end loop;
  perform set_config('lock_timeout', caller_lock_timeout, true);
  execute 'truncate ' || given_tables || ' restart identity';
  delete from idempotency_keys where response_status is not null;
  execute coalesce((
    select string_agg(format('alter sequence %s restart', s.oid::regclass), '; ')
    from pg_class s
    where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = s.oid and d.deptype in ('a', 'i') and d.refobjsubid > 0)), 'select');
  execute (
    select 'update settings set ' || string_agg(format('%I = default', a.attname), ', ')
    from pg_attribute a
    where a.attrelid = 'settings'::regclass and a.atthasdef and a.attgenerated = '' and a.attname <> 'id');
end $function$
;

CREATE OR REPLACE FUNCTION public.escape_address(given text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select coalesce(string_agg(case when c ~ '^[A-Za-z0-9._~-]$' then c
    else regexp_replace(upper(encode(convert_to(c, 'UTF8'), 'hex')), '(..)', '%\1', 'g') end, '' order by n), '')
  from regexp_split_to_table(given, '') with ordinality letters(c, n)
$function$
;

CREATE OR REPLACE FUNCTION public.fold(given text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(lower(regexp_replace(NORMALIZE(replace(replace(replace(replace(replace(replace(replace(replace(translate(given, 'øØđĐðÐłŁı''’‘`´ʼ′'::text, 'ooddddlli'::text), 'ß'::text, 'ss'::text), 'ẞ'::text, 'ss'::text), 'æ'::text, 'ae'::text), 'Æ'::text, 'ae'::text), 'œ'::text, 'oe'::text), 'Œ'::text, 'oe'::text), 'þ'::text, 'th'::text), 'Þ'::text, 'th'::text), NFKD), '[̀-ͯ]+'::text, ''::text, 'g'::text)), '[!-/:-@\u005B-\u0060{-~¡-¿–—“”„‚…⁄×\s]+'::text, ' '::text, 'g'::text), '([0-9])([^0-9 ])'::text, '\1 \2'::text, 'g'::text), '([^0-9 ])([0-9])'::text, '\1 \2'::text, 'g'::text), '(^| )0+([0-9])'::text, '\1\2'::text, 'g'::text))
;

CREATE OR REPLACE FUNCTION public.gin_extract_query_trgm(text, internal, smallint, internal, internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gin_extract_query_trgm$function$
;

CREATE OR REPLACE FUNCTION public.gin_extract_value_trgm(text, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gin_extract_value_trgm$function$
;

CREATE OR REPLACE FUNCTION public.gin_trgm_consistent(internal, smallint, text, integer, internal, internal, internal, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gin_trgm_consistent$function$
;

CREATE OR REPLACE FUNCTION public.gin_trgm_triconsistent(internal, smallint, text, integer, internal, internal, internal)
 RETURNS "char"
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gin_trgm_triconsistent$function$
;

CREATE OR REPLACE FUNCTION public.gtrgm_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_compress$function$
;

CREATE OR REPLACE FUNCTION public.gtrgm_consistent(internal, text, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_consistent$function$
;

CREATE OR REPLACE FUNCTION public.gtrgm_decompress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_decompress$function$
;

CREATE OR REPLACE FUNCTION public.gtrgm_distance(internal, text, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_distance$function$
;

CREATE OR REPLACE FUNCTION public.gtrgm_in(cstring)
 RETURNS gtrgm
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_in$function$
;

CREATE OR REPLACE FUNCTION public.gtrgm_options(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE
AS '$libdir/pg_trgm', $function$gtrgm_options$function$
;

CREATE OR REPLACE FUNCTION public.gtrgm_out(gtrgm)
 RETURNS cstring
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_out$function$
;

CREATE OR REPLACE FUNCTION public.gtrgm_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_penalty$function$
;

CREATE OR REPLACE FUNCTION public.gtrgm_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_picksplit$function$
;

CREATE OR REPLACE FUNCTION public.gtrgm_same(gtrgm, gtrgm, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_same$function$
;

CREATE OR REPLACE FUNCTION public.gtrgm_union(internal, internal)
 RETURNS gtrgm
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_union$function$
;

CREATE OR REPLACE FUNCTION public.guard_confirmed_line()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from orders where id = old.order_id and confirmed_at is not null) then
    raise exception 'a confirmed order line keeps its variant, quantity, price and deal' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_confirmed_line_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from orders where id = old.order_id and confirmed_at is not null) then
    raise exception 'a line of a confirmed order is cancelled, never deleted' using errcode = 'restrict_violation';
  end if;
  return old;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_consent()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a consent is revoked, never changed' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_demo()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a company that is no demo never becomes one' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_follow_up()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a follow-up keeps what it is about, and a closed one stays as it was closed' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_fulfillment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what has shipped, was delivered or was voided stays so' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_hold()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a hold is only released, once' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_message()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a message that left, or did not, stays as it is' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_on_hand()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'on hand changes only by a stock movement' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_order()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a confirmed order stays confirmed, with its customer, warehouse, currency and invoice rule; a cancelled one stays cancelled' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_reopening()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a reopening is settled once' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_substitution()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'an answered proposal stays as it is' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.instant(at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN to_char((at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text)
;

CREATE OR REPLACE FUNCTION public.item_name(product_name text, variant_name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN starts_with((lower(btrim(variant_name)) || ' '::text), (lower(btrim(product_name)) || ' '::text)) THEN btrim(variant_name) ELSE ((btrim(product_name) || ' · '::text) || btrim(variant_name)) END
;

CREATE OR REPLACE FUNCTION public.keep_open_backorder_lines()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' then
    delete from open_backorder_lines o using changed l join before w on w.id = l.id
    where o.backorder_id = l.backorder_id and o.backorder_line_id = l.id and l.outstanding = 0 and w.outstanding > 0;
    -- Most changes are of what is allocated and picked.
    if not exists (select from changed l join before w on w.id = l.id where l.outstanding > 0 and l.outstanding <> w.outstanding) then
      return null;
    end if;
  end if;
  insert into open_backorder_lines as o (backorder_id, backorder_line_id, variant_id, product_id, supplier_id, customer_id, warehouse_id,
    reason, created_on, promised_on, quantity, cents)
  select l.backorder_id, l.id, l.variant_id, v.product_id, v.supplier_id, b.customer_id, b.warehouse_id, b.reason, b.created_on, b.promised_on,
    l.outstanding, div(200 * ol.value * l.outstanding + ol.quantity, 2 * ol.quantity)
  from changed l join backorders b on b.id = l.backorder_id join order_lines ol on ol.id = l.order_line_id join variants v on v.id = l.variant_id
  where l.outstanding > 0
  on conflict (backorder_id, backorder_line_id) do update set quantity = excluded.quantity, cents = excluded.cents
    where o.quantity <> excluded.quantity;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.money(amount numeric, currency text)
 RETURNS json
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN json_build_object('amount', (CASE WHEN (scale(trim_scale(amount)) > 2) THEN trim_scale(amount) ELSE round(amount, 2) END)::text, 'currency', currency)
;

CREATE OR REPLACE FUNCTION public.name_product_of_variant()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.product_name := (select p.name from products p where p.id = new.product_id);
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.post_stock_movements()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from posted) then return null; end if;
  update stock_levels l set on_hand = l.on_hand + m.quantity
  from (select variant_id, warehouse_id, sum(quantity)::integer quantity from posted group by 1, 2) m
  where l.variant_id = m.variant_id and l.warehouse_id = m.warehouse_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'TRUNCATE' and tg_table_name not in ('company', 'settings') and exists (select from company where demo) then
    return null;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.set_limit(real)
 RETURNS real
 LANGUAGE c
 STRICT
AS '$libdir/pg_trgm', $function$set_limit$function$
;

CREATE OR REPLACE FUNCTION public.show_limit()
 RETURNS real
 LANGUAGE c
 STABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$show_limit$function$
;

CREATE OR REPLACE FUNCTION public.show_trgm(text)
 RETURNS text[]
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$show_trgm$function$
;

CREATE OR REPLACE FUNCTION public.similarity(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$similarity$function$
;

CREATE OR REPLACE FUNCTION public.similarity_dist(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$similarity_dist$function$
;

CREATE OR REPLACE FUNCTION public.similarity_op(text, text)
 RETURNS boolean
 LANGUAGE c
 STABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$similarity_op$function$
;

CREATE OR REPLACE FUNCTION public.stamp_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.updated_at := clock_timestamp();
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.stamp_credited_invoices()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update invoice_dispositions d set updated_at = clock_timestamp()
  where d.invoice_id in (select l.invoice_id from made m join invoice_lines l on l.id = m.invoice_line_id);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.stamp_invoices_of_freight()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update invoice_dispositions d set updated_at = clock_timestamp()
  from made n join invoices i on i.fulfillment_id = n.fulfillment_id where n.freight > 0 and d.invoice_id = i.id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.strict_word_similarity(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$strict_word_similarity$function$
;

CREATE OR REPLACE FUNCTION public.strict_word_similarity_commutator_op(text, text)
 RETURNS boolean
 LANGUAGE c
 STABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$strict_word_similarity_commutator_op$function$
;

CREATE OR REPLACE FUNCTION public.strict_word_similarity_dist_commutator_op(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$strict_word_similarity_dist_commutator_op$function$
;

CREATE OR REPLACE FUNCTION public.strict_word_similarity_dist_op(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$strict_word_similarity_dist_op$function$
;

CREATE OR REPLACE FUNCTION public.strict_word_similarity_op(text, text)
 RETURNS boolean
 LANGUAGE c
 STABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$strict_word_similarity_op$function$
;

CREATE OR REPLACE FUNCTION public.supply_open_backorder_lines()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update open_backorder_lines set supplier_id = new.supplier_id where product_id = new.product_id and variant_id = new.id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tracking_address(of_carrier_id bigint, carrier_name text, tracking_number text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select replace(coalesce(
      (select c.tracking_link from carriers c where c.id = of_carrier_id),
      case
        when btrim(carrier_name) ~* '^ups\y' then 'https://www.ups.com/track?tracknum={number}'
        when btrim(carrier_name) ~* '^fedex\y' then 'https://www.fedex.com/fedextrack/?trknbr={number}'
        when btrim(carrier_name) ~* '^(usps|us postal)\y' then 'https://tools.usps.com/go/TrackConfirmAction?tLabels={number}'
        when btrim(carrier_name) ~* '^dhl\y' then 'https://www.dhl.com/us-en/home/tracking.html?tracking-id={number}'
      end), '{number}', escape_address(nullif(regexp_replace(tracking_number, '\s', '', 'g'), '')))
$function$
;

CREATE OR REPLACE FUNCTION public.waiting_work()
 RETURNS TABLE(id bigint, work text, waiting_since timestamp with time zone)
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return query select 1::bigint, 'messages', min(o.created_at) from outbox o having count(*) > 0;
  -- The queue is made by the first worker.
  if to_regclass('graphile_worker._private_jobs') is not null then
    return query execute $jobs$
      select 2::bigint, 'jobs', min(j.run_at) from graphile_worker._private_jobs j
      where j.is_available and j.run_at <= now() having count(*) > 0 $jobs$;
  end if;
  -- The row is gone after the demo was removed, and with it every event from before.
  return query select 3::bigint, 'sealing', coalesce((select s.sealed_until from audit_sealing s),
    (select e.at from audit_events e order by e.id limit 1));
end $function$
;

CREATE OR REPLACE FUNCTION public.word_similarity(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$word_similarity$function$
;

CREATE OR REPLACE FUNCTION public.word_similarity_commutator_op(text, text)
 RETURNS boolean
 LANGUAGE c
 STABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$word_similarity_commutator_op$function$
;

CREATE OR REPLACE FUNCTION public.word_similarity_dist_commutator_op(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$word_similarity_dist_commutator_op$function$
;

CREATE OR REPLACE FUNCTION public.word_similarity_dist_op(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$word_similarity_dist_op$function$
;

CREATE OR REPLACE FUNCTION public.word_similarity_op(text, text)
 RETURNS boolean
 LANGUAGE c
 STABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$word_similarity_op$function$
;

CREATE TRIGGER allocation_decisions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.allocation_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER allocation_runs_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.allocation_runs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER allocations_fixed BEFORE UPDATE OF variant_id, warehouse_id, queue_line_id, put_back_task_id, quantity, run_id, moved_from_id ON public.allocations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_seals_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER backorder_lines_open_changed AFTER UPDATE ON public.backorder_lines REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_open_backorder_lines();

CREATE TRIGGER backorder_lines_open_made AFTER INSERT ON public.backorder_lines REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_open_backorder_lines();

CREATE TRIGGER backorder_priorities_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.backorder_priorities FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER backorder_promises_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.backorder_promises FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER backorder_review_withdrawals_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.backorder_review_withdrawals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER backorder_reviews_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.backorder_reviews FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER backorders_open_lines_dated AFTER UPDATE OF promised_on ON public.backorders FOR EACH ROW WHEN ((old.promised_on IS DISTINCT FROM new.promised_on)) EXECUTE FUNCTION date_open_backorder_lines();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.backorders FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER cancellation_lines_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.cancellation_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER cancellations_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.cancellations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.carriers FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER communications_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.communications FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER company_demo_final BEFORE UPDATE OF demo ON public.company FOR EACH ROW WHEN ((new.demo AND (NOT old.demo))) EXECUTE FUNCTION guard_demo();

CREATE TRIGGER company_kept BEFORE DELETE OR TRUNCATE ON public.company FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER company_time_zone BEFORE INSERT OR UPDATE OF time_zone ON public.company FOR EACH ROW EXECUTE FUNCTION check_time_zone();

CREATE TRIGGER credit_note_lines_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.credit_note_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER credited_invoices_stamped AFTER INSERT ON public.credit_note_lines REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION stamp_credited_invoices();

CREATE TRIGGER credit_notes_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.credit_notes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER credit_notes_disposed AFTER INSERT ON public.credit_notes REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION dispose_credit_notes();

CREATE TRIGGER invoices_of_freight_stamped AFTER INSERT ON public.credit_notes REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION stamp_invoices_of_freight();

CREATE TRIGGER customer_answers_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.customer_answers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER customer_consents_final BEFORE UPDATE ON public.customer_consents FOR EACH ROW WHEN (((old.revoked_at IS NOT NULL) OR ((((((((old.customer_id IS DISTINCT FROM new.customer_id) OR (old.product_id IS DISTINCT FROM new.product_id)) OR (old.family IS DISTINCT FROM new.family)) OR (old.rule IS DISTINCT FROM new.rule)) OR (old.price_limit IS DISTINCT FROM new.price_limit)) OR (old.note IS DISTINCT FROM new.note)) OR (old.given_at IS DISTINCT FROM new.given_at)) OR (old.recorded_by IS DISTINCT FROM new.recorded_by)))) EXECUTE FUNCTION guard_consent();

CREATE TRIGGER customer_consents_kept BEFORE DELETE OR TRUNCATE ON public.customer_consents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.customers FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.deals FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER deliveries_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.deliveries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER demand_entries_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.demand_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER double_demands_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.double_demands FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER follow_ups_final BEFORE UPDATE ON public.follow_ups FOR EACH ROW WHEN (((old.closed_at IS NOT NULL) OR ((((((old.order_id IS DISTINCT FROM new.order_id) OR (old.backorder_id IS DISTINCT FROM new.backorder_id)) OR (old.cause IS DISTINCT FROM new.cause)) OR (old.communication_id IS DISTINCT FROM new.communication_id)) OR (old.created_at IS DISTINCT FROM new.created_at)) OR (old.created_by IS DISTINCT FROM new.created_by)))) EXECUTE FUNCTION guard_follow_up();

CREATE TRIGGER follow_ups_kept BEFORE DELETE OR TRUNCATE ON public.follow_ups FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.follow_ups FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER fulfillment_line_allocations_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.fulfillment_line_allocations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER fulfillment_line_allocations_own_line AFTER INSERT ON public.fulfillment_line_allocations REFERENCING NEW TABLE AS taken FOR EACH STATEMENT EXECUTE FUNCTION check_fulfillment_line_allocations();

CREATE TRIGGER fulfillment_lines_fixed BEFORE UPDATE OF fulfillment_id, order_line_id, backorder_line_id, queue_line_id, variant_id, warehouse_id, quantity, short ON public.fulfillment_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER fulfillment_lines_kept BEFORE DELETE OR TRUNCATE ON public.fulfillment_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER fulfillment_lines_own_queue_line AFTER INSERT ON public.fulfillment_lines REFERENCING NEW TABLE AS picked FOR EACH STATEMENT EXECUTE FUNCTION check_fulfillment_lines();

CREATE TRIGGER fulfillments_final BEFORE UPDATE OF order_id, backorder_id, shipped_at, shipment_id, freight, delivered_at, not_delivered_at, voided_at ON public.fulfillments FOR EACH ROW WHEN ((((old.order_id IS DISTINCT FROM new.order_id) OR (old.backorder_id IS DISTINCT FROM new.backorder_id)) OR ((old.shipped_at IS NOT NULL) AND (((old.shipped_at IS DISTINCT FROM new.shipped_at) OR (old.shipment_id IS DISTINCT FROM new.shipment_id)) OR (old.freight IS DISTINCT FROM new.freight))) OR ((old.delivered_at IS NOT NULL) AND (new.delivered_at IS DISTINCT FROM old.delivered_at) AND ((new.delivered_at IS NOT NULL) OR (new.reopened_at IS NULL))) OR ((old.not_delivered_at IS NOT NULL) AND (new.not_delivered_at IS DISTINCT FROM old.not_delivered_at)) OR ((old.voided_at IS NOT NULL) AND (new.voided_at IS DISTINCT FROM old.voided_at)))) EXECUTE FUNCTION guard_fulfillment();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.fulfillments FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER holds_kept BEFORE DELETE OR TRUNCATE ON public.holds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER holds_released_once BEFORE UPDATE ON public.holds FOR EACH ROW WHEN (((old.released_at IS NOT NULL) OR (((((((old.order_id IS DISTINCT FROM new.order_id) OR (old.backorder_id IS DISTINCT FROM new.backorder_id)) OR (old.reason IS DISTINCT FROM new.reason)) OR (old.until IS DISTINCT FROM new.until)) OR (old.notes IS DISTINCT FROM new.notes)) OR (old.held_at IS DISTINCT FROM new.held_at)) OR (old.held_by IS DISTINCT FROM new.held_by)))) EXECUTE FUNCTION guard_hold();

CREATE TRIGGER inbound_mails_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.inbound_mails FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER invoice_dispositions_kept BEFORE DELETE OR TRUNCATE ON public.invoice_dispositions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.invoice_dispositions FOR EACH ROW WHEN (((old.updated_at = new.updated_at) AND (((((((((old.status IS DISTINCT FROM new.status) OR (old.reason IS DISTINCT FROM new.reason)) OR (old.note IS DISTINCT FROM new.note)) OR (old.number IS DISTINCT FROM new.number)) OR (old.issued_on IS DISTINCT FROM new.issued_on)) OR (old.problem IS DISTINCT FROM new.problem)) OR (old.written IS DISTINCT FROM new.written)) OR (old.there IS DISTINCT FROM new.there)) OR (old.changed_at IS DISTINCT FROM new.changed_at)))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER invoice_lines_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.invoice_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER invoice_lines_own_fulfillment AFTER INSERT ON public.invoice_lines REFERENCING NEW TABLE AS invoiced FOR EACH STATEMENT EXECUTE FUNCTION check_invoice_lines();

CREATE TRIGGER invoices_disposed AFTER INSERT ON public.invoices REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION dispose_invoices();

CREATE TRIGGER invoices_fixed BEFORE UPDATE OF number, fulfillment_id, order_id, customer_id, currency, amount, invoiced_on ON public.invoices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER invoices_kept BEFORE DELETE OR TRUNCATE ON public.invoices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER messages_final BEFORE UPDATE ON public.messages FOR EACH ROW WHEN ((((old.status <> 'queued'::text) AND ((old.status IS DISTINCT FROM 'sent'::text) OR (new.status IS DISTINCT FROM 'bounced'::text))) OR ((((((old.event IS DISTINCT FROM new.event) OR (old.customer_id IS DISTINCT FROM new.customer_id)) OR (old.order_id IS DISTINCT FROM new.order_id)) OR (old.backorder_id IS DISTINCT FROM new.backorder_id)) OR (old.cause IS DISTINCT FROM new.cause)) OR (old.queued_at IS DISTINCT FROM new.queued_at)))) EXECUTE FUNCTION guard_message();

CREATE TRIGGER messages_kept BEFORE DELETE OR TRUNCATE ON public.messages FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER notes_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.notes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER order_lines_deal_frozen BEFORE UPDATE OF deal_id, deal_name, deal_kind, deal_percent, deal_price ON public.order_lines FOR EACH ROW WHEN ((((((old.deal_id IS DISTINCT FROM new.deal_id) OR (old.deal_name IS DISTINCT FROM new.deal_name)) OR (old.deal_kind IS DISTINCT FROM new.deal_kind)) OR (old.deal_percent IS DISTINCT FROM new.deal_percent)) OR (old.deal_price IS DISTINCT FROM new.deal_price))) EXECUTE FUNCTION guard_confirmed_line();

CREATE TRIGGER order_lines_frozen BEFORE UPDATE OF order_id, variant_id, quantity, unit_price, deal_amount ON public.order_lines FOR EACH ROW WHEN ((((((old.order_id IS DISTINCT FROM new.order_id) OR (old.variant_id IS DISTINCT FROM new.variant_id)) OR (old.quantity IS DISTINCT FROM new.quantity)) OR (old.unit_price IS DISTINCT FROM new.unit_price)) OR (old.deal_amount IS DISTINCT FROM new.deal_amount))) EXECUTE FUNCTION guard_confirmed_line();

CREATE TRIGGER order_lines_increase_of_line AFTER INSERT ON public.order_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_increases();

CREATE TRIGGER order_lines_kept BEFORE DELETE ON public.order_lines FOR EACH ROW EXECUTE FUNCTION guard_confirmed_line_delete();

CREATE TRIGGER orders_final BEFORE UPDATE OF confirmed_at, cancelled_at, customer_id, warehouse_id, currency, invoice_rule ON public.orders FOR EACH ROW WHEN ((((old.confirmed_at IS NOT NULL) AND (((((old.confirmed_at IS DISTINCT FROM new.confirmed_at) OR (old.customer_id IS DISTINCT FROM new.customer_id)) OR (old.warehouse_id IS DISTINCT FROM new.warehouse_id)) OR (old.currency IS DISTINCT FROM new.currency)) OR (old.invoice_rule IS DISTINCT FROM new.invoice_rule))) OR ((old.cancelled_at IS NOT NULL) AND (new.cancelled_at IS DISTINCT FROM old.cancelled_at)))) EXECUTE FUNCTION guard_order();

CREATE TRIGGER orders_kept BEFORE DELETE ON public.orders FOR EACH ROW WHEN ((old.confirmed_at IS NOT NULL)) EXECUTE FUNCTION guard_order();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.orders FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER prints_append_only BEFORE DELETE OR UPDATE ON public.prints FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.products FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.purchase_orders FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER receipt_lines_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.receipt_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER receipt_reversals_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.receipt_reversals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER receipts_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.receipts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER reopenings_final BEFORE UPDATE ON public.reopenings FOR EACH ROW WHEN (((old.closed_at IS NOT NULL) OR ((((((old.fulfillment_id IS DISTINCT FROM new.fulfillment_id) OR (old.reported_by IS DISTINCT FROM new.reported_by)) OR (old.note IS DISTINCT FROM new.note)) OR (old.was_delivered_at IS DISTINCT FROM new.was_delivered_at)) OR (old.opened_at IS DISTINCT FROM new.opened_at)) OR (old.opened_by IS DISTINCT FROM new.opened_by)))) EXECUTE FUNCTION guard_reopening();

CREATE TRIGGER reopenings_kept BEFORE DELETE OR TRUNCATE ON public.reopenings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER return_dispositions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.return_dispositions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER return_lines_fixed BEFORE UPDATE OF return_id, fulfillment_line_id, variant_id, warehouse_id, quantity, reason ON public.return_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER return_lines_kept BEFORE DELETE OR TRUNCATE ON public.return_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER returns_fixed BEFORE UPDATE OF number, fulfillment_id, order_id, customer_id, delivery_id, note, returned_at, returned_by ON public.returns FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER returns_kept BEFORE DELETE OR TRUNCATE ON public.returns FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.returns FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.routes FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER settings_kept BEFORE DELETE OR TRUNCATE ON public.settings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.shipments FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER short_picks_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.short_picks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stock_adjustment_reversals_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.stock_adjustment_reversals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.stock_levels FOR EACH ROW WHEN (((((old.on_hand IS DISTINCT FROM new.on_hand) OR (old.allocated IS DISTINCT FROM new.allocated)) OR (old.missing IS DISTINCT FROM new.missing)) OR (old.last_counted_at IS DISTINCT FROM new.last_counted_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER stock_levels_guard_insert BEFORE INSERT ON public.stock_levels FOR EACH ROW WHEN ((new.on_hand <> 0)) EXECUTE FUNCTION guard_on_hand();

CREATE TRIGGER stock_levels_guard_update BEFORE UPDATE OF on_hand ON public.stock_levels FOR EACH ROW WHEN (((old.on_hand <> new.on_hand) AND (pg_trigger_depth() = 0))) EXECUTE FUNCTION guard_on_hand();

CREATE TRIGGER stock_movements_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.stock_movements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stock_movements_post AFTER INSERT ON public.stock_movements REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION post_stock_movements();

CREATE TRIGGER substitution_acceptances_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.substitution_acceptances FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER substitution_offers_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.substitution_offers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER substitutions_final BEFORE UPDATE ON public.substitutions FOR EACH ROW WHEN ((old.closed_at IS NOT NULL)) EXECUTE FUNCTION guard_substitution();

CREATE TRIGGER substitutions_kept BEFORE DELETE OR TRUNCATE ON public.substitutions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.suppliers FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER supply_date_changes_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.supply_date_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER told_dates_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.told_dates FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER undelivered_units_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.undelivered_units FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.variants FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

CREATE TRIGGER variants_name_product BEFORE INSERT OR UPDATE OF product_id ON public.variants FOR EACH ROW EXECUTE FUNCTION name_product_of_variant();

CREATE TRIGGER variants_open_lines_supplied AFTER UPDATE ON public.variants FOR EACH ROW WHEN ((old.supplier_id IS DISTINCT FROM new.supplier_id)) EXECUTE FUNCTION supply_open_backorder_lines();

CREATE TRIGGER verifications_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.verifications FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER stamp_change BEFORE UPDATE ON public.warehouses FOR EACH ROW WHEN (((old.version <> new.version) AND (old.updated_at = new.updated_at))) EXECUTE FUNCTION stamp_change();

create view arriving_parts as
 SELECT l.id,
    l.purchase_order_id,
    l.variant_id,
    l.warehouse_id,
    COALESCE(part.quantity, l.remaining) AS quantity,
        CASE
            WHEN (part.id IS NULL) THEN l.expected_on
            ELSE part.expected_on
        END AS expected_on
   FROM (purchase_order_lines l
     LEFT JOIN LATERAL ( SELECT d.id,
            d.expected_on,
            (
                CASE
                    WHEN d.is_first THEN GREATEST(d.quantity, (l.remaining - d.behind))
                    ELSE d.quantity
                END - GREATEST(0, ((d.behind + d.quantity) - GREATEST(l.remaining, 0)))) AS quantity
           FROM ( SELECT d_1.id,
                    d_1.quantity,
                    d_1.expected_on,
                    ((sum(d_1.quantity) OVER (ORDER BY d_1.expected_on DESC, d_1.id DESC) - d_1.quantity))::integer AS behind,
                    (row_number() OVER (ORDER BY d_1.expected_on, d_1.id) = 1) AS is_first
                   FROM purchase_order_deliveries d_1
                  WHERE (d_1.purchase_order_line_id = l.id)) d
          WHERE (d.behind < l.remaining)) part ON (true))
  WHERE (l.remaining > 0);

create view backorder_line_fulfillments as
 SELECT bl.id AS backorder_line_id,
    b.id AS backorder_id,
    b.number AS backorder_number,
    bl.order_line_id,
    bl.variant_id,
    bl.quantity AS backordered,
    bl.fulfilled,
    bl.outstanding,
    f.id AS fulfillment_id,
    f.number AS fulfillment_number,
    fl.leaving AS shipped,
    f.shipped_at,
    f.delivered_at,
    f.received_by,
    s.carrier,
    s.tracking_number,
    fl.undelivered AS lost,
    fl.returned,
    ((fl.leaving - fl.undelivered) - fl.returned) AS kept,
        CASE
            WHEN (f.id IS NOT NULL) THEN f.status
            ELSE NULL::text
        END AS fulfillment_status,
    fl.lot,
    fl.id AS fulfillment_line_id,
    replaced.quantity AS replaced,
    replaced.backorder_numbers AS replaced_by
   FROM (((backorder_lines bl
     JOIN backorders b ON ((b.id = bl.backorder_id)))
     LEFT JOIN ((fulfillment_lines fl
     JOIN fulfillments f ON (((f.id = fl.fulfillment_id) AND (f.shipped_at IS NOT NULL))))
     JOIN shipments s ON ((s.id = f.shipment_id))) ON (((fl.backorder_line_id = bl.id) AND (fl.leaving > 0))))
     LEFT JOIN LATERAL ( SELECT (sum(ol.quantity))::integer AS quantity,
            string_agg(rb.number, ', '::text ORDER BY rb.id) AS backorder_numbers
           FROM (((return_lines rl
             JOIN order_lines ol ON ((ol.return_line_id = rl.id)))
             JOIN backorder_lines rbl ON ((rbl.order_line_id = ol.id)))
             JOIN backorders rb ON ((rb.id = rbl.backorder_id)))
          WHERE (rl.fulfillment_line_id = fl.id)) replaced ON (true));

create view lines_to_ship_by as
 SELECT q.id AS queue_line_id,
    q.order_id,
    q.order_line_id,
    q.backorder_id,
    q.backorder_line_id,
    q.customer_id,
    q.warehouse_id,
    q.variant_id,
    l.cancel_if_not_shipped_by AS ship_by,
    (q.open - q.picked) AS quantity
   FROM (queue_lines q
     JOIN order_lines l ON (((l.id = q.order_line_id) AND (l.cancel_if_not_shipped_by IS NOT NULL))))
  WHERE (q.open > q.picked);
