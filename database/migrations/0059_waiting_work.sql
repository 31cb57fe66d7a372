-- What is left to be done in the background, and since when the oldest of it waits: asked by readiness and by the exceptions.
create function waiting_work() returns table (id bigint, work text, waiting_since timestamptz)
language plpgsql stable as $$
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
end $$;
