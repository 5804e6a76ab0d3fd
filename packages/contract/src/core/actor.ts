/** Who did something; part of most entities and of every event. */
import type { Id } from './ids.ts'

/** Who did something: a person, or the system itself (jobs, import). Names come from the people snapshot. */
export interface Actor {
  id: Id
  kind: 'person' | 'system'
}
