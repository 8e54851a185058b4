import { Module } from '@nestjs/common';
import { Holds } from './holds.js';
import { PlacesMetrics } from './places-metrics.js';

/** Counts of places: holds, and what others see of them; taking and giving back are functions over a transaction (`places.ts`). */
@Module({ providers: [Holds, PlacesMetrics], exports: [Holds] })
export class PlacesModule {}
