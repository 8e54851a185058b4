/** Everything that staff may do, by name. Each route says which one it needs. */
export const PERMISSIONS = [
  'venues.read',
  'venues.write',
  'clinics.read',
  'clinics.write',
  'clinics.hold',
  'bookings.read',
  'metrics.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['admin', 'coordinator', 'phone_desk', 'intake'] as const;
export type Role = (typeof ROLES)[number];

const GRANTS: Record<Role, readonly Permission[]> = {
  admin: PERMISSIONS,
  coordinator: PERMISSIONS.filter((permission) => permission !== 'clinics.hold'),
  phone_desk: ['venues.read', 'clinics.read', 'bookings.read'],
  intake: ['venues.read', 'clinics.read'],
};

/** Whether a role holds a permission: the one table that decides. */
export function allows(role: Role, permission: Permission): boolean {
  return GRANTS[role].includes(permission);
}
