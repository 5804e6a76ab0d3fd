/** The roles in a private project, in words. */
import { type MemberRole, memberRoles } from '@copydesk/contract'

export const memberRoleNames: Record<MemberRole, string> = {
  viewer: 'Viewer',
  reviewer: 'Reviewer',
  editor: 'Editor',
  manager: 'Manager',
}

/** As the select shows them. */
export const memberRoleOptions = memberRoles.map((value) => ({ value, label: memberRoleNames[value] }))
