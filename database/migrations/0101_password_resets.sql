-- Who forgot a password and asked for a link by mail.

create table password_resets (
  id bigint generated always as identity primary key,
  user_id bigint not null references users,
  requested_at timestamptz not null,
  next_try_at timestamptz not null,
  sent_at timestamptz,
  token_hash bytea unique check (length(token_hash) = 32),
  expires_at timestamptz not null check (expires_at > requested_at),
  used_at timestamptz
);
create index password_resets_due on password_resets (next_try_at, id) where sent_at is null and used_at is null;
create index password_resets_user on password_resets (user_id, id);
comment on table password_resets is 'The link is made when the mail is handed over; its hash alone is kept. It works once, until expires_at.';
