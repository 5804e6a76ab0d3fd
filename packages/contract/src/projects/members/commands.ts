/** What is sent to say who is in a private project. */
import type { Id } from '../../core/ids.ts'
import type { MemberRole, ProjectMember } from './entity.ts'

/** `POST /projects/{id}/members`; who is in already gets the role. */
export interface SetMember {
  id: Id
  kind: ProjectMember['kind']
  role: MemberRole
}
