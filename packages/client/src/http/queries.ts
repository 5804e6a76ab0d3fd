/** What the endpoints of every domain are asked with. */
import type { Id } from '@copydesk/contract'

/** An entity as it was when it was edited; the server refuses a change based on an older revision. */
export interface Edited {
  id: Id
  revision: number
}

export interface PageQuery {
  cursor?: string | null
  limit?: number
}
