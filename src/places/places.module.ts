import { Module } from '@nestjs/common';
import { PlacesMetrics } from './places-metrics.js';

/** Counts of places as others see them; taking and giving back are functions over a transaction (`places.ts`). */
@Module({ providers: [PlacesMetrics] })
export class PlacesModule {}
