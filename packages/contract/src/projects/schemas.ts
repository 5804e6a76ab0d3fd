/** zod schemas of the requests that make and change a project. */
import { z } from 'zod'
import type { SchemaOf } from '../core/schemas.ts'
import { line, lines } from '../text/schemas.ts'
import type { ChangeProject, CreateProject } from './commands.ts'
import { projectColors } from './entity.ts'
import { projectVisibilities } from './members/entity.ts'

export const createProject = z.strictObject({
  name: line({ max: 200, required: true }),
  description: lines({ max: 5000 }).optional(),
  color: z.enum(projectColors).optional(),
  visibility: z.enum(projectVisibilities).optional(),
}) satisfies SchemaOf<CreateProject>
export const changeProject = createProject
  .omit({ visibility: true })
  .partial() satisfies SchemaOf<ChangeProject>
