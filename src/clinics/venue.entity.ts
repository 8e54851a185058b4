import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A named place with an address, how to get there, accessibility notes, a room. */
@Entity('venues')
export class Venue {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** Street, city, state and code, as one writes it on a letter. */
  @Column('text')
  address!: string;

  /** The part of town people know: "Dorchester". */
  @Column('text')
  city!: string;

  @Column('text', { nullable: true })
  room!: string | null;

  @Column('text', { nullable: true })
  directions!: string | null;

  @Column('text', { nullable: true })
  accessibility!: string | null;

  @Column('text', { name: 'map_url', nullable: true })
  mapUrl!: string | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
