/** What is sent to make and change groups. */
import type { Id } from '../../core/ids.ts'

/** `POST /groups` */
export interface CreateGroup {
  name: string
  memberIds?: Id[] | undefined
}

/** `PATCH /groups/{id}`; who is in already, or out already, stays so. */
export interface ChangeGroup {
  name?: string | undefined
  addIds?: Id[] | undefined
  removeIds?: Id[] | undefined
  /** False takes it over from the sign-in provider: from then on it is changed here. */
  isManaged?: boolean | undefined
}
