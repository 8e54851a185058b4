import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A place over capacity is for one person: when somebody leaves that slot it goes, instead of being sold to anybody. */
export class ExtraGoesBack1764000130000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      shiftPlaces(`taken = s.taken + item.n,
            extra = case when item.n < 0 then least(s.extra, greatest(s.taken + item.n - s.capacity, 0)) else s.extra end`),
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(shiftPlaces('taken = s.taken + item.n'));
  }
}

const shiftPlaces = (change: string) => `
      create or replace function shift_places(p_slots uuid[], p_n integer[], p_now timestamptz) returns setof slots
      language plpgsql as $$
      declare
        item record;
        slot slots;
      begin
        for item in
          select u.slot_id, sum(u.n)::integer as n
          from unnest(p_slots, p_n) as u (slot_id, n)
          group by u.slot_id order by u.slot_id
        loop
          update slots s set ${change}
          where s.id = item.slot_id and (item.n <= 0 or (
            s.open and s.opens_at <= p_now and p_now < s.closes_at and s.taken + item.n <= s.capacity + s.extra))
          returning s.* into slot;
          if not found then
            raise exception using errcode = 'PL001', message = 'no_place', detail = item.slot_id::text;
          end if;
          return next slot;
        end loop;
      end $$;`;
