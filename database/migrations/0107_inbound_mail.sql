-- What came back by mail: answers of customers, mails that nobody has the address of, and what nobody wrote.

create table inbound_mails (
  id bigint generated always as identity primary key,
  message_id text not null unique check (length(message_id) between 1 and 500),
  answers_id bigint references messages,
  communication_id bigint references communications,
  outcome text not null check (outcome in ('answer', 'bounce', 'automatic', 'unknown')),
  from_address text,
  subject text,
  received_at timestamptz not null,
  constraint inbound_mails_outcome check (case outcome when 'answer' then answers_id is not null and communication_id is not null
    when 'bounce' then answers_id is not null when 'unknown' then answers_id is null else true end)
);
create index inbound_mails_answers on inbound_mails (answers_id) where answers_id is not null;
create index inbound_mails_communication on inbound_mails (communication_id) where communication_id is not null;
comment on table inbound_mails is 'One row per mail that came in, by its Message-ID: handed over twice, it counts once.';
create index messages_message_id_prefix on messages (message_id text_pattern_ops) where message_id is not null;
create trigger inbound_mails_kept before update or delete or truncate on inbound_mails for each statement execute function refuse_change();
