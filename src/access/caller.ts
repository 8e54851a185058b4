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
  /** Absent when a program calls. */
  session?: { id: string; staffId: string; provenAt: Date };
}

/** The clinics that one may know of: every one, or those one is assigned to. */
export type ClinicScope = 'all' | readonly string[];

/** Whether somebody with this scope may know of a clinic. To what lies outside, the answer is 404. */
export function inScope(scope: ClinicScope, clinicId: string): boolean {
  return scope === 'all' || scope.includes(clinicId);
}

/** The scope as the last parameter of a query: null is every clinic. `($n::uuid[] is null or clinic_id = any($n))` */
export const scopeIds = (scope: ClinicScope) => (scope === 'all' ? null : scope);
