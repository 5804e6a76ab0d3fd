/** The roles that a person can have; what each may do is in `policy.ts`. */

export const roles = ['admin', 'editor', 'reviewer', 'viewer'] as const
export type Role = (typeof roles)[number]
