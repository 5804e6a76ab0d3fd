/** The system as an actor, for jobs, the import and the command line. No person ever has this id. */
import type { Actor } from '@copydesk/contract'

export const systemActor: Actor = { id: '00000000-0000-7000-8000-000000000000', kind: 'system' }
