/** Everything that staff may do, by name. Each route says which one it needs. */
export const PERMISSIONS = [
  'home.read',
  'venues.read',
  'venues.write',
  'clinics.read',
  'clinics.write',
  'clinics.hold',
  'bookings.read',
  'bookings.write',
  'messages.read',
  'calls.work',
  'roster.work',
  'roster.overbook',
  'roster.export',
  'reports.read',
  'metrics.read',
  'staff.manage',
  'tokens.manage',
  'audit.read',
  'audit.export',
  'own.account',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['admin', 'coordinator', 'phone_desk', 'intake'] as const;
export type Role = (typeof ROLES)[number];

const ADMIN_ONLY: readonly Permission[] = ['clinics.hold', 'staff.manage', 'tokens.manage', 'audit.export'];
/** What only people do: programs neither have an account nor let others in. */
const PEOPLE_ONLY: readonly Permission[] = [
  ...['home.read', 'staff.manage', 'tokens.manage', 'audit.read', 'audit.export', 'own.account'],
] as Permission[];

const GRANTS: Record<Role, readonly Permission[]> = {
  admin: PERMISSIONS,
  coordinator: PERMISSIONS.filter((permission) => !ADMIN_ONLY.includes(permission)),
  phone_desk: [
    ...(['home.read', 'venues.read', 'clinics.read', 'bookings.read', 'bookings.write', 'messages.read'] as const),
    ...(['calls.work', 'own.account'] as const),
  ],
  intake: ['home.read', 'venues.read', 'clinics.read', 'roster.work', 'own.account'],
};

/** Which clinics a role sees. */
export const SEES: Record<Role, 'all' | 'published' | 'assigned'> = {
  admin: 'all',
  coordinator: 'assigned',
  phone_desk: 'published',
  intake: 'assigned',
};

/** Whether a role holds a permission: the one table that decides. */
export function allows(role: Role, permission: Permission): boolean {
  return GRANTS[role].includes(permission);
}

/** All that a role holds. */
export const permissionsOf = (role: Role) => GRANTS[role];

/** All that a program of this role may be allowed. */
export const programPermissionsOf = (role: Role) => GRANTS[role].filter((one) => !PEOPLE_ONLY.includes(one));
