/** What the operations of schedules share: what is sent, and what may be wrong with a time. */
import { named } from '../../core/named.ts'
import type { ErrorCode } from '../../errors.ts'
import * as schemas from './schemas.ts'

export const createSchedule = named('CreateSchedule', schemas.createSchedule)
export const changeSchedule = named('ChangeSchedule', schemas.changeSchedule)

export const timeProblems = [
  'time_invalid',
  'time_zone_unknown',
  'time_skipped',
  'time_repeated',
  'time_in_past',
] as const satisfies readonly ErrorCode[]
