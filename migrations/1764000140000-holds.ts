import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Places that are kept for minutes while somebody talks to the phone desk. They stand in `slots.taken` until they are given
 * back or booked. Also: who wrote down a consent that was given by word of mouth.
 */
export class Holds1764000140000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table holds (
        id uuid constraint holds_pkey primary key,
        kind text not null constraint holds_kind_known check (kind in ('phone')),
        held_by text not null,
        expires_at timestamptz not null,
        created_at timestamptz not null
      );
      -- Whoever talks to one caller holds places for one caller.
      create unique index holds_one_for_each_phone on holds (held_by) where kind = 'phone';
      create index holds_expires_at_idx on holds (expires_at);

      create table hold_places (
        hold_id uuid not null constraint hold_places_hold_id_fkey references holds (id) on delete cascade,
        slot_id uuid not null constraint hold_places_slot_id_fkey references slots (id),
        n integer not null constraint hold_places_some check (n > 0),
        constraint hold_places_pkey primary key (hold_id, slot_id)
      );
      create index hold_places_slot_id_idx on hold_places (slot_id);

      -- What a hold has counts as one's own: only the difference is taken or given back, all of it or nothing. A hold that
      -- is gone has nothing. What is wanted must be on sale also when all of it is held.
      create function take_held(p_hold uuid, p_slots uuid[], p_n integer[], p_now timestamptz) returns setof slots
      language plpgsql as $$
      declare
        item record;
        slot slots;
      begin
        perform from holds where id = p_hold for update;
        for item in
          select u.slot_id, sum(u.want)::integer as want, sum(u.want - u.held)::integer as n
          from (
            select slot_id, want, 0 as held from unnest(p_slots, p_n) as w (slot_id, want)
            union all
            select slot_id, 0, n from hold_places where hold_id = p_hold) u
          group by u.slot_id order by u.slot_id
        loop
          update slots s set taken = s.taken + item.n,
            extra = case when item.n < 0 then least(s.extra, greatest(s.taken + item.n - s.capacity, 0)) else s.extra end
          where s.id = item.slot_id and (item.want = 0 or (
            s.open and s.opens_at <= p_now and p_now < s.closes_at and s.taken + item.n <= s.capacity + s.extra))
          returning s.* into slot;
          if not found then
            raise exception using errcode = 'PL001', message = 'no_place', detail = item.slot_id::text;
          end if;
          if item.want > 0 then
            return next slot;
          end if;
        end loop;
        delete from holds where id = p_hold;
      end $$;

      -- Null: whoever agreed did it themselves, in writing.
      alter table consents add column recorded_by text;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table consents drop column recorded_by;
      with given as (delete from hold_places returning slot_id, n),
      n as (select slot_id, sum(n)::integer as n from given group by slot_id)
      update slots s set taken = s.taken - n.n from n where s.id = n.slot_id;
      drop function take_held;
      drop table hold_places;
      drop table holds;
    `);
  }
}
