/** Roles in the words that people read. */
import type { Role } from '@copydesk/contract'

export const roleNames: Readonly<Record<Role, string>> = {
  admin: 'Administrator',
  editor: 'Editor',
  reviewer: 'Reviewer',
  viewer: 'Viewer',
}
