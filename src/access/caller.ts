import type { Origin } from './origin.js';
import type { Permission, Role } from './permissions.js';

/** Who calls: a person of the team who is signed in, or a program with a token. The guard puts it on the request. */
export interface Caller extends Origin {
  /** As the audit trail names them: `staff:<id>` or `token:<id>`. */
  actor: string;
  /** What their own pages call them; of a token, its name. */
  name: string;
  role: Role;
  permissions: readonly Permission[];
  clinics: ClinicScope;
  /** For the forms that stand on every page of theirs; absent when a program calls. */
  formToken?: string;
  /** Absent when a program calls. */
  session?: { id: string; staffId: string; provenAt: Date };
}

/** The clinics that one may know of: every one, those on sale, or those one is assigned to, by their ids. */
export type ClinicScope = 'all' | 'published' | readonly string[];

/** The scope as a parameter of a query; the query holds `inScope(n)`. */
export const scopeParam = (scope: ClinicScope): readonly string[] => [scope].flat();

/** What keeps a query on `clinics c` within the scope that is its parameter `n`. To what lies outside, the answer is 404. */
export const inScope = (n: number) =>
  `('all' = any($${n}::text[]) or c.status = any($${n}::text[]) or c.id::text = any($${n}::text[]))`;

/** The clinics whose people one may call: whoever sees those on sale also calls for those that were called off or are over. */
export const callScope = (scope: ClinicScope): ClinicScope =>
  scope === 'published' ? ['published', 'cancelled', 'completed'] : scope;

/** The same for a clinic that was read already. */
export function isInScope(scope: ClinicScope, clinic: { id: string; status: string }): boolean {
  return ['all', clinic.status, clinic.id].some((word) => scopeParam(scope).includes(word));
}

/** Who changes clinics: the caller of a route, or the machine itself. */
export type Planner = Pick<Caller, 'actor' | 'clinics'> & Partial<Caller>;

/** Whoever has a shell on the machine, as the audit trail names them. */
export const SHELL: Planner = { actor: 'shell', clinics: 'all' };
