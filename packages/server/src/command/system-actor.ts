/** The system as an actor: jobs, the import and the command line act as it. No person ever has this id. */
import type { Actor } from '@copydesk/contract'

export const systemActor: Actor = { id: '00000000-0000-7000-8000-000000000000', kind: 'system' }
