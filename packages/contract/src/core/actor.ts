/** Who did something; part of most entities and of every event. */
import type { Id } from './ids.ts'

/** Who did something: a person, a service with a key of its own, or the system itself (jobs, import). */
export interface Actor {
  id: Id
  kind: 'person' | 'service' | 'system'
}
