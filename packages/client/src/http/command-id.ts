/** Names for commands: the Idempotency-Key, which comes back as `commandId` on the events it causes. */
import { randomUuid } from '../random-uuid.ts'

/** A name that no other command has. */
export const newCommandId = (): string => randomUuid()
