import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A start and end inside a clinic. `taken` is written by `src/places` alone. */
@Entity('slots')
export class Slot {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId!: string;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt!: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt!: Date;

  @Column('int')
  capacity!: number;

  @Column({ type: 'int', insert: false, update: false })
  extra!: number;

  @Column({ type: 'int', insert: false, update: false })
  taken!: number;

  @Column('boolean')
  open!: boolean;

  @Column('timestamptz', { name: 'opens_at' })
  opensAt!: Date;

  @Column('timestamptz', { name: 'closes_at' })
  closesAt!: Date;
}
