/** zod schemas of the requests around groups. */
import { z } from 'zod'
import { id, type SchemaOf } from '../../core/schemas.ts'
import { line } from '../../text/schemas.ts'
import type { ChangeGroup, CreateGroup } from './commands.ts'
import { groupLimits } from './entity.ts'

const name = () => line({ max: 100, required: true })
const people = () => z.array(id).max(groupLimits.members)

export const createGroup = z.strictObject({
  name: name(),
  memberIds: people().optional(),
}) satisfies SchemaOf<CreateGroup>
export const changeGroup = z.strictObject({
  name: name().optional(),
  addIds: people().optional(),
  removeIds: people().optional(),
  isManaged: z.boolean().optional(),
}) satisfies SchemaOf<ChangeGroup>
