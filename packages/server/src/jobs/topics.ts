/** Who carries out which topic. */
import { notify } from '../notifications/notify.ts'
import { redact } from '../notifications/redact.ts'
import { countProjects } from './count-projects.ts'
import type { Topics } from './topic.ts'

/** Handed to `Jobs` by the composition root. */
export const topics: Topics = { count: countProjects, notify, redact }
