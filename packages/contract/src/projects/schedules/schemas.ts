/** zod schemas of the requests that schedule a project, or a version by itself. */
import { z } from 'zod'
import type { SchemaOf } from '../../core/schemas.ts'
import { line } from '../../text/schemas.ts'
import { maxTimeZoneLength } from '../../text/time-zone.ts'
import { note } from '../releases/schemas.ts'
import type { ChangeSchedule, CreateSchedule } from './commands.ts'
import { occurrences } from './entity.ts'

/** Whether there is such a time and such a zone, the server says by its own clock and rules. */
export const createSchedule = z.strictObject({
  wallTime: line({ max: 40, required: true }),
  timeZone: line({ max: maxTimeZoneLength, required: true }),
  occurrence: z.enum(occurrences).optional(),
  note,
}) satisfies SchemaOf<CreateSchedule>
export const changeSchedule = createSchedule.partial() satisfies SchemaOf<ChangeSchedule>
